import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readAdmins } from '#app/domain/identity/read-admins.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { COLD_START_VERSION } from './cold-start.ts';
import { type FitRefusal, judgeFit } from './judge-fit.ts';
import type { PriceModel } from './price-model.ts';
import { type PublishedFit, readLastFit } from './read-price-model.server.ts';
import { readRefusals } from './read-refusals.server.ts';
import { isWorthTelling, nightsOf, type RefusedNight } from './refusal-spell.ts';
import type { SoldCell } from './sold-cells.ts';

const ACTOR = { actor: 'worker', origin: 'job:refit-prices' };
const DATE_LENGTH = 10;

export type StoredFit = { readonly version: string; readonly refusedFor: FitRefusal | null };

/** Whoever publishes or refuses a fit waits here for the others: each is judged against what then is published. */
export async function waitForFits(tx: PrismaTx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('price_model_fits'))::text`;
}

/**
 * Publishes a fit, or keeps it for an admin to look at when it is judged a bad one; admins are mailed once a spell of refusals, again
 * when the reason changes, and weekly. Of refused fits only the newest keeps its model.
 * @param input.cells the niches and countries that most of its sales were in
 */
export async function storeFit(
  db: Db,
  input: { model: PriceModel; cells: readonly SoldCell[]; now: Date },
): Promise<StoredFit> {
  const { model, now } = input;
  const version = newId('pmod', now.getTime());
  return db.prisma.$transaction(async (tx) => {
    await waitForFits(tx);
    const sql = queryableOf(tx);
    const published = await readLastFit(sql);
    const refusedFor = judgeFit(model, published?.model ?? null);
    const before = await readRefusals(sql);
    const admins =
      refusedFor !== null && isWorthTelling(before, { refusedFor, fittedAt: now })
        ? await readAdmins({ prisma: tx })
        : [];
    const learned = JSON.stringify(model);
    await tx.$executeRaw`
      INSERT INTO price_model (id, fitted_at, rows, metrics, refused_for, model, told)
      VALUES (${version}, ${now}, ${model.rows}, ${JSON.stringify(model.metrics)}::jsonb, ${refusedFor},
        ${refusedFor === null ? learned : null}::jsonb, ${admins.length > 0})`;
    // Where two fits were made at once, the older one may come second.
    await tx.$executeRaw`
      DELETE FROM refused_fit WHERE version IN (SELECT id FROM price_model WHERE fitted_at <= ${now})`;
    if (refusedFor !== null)
      await tx.$executeRaw`
        INSERT INTO refused_fit (version, belief, cells, model)
        SELECT ${version}, ${COLD_START_VERSION}, ${JSON.stringify(input.cells)}::jsonb, ${learned}::jsonb
        WHERE NOT EXISTS (SELECT FROM price_model WHERE updates IS NULL AND fitted_at > ${now})`;
    await recordAudit(tx, {
      ...ACTOR,
      organisationId: null,
      action: refusedFor === null ? 'price_model_published' : 'price_model_refused',
      subjectId: version,
      details: { rows: model.rows, refusedFor, metrics: model.metrics },
      now,
    });
    if (refusedFor !== null) {
      const night = { version, fittedAt: now, refusedFor, told: true };
      const params = paramsOf(model, [...before, night], night, published);
      for (const recipient of admins)
        await queueMail(tx, db, { recipient, template: 'price_model_refused', params, now });
    }
    return { version, refusedFor };
  });
}

function paramsOf(
  { rows, sales }: PriceModel,
  spell: readonly RefusedNight[],
  night: RefusedNight,
  published: PublishedFit | null,
): Record<string, string> {
  const first = spell[0] ?? night;
  return {
    reason: night.refusedFor,
    version: night.version,
    rows: `${rows}`,
    sales: `${sales ?? 0}`,
    nights: `${nightsOf(spell)}`,
    since: first.fittedAt.toISOString().slice(0, DATE_LENGTH),
    ...(published
      ? {
          published: published.version,
          publishedOn: published.fittedAt.toISOString().slice(0, DATE_LENGTH),
          publishedSales: `${published.model.sales ?? 0}`,
        }
      : {}),
  };
}
