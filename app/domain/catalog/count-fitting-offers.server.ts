import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readReference } from './read-reference.server.ts';

/** What a buyer asks for, as far as an offer can say whether it fits. Minor units of `currency`. */
export type Wish = {
  readonly niches: readonly string[];
  readonly regions: readonly string[];
  readonly currency: Currency;
  readonly maxPriceMinor: bigint;
  /** None means any; an offer that names none may bring them. */
  readonly languages?: readonly string[];
};

/** Active offers of a wish's niches, regions and currency. */
export type FittingOffers = {
  /** At or below its top price. */
  readonly fitting: number;
  /** Above it. */
  readonly dearer: number;
  /** The lowest ask of both kinds; null without one. */
  readonly cheapestMinor: bigint | null;
};

/**
 * How many sellers' offers could bring leads that fit each wish, in the order of the wishes. An offer for a whole
 * country may bring a lead in the one city asked for, so regions fit when either contains the other.
 */
export async function countFittingOffers(
  db: Db,
  input: { wishes: readonly Wish[]; exceptOrganisationId: string },
): Promise<FittingOffers[]> {
  const { niches } = await readReference(db.pool);
  const wishes = input.wishes.map((wish, place) => ({
    place,
    niches: [...niches.values()].flatMap((one) =>
      one.path.some((code) => wish.niches.includes(code)) ? [one.code] : [],
    ),
    regions: wish.regions,
    languages: wish.languages ?? [],
    currency: wish.currency,
    top: wish.maxPriceMinor.toString(),
  }));
  const { rows } = await db.pool.query<FittingOffers>(
    `SELECT counted.* FROM jsonb_to_recordset($1) AS w (place int, niches text[], regions text[], languages text[], currency text, top bigint)
     CROSS JOIN LATERAL (
       SELECT (count(*) FILTER (WHERE o.ask_minor <= w.top))::int AS fitting,
         (count(*) FILTER (WHERE o.ask_minor > w.top))::int AS dearer, min(o.ask_minor) AS "cheapestMinor"
       FROM offer o
       WHERE o.status = 'active' AND o.currency = w.currency AND o.organisation_id <> $2 AND o.niche_code = ANY (w.niches)
         AND (cardinality(w.languages) = 0 OR cardinality(o.languages) = 0 OR o.languages && w.languages)
         AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL)
         AND EXISTS (SELECT FROM region wanted, region offered
           WHERE wanted.code = ANY (w.regions) AND offered.code = ANY (o.regions)
             AND (offered.code = ANY (wanted.path) OR wanted.code = ANY (offered.path)))
     ) AS counted ORDER BY w.place`,
    [JSON.stringify(wishes), input.exceptOrganisationId],
  );
  return rows;
}
