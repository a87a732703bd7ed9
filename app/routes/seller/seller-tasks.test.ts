import { expect, it } from 'vitest';
import { after, HOUR_MS } from '#app/kernel/time.ts';
import { type SellersState, tasksOf } from './seller-tasks.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const NOT_REVIEWED = { submittedAt: null, reason: null, reviewedAt: null };

const offer = (more: Partial<SellersState['offers'][number]> = {}) => ({
  id: 'offer_1',
  name: 'Windows',
  status: 'active' as const,
  review: NOT_REVIEWED,
  settled: 0,
  refused: 0,
  isQuiet: false,
  ...more,
});
const state = (more: Partial<SellersState> = {}): SellersState => ({
  offers: [offer()],
  disputes: { count: 0, nextUntil: null },
  hasKey: true,
  money: [],
  canBePaid: false,
  now: NOW,
  ...more,
});
const keys = (of: SellersState) => tasksOf(of).map(({ key }) => key);

it('asks for nothing where all is well', () => {
  expect(tasksOf(state())).toEqual([]);
});

it('puts what has a clock first, what costs money next, and what can wait last', () => {
  const all = state({
    offers: [
      offer({ id: 'quiet', isQuiet: true }),
      offer({ id: 'new', status: 'draft' }),
      offer({ id: 'waits', status: 'review' }),
      offer({ id: 'bad', settled: 10, refused: 3 }),
      offer({ id: 'sent', status: 'draft', review: { ...NOT_REVIEWED, reason: 'Say who calls.' } }),
    ],
    disputes: { count: 2, nextUntil: after(NOW, 5 * HOUR_MS) },
    hasKey: false,
    money: [{ amountMinor: 500n, currency: 'UAH' }],
  });
  expect(keys(all)).toEqual([
    'disputes',
    'back-sent',
    'payout',
    'refused-bad',
    'quiet-quiet',
    'draft-new',
    'waiting',
    'key',
  ]);
  expect(tasksOf(all)[0]?.text).toContain('in 5 h');
});

it.each([
  [9, 9, false],
  [10, 2, false],
  [10, 3, true],
  [400, 120, true],
])('of %s leads with a verdict %s refused are much: %s', (settled, refused, isMuch) => {
  expect(keys(state({ offers: [offer({ settled, refused })] })).includes('refused-offer_1')).toBe(isMuch);
});

it('speaks of payouts only while money waits that cannot be paid', () => {
  const money = [
    { amountMinor: 0n, currency: 'EUR' as const },
    { amountMinor: 12_345n, currency: 'UAH' as const },
  ];
  expect(tasksOf(state({ money }))[0]?.text).toContain('123.45');
  expect(keys(state({ money, canBePaid: true }))).toEqual([]);
  expect(keys(state({ money: money.slice(0, 1) }))).toEqual([]);
});
