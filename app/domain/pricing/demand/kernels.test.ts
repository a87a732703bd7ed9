import { describe, expect, it } from 'vitest';
import { factorise } from './gaussian.ts';
import { seasonByMonthsApart } from './kernels.ts';

const YEAR = 12;
const STILL = { smooth: 0.5, moving: 0, passing: 0 };

describe('a season by months apart', () => {
  it('comes again each year, and over a year sums to nothing', () => {
    const alike = seasonByMonthsApart(36, STILL);
    expect(alike[0]).toBeCloseTo(1, 12);
    expect(alike[24]).toBeCloseTo(1, 12);
    expect(alike[29]).toBeCloseTo(alike[5] ?? 0, 12);
    expect(alike.slice(0, YEAR).reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 12);
  });

  it('tells nothing of the month beside it where months are on their own, and much where it is a wave', () => {
    expect(seasonByMonthsApart(2, { ...STILL, smooth: 0 })[1]).toBeCloseTo(-1 / 11, 12);
    expect(seasonByMonthsApart(2, { ...STILL, smooth: 1 })[1]).toBeGreaterThan(0.7);
  });

  it('that comes half a month later is after two years what it was a month before', () => {
    const [still, moving] = [STILL, { ...STILL, moving: 0.5 }].map((like) => seasonByMonthsApart(26, like));
    expect(moving?.[24]).toBeCloseTo(still?.[1] ?? 0, 12);
    expect(moving?.[25]).toBeGreaterThan(moving?.[24] ?? 1);
    expect(moving?.[23]).toBeLessThan(moving?.[24] ?? 0);
  });

  it('that passes is less alike the year after', () => {
    const alike = seasonByMonthsApart(25, { ...STILL, passing: 0.5 });
    expect(alike[12]).toBeCloseTo(0.8, 12);
    expect(alike[24]).toBeCloseTo(0.68, 12);
  });

  it.each([-0.8, -0.36, 0, 0.2, 0.6])(
    'is a covariance where it moves by %d months a year, smooth or not',
    (moving) => {
      for (const smooth of [0, 0.5, 1]) {
        const length = 96;
        const alike = seasonByMonthsApart(length, { smooth, moving, passing: 0.1 });
        const matrix = Float64Array.from({ length: length ** 2 }, (_, at) => {
          const [a, b] = [Math.floor(at / length), at % length];
          return (alike[Math.abs(a - b)] ?? 0) + (a === b ? 1e-6 : 0);
        });
        expect(Number.isFinite(factorise(matrix, length).logDeterminant)).toBe(true);
      }
    },
  );
});
