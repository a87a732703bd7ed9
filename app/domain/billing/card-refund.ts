import type { Currency, Money } from '#app/kernel/money.ts';
import { smallest } from '#app/kernel/money.ts';
import { refundablePart } from './card-amounts.ts';

export const CARD_REFUND_STATUSES = ['pending', 'sent', 'failed'] as const;
/** `failed`: the money is in the wallet again. */
export type CardRefundStatus = (typeof CARD_REFUND_STATUSES)[number];

/** Unspent balance that goes back to the card one charge was made on. */
export type CardRefund = Money & {
  readonly id: string;
  readonly status: CardRefundStatus;
  readonly failureCode: string | null;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
};

/**
 * A charge of which something may go back; `leftMinor` is what was not given back yet, minor units. `hasFailed`: a refund to
 * its card was refused or came back.
 */
export type RefundableCharge = {
  readonly id: string;
  readonly leftMinor: bigint;
  readonly hasFailed: boolean;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly createdAt: Date;
};

export type RefundPart = { readonly charge: RefundableCharge; readonly amountMinor: bigint };

/** Charges that one refund spreads over at most; what is left takes another. */
export const REFUND_PARTS_LIMIT = 50;

/**
 * Which charge gives back how much of a balance: the newest first, none more than it has left. One whose card did not take a
 * refund comes after all others: a closed card keeps nothing from those that work.
 * @param charges in any order
 * @returns none of nothing; together at most the balance
 */
export function spreadRefund(
  balanceMinor: bigint,
  currency: Currency,
  charges: readonly RefundableCharge[],
): RefundPart[] {
  let left = refundablePart(balanceMinor, currency);
  const parts: RefundPart[] = [];
  const newestFirst = charges.toSorted(
    (a, b) =>
      Number(a.hasFailed) - Number(b.hasFailed) ||
      b.createdAt.getTime() - a.createdAt.getTime() ||
      (a.id < b.id ? 1 : -1),
  );
  for (const charge of newestFirst) {
    const amountMinor = refundablePart(smallest(left, charge.leftMinor), currency);
    if (amountMinor <= 0n) continue;
    parts.push({ charge, amountMinor });
    left -= amountMinor;
    if (parts.length === REFUND_PARTS_LIMIT) break;
  }
  return parts;
}

/** Which charge gives back how much, in one line: the same for the same parts, and another for any others. */
export function planOf(parts: readonly RefundPart[]): string {
  return parts.map(({ charge, amountMinor }) => `${charge.id}:${amountMinor}`).join(',');
}

/** What all parts send back, minor units. */
export function totalOf(parts: readonly RefundPart[]): bigint {
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
