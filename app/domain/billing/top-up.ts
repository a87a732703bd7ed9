import type { Currency, Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { majorOf } from './write-money.ts';

export const TOP_UP_STATUSES = ['open', 'paid', 'expired', 'failed'] as const;
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

/** Money that a buyer means to put into the wallet by card. */
export type TopUp = Money & {
  readonly id: string;
  readonly organisationId: string;
  readonly status: TopUpStatus;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
};

/** Payment pages that one organisation may have open at a time. */
export const OPEN_TOP_UPS_LIMIT = 5;

/** How long a payment page can be paid on. Stripe takes 30 minutes to 24 hours. */
export const CHECKOUT_LIFE_MS = HOUR_MS;
/** How long after it was asked for a page can still be opened: what is left of its life may not be under 30 minutes. */
export const CHECKOUT_OPENS_WITHIN_MS = 25 * MINUTE_MS;

/**
 * The least payment: Stripe's minimum where it has one (stripe.com/docs/currencies#minimum-and-maximum-charge-amounts), and about a
 * dollar elsewhere, since Stripe wants half of one in whatever currency.
 */
export const TOP_UP_MINIMUM_MINOR: Readonly<Record<Currency, bigint>> = {
  RUB: 10_000n,
  UAH: 5_000n,
  KZT: 50_000n,
  AZN: 200n,
  AMD: 50_000n,
  HUF: 40_000n,
  MNT: 500_000n,
  USD: 100n,
  EUR: 100n,
};

/** Stripe takes at most eight digits of minor units in one payment. */
export const TOP_UP_MAXIMUM_MINOR = 99_999_999n;

/**
 * Stripe counts forints in hundredths and pays out whole ones (stripe.com/docs/currencies#special-cases): a fraction
 * would come in and never leave.
 */
export const STEP_MINOR: Readonly<Partial<Record<Currency, bigint>>> = { HUF: 100n };

/**
 * Whether an amount can be paid by card.
 * @throws Refusal `top_up_too_small`, `top_up_too_large`, `top_up_not_whole`
 */
export function checkTopUp({ amountMinor, currency }: Money): void {
  const step = STEP_MINOR[currency] ?? 1n;
  const minimum = TOP_UP_MINIMUM_MINOR[currency];
  const maximum = TOP_UP_MAXIMUM_MINOR - (TOP_UP_MAXIMUM_MINOR % step);
  if (amountMinor < minimum) throw new Refusal('top_up_too_small', { least: majorOf(minimum), currency });
  if (amountMinor > maximum) throw new Refusal('top_up_too_large', { most: majorOf(maximum), currency });
  if (amountMinor % step !== 0n) throw new Refusal('top_up_not_whole', { currency });
}
