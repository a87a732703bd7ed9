import { WHOLE_ONLY } from '#app/domain/billing/card-amounts.ts';
import type { Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import type { Failed } from '../form.ts';

const words = cardWords.refund;

/** The id of the field for an amount of one wallet: a page may have several. */
export const partField = (currency: Currency) => `part-${currency}`;

/** What of one wallet can go back to cards: all of it at one click, or an amount that is typed. Minor units. */
export function RefundForm(props: {
  currency: Currency;
  spendable: bigint;
  back: bigint;
  failed: Failed | null;
}) {
  const { currency, spendable, back, failed } = props;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const isTyped = failed !== null && failed.refusal === null;
  return (
    <section aria-label={words.label(currency)} className="flex max-w-2xl flex-col gap-4">
      <DefinitionList
        items={[
          { term: words.spendable, value: write(spendable) },
          { term: words.goesBack, value: write(back) },
          { term: words.stays, value: write(spendable - back) },
        ]}
      />
      {back < spendable && (
        <p className="max-w-[68ch] text-sm text-ink-soft">
          {words.staysWhy} {WHOLE_ONLY.includes(currency) && words.staysParts(currency)}
        </p>
      )}
      {back > 0n ? (
        <>
          <PostButton kind="main" fields={{ currency, amount: back.toString() }}>
            {words.act(write(back))}
          </PostButton>
          <PostForm label={words.amountOf(currency)} failed={isTyped ? failed : null}>
            <input type="hidden" name="currency" value={currency} />
            <MoneyInput
              id={partField(currency)}
              name="part"
              label={words.amount}
              hint={words.amountHint(write(back))}
              value={isTyped ? (failed.typed.part?.[0] ?? '') : ''}
              currency={currency}
              error={isTyped ? failed.errors[partField(currency)] : undefined}
            />
            <div>
              <SubmitButton kind="other">{words.actSome}</SubmitButton>
            </div>
          </PostForm>
        </>
      ) : (
        <p className="text-sm font-medium">{words.none}</p>
      )}
    </section>
  );
}
