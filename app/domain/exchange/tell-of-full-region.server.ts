import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readFullRegions } from './read-full-regions.server.ts';

const MAILED_EVERY_MS = DAY_MS;
const NAMED_MOST = 20;

/**
 * Writes to a seller in which regions no buyer has room for an offer of theirs: all that are full now in one mail, of one offer once a
 * day, and not where none has room anywhere, which is told of by itself. Called again, nothing is written twice.
 */
export async function tellOfFullRegion(db: Db, input: { closureId: string; now: Date }): Promise<void> {
  const { closureId, now } = input;
  const closure = await db.prisma.regionClosure.findUnique({ where: { id: closureId } });
  if (!closure || closure.endedAt) return;
  const { offerId } = closure;
  const [recipients, reference] = await Promise.all([
    readRecipients(db, closure.organisationId),
    readReference(db.pool),
  ]);
  const full = await readFullRegions(db, { offerId });
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM offer WHERE id = ${offerId} FOR NO KEY UPDATE`;
    const wholly = await tx.offerClosure.count({ where: { offerId, endedAt: null } });
    const recent = await tx.regionClosure.count({
      where: { offerId, mailedAt: { gt: after(now, -MAILED_EVERY_MS) } },
    });
    if (wholly + recent > 0) return;
    await tx.regionClosure.update({ where: { id: closureId }, data: { mailedAt: now } });
    const names = full.map(({ regionCode }) => reference.regions.get(regionCode)?.name ?? regionCode);
    const params = {
      offer: offerId,
      regions: names.slice(0, NAMED_MOST).join(', '),
      more: names.length > NAMED_MOST ? String(names.length - NAMED_MOST) : '',
    };
    for (const recipient of recipients)
      await queueMail(tx, db, { recipient, template: 'regions_full', params, now });
  });
}
