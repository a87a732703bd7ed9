import { smallest } from '#app/kernel/money.ts';

/** What the demand board says of a number of leads: the largest of these that is not above it. */
const ROOM_STEPS = [1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0] as const;
const FIGURES_SHOWN = 2;

/** A price as the board shows it: its first two figures, the rest cut off, so that an ask of as much always fits. */
export function publishedPrice(priceMinor: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(priceMinor.toString().length - FIGURES_SHOWN, 0));
  return (priceMinor / unit) * unit;
}

/** How many leads an order has room for, as the board shows it: at least this many. */
export function publishedRoom(leads: number): number {
  return ROOM_STEPS.find((step) => step <= leads) ?? 0;
}

/**
 * How many leads can be paid for and are within the caps, each at the top price.
 * @param copiesLeft of each cap; @param moneyLeftMinor of the wallet and each budget, at least one
 */
export function roomOf(
  topPriceMinor: bigint,
  copiesLeft: readonly number[],
  moneyLeftMinor: readonly [bigint, ...bigint[]],
): number {
  const paidFor = Number(smallest(...moneyLeftMinor) / topPriceMinor);
  return Math.max(Math.min(paidFor, ...copiesLeft), 0);
}
