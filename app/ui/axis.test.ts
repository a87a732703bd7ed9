import { describe, expect, it } from 'vitest';
import { axisTo, writeTick } from './axis.ts';

describe('an axis', () => {
  it.each([
    [950, 1_000],
    [1_100, 1_200],
    [0.3, 0.32],
    [0, 1],
    [5, 6],
  ])('for %d ends at %d', (most, top) => {
    const axis = axisTo(most);
    expect(axis.top).toBeCloseTo(top, 9);
    expect(axis.ticks[0]).toBe(axis.top);
    expect(axis.ticks.at(-1)).toBe(0);
  });

  it.each([
    [0.30000000000000004, '0.3'],
    [12_000, '12,000'],
    [1_234_567, '1,230,000'],
    [0, '0'],
    [0.075, '0.075'],
  ])('writes %d as %s', (tick, text) => expect(writeTick(tick)).toBe(text));
});
