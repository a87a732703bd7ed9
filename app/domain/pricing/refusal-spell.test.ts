import { describe, expect, it } from 'vitest';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import type { FitRefusal } from './judge-fit.ts';
import { isWorthTelling, nightsOf, type RefusedNight } from './refusal-spell.ts';

const FIRST = new Date('2026-11-01T02:07:09Z');

/** Nights on which mail goes out, where each night's fit is refused for the reason given. */
function toldNights(reasons: readonly FitRefusal[]): number[] {
  const spell: RefusedNight[] = [];
  reasons.forEach((refusedFor, night) => {
    // The job begins some seconds earlier or later each night.
    const fittedAt = later(FIRST, night * DAY_MS - (night % 5) * 1_000);
    const told = isWorthTelling(spell, { refusedFor, fittedAt });
    spell.push({ version: `pmod_${night}`, refusedFor, fittedAt, told });
  });
  return spell.flatMap(({ told }, night) => (told ? [night] : []));
}

describe('a spell of refusals', () => {
  it('is told of at its begin and weekly', () => {
    expect(toldNights(Array<FitRefusal>(20).fill('fewer_sales'))).toEqual([0, 7, 14]);
  });

  it('is told of when the reason changes', () => {
    expect(toldNights(['fewer_sales', 'fewer_sales', 'worse_than_belief', 'worse_than_belief'])).toEqual([
      0, 2,
    ]);
  });

  it('is not told of each night when reasons change to and fro', () => {
    const reasons = Array.from(
      { length: 14 },
      (_, night): FitRefusal => (night % 2 === 0 ? 'fewer_sales' : 'worse_on_latest'),
    );
    expect(toldNights(reasons)).toEqual([0, 1, 8, 9]);
  });

  it('counts nights, not tries', () => {
    const at = (text: string) => ({ fittedAt: new Date(text) });
    expect(nightsOf([at('2026-11-01T02:07Z'), at('2026-11-01T02:09Z'), at('2026-11-02T02:07Z')])).toBe(2);
    expect(nightsOf([])).toBe(0);
  });
});
