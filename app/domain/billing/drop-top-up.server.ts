import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { expireTopUpJob } from './jobs.ts';

/**
 * Gives up a payment by card that was begun and not paid: it is not led to any more, and a job closes its page at Stripe. Money that
 * comes all the same, because the payer was faster, is booked as ever. Asked twice, it is done once.
 * @throws Refusal `top_up_unknown`, `top_up_over` when it is paid or over
 */
export async function dropTopUp(
  db: Db,
  input: Actor & { organisationId: string; topUpId: string; now: Date },
): Promise<void> {
  const { organisationId, topUpId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const [topUp] = await tx.$queryRaw<{ status: string; droppedAt: Date | null }[]>`
      SELECT status, dropped_at AS "droppedAt" FROM top_up WHERE id = ${topUpId} AND organisation_id = ${organisationId} FOR UPDATE`;
    if (!topUp) throw new Refusal('top_up_unknown');
    if (topUp.status !== 'open') throw new Refusal('top_up_over');
    if (topUp.droppedAt !== null) return;
    await tx.topUp.update({ where: { id: topUpId }, data: { droppedAt: now } });
    await recordAudit(tx, { ...input, action: 'top_up.dropped', subjectId: topUpId, details: {} });
    await enqueue(db.queue, queryableOf(tx), expireTopUpJob, [{ topUpId }]);
  });
}
