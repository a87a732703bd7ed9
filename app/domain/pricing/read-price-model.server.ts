import type { Pool, Queryable } from '#app/platform/db.server.ts';
import { COLD_START_VERSION } from './cold-start.ts';
import { openPriceModel } from './estimate-price.ts';
import type { PriceModel } from './price-model.ts';
import type { DatedPriceModel } from './quote-place.ts';
import { type PatchedEffect, patchPriceModel } from './update-price-model.ts';

/** Whether a newer version was published is asked no more often than this. */
const LOOK_MS = 5_000;

/** Of those published in a form and on a belief that this release knows: the newest fit, and of its updates the newest. */
const LAST_FIT = `SELECT id, fitted_at, model FROM price_model
  WHERE refused_for IS NULL AND updates IS NULL
    AND (model->>'format' = '1' OR model->'belief'->>'version' = '${COLD_START_VERSION}') ORDER BY fitted_at DESC, id DESC LIMIT 1`;
const LAST_UPDATE = `SELECT id, fitted_at, model->'patch' AS patch FROM price_model
  WHERE updates = $1 AND refused_for IS NULL AND model->>'format' = 'patch-1' ORDER BY fitted_at DESC, id DESC LIMIT 1`;
const NEWEST = `WITH fit AS (${LAST_FIT}) SELECT coalesce((SELECT u.id FROM price_model u
    WHERE u.updates = fit.id AND u.refused_for IS NULL AND u.model->>'format' = 'patch-1'
    ORDER BY u.fitted_at DESC, u.id DESC LIMIT 1), fit.id) AS id FROM fit`;

type Held = {
  model: DatedPriceModel | null;
  lookedAt: number;
  looking: Promise<void> | null;
};

const held = new WeakMap<Pool, Held>();

/**
 * The published price model, held ready by each process; null before there is one. Only the first to ask waits: later ones
 * have what is held while it is looked whether there is a newer one, and go on with it where that fails.
 */
export async function readPriceModel(pool: Pool): Promise<DatedPriceModel | null> {
  const known = held.get(pool);
  if (!known) {
    const first: Held = { model: null, lookedAt: performance.now(), looking: null };
    first.model = await load(pool, null);
    held.set(pool, first);
    return first.model;
  }
  if (performance.now() - known.lookedAt >= LOOK_MS && !known.looking) {
    known.looking = load(pool, known.model)
      .then(
        (model) => {
          known.model = model;
        },
        () => undefined,
      )
      .finally(() => {
        known.lookedAt = performance.now();
        known.looking = null;
      });
  }
  return known.model;
}

/** Has this process look before it answers the next time. */
export function expirePriceModel(pool: Pool): void {
  held.delete(pool);
}

export type PublishedFit = { readonly version: string; readonly fittedAt: Date; readonly model: PriceModel };

/** The newest published fit without its updates, read from the database. */
export async function readLastFit(db: Queryable): Promise<PublishedFit | null> {
  const { rows } = await db.query<{ id: string; fitted_at: Date; model: PriceModel }>(LAST_FIT);
  const [last] = rows;
  return last ? { version: last.id, fittedAt: last.fitted_at, model: last.model } : null;
}

/** The version in force, read from the database; null before there is one. */
export async function readLastVersion(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(NEWEST);
  return rows[0]?.id ?? null;
}

async function load(pool: Pool, known: DatedPriceModel | null): Promise<DatedPriceModel | null> {
  const version = await readLastVersion(pool);
  if (version === null || version === known?.version) return known;
  const fit = await readLastFit(pool);
  if (!fit) return null;
  const updates = await pool.query<{ id: string; fitted_at: Date; patch: PatchedEffect[] }>(LAST_UPDATE, [
    fit.version,
  ]);
  const [update] = updates.rows;
  if (!update) return { version: fit.version, asOf: fit.fittedAt, open: openPriceModel(fit.model) };
  return {
    version: update.id,
    asOf: update.fitted_at,
    open: openPriceModel(patchPriceModel(fit.model, update.patch)),
  };
}
