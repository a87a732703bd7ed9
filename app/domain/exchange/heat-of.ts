import type { Temperature } from '#app/domain/pricing/cold-start.ts';

/** How hot leads are, the hottest first. The database says the same of a sale that somebody begins to work on (`heat_of`). */
const HOTTEST_FIRST: readonly Temperature[] = ['hot', 'warm', 'cold'];

/** Where a lead stands among those that wait for a first try: 0 is the hottest. */
export function heatOf(temperature: Temperature): number {
  return HOTTEST_FIRST.indexOf(temperature);
}
