import { leastId } from '#app/kernel/ids.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Lead, LeadStatus } from './lead.ts';
import { type LeadRow, toLead } from './read-leads.server.ts';

export type LeadQuestion = {
  readonly organisationId: string;
  readonly status: LeadStatus | null;
  readonly offerId: string | null;
  readonly since: Date | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Leads are counted up to this many: a page must not cost more the more a seller has sent. */
  readonly countLimit: number;
};

/** A page of a seller's leads, newest first, with how many there are, counted up to the limit. */
export async function readSellersLeads(
  db: Queryable,
  question: LeadQuestion,
): Promise<{ leads: Lead[]; total: number }> {
  const { organisationId, status, offerId, since, page, pageSize, countLimit } = question;
  const filter = `organisation_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR offer_id = $3)
    AND ($4::text IS NULL OR id >= $4)`;
  const values = [organisationId, status, offerId, since && leastId('lead', since.getTime())];
  const [found, counted] = await Promise.all([
    db.query<LeadRow>(`SELECT * FROM lead WHERE ${filter} ORDER BY id DESC LIMIT $5 OFFSET $6`, [
      ...values,
      pageSize,
      (page - 1) * pageSize,
    ]),
    db.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM (SELECT FROM lead WHERE ${filter} LIMIT $5) AS counted`,
      [...values, countLimit],
    ),
  ]);
  return { leads: found.rows.map(toLead), total: counted.rows[0]?.total ?? 0 };
}
