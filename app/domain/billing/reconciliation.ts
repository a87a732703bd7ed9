import { MINUTE_MS } from '#app/kernel/time.ts';
import type { BalanceLine } from '#app/platform/stripe.server.ts';

/** With whom a line is compared. */
export type Source = 'stripe' | 'bank';

/**
 * How the two sides agree about a line. `booked`: Stripe did it by itself and it was booked from this line. `cancelled`: booked
 * out and back here, and nothing moved outside. `laid_aside`: a person said why a bank's line is nothing to book. The others are
 * open until a later run finds otherwise.
 */
export const VERDICTS = [
  'matched',
  'booked',
  'cancelled',
  'laid_aside',
  'in_flight',
  'missing_here',
  'missing_there',
  'amount_differs',
  'unknown',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SETTLED: readonly Verdict[] = ['matched', 'booked', 'cancelled', 'laid_aside'];

/** How long one side may lag behind the other before that is a difference. */
export const IN_FLIGHT_MS = 15 * MINUTE_MS;

/** What Stripe does by itself with our balance. What it converts goes out in one currency and comes in in another. */
export type MovementKind =
  | 'stripe_fee'
  | 'stripe_fee_return'
  | 'stripe_payout'
  | 'stripe_payout_return'
  | 'stripe_exchange_out'
  | 'stripe_exchange_in';
/** Minor units of its currency (ISO 4217, capitals). */
export type Movement = {
  readonly kind: MovementKind;
  readonly currency: string;
  readonly amountMinor: bigint;
};

const FEES = ['stripe_fee', 'stripe_fx_fee', 'tax_fee'];
const FAILED_REFUNDS = ['refund_failure', 'payment_failure_refund'];
const WITH_OUR_BANK = ['payout', 'payout_cancel', 'payout_failure', 'topup', 'topup_reversal'];

/** Whether Stripe did it by itself, and it needs no counterpart here. */
export function isStripesOwn(line: Pick<BalanceLine, 'type'>): boolean {
  return FEES.includes(line.type) || WITH_OUR_BANK.includes(line.type);
}

/** Whether a line is of a payment that a bank took back or gave back: what Stripe asks for it is the chargeback's cost. */
export function isOfDispute(line: Pick<BalanceLine, 'type' | 'reportingCategory'>): boolean {
  return line.type === 'adjustment' && line.reportingCategory.startsWith('dispute');
}

/** Whether it gives back a refund that the payer's bank did not take. */
export function isOfFailedRefund(line: Pick<BalanceLine, 'type'>): boolean {
  return FAILED_REFUNDS.includes(line.type);
}

/**
 * What has to be booked from a line itself: Stripe's fee in it, the whole line where Stripe moved it by itself, and what it was
 * converted into, so that each currency holds what Stripe holds of it.
 */
export function movementsOf(line: BalanceLine): Movement[] {
  const { currency, amountMinor, feeMinor, settled } = line;
  if (settled) {
    return [
      ...exchange(currency, -amountMinor),
      ...exchange(settled.currency, settled.amountMinor),
      ...movement('stripe_fee', settled.currency, feeMinor),
    ];
  }
  if (isOfDispute(line)) return [];
  if (FEES.includes(line.type)) return movement('stripe_fee', currency, feeMinor - amountMinor);
  return [
    ...(WITH_OUR_BANK.includes(line.type) ? movement('stripe_payout', currency, -amountMinor) : []),
    ...movement('stripe_fee', currency, feeMinor),
  ];
}

/** Whether more of a currency lies at Stripe after it, or less. */
export function signedMinor({ kind, amountMinor }: Movement): bigint {
  return kind.endsWith('_return') || kind === 'stripe_exchange_in' ? amountMinor : -amountMinor;
}

/** @param leftMinor minor units that left our balance; below zero for what came back */
function movement(kind: 'stripe_fee' | 'stripe_payout', currency: string, leftMinor: bigint): Movement[] {
  if (leftMinor === 0n) return [];
  return leftMinor > 0n
    ? [{ kind, currency, amountMinor: leftMinor }]
    : [{ kind: `${kind}_return`, currency, amountMinor: -leftMinor }];
}

/** @param cameMinor minor units by which there is more of a currency; below zero for less */
function exchange(currency: string, cameMinor: bigint): Movement[] {
  if (cameMinor === 0n) return [];
  return cameMinor > 0n
    ? [{ kind: 'stripe_exchange_in', currency, amountMinor: cameMinor }]
    : [{ kind: 'stripe_exchange_out', currency, amountMinor: -cameMinor }];
}
