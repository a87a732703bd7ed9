import type { Queryable } from '#app/platform/db.server.ts';

/** Whether a person belongs to both organisations: they would trade with themselves. */
export async function isRunBySame(tx: Queryable, one: string, other: string): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM membership a JOIN membership b ON b.person_id = a.person_id
       WHERE a.organisation_id = $1 AND b.organisation_id = $2) AS found`,
    [one, other],
  );
  return rows[0]?.found === true;
}
