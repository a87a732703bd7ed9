import type { Card } from '#app/domain/billing/card.ts';
import { readCards } from '#app/domain/billing/read-cards.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import type { RechargePlan } from '#app/domain/billing/recharge.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { cardWords } from '#app/words/en/cards.ts';
import { cardName } from './card-name.ts';

const words = cardWords.wallet;

export type CardsShown = {
  readonly cards: readonly { readonly id: string; readonly name: string; readonly expires: string }[];
  readonly plans: readonly {
    readonly currency: Currency;
    readonly state: string;
    readonly isOff: boolean;
  }[];
};

/** An organisation's cards and how each of its wallets is recharged, in words. */
export async function readCardsShown(
  db: Db,
  organisationId: string,
  currencies: readonly Currency[],
): Promise<CardsShown> {
  const [cards, plans] = await Promise.all([
    readCards(db, organisationId),
    readRechargePlans(db, organisationId),
  ]);
  return {
    cards: cards.map((card) => ({ id: card.id, name: cardName(card), expires: sayExpiry(card) })),
    plans: currencies.map((currency) => {
      const plan = plans.find((one) => one.currency === currency);
      return { currency, state: sayPlan(plan), isOff: !plan || plan.state === 'off' };
    }),
  };
}

/** Until when a card is good. */
export function sayExpiry({ expiresMonth, expiresYear }: Card): string {
  return cardWords.expires(expiresMonth, expiresYear);
}

function sayPlan(plan: RechargePlan | undefined): string {
  if (!plan || plan.state === 'off') return words.off;
  if (plan.state === 'halted') return words.halted(plan.haltCode ?? '');
  const write = (amountMinor: bigint | null) =>
    formatMoney({ amountMinor: amountMinor ?? 0n, currency: plan.currency });
  return words.on(write(plan.thresholdMinor), write(plan.amountMinor), write(plan.ceilingMinor));
}
