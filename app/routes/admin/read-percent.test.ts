import { describe, expect, it } from 'vitest';
import { readPercent } from './read-percent.ts';

describe('a percentage as typed', () => {
  it.each([
    ['0', 0],
    ['10', 1_000],
    [' 7.5 ', 750],
    ['12,25', 1_225],
    ['12.05 %', 1_205],
    ['49', 4_900],
  ])('%s is %i hundredths', (text, basisPoints) => {
    expect(readPercent(text)).toBe(basisPoints);
  });

  it.each(['', '49.01', '51', '-1', '1.234', '1e1', 'ten', '10 percent', '1.5.5'])('%s is none', (text) => {
    expect(readPercent(text)).toBeNull();
  });
});
