import { after, HOUR_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { PriceRun, RunFigures } from './price-run.ts';

/** Longer than any of these jobs may run: who has not ended by then was lost. */
const LOST_MS = HOUR_MS;

type Row = {
  id: string;
  job: string;
  started_at: Date;
  ended_at: Date | null;
  outcome: 'done' | 'failed' | null;
  figures: RunFigures | null;
  code: string | null;
};

/** The latest runs of each of these jobs, newest first, at most `limit` a job. */
export async function readPriceRuns(
  db: Queryable,
  input: { jobs: readonly string[]; limit: number; now: Date },
): Promise<PriceRun[]> {
  const { jobs, limit, now } = input;
  const { rows } = await db.query<Row>(
    `SELECT r.* FROM unnest($1::text[]) AS one (job)
     CROSS JOIN LATERAL (SELECT * FROM price_run WHERE price_run.job = one.job ORDER BY id DESC LIMIT $2) r
     ORDER BY r.id DESC`,
    [jobs, limit],
  );
  return rows.map(({ id, job, started_at: startedAt, ended_at: endedAt, outcome, figures, code }) => ({
    ...{ id, job, startedAt, endedAt, code },
    state: outcome ?? (startedAt < after(now, -LOST_MS) ? 'lost' : 'running'),
    figures: figures ?? {},
  }));
}
