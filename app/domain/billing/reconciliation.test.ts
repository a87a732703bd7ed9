import { expect, it } from 'vitest';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { isOfDispute, isStripesOwn, movementsOf } from './reconciliation.ts';

const line = (more: Partial<BalanceLine>): BalanceLine => ({
  id: 'txn_1',
  type: 'charge',
  reportingCategory: 'charge',
  currency: 'UAH',
  amountMinor: 10_000n,
  settled: null,
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
  ['a charge with one', { feeMinor: 320n }, [{ kind: 'stripe_fee', currency: 'UAH', amountMinor: 320n }]],
  [
    'a refund that gives a fee back',
    { type: 'refund', amountMinor: -10_000n, feeMinor: -320n },
    [{ kind: 'stripe_fee_return', currency: 'UAH', amountMinor: 320n }],
  ],
  [
    'a fee of its own',
    { type: 'stripe_fee', amountMinor: -700n },
    [{ kind: 'stripe_fee', currency: 'UAH', amountMinor: 700n }],
  ],
  [
    'a payout to our bank, which costs something',
    { type: 'payout', amountMinor: -5_000n, feeMinor: 25n },
    [
      { kind: 'stripe_payout', currency: 'UAH', amountMinor: 5_000n },
      { kind: 'stripe_fee', currency: 'UAH', amountMinor: 25n },
    ],
  ],
  [
    'a payout that our bank sent back',
    { type: 'payout_failure', amountMinor: 5_000n },
    [{ kind: 'stripe_payout_return', currency: 'UAH', amountMinor: 5_000n }],
  ],
  [
    'a disputed payment, whose fee is the cost of the chargeback',
    { type: 'adjustment', reportingCategory: 'dispute', amountMinor: -10_000n, feeMinor: 1_500n },
    [],
  ],
  [
    'a charge that Stripe converted',
    { settled: { currency: 'EUR', amountMinor: 225n }, feeMinor: 30n },
    [
      { kind: 'stripe_exchange_out', currency: 'UAH', amountMinor: 10_000n },
      { kind: 'stripe_exchange_in', currency: 'EUR', amountMinor: 225n },
      { kind: 'stripe_fee', currency: 'EUR', amountMinor: 30n },
    ],
  ],
  [
    'a converted payment that is disputed, with the fee, which is in another currency than the payment',
    {
      ...{ type: 'adjustment', reportingCategory: 'dispute', amountMinor: -10_000n },
      ...{ settled: { currency: 'EUR', amountMinor: -230n }, feeMinor: 1_500n },
    },
    [
      { kind: 'stripe_exchange_in', currency: 'UAH', amountMinor: 10_000n },
      { kind: 'stripe_exchange_out', currency: 'EUR', amountMinor: 230n },
      { kind: 'stripe_fee', currency: 'EUR', amountMinor: 1_500n },
    ],
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
