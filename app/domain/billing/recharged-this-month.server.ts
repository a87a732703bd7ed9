import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/**
 * The calendar month that counts now for an organisation, in its own time zone, and what was charged in it by itself:
 * also what is under way, which may come yet.
 * @returns minor units, and the first day of the month as ISO 8601 writes it
 */
export async function rechargedThisMonth(
  tx: Queryable,
  input: { organisationId: string; currency: Currency; now: Date },
): Promise<{ month: string; chargedMinor: bigint }> {
  const { rows } = await tx.query<{ month: string; charged: bigint }>(
    `SELECT m.month::text AS month, coalesce((SELECT sum(r.amount_minor) FROM recharge r
       WHERE r.organisation_id = $1 AND r.currency = $2 AND r.month = m.month
         AND r.status IN ('pending', 'asking', 'paid')), 0)::bigint AS charged
     FROM (SELECT date_trunc('month', $3::timestamptz AT TIME ZONE timezone)::date AS month
       FROM organisation WHERE id = $1) m`,
    [input.organisationId, input.currency, input.now],
  );
  return { month: rows[0]?.month ?? '', chargedMinor: rows[0]?.charged ?? 0n };
}
