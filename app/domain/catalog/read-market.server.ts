import type { Currency } from '#app/kernel/money.ts';
import { Prisma } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Exclusivity, Offer } from './offer.ts';
import { toOffer } from './offer-row.ts';

/** An offer as anyone may see it: whose it is stays with the exchange. */
export type MarketOffer = Pick<
  Offer,
  | 'id'
  | 'niche'
  | 'regions'
  | 'askMinor'
  | 'currency'
  | 'exclusivity'
  | 'maxSells'
  | 'targetAction'
  | 'disputeWindowHours'
  | 'createdAt'
>;

export type MarketQuestion = {
  /** The niche or a sector it lies in. */
  readonly nicheCode: string | null;
  /** Offers whose regions contain this one or lie in it. */
  readonly regionCode: string | null;
  readonly exclusivity: Exclusivity | null;
  readonly sort: 'new' | 'price';
  /** What a unit of each currency is worth in one and the same currency: asks are compared by it. */
  readonly rates: Readonly<Record<Currency, number>>;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
};

/**
 * A page of all sellers' active offers, newest first or lowest ask first, with how many there are.
 * The order by price is across currencies, which Prisma's queries cannot express; they read the page itself.
 */
export async function readMarket(
  db: Db,
  question: MarketQuestion,
): Promise<{ offers: MarketOffer[]; total: number }> {
  const filter = filterOf(question);
  const order =
    question.sort === 'new'
      ? Prisma.sql`o.id DESC`
      : Prisma.sql`o.ask_minor * (${JSON.stringify(question.rates)}::jsonb ->> o.currency)::float8, o.id DESC`;
  const [ids, [count]] = await Promise.all([
    db.prisma.$queryRaw<{ id: string }[]>`
      SELECT o.id FROM offer o WHERE ${filter} ORDER BY ${order}
      LIMIT ${question.pageSize} OFFSET ${(question.page - 1) * question.pageSize}`,
    db.prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM offer o WHERE ${filter}`,
  ]);
  const rows = await db.prisma.offer.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, toMarketOffer(toOffer(row))]));
  return {
    offers: ids.flatMap(({ id }) => byId.get(id) ?? []),
    total: Number(count?.total ?? 0n),
  };
}

function filterOf({ nicheCode, regionCode, exclusivity }: MarketQuestion): Prisma.Sql {
  return Prisma.sql`o.status = 'active'
    AND (${nicheCode}::text IS NULL OR o.niche_code = ${nicheCode} OR starts_with(o.niche_code, ${nicheCode} || '.'))
    AND (${exclusivity}::text IS NULL OR o.exclusivity = ${exclusivity})
    AND (${regionCode}::text IS NULL OR EXISTS (
      SELECT FROM region wanted, region offered
      WHERE wanted.code = ${regionCode} AND offered.code = ANY (o.regions)
        AND (offered.code = ANY (wanted.path) OR wanted.code = ANY (offered.path))))`;
}

function toMarketOffer(offer: Offer): MarketOffer {
  return {
    id: offer.id,
    niche: offer.niche,
    regions: offer.regions,
    askMinor: offer.askMinor,
    currency: offer.currency,
    exclusivity: offer.exclusivity,
    maxSells: offer.maxSells,
    targetAction: offer.targetAction,
    disputeWindowHours: offer.disputeWindowHours,
    createdAt: offer.createdAt,
  };
}
