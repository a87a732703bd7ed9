import { assert } from './assert.ts';

/** Currencies traded here, ISO 4217. All of them have two decimal digits. */
export const CURRENCIES = ['RUB', 'UAH', 'KZT', 'AZN', 'AMD', 'HUF', 'MNT', 'USD', 'EUR'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount in minor units (kopecks, cents) of one currency. */
export type Money = { readonly amountMinor: bigint; readonly currency: Currency };

export const MINOR_PER_MAJOR = 100;

/**
 * A share of an amount, rounded half away from zero to a whole minor unit.
 * @param amountMinor minor units, not negative
 * @param basisPoints hundredths of a percent, 0 to 10,000
 */
export function shareRoundedHalfUp(amountMinor: bigint, basisPoints: number): bigint {
  assert(amountMinor >= 0n, 'a share is taken of an amount that is not negative');
  assert(
    Number.isInteger(basisPoints) && basisPoints >= 0 && basisPoints <= 10_000,
    'basis points lie in [0, 10000]',
  );
  return (amountMinor * BigInt(basisPoints) + 5_000n) / 10_000n;
}

/** A model's price in major units as money, rounded half up; never below one minor unit. */
export function fromMajorRounded(major: number, currency: Currency): Money {
  assert(Number.isFinite(major) && major >= 0, 'a price is a finite number that is not negative');
  const minor = BigInt(Math.round(major * MINOR_PER_MAJOR));
  return { amountMinor: minor > 0n ? minor : 1n, currency };
}

/** `Math.min` knows no bigint. */
export function smallest(first: bigint, ...others: bigint[]): bigint {
  let least = first;
  for (const next of others) if (next < least) least = next;
  return least;
}

/** `Math.max` knows no bigint. */
export function largest(first: bigint, ...others: bigint[]): bigint {
  let most = first;
  for (const next of others) if (next > most) most = next;
  return most;
}
