import { Link } from '@remix-run/react';
import type { Currency } from '#app/kernel/money.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Section } from '#app/ui/section.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import type { CardsShown } from './read-cards-shown.ts';

const words = cardWords.wallet;

/** The part of the wallet's page that is about cards. */
export function WalletCards({
  shown,
  currency,
  mayPay,
}: {
  shown: CardsShown;
  currency: Currency;
  mayPay: boolean;
}) {
  const { cards, plans } = shown;
  return (
    <Section id="cards" title={words.title} intro={words.intro}>
      <DefinitionList
        items={[
          {
            term: words.cards,
            value:
              cards.length === 0 ? (
                words.noCards
              ) : (
                <ul className="flex flex-col gap-1">
                  {cards.map(({ id, name, expires }) => (
                    <li key={id}>
                      {name}, {expires}
                    </li>
                  ))}
                </ul>
              ),
          },
          ...plans.map((plan) => ({ term: words.recharge(plan.currency), value: plan.state })),
        ]}
      />
      {mayPay && (
        <div className="flex flex-wrap items-center gap-3">
          <ButtonLink kind="other" to={`/buy/wallet/recharge?currency=${currency}`}>
            {plans.find((plan) => plan.currency === currency)?.isOff ? words.begin : words.set}
          </ButtonLink>
          <ButtonLink kind="other" to={`/buy/wallet/refund?currency=${currency}`}>
            {words.refund}
          </ButtonLink>
          <Link to={cards.length > 0 ? '/buy/wallet/cards' : '/buy/wallet/cards/new'}>
            {cards.length > 0 ? words.manage : words.save}
          </Link>
        </div>
      )}
    </Section>
  );
}
