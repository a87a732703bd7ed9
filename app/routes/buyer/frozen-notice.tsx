import { type Chargeback, owedOf } from '#app/domain/billing/chargeback.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';

const words = troubleWords.frozen;

/** Says that a buyer's money stands still, because of which payment, and what ends it. */
export function FrozenNotice(props: { chargebacks: readonly Chargeback[]; mayPay: boolean }) {
  const [first] = props.chargebacks;
  if (!first) return null;
  const isOwed = first.status === 'lost';
  const amountMinor = isOwed ? owedOf(first) : first.amountMinor;
  const amount = formatMoney({ amountMinor, currency: first.currency });
  return (
    <Notice
      tone="red"
      title={words.title}
      text={isOwed ? words.owed(amount) : words.open(amount)}
      action={
        isOwed &&
        props.mayPay && (
          <ButtonLink to="/buy/wallet/top-up" kind="other">
            {words.topUp}
          </ButtonLink>
        )
      }
    />
  );
}
