import { describe, expect, it } from 'vitest';
import { buyersMultiplier, copiesMultiplier } from './buyers-and-copies.ts';

describe('buyers who bid for a lead', () => {
  it('leave the published price as it is when they are two, as is usual', () => {
    expect(buyersMultiplier(2)).toBe(1);
  });

  it('raise the price by the fifth root of one more than they are, against three', () => {
    expect(buyersMultiplier(5)).toBeCloseTo(1.148698, 6);
    expect(buyersMultiplier(1)).toBeCloseTo(0.922108, 6);
    expect(buyersMultiplier(0)).toBeCloseTo(0.802742, 6);
    expect(buyersMultiplier(3.5)).toBeCloseTo(1.084472, 6);
  });

  it('are none at least', () => {
    for (const buyers of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => buyersMultiplier(buyers)).toThrow('broken invariant');
  });
});

describe('copies of a lead', () => {
  it('leave the published price as it is when there is one', () => {
    expect(copiesMultiplier(1)).toBe(1);
  });

  it('lower the price of each by the square root of how many there are', () => {
    expect(copiesMultiplier(4)).toBe(0.5);
    expect(copiesMultiplier(3)).toBeCloseTo(0.57735, 6);
    expect(copiesMultiplier(10)).toBeCloseTo(0.316228, 6);
  });

  it('are one at least', () => {
    for (const copies of [0, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => copiesMultiplier(copies)).toThrow('broken invariant');
  });
});
