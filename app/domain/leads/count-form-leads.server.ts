import type { Queryable } from '#app/platform/db.server.ts';

export type FormLeads = { readonly formId: string; readonly day: string; readonly count: number };

/** How many leads came by these forms on each day (UTC), tests left out. */
export async function countFormLeads(
  db: Queryable,
  input: { formIds: readonly string[]; since: Date },
): Promise<FormLeads[]> {
  const { rows } = await db.query<FormLeads>({
    name: 'count-form-leads',
    text: `SELECT c.form_id AS "formId", to_char(c.given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS count
           FROM lead_consent c JOIN lead l ON l.id = c.lead_id
           WHERE c.form_id = ANY ($1) AND c.given_at >= $2 AND NOT l.test GROUP BY 1, 2`,
    values: [input.formIds, input.since],
  });
  return rows;
}
