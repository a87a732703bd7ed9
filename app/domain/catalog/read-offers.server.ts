import type { Db } from '#app/platform/platform.server.ts';
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

/** One offer of the organisation, or null. Asked for with every lead that comes in, hence without Prisma. */
export async function readOffer(
  db: Db,
  input: { organisationId: string; offerId: string },
): Promise<Offer | null> {
  const { rows } = await db.pool.query<OfferRow>({
    name: 'read-offer',
    text: `SELECT id, organisation_id AS "organisationId", niche_code AS "nicheCode", regions, ask_minor AS "askMinor", currency,
             exclusivity, max_sells AS "maxSells", target_action AS "targetAction", channels, consent_text AS "consentText",
             dispute_window_hours AS "disputeWindowHours", daily_volume AS "dailyVolume", landing_url AS "landingUrl", traffic,
             submitted_at AS "submittedAt", review_reason AS "reviewReason", reviewed_by AS "reviewedBy",
             reviewed_at AS "reviewedAt", status, created_at AS "createdAt",
             updated_at AS "updatedAt"
           FROM offer WHERE id = $1 AND organisation_id = $2`,
    values: [input.offerId, input.organisationId],
  });
  return rows[0] ? toOffer(rows[0]) : null;
}

/** Any offer, whoever's it is, or null: for who meets it by something that belongs to it. */
export async function readAnyOffer(db: Db, offerId: string): Promise<Offer | null> {
  const row = await db.prisma.offer.findUnique({ where: { id: offerId } });
  return row && toOffer(row);
}
