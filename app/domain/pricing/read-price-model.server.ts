import type { Pool, Queryable } from '#app/platform/db.server.ts';
import { openPriceModel } from './estimate-price.ts';
import type { PriceModel } from './price-model.ts';
import type { PublishedPriceModel } from './quote-with-model.ts';

/** Whether a newer version was published is asked no more often than this. */
const LOOK_MS = 5_000;

/** Of those published in the form that this release reads. */
const NEWEST = `WHERE refused_for IS NULL AND model->>'format' = '1' ORDER BY fitted_at DESC, id DESC LIMIT 1`;

type Held = {
  model: PublishedPriceModel | null;
  lookedAt: number;
  looking: Promise<void> | null;
};

const held = new WeakMap<Pool, Held>();

/**
 * The published price model, held ready by each process; null before there is one. Only the first to ask waits: later ones
 * have what is held while it is looked whether there is a newer one, and go on with it where that fails.
 */
export async function readPriceModel(pool: Pool): Promise<PublishedPriceModel | null> {
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

/** The newest published version, read from the database. */
export async function readLastModel(db: Queryable): Promise<{ version: string; model: PriceModel } | null> {
  const { rows } = await db.query<{ id: string; model: PriceModel }>(
    `SELECT id, model FROM price_model ${NEWEST}`,
  );
  const [last] = rows;
  return last ? { version: last.id, model: last.model } : null;
}

/** The version in force, read from the database; null before there is one. */
export async function readLastVersion(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(`SELECT id FROM price_model ${NEWEST}`);
  return rows[0]?.id ?? null;
}

async function load(pool: Pool, known: PublishedPriceModel | null): Promise<PublishedPriceModel | null> {
  const version = await readLastVersion(pool);
  if (version === null || version === known?.version) return known;
  const last = await readLastModel(pool);
  return last && { version: last.version, open: openPriceModel(last.model) };
}
