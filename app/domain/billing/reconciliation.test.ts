import { expect, it } from 'vitest';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { isOfDispute, isStripesOwn, movementsOf } from './reconciliation.ts';

const line = (more: Partial<BalanceLine>): BalanceLine => ({
  id: 'txn_1',
  type: 'charge',
  reportingCategory: 'charge',
  currency: 'UAH',
  amountMinor: 10_000n,
  feeMinor: 0n,
  createdAt: new Date(0),
  sourceId: null,
  paymentIntentId: null,
  transferId: null,
  reference: null,
  ...more,
});

it.each<[string, Partial<BalanceLine>, object[]]>([
  ['a charge without a fee', {}, []],
  ['a charge with one', { feeMinor: 320n }, [{ kind: 'stripe_fee', amountMinor: 320n }]],
  [
    'a refund that gives a fee back',
    { type: 'refund', amountMinor: -10_000n, feeMinor: -320n },
    [{ kind: 'stripe_fee_return', amountMinor: 320n }],
  ],
  [
    'a fee of its own',
    { type: 'stripe_fee', amountMinor: -700n },
    [{ kind: 'stripe_fee', amountMinor: 700n }],
  ],
  [
    'a payout to our bank, which costs something',
    { type: 'payout', amountMinor: -5_000n, feeMinor: 25n },
    [
      { kind: 'stripe_payout', amountMinor: 5_000n },
      { kind: 'stripe_fee', amountMinor: 25n },
    ],
  ],
  [
    'a payout that our bank sent back',
    { type: 'payout_failure', amountMinor: 5_000n },
    [{ kind: 'stripe_payout_return', amountMinor: 5_000n }],
  ],
  [
    'a disputed payment, whose fee is the cost of the chargeback',
    { type: 'adjustment', reportingCategory: 'dispute', amountMinor: -10_000n, feeMinor: 1_500n },
    [],
  ],
])('from %s is booked what Stripe did by itself', (_what, more, expected) => {
  expect(movementsOf(line(more))).toEqual(expected);
});

it('knows what needs no counterpart, and what is of a dispute', () => {
  expect(isStripesOwn({ type: 'payout' })).toBe(true);
  expect(isStripesOwn({ type: 'transfer' })).toBe(false);
  expect(isOfDispute({ type: 'adjustment', reportingCategory: 'dispute_reversal' })).toBe(true);
  expect(isOfDispute({ type: 'adjustment', reportingCategory: 'other_adjustment' })).toBe(false);
});
