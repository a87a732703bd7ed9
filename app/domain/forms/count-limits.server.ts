import { type Attempt, countAttempt } from '#app/domain/identity/count-attempt.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Said } from './read-answers.ts';

/** Counts something against several bounds, in their order. @returns the sentence of the first that is passed, or null */
export async function countLimits(db: Db, limits: readonly Attempt[], now: Date): Promise<Said | null> {
  for (const limit of limits) {
    const passed = await countAttempt(db, { ...limit, now }).then(
      () => null,
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return { text: 'too_many', params: error.params } as const;
      },
    );
    if (passed) return passed;
  }
  return null;
}
