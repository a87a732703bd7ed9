import { describe, expect, it } from 'vitest';
import { judgePrice, ladderOf, recommendTop, shareBelow } from './price-ladder.ts';

const BAND = { p10Minor: 30_000n, p50Minor: 54_000n, p90Minor: 97_000n };
const NO_LIMITS = { floorMinor: null, ceilingMinor: null };

describe('a price', () => {
  it.each([
    [29_999n, 'low'],
    [30_000n, 'ok'],
    [97_000n, 'ok'],
    [97_001n, 'high'],
  ] as const)('of %s is %s', (price, verdict) => expect(judgePrice(price, BAND, NO_LIMITS)).toBe(verdict));

  it('must first cover what the lead costs, and not pass what it brings', () => {
    expect(judgePrice(50_000n, BAND, { floorMinor: 50_001n, ceilingMinor: null })).toBe('below_cost');
    expect(judgePrice(50_000n, BAND, { floorMinor: 50_000n, ceilingMinor: 50_000n })).toBe('ok');
    expect(judgePrice(50_000n, BAND, { floorMinor: null, ceilingMinor: 49_999n })).toBe('above_break_even');
  });

  it('leaves the shares of its band below its quantiles', () => {
    expect(shareBelow(BAND.p10Minor, BAND)).toBeCloseTo(0.1, 4);
    expect(shareBelow(BAND.p50Minor, BAND)).toBeCloseTo(0.5, 7);
    expect(shareBelow(BAND.p90Minor, BAND)).toBeCloseTo(0.9, 4);
    expect(shareBelow(0n, BAND)).toBe(0);
    expect(shareBelow(10_000_000_000n, BAND)).toBeCloseTo(1, 6);
  });

  it('never has fewer sales below it than a lower one', () => {
    let last = 0;
    for (let price = 1_000n; price < 400_000n; price += 1_000n) {
      const share = shareBelow(price, BAND);
      expect(share).toBeGreaterThanOrEqual(last);
      last = share;
    }
  });
});

describe('a ladder of prices', () => {
  it('rises from p10 to p90 in round prices', () => {
    const ladder = ladderOf(BAND);
    expect(ladder).toEqual([30_000n, 40_000n, 54_000n, 73_000n, 97_000n]);
  });

  it('stays inside the band', () => {
    const band = { p10Minor: 39_352n, p50Minor: 70_054n, p90Minor: 124_710n };
    for (const price of ladderOf(band)) expect(judgePrice(price, band, NO_LIMITS)).toBe('ok');
  });

  it('names no price twice where the band is narrow', () => {
    const ladder = ladderOf({ p10Minor: 1n, p50Minor: 2n, p90Minor: 3n });
    expect(new Set(ladder).size).toBe(ladder.length);
  });
});

describe('the recommended top price', () => {
  it('is the highest that wins more leads, and no more than a lead brings', () => {
    expect(recommendTop(BAND, null)).toBe(97_000n);
    expect(recommendTop(BAND, 60_900n)).toBe(60_000n);
    expect(recommendTop(BAND, 1_000_000n)).toBe(97_000n);
  });
});
