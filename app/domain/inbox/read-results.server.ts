import { leastId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** What became of the leads bought in a time. A share is to be shown with `tried` as its sample. */
export type WorkResults = {
  readonly bought: number;
  readonly tried: number;
  /** Spoken to: reached, to be called back, met, won or lost. */
  readonly reached: number;
  readonly won: number;
  /** The middle time from sale to first try, in milliseconds; null while none was tried. */
  readonly firstResponseMs: number | null;
};

/** How the work on the leads goes that the organisation bought since a moment and was not given its money back for. */
export async function readResults(
  db: Db,
  input: { organisationId: string; since: Date },
): Promise<WorkResults> {
  const { rows } = await db.pool.query<WorkResults>(
    `SELECT count(*)::int AS bought, count(w.first_tried_at)::int AS tried,
       count(*) FILTER (WHERE EXISTS (SELECT FROM work_entry e
         WHERE e.sale_id = s.id AND e.outcome IN ('reached', 'callback', 'meeting', 'won', 'lost')))::int AS reached,
       count(*) FILTER (WHERE w.outcome = 'won')::int AS won,
       (percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM w.first_tried_at - s.sold_at) * 1000)
         FILTER (WHERE w.first_tried_at IS NOT NULL))::float8 AS "firstResponseMs"
     FROM sale s LEFT JOIN sale_work w ON w.sale_id = s.id
     WHERE s.buyer_organisation_id = $1 AND s.id >= $3 AND s.sold_at >= $2 AND s.status <> 'refunded'`,
    [input.organisationId, input.since, leastId('sale', input.since.getTime())],
  );
  const [results] = rows;
  if (!results) throw new Error('an aggregate has one row');
  return results;
}
