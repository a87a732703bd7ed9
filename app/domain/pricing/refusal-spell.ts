import { DAY_MS } from '#app/kernel/time.ts';
import type { FitRefusal } from './judge-fit.ts';

/** A fit that was refused since the last one was published. */
export type RefusedNight = {
  readonly version: string;
  readonly fittedAt: Date;
  readonly refusedFor: FitRefusal;
  /** Admins were mailed of it. */
  readonly told: boolean;
};

/** Half a day less than a week: the night's job does not begin at the same second each time. */
const TOLD_AGAIN_MS = 6.5 * DAY_MS;
const DATE_LENGTH = 10;

/**
 * Whether admins are mailed of a refusal: of the first of its reason since a model was published, and weekly while it lasts. Reasons that
 * change to and fro are each told of once a week.
 * @param before the fits refused before it since then
 */
export function isWorthTelling(
  before: readonly RefusedNight[],
  night: { refusedFor: FitRefusal; fittedAt: Date },
): boolean {
  return !before.some(
    ({ told, refusedFor, fittedAt }) =>
      told &&
      refusedFor === night.refusedFor &&
      night.fittedAt.getTime() - fittedAt.getTime() < TOLD_AGAIN_MS,
  );
}

/** How many nights (days, UTC) fits were refused on: a second try in one night is no second night. */
export function nightsOf(spell: readonly { readonly fittedAt: Date }[]): number {
  return new Set(spell.map(({ fittedAt }) => fittedAt.toISOString().slice(0, DATE_LENGTH))).size;
}
