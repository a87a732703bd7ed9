import type { Queryable } from '#app/platform/db.server.ts';
import type { Event } from './endpoint.ts';

/** How something was sent to an organisation, in numbers. */
export type Arrival = {
  readonly subjectId: string;
  readonly attempts: number;
  /** When an endpoint of theirs first took it; null while none did. */
  readonly deliveredAt: Date | null;
};

/** What was sent to an organisation about these subjects; what was never sent is absent. */
export async function readArrivals(
  db: Queryable,
  input: { organisationId: string; subjectIds: readonly string[] },
): Promise<Arrival[]> {
  const { rows } = await db.query<Arrival>(
    `SELECT d.subject_id AS "subjectId", count(a.number)::int AS attempts, min(d.delivered_at) AS "deliveredAt"
     FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id AND e.organisation_id = $1 AND e.kind = 'webhook'
     LEFT JOIN delivery_attempt a ON a.delivery_id = d.id
     WHERE d.subject_id = ANY ($2) GROUP BY d.subject_id`,
    [input.organisationId, [...input.subjectIds]],
  );
  return rows;
}

/** When one event about each of these subjects was first taken by a server; what was not taken is absent. */
export async function readArrivalsOf(
  db: Queryable,
  input: { event: Event; subjectIds: readonly string[] },
): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ subjectId: string; at: Date }>(
    `SELECT subject_id AS "subjectId", min(delivered_at) AS at FROM delivery
     WHERE subject_id = ANY ($1) AND event = $2 AND delivered_at IS NOT NULL GROUP BY subject_id`,
    [[...input.subjectIds], input.event],
  );
  return new Map(rows.map(({ subjectId, at }) => [subjectId, at]));
}
