import { describe, expect, it } from 'vitest';
import { REFUND_PARTS_LIMIT, type RefundableCharge, spreadRefund, totalOf } from './card-refund.ts';

const charge = (id: string, leftMinor: bigint, day: number, hasFailed = false): RefundableCharge => ({
  id,
  leftMinor,
  hasFailed,
  brand: 'visa',
  last4: '4242',
  createdAt: new Date(Date.UTC(2026, 10, day)),
});
const spread = (balance: bigint, charges: RefundableCharge[], currency: 'UAH' | 'HUF' = 'UAH') =>
  spreadRefund(balance, currency, charges).map(({ charge: { id }, amountMinor }) => [id, amountMinor]);

describe('a balance that goes back to cards', () => {
  const charges = [charge('b', 500n, 2), charge('a', 1_000n, 1), charge('c', 300n, 3)];

  it('takes the newest charge first, and of each no more than it has left', () => {
    expect(spread(700n, charges)).toEqual([
      ['c', 300n],
      ['b', 400n],
    ]);
    expect(spread(1n, charges)).toEqual([['c', 1n]]);
  });

  it('leaves what did not come by card', () => {
    expect(totalOf(spreadRefund(5_000n, 'UAH', charges))).toBe(1_800n);
    expect(spread(5_000n, [])).toEqual([]);
    expect(spread(0n, charges)).toEqual([]);
  });

  it('tries a card that did not take a refund after all others', () => {
    const some = [charge('dead', 500n, 3, true), charge('old', 300n, 1), charge('older', 200n, 0)];
    expect(spread(400n, some)).toEqual([
      ['old', 300n],
      ['older', 100n],
    ]);
    expect(spread(600n, some).at(-1)).toEqual(['dead', 100n]);
  });

  it('of one moment is taken in the order of their ids, newest first', () => {
    expect(spread(10n, [charge('a', 10n, 1), charge('b', 10n, 1)])).toEqual([['b', 10n]]);
  });

  it('goes in whole forints', () => {
    expect(spread(25_099n, [charge('a', 10_000n, 2), charge('b', 90_050n, 1)], 'HUF')).toEqual([
      ['a', 10_000n],
      ['b', 15_000n],
    ]);
    expect(spread(99n, [charge('a', 10_000n, 2)], 'HUF')).toEqual([]);
  });

  it('is spread over a bounded number of charges', () => {
    const many = Array.from({ length: REFUND_PARTS_LIMIT + 5 }, (_, at) => charge(`c${at}`, 1n, 1));
    expect(spread(1_000n, many)).toHaveLength(REFUND_PARTS_LIMIT);
  });
});
