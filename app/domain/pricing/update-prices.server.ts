import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readAdmins } from '#app/domain/identity/read-admins.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type FitRefusal, judgeFit } from './judge-fit.ts';
import { keysOfDay } from './model/price-design.ts';
import type { FitMetrics } from './price-model.ts';
import { readRateTables } from './read-exchange-rates.server.ts';
import { readLastFit } from './read-price-model.server.ts';
import { readPricedReference } from './read-priced-reference.server.ts';
import { MOST_UPDATED, type ObservedPrice, traitsOfObserved } from './refit-prices.server.ts';
import { type FreshSale, updatePriceModel } from './update-price-model.ts';

/** Fewer sales tell too little to make a version of. */
export const LEAST_FRESH = 5;
/** A fit that is older has more wrong with it than an update can mend. */
export const OLDEST_FIT_DAYS = 7;
const ACTOR = { actor: 'worker', origin: 'job:update-prices' };

/** `fresh`: sales since the fit. */
export type Updated = {
  readonly version: string;
  readonly refusedFor: FitRefusal | null;
  readonly fresh: number;
} | null;

/**
 * Brings the published fit up to date with what was sold since, as a version of its own that keeps what it changed. It is not
 * published when the fit alone would have told these sales better; admins are told of the first refusal after each fit. Safe to repeat: it starts from the fit each time, and does
 * nothing when no sale came since the last time.
 * @param readSales sales since a moment
 * @returns the version, or null where there was nothing to do
 */
export async function updatePrices(
  db: Db,
  input: { readSales: (since: Date) => Promise<readonly ObservedPrice[]>; now: Date },
): Promise<Updated> {
  const { now } = input;
  const fit = await readLastFit(db.pool);
  if (!fit || fit.fittedAt < after(now, -OLDEST_FIT_DAYS * DAY_MS)) return null;
  const observed = await input.readSales(fit.fittedAt);
  assert(observed.length <= MOST_UPDATED, 'an update has a bound');
  const reference = await readPricedReference(db.pool);
  const sales = traitsOfObserved(reference, observed, await readRateTables(db.pool), fit.model.belief)
    .sort((a, b) => a.day - b.day)
    .map(({ keys: traits, numbers, month, day, rub, believed }): FreshSale => {
      const keys = { ...traits, ...keysOfDay(day) };
      const asked = { day: null, month: month - 1, keys, numbers, logPrior: Math.log(believed) };
      return { asked, logPrice: Math.log(rub) };
    });
  const rows = fit.model.rows + sales.length;
  const { rows: known } = await db.pool.query(
    'SELECT FROM price_model WHERE updates = $1 AND rows >= $2 LIMIT 1',
    [fit.version, rows],
  );
  if (sales.length < LEAST_FRESH || known.length > 0) return null;
  const { patch, logError, fitLogError } = updatePriceModel(fit.model, sales);
  const metrics: FitMetrics = {
    ...fit.model.metrics,
    latest: { rows: sales.length, logError, beliefLogError: fitLogError },
  };
  // What it is held against is the fit alone, on the same sales.
  const refusedFor = judgeFit({ metrics }, null);
  const version = newId('pmod', now.getTime());
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO price_model (id, fitted_at, rows, metrics, refused_for, model, updates)
      VALUES (${version}, ${now}, ${rows}, ${JSON.stringify(metrics)}::jsonb, ${refusedFor},
        ${refusedFor === null ? JSON.stringify({ format: 'patch-1', patch }) : null}::jsonb, ${fit.version})`;
    await recordAudit(tx, {
      ...ACTOR,
      organisationId: null,
      action: refusedFor === null ? 'price_model_updated' : 'price_model_refused',
      subjectId: version,
      details: { rows, updates: fit.version, fresh: sales.length, refusedFor, logError, fitLogError },
      now,
    });
    if (refusedFor !== null) await tellOnce(tx, db, { fit: fit.version, version, fresh: sales.length, now });
  });
  return { version, refusedFor, fresh: sales.length };
}

/** One mail a fit: what is odd at noon is odd at one. Two updates at once wait for each other. */
async function tellOnce(
  tx: PrismaTx,
  db: Db,
  input: { fit: string; version: string; fresh: number; now: Date },
): Promise<void> {
  const { fit, version, fresh, now } = input;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`price-update-refused ${fit}`}, 0))`;
  const [told] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM price_model WHERE updates = ${fit} AND refused_for IS NOT NULL AND id <> ${version} LIMIT 1`;
  if (told) return;
  for (const recipient of await readAdmins({ prisma: tx }))
    await queueMail(tx, db, {
      recipient,
      template: 'price_update_refused',
      params: { version, fresh: `${fresh}` },
      now,
    });
}
