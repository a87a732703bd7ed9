import type { Db } from '#app/platform/platform.server.ts';
import { INBOX_VIEWS, type InboxView, VIEW_FILTERS } from './inbox-view.ts';

/** How many leads each view holds, and what will be too late if it waits. */
export type InboxCount = Readonly<Record<InboxView, number>> & {
  /** Callbacks and meetings whose time has come. */
  readonly promisesDue: number;
  /** Leads that nobody tried whose dispute window closes before `closingBefore`. */
  readonly closingUntried: number;
  /** Leads bought at all. */
  readonly all: number;
};

/** Counts an organisation's bought leads. */
export async function countInbox(
  db: Db,
  input: { organisationId: string; personId: string; now: Date; endOfDay: Date; closingBefore: Date },
): Promise<InboxCount> {
  const views = INBOX_VIEWS.map((view) => `count(*) FILTER (WHERE ${VIEW_FILTERS[view]})::int AS "${view}"`);
  const { rows } = await db.pool.query<InboxCount>(
    `SELECT ${views.join(', ')}, count(*)::int AS "all",
       count(*) FILTER (WHERE ${VIEW_FILTERS.due} AND w.outcome IN ('callback', 'meeting') AND w.next_at IS NOT NULL)::int AS "promisesDue",
       count(*) FILTER (WHERE ${VIEW_FILTERS.new} AND s.status = 'held' AND s.dispute_until > $2 AND s.dispute_until <= $5)::int
         AS "closingUntried"
     FROM sale s LEFT JOIN sale_work w ON w.sale_id = s.id WHERE s.buyer_organisation_id = $1`,
    [input.organisationId, input.now, input.personId, input.endOfDay, input.closingBefore],
  );
  const [counted] = rows;
  if (!counted) throw new Error('an aggregate has one row');
  return counted;
}
