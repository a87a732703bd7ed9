import type { Currency } from '#app/kernel/money.ts';
import { Prisma } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Exclusivity, Offer, TargetAction } from './offer.ts';
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
  | 'channels'
  | 'traffic'
  | 'languages'
  | 'consentText'
  | 'disputeWindowHours'
  | 'dailyVolume'
  | 'createdAt'
>;

export type MarketQuestion = {
  /** The niche or a sector it lies in. */
  readonly nicheCode: string | null;
  /** Offers whose regions contain this one or lie in it. */
  readonly regionCode: string | null;
  readonly exclusivity: Exclusivity | null;
  readonly targetAction: TargetAction | null;
  /** Bounds of the ask in minor units; asks in other currencies are held against them by `rates`. */
  readonly askMinor: {
    readonly from: bigint | null;
    readonly to: bigint | null;
    readonly currency: Currency;
  };
  /** Niches that are not traded here. */
  readonly closedNiches: readonly string[];
  readonly sort: 'new' | 'price' | 'price_high';
  /** What a unit of each currency is worth in one and the same currency: asks are compared by it. */
  readonly rates: Readonly<Record<Currency, number>>;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
};

/**
 * A page of all sellers' active offers with how many there are; none of a seller whose trade is stopped.
 * The order by price is across currencies, which Prisma's queries cannot express; they read the page itself.
 */
export async function readMarket(
  db: Db,
  question: MarketQuestion,
): Promise<{ offers: MarketOffer[]; total: number }> {
  const filter = filterOf(question);
  const [ids, [count]] = await Promise.all([
    db.prisma.$queryRaw<{ id: string }[]>`
      SELECT o.id FROM offer o WHERE ${filter} ORDER BY ${orderOf(question)}
      LIMIT ${question.pageSize} OFFSET ${(question.page - 1) * question.pageSize}`,
    db.prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM offer o WHERE ${filter}`,
  ]);
  return { offers: await readPublic(db, ids), total: Number(count?.total ?? 0n) };
}

/** Offers of these ids that are on the market, in the order in which they were asked for. */
export async function readMarketOffers(
  db: Db,
  input: { offerIds: readonly string[]; closedNiches: readonly string[] },
): Promise<MarketOffer[]> {
  const ids = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM offer o WHERE o.id = ANY (${[...input.offerIds]}::text[]) AND ${isOnMarket(input.closedNiches)}`;
  const found = new Set(ids.map(({ id }) => id));
  return readPublic(
    db,
    input.offerIds.flatMap((id) => (found.has(id) ? [{ id }] : [])),
  );
}

async function readPublic(db: Db, ids: readonly { id: string }[]): Promise<MarketOffer[]> {
  const rows = await db.prisma.offer.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, toMarketOffer(toOffer(row))]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

function isOnMarket(closedNiches: readonly string[]): Prisma.Sql {
  return Prisma.sql`o.status = 'active' AND o.niche_code <> ALL (${[...closedNiches]}::text[])
    AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL)`;
}

function filterOf(question: MarketQuestion): Prisma.Sql {
  const { nicheCode, regionCode, exclusivity, targetAction, rates } = question;
  const { from, to, currency } = question.askMinor;
  const worth = inOneCurrency(rates);
  const bound = (minor: bigint | null) => (minor === null ? null : Number(minor) * rates[currency]);
  return Prisma.sql`${isOnMarket(question.closedNiches)}
    AND (${nicheCode}::text IS NULL OR o.niche_code = ${nicheCode} OR starts_with(o.niche_code, ${nicheCode} || '.'))
    AND (${exclusivity}::text IS NULL OR o.exclusivity = ${exclusivity})
    AND (${targetAction}::text IS NULL OR o.target_action = ${targetAction})
    AND (${bound(from)}::float8 IS NULL OR ${worth} >= ${bound(from)}::float8)
    AND (${bound(to)}::float8 IS NULL OR ${worth} <= ${bound(to)}::float8)
    AND (${regionCode}::text IS NULL OR EXISTS (
      SELECT FROM region wanted, region offered
      WHERE wanted.code = ${regionCode} AND offered.code = ANY (o.regions)
        AND (offered.code = ANY (wanted.path) OR wanted.code = ANY (offered.path))))`;
}

function orderOf({ sort, rates }: MarketQuestion): Prisma.Sql {
  if (sort === 'new') return Prisma.sql`o.id DESC`;
  const direction = sort === 'price' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`${inOneCurrency(rates)} ${direction}, o.id DESC`;
}

function inOneCurrency(rates: MarketQuestion['rates']): Prisma.Sql {
  return Prisma.sql`o.ask_minor * (${JSON.stringify(rates)}::jsonb ->> o.currency)::float8`;
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
    channels: offer.channels,
    traffic: offer.traffic,
    languages: offer.languages,
    consentText: offer.consentText,
    disputeWindowHours: offer.disputeWindowHours,
    dailyVolume: offer.dailyVolume,
    createdAt: offer.createdAt,
  };
}
