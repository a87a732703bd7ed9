import { describe, expect, it } from 'vitest';
import { explainOrder, type OrderReason, stops } from './explain-order.ts';
import type { OrderTerms } from './order.ts';
import type { OrderUsage } from './order-usage.ts';

const NOW = new Date('2026-11-23T10:20:00Z');
const ENDS = {
  hour: new Date('2026-11-23T11:00:00Z'),
  day: new Date('2026-11-24T00:00:00Z'),
  week: new Date('2026-11-30T00:00:00Z'),
  month: new Date('2026-12-01T00:00:00Z'),
};
const ORDER: OrderTerms = {
  niches: ['property'],
  regions: ['UA'],
  currency: 'UAH',
  maxPriceMinor: 90_000n,
  temperatures: [],
  minScore: 0,
  languages: [],
  acceptUnknown: true,
  caps: { hour: null, day: null, week: null, month: null },
  budgetMinor: { day: null, month: null, total: null },
  timezone: 'UTC',
  hours: null,
  status: 'active',
};
const USAGE: OrderUsage = {
  counts: { hour: 0, day: 0, week: 0, month: 0 },
  spentMinor: { day: 0n, month: 0n, total: 0n },
  ends: ENDS,
};
const OFFERS = { fitting: 2, dearer: 0, cheapestMinor: 30_000n };

const explain = (given: {
  order?: Partial<OrderTerms>;
  usage?: Partial<OrderUsage>;
  walletMinor?: bigint | null;
  blocked?: boolean;
  frozen?: boolean;
  waitsForBank?: boolean;
  haltCode?: string;
  offers?: typeof OFFERS | { fitting: number; dearer: number; cheapestMinor: bigint | null };
}) =>
  explainOrder({
    order: { ...ORDER, ...given.order },
    usage: { ...USAGE, ...given.usage },
    walletMinor: given.walletMinor === undefined ? 1_000_000n : given.walletMinor,
    offers: given.offers ?? OFFERS,
    blocked: given.blocked ?? false,
    frozen: given.frozen ?? false,
    waitsForBank: given.waitsForBank ?? false,
    haltCode: given.haltCode ?? null,
    now: NOW,
  });
const caps = (some: Partial<OrderTerms['caps']>) => ({ caps: { ...ORDER.caps, ...some } });
const budget = (some: Partial<OrderTerms['budgetMinor']>) => ({
  budgetMinor: { ...ORDER.budgetMinor, ...some },
});
const spent = (some: Partial<OrderUsage['spentMinor']>) => ({
  spentMinor: { ...USAGE.spentMinor, ...some },
});

describe('why an order buys nothing', () => {
  it('is nothing where it only waits for a lead', () => {
    expect(explain({})).toEqual([]);
    expect(explain({ order: { ...caps({ day: 5 }), ...budget({ day: 60_000n }) } })).toEqual([]);
  });

  it('is that the exchange stopped the organisation, before all else', () => {
    expect(explain({ blocked: true, order: { status: 'paused' } })).toEqual([{ code: 'blocked' }]);
  });

  it('is that it buys at other hours', () => {
    const hours = { days: ['mon'] as const, from: 12, to: 18 };
    expect(explain({ order: { hours } })).toEqual([
      { code: 'outside_hours', until: new Date('2026-11-23T12:00:00Z') },
    ]);
    expect(explain({ order: { hours: { ...hours, from: 10 } } })).toEqual([]);
  });

  it('is that it is paused, and nothing else', () => {
    expect(explain({ order: { status: 'paused' }, walletMinor: null })).toEqual([{ code: 'paused' }]);
  });

  it.each([null, 0n])('is a wallet of this currency that holds %s', (walletMinor) => {
    expect(explain({ walletMinor })).toEqual([{ code: 'wallet_empty' }]);
  });

  it('is a wallet that holds less than the cheapest offer', () => {
    expect(explain({ walletMinor: 29_999n })).toEqual([
      { code: 'wallet_below_offers', balanceMinor: 29_999n, cheapestMinor: 30_000n },
    ]);
  });

  it('is not a wallet below the top price: it only bids less', () => {
    const reasons = explain({ walletMinor: 30_000n });
    expect(reasons).toEqual([{ code: 'wallet_below_top', balanceMinor: 30_000n }]);
    expect(reasons.some(stops)).toBe(false);
  });

  it.each(['hour', 'day', 'week', 'month'] as const)('is a cap of the %s that is reached', (period) => {
    const usage = { counts: { ...USAGE.counts, [period]: 3 } };
    expect(explain({ order: caps({ [period]: 4 }), usage })).toEqual([]);
    expect(explain({ order: caps({ [period]: 3 }), usage })).toEqual([
      { code: 'cap_reached', period, until: ENDS[period] },
    ]);
  });

  it.each([
    ['day', ENDS.day],
    ['month', ENDS.month],
    ['total', null],
  ] as const)('is a budget of the %s that pays for no fitting offer', (period, until) => {
    const order = budget({ [period]: 100_000n });
    expect(explain({ order, usage: spent({ [period]: 70_000n }) })).toEqual([]);
    expect(explain({ order, usage: spent({ [period]: 70_001n }) })).toEqual([
      { code: 'budget_spent', period, leftMinor: 29_999n, until },
    ]);
    expect(explain({ order, usage: spent({ [period]: 120_000n }) })).toEqual([
      { code: 'budget_spent', period, leftMinor: 0n, until },
    ]);
  });

  it('is, of one that is paused, whether its buyer, a bank or a dispute stopped it', () => {
    const order = { status: 'paused' as const };
    expect(explain({ order })).toEqual([{ code: 'paused' }]);
    expect(explain({ order, waitsForBank: true })).toEqual([{ code: 'paused_for_bank' }]);
    expect(explain({ order, waitsForBank: true, frozen: true })).toEqual([{ code: 'money_frozen' }]);
  });

  it('says beside what is short in the wallet why it does not recharge', () => {
    const asks = { haltCode: 'authentication_required' };
    const below = { code: 'wallet_below_top', balanceMinor: 50_000n };
    expect(explain({ walletMinor: 50_000n, ...asks })).toEqual([below, { code: 'recharge_asks' }]);
    expect(explain({ walletMinor: 0n, haltCode: 'lost_card' })).toEqual([
      { code: 'wallet_empty' },
      { code: 'recharge_halted', haltCode: 'lost_card' },
    ]);
    expect(explain({ haltCode: 'lost_card' })).toEqual([]);
  });

  it('is that every fitting offer asks for more', () => {
    expect(explain({ offers: { fitting: 0, dearer: 7, cheapestMinor: 95_000n } })).toEqual([
      { code: 'offers_too_dear', count: 7, cheapestMinor: 95_000n },
    ]);
  });

  it('is that nobody offers such leads', () => {
    expect(explain({ offers: { fitting: 0, dearer: 0, cheapestMinor: null } })).toEqual([
      { code: 'no_offers' },
    ]);
  });

  it('is told with the money first, then what passes by itself', () => {
    const codes = explain({
      order: { ...caps({ hour: 1, month: 1 }), ...budget({ total: 1n, day: 1n }) },
      usage: { counts: { hour: 1, day: 1, week: 1, month: 1 } },
      walletMinor: 0n,
    }).map(({ code }: OrderReason) => code);
    expect(codes).toEqual(['wallet_empty', 'budget_spent', 'budget_spent', 'cap_reached', 'cap_reached']);
  });
});
