import { describe, expect, it } from 'vitest';
import { allowedSlips, believedSlips, nothingWeighed, SlipCounter, weighRow } from './misprints.ts';

const at = (residual: number, change: Partial<Parameters<typeof weighRow>[1]> = {}) => {
  const weighed = nothingWeighed();
  weighRow(residual, { sigma: 0.2, unsure: 0.01, rates: believedSlips(), allowed: 1, ...change }, weighed);
  return weighed;
};

describe('a price that may have been typed wrong', () => {
  it('is taken for what it would be without the nought, and counts nearly as much as another', () => {
    const [right, wrong] = [at(0.1), at(Math.LN10 + 0.1)];
    expect(wrong.slip).toBeCloseTo(Math.LN10, 1);
    expect(right.slip).toBe(0);
    expect(wrong.weight / right.weight).toBeGreaterThan(0.7);
    expect(at(-2 * Math.LN10).slip).toBeCloseTo(-2 * Math.LN10, 1);
  });

  it('counts little where it is off by something else', () => {
    expect(at(Math.log(3.3)).weight).toBeLessThan(0.25);
  });

  it('is a price like another where prices scatter as far, and where its key leaves nothing to slips', () => {
    expect(at(Math.LN10, { sigma: 0.7 }).slip).toBe(0);
    expect(at(Math.LN10, { allowed: 0 }).slip).toBe(0);
    expect(at(Math.LN10, { unsure: 1 }).slip).toBe(0);
  });
});

it('a key leaves all to slips while they are few or its prices are, and nothing where they are many', () => {
  expect([allowedSlips(1, 1), allowedSlips(9, 100)]).toEqual([1, 1]);
  expect(allowedSlips(3, 3)).toBeLessThan(1);
  expect([allowedSlips(8, 8), allowedSlips(40, 100)]).toEqual([0, 0]);
});

it('slips are counted into rates, and are never most prices', () => {
  const [few, many] = [new SlipCounter(), new SlipCounter()];
  for (let row = 0; row < 1_000; row += 1) {
    few.add(at(row < 30 ? Math.LN10 : 0).chances, 1);
    many.add(at(row < 700 ? Math.LN10 : 0).chances, 1);
  }
  expect(few.rates()[0]).toBeCloseTo(0.03, 2);
  expect(many.rates().reduce((sum, one) => sum + one, 0)).toBeCloseTo(0.15, 9);
});
