import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** How the leads of one offer fared; test leads are not among them. */
export type LeadCount = {
  readonly offerId: string;
  readonly currency: Currency;
  readonly sent: number;
  /** Without a verdict yet. */
  readonly validating: number;
  readonly rejected: number;
  readonly duplicate: number;
  /** Sold at least once. */
  readonly sold: number;
};

/** A seller's leads since a moment, by offer; offers without a lead are absent. */
export async function countSellersLeads(
  db: Queryable,
  input: { organisationId: string; since: Date },
): Promise<LeadCount[]> {
  const { rows } = await db.query<LeadCount>(
    `SELECT offer_id AS "offerId", currency, count(*)::int AS sent,
       count(*) FILTER (WHERE status = 'validating')::int AS validating,
       count(*) FILTER (WHERE status = 'rejected')::int AS rejected,
       count(*) FILTER (WHERE status = 'duplicate')::int AS duplicate,
       count(*) FILTER (WHERE sales_count > 0)::int AS sold
     FROM lead WHERE organisation_id = $1 AND id >= $2 AND NOT test GROUP BY offer_id, currency`,
    [input.organisationId, leastId('lead', input.since.getTime())],
  );
  return rows;
}

/** Counts of several offers together. */
export function sumLeads(counts: readonly LeadCount[]): Omit<LeadCount, 'offerId' | 'currency'> {
  const sum = (of: (count: LeadCount) => number) => counts.reduce((all, count) => all + of(count), 0);
  return {
    sent: sum((count) => count.sent),
    validating: sum((count) => count.validating),
    rejected: sum((count) => count.rejected),
    duplicate: sum((count) => count.duplicate),
    sold: sum((count) => count.sold),
  };
}
