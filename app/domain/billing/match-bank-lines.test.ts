import { describe, expect, it } from 'vitest';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { type BankEntry, type BankMatch, matchBankLines, type StatementLine } from './match-bank-lines.ts';

const TODAY = new Date('2026-11-26T03:00:00Z');
const dayBefore = (days: number) => after(new Date('2026-11-26T00:00:00Z'), -days * DAY_MS);
const line = (id: string, amountMinor: bigint, more: Partial<StatementLine> = {}): StatementLine => ({
  ...{ id, amountMinor, currency: 'UAH', bookedOn: dayBefore(1), reference: null, says: 'a text' },
  ...{ isLaidAside: false, ...more },
});
const entry = (key: string, amountMinor: bigint, more: Partial<BankEntry> = {}): BankEntry => ({
  ...{ key, amountMinor, kind: 'bank_payout', currency: 'UAH', at: dayBefore(2), lineId: null },
  ...{ reference: null, name: null, batch: null, state: 'due', ...more },
});

/** Each match as `line = transfers: verdict`. */
function match(
  lines: StatementLine[],
  entries: BankEntry[],
  readUpTo: Map<Currency, Date> = new Map([['UAH', dayBefore(0)]]),
): string[] {
  const say = (one: BankMatch) =>
    `${one.line?.id ?? '-'} = ${one.entries.map(({ key }) => key).join('+') || '-'}: ${one.verdict}`;
  return matchBankLines({ lines, entries, readUpTo, now: TODAY }).map(say).sort();
}

describe('a line of the bank’s', () => {
  it('is of the transfer that was booked from it, however many look like it', () => {
    expect(
      match(
        [line('a', 5n), line('b', 5n)],
        [entry('x', 5n, { lineId: 'b' }), entry('y', 5n, { lineId: 'a' })],
      ),
    ).toEqual(['a = y: matched', 'b = x: matched']);
  });

  it('is of the transfer that it names, also in another amount, which is a difference', () => {
    const names = [entry('x', -7n, { name: 'bpay-1a' }), entry('y', -7n, { name: 'bpay-2b' })];
    const says = { says: 'E2E BPAY 2B / Birja' };
    expect(match([line('a', -7n, says)], names)).toContain('a = y: matched');
    expect(match([line('a', -6n, says)], names)).toContain('a = y: amount_differs');
  });

  it('is known by the whole of its reference, not by a part of it', () => {
    const noted = entry('x', 7n, { reference: 'A 12' });
    expect(match([line('a', 7n, { reference: 'a12' }), line('b', 7n)], [noted])).toContain('a = x: matched');
    expect(match([line('a', 9n, { reference: 'A123' })], [noted])).toContain('a = -: in_flight');
  });

  it('may be the sum of a batch, named or by its day and amount', () => {
    const batch = { id: 'b', name: 'bbat-1' };
    const parts = [entry('x', -3n, { batch }), entry('y', -4n, { batch })];
    const both = ['a = x+y: matched'];
    expect(match([line('a', -7n, { says: 'BBAT-1', bookedOn: dayBefore(40) })], parts)).toEqual(both);
    expect(match([line('a', -7n)], parts)).toEqual(both);
    expect(match([line('a', -7n, { bookedOn: dayBefore(40) })], parts)).toContain('a = -: missing_here');
  });

  it('is found by day and amount only where nothing else fits', () => {
    expect(match([line('a', 5n)], [entry('x', 5n)])).toEqual(['a = x: matched']);
    expect(match([line('a', 5n)], [entry('x', -5n), entry('y', 5n, { currency: 'EUR' })])).toContain(
      'a = -: in_flight',
    );
    expect(match([line('a', 5n), line('b', 5n)], [entry('x', 5n)])).toEqual([
      '- = x: in_flight',
      'a = -: in_flight',
      'b = -: in_flight',
    ]);
    expect(match([line('a', 5n)], [entry('x', 5n), entry('y', 5n)])).toContain('a = -: in_flight');
  });

  it('that nothing was booked for is missed after some days, unless somebody laid it aside', () => {
    expect(
      match(
        [line('a', 5n), line('b', 5n, { bookedOn: dayBefore(6) }), line('c', 5n, { isLaidAside: true })],
        [],
      ),
    ).toEqual(['a = -: in_flight', 'b = -: missing_here', 'c = -: laid_aside']);
  });
});

describe('a transfer without a line', () => {
  it('is missed once the statements of its days were read, and no sooner', () => {
    const old = entry('x', 5n, { at: dayBefore(10) });
    expect(match([], [old])).toEqual(['- = x: missing_there']);
    expect(match([], [old], new Map([['UAH', dayBefore(6)]]))).toEqual(['- = x: in_flight']);
    expect(match([], [old], new Map())).toEqual(['- = x: in_flight']);
    expect(match([], [{ ...old, state: 'waits' }])).toEqual(['- = x: in_flight']);
  });

  it('that was booked from a line agrees with it, also where that is too old to be looked at', () => {
    expect(match([], [entry('x', 5n, { at: dayBefore(80), lineId: 'old' })])).toEqual(['- = x: matched']);
  });

  it('that left and came back here is settled, and takes no line', () => {
    expect(match([line('a', 5n)], [entry('x', 5n, { state: 'never' })])).toEqual([
      '- = x: cancelled',
      'a = -: in_flight',
    ]);
  });
});
