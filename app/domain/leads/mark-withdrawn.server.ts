import type { Queryable } from '#app/platform/db.server.ts';
import { SETTLED_CHANNEL } from './record-verdicts.server.ts';

/** Locks a lead of whatever kind and state until the transaction ends; null when there is none of that id. */
export async function lockLead(
  tx: Queryable,
  leadId: string,
): Promise<{ organisationId: string; status: string } | null> {
  const { rows } = await tx.query<{ organisationId: string; status: string }>(
    'SELECT organisation_id AS "organisationId", status FROM lead WHERE id = $1 FOR NO KEY UPDATE',
    [leadId],
  );
  return rows[0] ?? null;
}

/** Takes a locked lead off the exchange because its person withdrew; who still waits for its verdict is told. */
export async function markWithdrawn(tx: Queryable, input: { leadId: string; now: Date }): Promise<void> {
  const { rows } = await tx.query<{ awaited: boolean }>(
    `UPDATE lead SET status = 'withdrawn', settled_at = coalesce(settled_at, $2::timestamptz) WHERE id = $1 RETURNING awaited`,
    [input.leadId, input.now],
  );
  if (rows[0]?.awaited)
    await tx.query(`SELECT pg_notify('${SETTLED_CHANNEL}', $1::text)::text AS told`, [input.leadId]);
}
