import type { Currency, Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import type { Card } from './card.ts';
import { checkCharge } from './card-amounts.ts';

export const PLAN_STATES = ['off', 'on', 'halted'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export const RECHARGE_STATUSES = ['pending', 'asking', 'paid', 'declined', 'canceled'] as const;
/** `asking`: the bank wants its cardholder to confirm. */
export type RechargeStatus = (typeof RECHARGE_STATUSES)[number];

/** How a wallet is looked after. Amounts in minor units of its currency. */
export type RechargePlan = {
  readonly currency: Currency;
  readonly state: PlanState;
  readonly thresholdMinor: bigint | null;
  readonly amountMinor: bigint | null;
  /** What may be charged in a calendar month at most. */
  readonly ceilingMinor: bigint | null;
  readonly card: Card | null;
  /** Below what its owners are warned; null derives it from what orders pay. */
  readonly warnMinor: bigint | null;
  /** Why it was halted: `authentication_required`, `card_removed`, or the bank's reason by Stripe's name. */
  readonly haltCode: string | null;
};

/** One charge of a kept card that nobody pressed a button for. */
export type Recharge = Money & {
  readonly id: string;
  readonly status: RechargeStatus;
  readonly declineCode: string | null;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly createdAt: Date;
  readonly settledAt: Date | null;
};

/** What a buyer asks for who turns recharging on. */
export type RechargeTerms = {
  readonly thresholdMinor: bigint;
  readonly amountMinor: bigint;
  readonly ceilingMinor: bigint;
};

/** A charge that nobody has sent for so long is not sent any more: its wallet may have been filled otherwise. */
export const RECHARGE_SENT_WITHIN_MS = 12 * HOUR_MS;
/** How long a cardholder may take to answer the bank. */
export const RECHARGE_ASKS_FOR_MS = 3 * DAY_MS;

/**
 * @throws Refusal `recharge_threshold_needed`, `recharge_ceiling_too_low` and those of `checkCharge`
 */
export function checkRechargeTerms(terms: RechargeTerms, currency: Currency): void {
  checkCharge({ amountMinor: terms.amountMinor, currency });
  if (terms.thresholdMinor <= 0n) throw new Refusal('recharge_threshold_needed');
  if (terms.ceilingMinor < terms.amountMinor) throw new Refusal('recharge_ceiling_too_low');
}
