import { describe, expect, it } from 'vitest';
import { betaBelow, betaOf, betaPosterior, betaQuantile, meanOf, varianceOf } from './beta.ts';

const MEDIAN = { probability: 0.5, z: 0 };
const P10 = { probability: 0.1, z: -1.2816 };
const P90 = { probability: 0.9, z: 1.2816 };

describe('a Beta', () => {
  it.each([
    // Closed forms: Beta(1, 1) is even, Beta(2, 1) is x^2, Beta(2, 2) is 3x^2 - 2x^3, Beta(1/2, 1/2) is the arcsine.
    [{ a: 1, b: 1 }, 0.3, 0.3],
    [{ a: 2, b: 1 }, 0.6, 0.36],
    [{ a: 2, b: 2 }, 0.25, 3 * 0.25 ** 2 - 2 * 0.25 ** 3],
    [{ a: 0.5, b: 0.5 }, 0.2, (2 / Math.PI) * Math.asin(Math.sqrt(0.2))],
  ])('%j is below %d with the probability of its closed form', (beta, x, probability) => {
    expect(betaBelow(x, beta)).toBeCloseTo(probability, 10);
  });

  it('has quantiles that it is below with their probability', () => {
    for (const beta of [
      { a: 3, b: 40 },
      { a: 100.5, b: 900.5 },
      { a: 0.7, b: 2 },
      { a: 9_000, b: 81_000 },
    ])
      for (const at of [P10, MEDIAN, P90])
        expect(betaBelow(betaQuantile(beta, at), beta)).toBeCloseTo(at.probability, 8);
  });

  it('goes over into the normal curve without a jump', () => {
    const of = (size: number) => betaQuantile({ a: size, b: 9 * size }, P90) - 0.1;
    expect(of(20_001) / of(19_999)).toBeCloseTo(1, 2);
  });

  it('is found by its mean and variance', () => {
    const beta = betaOf(0.2, 0.001);
    expect([meanOf(beta), varianceOf(beta)]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.001, 12)]);
  });

  it('is the narrower the more was seen, and never leaves nothing possible', () => {
    const width = (trials: number) => {
      const beta = betaPosterior(0.1, trials);
      return betaQuantile(beta, P90) - betaQuantile(beta, P10);
    };
    expect(width(10_000)).toBeLessThan(width(100) / 5);
    expect(betaQuantile(betaPosterior(0, 50), P90)).toBeGreaterThan(0);
  });
});
