import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

const MAILED_EVERY_MS = DAY_MS;

/**
 * Writes to a seller that no buyer has room for an offer of theirs: once for each closure however often this is called, and
 * of one offer once a day, since a cap by the hour fills and begins anew many times.
 */
export async function tellOfClosure(db: Db, input: { closureId: string; now: Date }): Promise<void> {
  const { closureId, now } = input;
  const closure = await db.prisma.offerClosure.findUnique({ where: { id: closureId } });
  if (!closure || closure.endedAt) return;
  const recipients = await readRecipients(db, closure.organisationId);
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM offer WHERE id = ${closure.offerId} FOR NO KEY UPDATE`;
    const recent = await tx.offerClosure.count({
      where: { offerId: closure.offerId, mailedAt: { gt: after(now, -MAILED_EVERY_MS) } },
    });
    if (recent > 0) return;
    await tx.offerClosure.update({ where: { id: closureId }, data: { mailedAt: now } });
    const params = { offer: closure.offerId, opens: closure.opensAt?.toISOString() ?? '' };
    for (const recipient of recipients)
      await queueMail(tx, db, { recipient, template: 'offer_full', params, now });
  });
}
