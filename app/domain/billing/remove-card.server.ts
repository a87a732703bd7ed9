import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { forgetCardJob } from './jobs.ts';

/**
 * Gives a kept card up: from now on nothing is charged to it, what recharges by it is halted, and a job has Stripe forget it.
 * @throws Refusal `card_unknown`
 */
export async function removeCard(
  db: Db,
  input: Actor & { organisationId: string; cardId: string; now: Date },
): Promise<void> {
  const { organisationId, cardId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.paymentCard.updateMany({
      where: { id: cardId, organisationId, removedAt: null },
      data: { removedAt: now },
    });
    if (count === 0) throw new Refusal('card_unknown');
    await tx.rechargePlan.updateMany({
      where: { organisationId, cardId, state: 'on' },
      data: { state: 'halted', haltCode: 'card_removed', updatedAt: now },
    });
    await enqueue(db.queue, tx, forgetCardJob, [{ cardId }]);
    await recordAudit(tx, { ...input, action: 'card.removed', subjectId: cardId, details: {} });
  });
}
