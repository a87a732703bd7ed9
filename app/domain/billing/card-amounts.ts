import { type Currency, MINOR_PER_MAJOR, type Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { majorOf } from './write-money.ts';

/*
 * What Stripe takes and gives back by card, per currency: docs.stripe.com/currencies. Amounts are sent in the smallest unit
 * that Stripe counts in; all that are traded here have two decimals there as in the ledger (`ZERO_DECIMAL` and `THREE_DECIMAL`
 * hold none of them, which a test proves), so that an amount of ours is sent as it is.
 */

/** Counted in whole units at Stripe: an amount of ours would have to be divided by a hundred. */
export const ZERO_DECIMAL: readonly string[] = [
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'JPY',
    'KMF',
    'KRW',
    'MGA',
    'PYG',
    'RWF',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ],
];
export const THREE_DECIMAL: readonly string[] = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];
/** Counted in hundredths that must be zero: ISK and UGX in a charge, HUF, TWD and UGX in what leaves. */
export const WHOLE_ONLY: readonly string[] = ['ISK', 'UGX', 'HUF', 'TWD'];

/**
 * The least payment: Stripe's minimum where it has one (USD and EUR 0.50, HUF 175, docs.stripe.com/currencies#minimum-and-maximum-charge-amounts)
 * or more, and about a dollar elsewhere, since Stripe wants half of one in whatever currency.
 */
export const CARD_MINIMUM_MINOR: Readonly<Record<Currency, bigint>> = {
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
export const CARD_MAXIMUM_MINOR = 99_999_999n;

/** The step in which an amount can be paid and paid back, minor units: a fraction of a forint would come in and never leave. */
export function stepOf(currency: Currency): bigint {
  return WHOLE_ONLY.includes(currency) ? BigInt(MINOR_PER_MAJOR) : 1n;
}

/**
 * Whether an amount can be charged to a card.
 * @throws Refusal `top_up_too_small`, `top_up_too_large`, `top_up_not_whole`
 */
export function checkCharge({ amountMinor, currency }: Money): void {
  const step = stepOf(currency);
  const minimum = CARD_MINIMUM_MINOR[currency];
  const maximum = CARD_MAXIMUM_MINOR - (CARD_MAXIMUM_MINOR % step);
  if (amountMinor < minimum) throw new Refusal('top_up_too_small', { least: majorOf(minimum), currency });
  if (amountMinor > maximum) throw new Refusal('top_up_too_large', { most: majorOf(maximum), currency });
  if (amountMinor % step !== 0n) throw new Refusal('top_up_not_whole', { currency });
}

/** As much of an amount as can go back to a card, minor units: whole units where Stripe knows no others. No refund is too small. */
export function refundablePart(amountMinor: bigint, currency: Currency): bigint {
  return amountMinor - (amountMinor % stepOf(currency));
}
