import { type Failed, one } from '../form.ts';

/** What was wrong with one form of a page that has several: each sends its own name as `act`. */
export function failedAt(failed: Failed | null | undefined, act: string): Failed | null {
  return failed && one(failed.typed, 'act') === act ? failed : null;
}
