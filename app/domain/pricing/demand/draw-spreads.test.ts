import { describe, expect, it } from 'vitest';
import { type Belief, drawSpreads } from './draw-spreads.ts';

const BELIEF: Belief = {
  middle: { noise: 0.1, level: 0.02, trend: 0.003, lasting: 0.08, season: 0.25, passing: 0.03 },
  doubt: { noise: 0.4, level: 1.2, trend: 1, lasting: 0.4, season: 0.4, passing: 1 },
  calm: 0.8,
};
const DRAWN = drawSpreads(BELIEF, 400, 0.7);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const logs = (part: keyof Belief['middle']) => DRAWN.map((spread) => Math.log(spread[part]));

describe('drawn spreads', () => {
  it.each([
    ['season', 0.4],
    ['passing', 1],
    ['level', Math.hypot(1.2, 0.8)],
    ['noise', Math.hypot(0.4, 0.8)],
  ] as const)('lie about the middle of %s as far as is believed', (part, doubt) => {
    expect(mean(logs(part))).toBeCloseTo(Math.log(BELIEF.middle[part]), 1);
    expect(deviation(logs(part)) / doubt).toBeGreaterThan(0.9);
    expect(deviation(logs(part)) / doubt).toBeLessThan(1.1);
  });

  it('are calm or wild as a whole, and the season apart', () => {
    const together = (a: readonly number[], b: readonly number[]) =>
      mean(a.map((value, index) => (value - mean(a)) * ((b[index] ?? 0) - mean(b)))) /
      (deviation(a) * deviation(b));
    expect(together(logs('noise'), logs('lasting'))).toBeGreaterThan(0.6);
    expect(Math.abs(together(logs('noise'), logs('season')))).toBeLessThan(0.15);
  });

  it('keep of what lasts any share that passes within a year, and follow as they are told', () => {
    const kept = DRAWN.map((spread) => spread.kept);
    expect(Math.min(...kept)).toBeGreaterThan(0.19);
    expect(Math.max(...kept)).toBeLessThan(0.91);
    expect(mean(kept)).toBeCloseTo(0.55, 1);
    expect(new Set(DRAWN.map(({ follow }) => follow))).toEqual(new Set([0.7]));
  });

  it('have seasons of waves, of months on their own and of what lies between, as often each', () => {
    const levels = new Set(DRAWN.map(({ smooth }) => smooth));
    expect(levels).toEqual(new Set([0, 0.25, 0.5, 0.75, 1]));
    for (const level of levels) {
      const many = DRAWN.filter(({ smooth }) => smooth === level).length;
      expect(Math.abs(many - DRAWN.length / levels.size)).toBeLessThan(3);
    }
    expect(new Set(DRAWN.map(({ moving }) => moving))).toEqual(new Set([0]));
  });

  it('are the same at each call', () => {
    expect(drawSpreads(BELIEF, 400, 0.7)).toEqual(DRAWN);
  });
});
