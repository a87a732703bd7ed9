import { Refusal } from '#app/kernel/refusal.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

export type Attempt = {
  /** What is tried, such as logging in by an e-mail address. */
  readonly what: string;
  /** Who or from where; only its keyed hash is kept. */
  readonly who: string;
  readonly limit: number;
  readonly windowMs: number;
};

/**
 * Counts a try before it is made, so that many at once do not slip through. The first one opens a window of time.
 * @throws Refusal `too_many_attempts` with the minutes until the window ends
 */
export async function countAttempt(db: Db, input: Attempt & { now: Date }): Promise<void> {
  const { now, windowMs } = input;
  const over = new Date(now.getTime() - windowMs);
  const { rows } = await db.pool.query<{ window_start: Date; count: number }>(
    `INSERT INTO attempt_count AS a (key, window_start, count) VALUES ($1, $2, 1)
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN a.window_start <= $3 THEN 1 ELSE least(a.count + 1, 1000000) END,
       window_start = CASE WHEN a.window_start <= $3 THEN $2 ELSE a.window_start END
     RETURNING window_start, count`,
    [keyOf(db, input), now, over],
  );
  const [row] = rows;
  if (!row || row.count <= input.limit) return;
  const leftMs = row.window_start.getTime() + windowMs - now.getTime();
  throw new Refusal('too_many_attempts', { minutes: Math.max(1, Math.ceil(leftMs / MINUTE_MS)) });
}

/** Forgets the tries of somebody who has shown that they are who they say. */
export async function clearAttempts(db: Db, input: Pick<Attempt, 'what' | 'who'>): Promise<void> {
  await db.pool.query('DELETE FROM attempt_count WHERE key = $1', [keyOf(db, input)]);
}

function keyOf(db: Db, { what, who }: Pick<Attempt, 'what' | 'who'>): Buffer {
  return lookupHash(db.keys.lookup, `attempt:${what}`, who);
}
