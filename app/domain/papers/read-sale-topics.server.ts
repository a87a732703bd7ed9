import type { Queryable } from '#app/platform/db.server.ts';

/** What a sale was of, for a line that names it to its own side. */
export type SaleTopic = {
  readonly saleId: string;
  readonly leadId: string;
  readonly niche: string;
  readonly placeCode: string;
  readonly isBuyer: boolean;
};

/** Those of the sales in which the organisation is buyer or seller, by their id. Only what a line needs, because statements are long. */
export async function readSaleTopics(
  db: { readonly pool: Queryable },
  input: { organisationId: string; saleIds: readonly string[] },
): Promise<Map<string, SaleTopic>> {
  if (input.saleIds.length === 0) return new Map();
  const { rows } = await db.pool.query<SaleTopic>(
    `SELECT s.id AS "saleId", l.id AS "leadId", l.niche_code AS niche, l.place_code AS "placeCode", s.buyer_organisation_id = $2 AS "isBuyer"
     FROM sale s JOIN lead l ON l.id = s.lead_id
     WHERE s.id = ANY ($1) AND $2 IN (s.buyer_organisation_id, s.seller_organisation_id)`,
    [input.saleIds, input.organisationId],
  );
  return new Map(rows.map((row) => [row.saleId, row]));
}
