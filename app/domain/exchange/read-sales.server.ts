import type { QuoteJson } from '#app/domain/pricing/quote-json.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Sale as PrismaSale } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { AuctionRecord } from './auction-record.ts';
import type { Sale, SaleStatus } from './sale.ts';

/** Sales in which the organisation buys or sells, newest first, at most `limit` from before the id `before`. */
export async function readSales(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Sale[]> {
  const { organisationId, limit, before } = input;
  const page = { orderBy: { id: 'desc' as const }, take: limit };
  const older = before !== null ? { id: { lt: before } } : {};
  // Two look-ups by index and a merge: one with OR would read every sale of both sides.
  const [bought, sold] = await Promise.all([
    db.prisma.sale.findMany({ where: { buyerOrganisationId: organisationId, ...older }, ...page }),
    db.prisma.sale.findMany({ where: { sellerOrganisationId: organisationId, ...older }, ...page }),
  ]);
  return [...bought, ...sold]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map(toSale);
}

/** One sale in which the organisation buys or sells, or null. */
export async function readSale(
  db: Db,
  input: { organisationId: string; saleId: string },
): Promise<Sale | null> {
  const { organisationId } = input;
  const row = await db.prisma.sale.findFirst({
    where: {
      id: input.saleId,
      OR: [{ buyerOrganisationId: organisationId }, { sellerOrganisationId: organisationId }],
    },
  });
  return row && toSale(row);
}

type Row = Omit<PrismaSale, 'termsHash' | 'releasedAt'>;

const COLUMNS = `id, lead_id AS "leadId", offer_id AS "offerId", order_id AS "orderId", seller_organisation_id AS "sellerOrganisationId",
  buyer_organisation_id AS "buyerOrganisationId", currency, ask_minor AS "askMinor", top_price_minor AS "topPriceMinor",
  price_minor AS "priceMinor", fee_minor AS "feeMinor", quote, auction, status, sold_at AS "soldAt", dispute_until AS "disputeUntil"`;

/** A sale by id, whoever's it is, or null. Read for every delivery, hence without Prisma. */
export async function readSaleById(db: Db, saleId: string): Promise<Sale | null> {
  const { rows } = await db.pool.query<Row>({
    name: 'read-sale',
    text: `SELECT ${COLUMNS} FROM sale WHERE id = $1`,
    values: [saleId],
  });
  return rows[0] ? toSale(rows[0]) : null;
}

/** The sales of leads, by lead, oldest first. Read for whoever waits for a verdict, hence without Prisma. */
export async function readSalesOfLeads(db: Db, leadIds: readonly string[]): Promise<Map<string, Sale[]>> {
  if (leadIds.length === 0) return new Map();
  const { rows } = await db.pool.query<Row>({
    name: 'read-sales-of-leads',
    text: `SELECT ${COLUMNS} FROM sale WHERE lead_id = ANY ($1) ORDER BY id`,
    values: [leadIds],
  });
  return Map.groupBy(rows.map(toSale), (sale) => sale.leadId);
}

/** A row of the table as the domain speaks of it. */
export function toSale(row: Row): Sale {
  return {
    ...row,
    currency: row.currency as Currency,
    quote: row.quote as QuoteJson,
    auction: row.auction as AuctionRecord,
    status: row.status as SaleStatus,
  };
}

/** Who bought and who sold, and of which offer, by sale. */
export async function readSidesOfSales(
  db: Queryable,
  saleIds: readonly string[],
): Promise<{ id: string; offerId: string; buyerOrganisationId: string; sellerOrganisationId: string }[]> {
  const { rows } = await db.query<{ id: string; offer_id: string; buyer: string; seller: string }>({
    name: 'sides-of-sales',
    text: 'SELECT id, offer_id, buyer_organisation_id AS buyer, seller_organisation_id AS seller FROM sale WHERE id = ANY ($1)',
    values: [saleIds],
  });
  return rows.map((row) => ({
    id: row.id,
    offerId: row.offer_id,
    buyerOrganisationId: row.buyer,
    sellerOrganisationId: row.seller,
  }));
}
