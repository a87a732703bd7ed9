import { describe, expect, it } from 'vitest';
import { countQuantile } from './count-quantile.ts';

const P10 = { share: 0.1, z: -1.2816 };
const P50 = { share: 0.5, z: 0 };
const P90 = { share: 0.9, z: 1.2816 };

describe('a quantile of counts', () => {
  it.each([
    // Quantiles of Poisson(4): 2, 4, 7.
    [Math.log(4), 2, 4, 7],
    // Of Poisson(25): 19, 25, 32.
    [Math.log(25), 19, 25, 32],
  ])('is that of a Poisson count where the rate is certain', (logMedian, ...poisson) => {
    const quantiles = [P10, P50, P90].map((at) => countQuantile(logMedian, 0, at));
    for (const [index, value] of poisson.entries())
      expect(Math.abs((quantiles[index] ?? 0) - value)).toBeLessThanOrEqual(0.5);
  });

  it('hardly jumps where the large begin', () => {
    const [below, above] = [59.9, 60.1].map((rate) =>
      [P10, P50, P90].map((at) => countQuantile(Math.log(rate), 0.02, at)),
    );
    for (const [index, value] of (below ?? []).entries())
      expect((above?.[index] ?? 0) / value).toBeCloseTo(1, 1);
  });

  it('is wider where the rate is less certain', () => {
    const width = (variance: number) => countQuantile(3, variance, P90) - countQuantile(3, variance, P10);
    expect(width(0.2)).toBeGreaterThan(width(0.05));
    expect(width(0.05)).toBeGreaterThan(width(0));
  });

  it('is never below nothing', () => {
    expect(countQuantile(Math.log(0.05), 0.3, P10)).toBe(0);
    expect(countQuantile(Math.log(0.05), 0.3, P50)).toBeGreaterThanOrEqual(0);
  });
});
