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
  /** Of so many of the newest leads those that fit are looked for, for the same reason. */
  readonly lookLimit: number;
};

/**
 * A page of a seller's leads, newest first, with how many there are, counted up to the limit.
 * @returns `isCut` where older leads than were looked at may fit as well
 */
export async function readSellersLeads(
  db: Queryable,
  question: LeadQuestion,
): Promise<{ leads: Lead[]; total: number; isCut: boolean }> {
  const { organisationId, status, offerId, since, page, pageSize, countLimit, lookLimit } = question;
  const isFiltered = status !== null || offerId !== null;
  // One look at the index in order, which ends where a page is full: not sorted, and not read any further.
  const newest = (columns: string) =>
    `(SELECT ${columns} FROM lead WHERE organisation_id = $1 AND ($2::text IS NULL OR id >= $2) ORDER BY id DESC LIMIT $3) newest`;
  const fits = '($4::text IS NULL OR status = $4) AND ($5::text IS NULL OR offer_id = $5)';
  const values = [
    organisationId,
    since && leastId('lead', since.getTime()),
    isFiltered ? lookLimit : Math.max(countLimit, page * pageSize),
    status,
    offerId,
  ];
  const [found, counted] = await Promise.all([
    db.query<LeadRow>(`SELECT * FROM ${newest('*')} WHERE ${fits} ORDER BY id DESC LIMIT $6 OFFSET $7`, [
      ...values,
      pageSize,
      (page - 1) * pageSize,
    ]),
    db.query<{ total: number; looked: number }>(
      `SELECT (count(*) FILTER (WHERE ${fits}))::int AS total, count(*)::int AS looked FROM ${newest('status, offer_id')}`,
      values,
    ),
  ]);
  const { total = 0, looked = 0 } = counted.rows[0] ?? {};
  return {
    leads: found.rows.map(toLead),
    total: Math.min(total, countLimit),
    isCut: isFiltered && looked === lookLimit && total < countLimit,
  };
}
