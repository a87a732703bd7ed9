import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { testFit } from './judge-fit.ts';
import { readLastFit } from './read-price-model.server.ts';
import { readAcceptableFit } from './read-refused-fit.server.ts';
import { waitForFits } from './store-fit.server.ts';

/**
 * Publishes the newest refused fit on an admin's word, as the night's job would have: quotes go by it within seconds, and the next
 * nights are judged against it. Safe to repeat: who accepted it hears the same again.
 * @param input.version the refused fit
 * @param input.reason why, in the admin's words
 * @returns the version under which it is published
 * @throws Refusal what `readAcceptableFit` throws: `fit_accepted` when another admin was first
 */
export async function acceptFit(
  db: Db,
  input: Actor & { version: string; reason: string; now: Date },
): Promise<{ version: string }> {
  const { actor, origin, version, reason, now } = input;
  return db.prisma.$transaction(async (tx) => {
    await waitForFits(tx);
    const done = await tx.priceModel.findUnique({
      where: { accepts: version },
      select: { id: true, acceptedBy: true },
    });
    if (done?.acceptedBy === actor) return { version: done.id };
    const sql = queryableOf(tx);
    const fit = await readAcceptableFit(sql, version);
    const last = await readLastFit(sql);
    const published = newId('pmod', now.getTime());
    // The model goes from table to table: what is published is to the last digit what was refused.
    await tx.$executeRaw`
      INSERT INTO price_model (id, fitted_at, rows, metrics, model, accepts, accepted_by)
      SELECT ${published}, p.fitted_at, p.rows, p.metrics, r.model, p.id, ${actor}
      FROM price_model p JOIN refused_fit r ON r.version = p.id WHERE p.id = ${version}`;
    await tx.refusedFit.deleteMany({ where: { version } });
    await recordAudit(tx, {
      ...{ actor, origin, now },
      organisationId: null,
      action: 'price_model_accepted',
      subjectId: published,
      details: {
        accepts: version,
        refusedFor: fit.refusedFor,
        reason,
        replaces: last?.version ?? null,
        tests: testFit(fit.kept.model, last?.model ?? null),
      },
    });
    return { version: published };
  });
}
