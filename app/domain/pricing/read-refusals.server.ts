import type { Queryable } from '#app/platform/db.server.ts';
import type { RefusedNight } from './refusal-spell.ts';

/** Three years of nights; earlier ones tell nothing more. */
const MOST_NIGHTS = 1_100;

/** The fits refused since the newest published one, the oldest first; none where the newest was published. */
export async function readRefusals(db: Queryable): Promise<RefusedNight[]> {
  const { rows } = await db.query<RefusedNight>(
    `SELECT id AS version, fitted_at AS "fittedAt", refused_for AS "refusedFor", told FROM price_model
     WHERE updates IS NULL AND refused_for IS NOT NULL AND fitted_at > coalesce(
       (SELECT max(fitted_at) FROM price_model WHERE updates IS NULL AND refused_for IS NULL), '-infinity')
     ORDER BY fitted_at DESC, id DESC LIMIT ${MOST_NIGHTS}`,
  );
  return rows.toReversed();
}
