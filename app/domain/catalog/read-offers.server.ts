import type { Pool } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readTogether } from '#app/platform/read-together.ts';
import type { Offer } from './offer.ts';
import { type OfferRow, toOffer } from './offer-row.ts';

/** An organisation's offers, newest first, at most `limit` from before the id `before`. */
export async function readOffers(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Offer[]> {
  const rows = await db.prisma.offer.findMany({
    where: {
      organisationId: input.organisationId,
      ...(input.before !== null ? { id: { lt: input.before } } : {}),
    },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toOffer);
}

/**
 * One offer of the organisation, or null. Asked for with every lead that comes in, hence without Prisma, and together for
 * leads of one moment.
 */
export async function readOffer(
  db: Db,
  input: { organisationId: string; offerId: string },
): Promise<Offer | null> {
  const offer = await readById(db.pool, input.offerId);
  return offer?.organisationId === input.organisationId ? offer : null;
}

const readById = readTogether(async (pool: Pool, offerIds: readonly string[]) => {
  const { rows } = await pool.query<OfferRow>({
    name: 'read-offers-by-id',
    text: `SELECT id, organisation_id AS "organisationId", niche_code AS "nicheCode", regions, ask_minor AS "askMinor", currency,
             exclusivity, max_sells AS "maxSells", target_action AS "targetAction", channels, consent_text AS "consentText",
             dispute_window_hours AS "disputeWindowHours", daily_volume AS "dailyVolume", landing_url AS "landingUrl", traffic, languages,
             submitted_at AS "submittedAt", review_reason AS "reviewReason", reviewed_by AS "reviewedBy",
             reviewed_at AS "reviewedAt", status, created_at AS "createdAt",
             updated_at AS "updatedAt"
           FROM offer WHERE id = ANY ($1)`,
    values: [offerIds],
  });
  return new Map(rows.map((row) => [row.id, toOffer(row)]));
});

/** Any offer, whoever's it is, or null: for who meets it by something that belongs to it. */
export async function readAnyOffer(db: Db, offerId: string): Promise<Offer | null> {
  return (await readById(db.pool, offerId)) ?? null;
}
