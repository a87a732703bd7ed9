import type { Currency, Money } from '#app/kernel/money.ts';
import { stepOf } from './card-amounts.ts';

export const PAYOUT_STATUSES = ['pending', 'sent', 'failed', 'reversed'] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** Money that leaves for a seller. `failed` and `reversed` ones are available again. */
export type Payout = Money & {
  readonly id: string;
  readonly status: PayoutStatus;
  /** Stripe's own name for why it failed. */
  readonly failureCode: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  /** What of it came back: minor units, and why the first part did. */
  readonly cameBackMinor: bigint;
  readonly cameBackReason: string | null;
};

/**
 * How much of what is available can be paid out: whole units where the bank takes no others. What is left over stays
 * available.
 * @returns minor units; 0 when it is less than the minimum
 */
export function payableOf(availableMinor: bigint, currency: Currency, minimumMinor: bigint): bigint {
  const payable = availableMinor - (availableMinor % stepOf(currency));
  return payable >= minimumMinor ? payable : 0n;
}
