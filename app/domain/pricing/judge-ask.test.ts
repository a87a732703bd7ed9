import { expect, test } from 'vitest';
import type { Quote } from './cold-start.ts';
import { judgeAsk } from './judge-ask.ts';

function quote(p10Minor: bigint, p50Minor: bigint, p90Minor: bigint): Quote {
  return {
    currency: 'UAH',
    p10Minor,
    p50Minor,
    p90Minor,
    baseMinor: p50Minor,
    factors: [],
    modelVersion: 'test',
  };
}

test.each([
  [55n, 'low'],
  [56n, 'fair'],
  [178n, 'fair'],
  [179n, 'high'],
])('an ask of %s against 56 to 178 is %s', (ask, verdict) => {
  expect(judgeAsk(ask, [quote(56n, 100n, 178n)])).toEqual({
    verdict,
    p10Minor: 56n,
    p50Minor: 100n,
    p90Minor: 178n,
  });
});

test('an ask for several places is held against the band over all of them', () => {
  const quotes = [quote(10n, 20n, 30n), quote(100n, 200n, 300n), quote(40n, 50n, 60n)];
  expect(judgeAsk(250n, quotes)).toEqual({ verdict: 'fair', p10Minor: 10n, p50Minor: 50n, p90Minor: 300n });
});

test('an ask without a quote is a bug', () => {
  expect(() => judgeAsk(1n, [])).toThrow('at least one quote');
});
