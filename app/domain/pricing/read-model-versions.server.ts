import type { Queryable } from '#app/platform/db.server.ts';
import type { FitRefusal } from './judge-fit.ts';
import type { FitMetrics } from './price-model.ts';
import { readLastVersion } from './read-price-model.server.ts';

/** A fit of the price model or an update of one, published or not. */
export type ModelVersion = {
  readonly id: string;
  readonly fittedAt: Date;
  readonly rows: number;
  readonly metrics: FitMetrics;
  readonly refusedFor: FitRefusal | null;
  /** The fit that it brings up to date; null for a fit. */
  readonly updates: string | null;
  /** The refused fit that an admin published by it; null where it was published by itself. */
  readonly accepts: string | null;
  /** Quotes are made by it. */
  readonly isLive: boolean;
};

/** The latest versions, newest first, at most `limit`; what they learned is left out. */
export async function readModelVersions(db: Queryable, input: { limit: number }): Promise<ModelVersion[]> {
  const { rows } = await db.query<Omit<ModelVersion, 'isLive'>>(
    `SELECT id, fitted_at AS "fittedAt", rows, metrics, refused_for AS "refusedFor", updates, accepts FROM price_model
     ORDER BY fitted_at DESC, accepts IS NULL, id DESC LIMIT $1`,
    [input.limit],
  );
  const live = await readLastVersion(db);
  return rows.map((row) => ({ ...row, isLive: row.id === live }));
}
