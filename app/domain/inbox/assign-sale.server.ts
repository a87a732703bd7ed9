import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockWork } from './lock-work.server.ts';

/**
 * Puts a bought lead into a colleague's hands, or into nobody's.
 * @throws Refusal `sale_unknown`, `member_unknown` when the person is not of the organisation
 */
export async function assignSale(
  db: Db,
  input: Actor & { saleId: string; organisationId: string; ownerId: string | null; now: Date },
): Promise<void> {
  const { saleId, organisationId, ownerId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const before = await lockWork(tx, input);
    if (ownerId !== null && !(await tx.membership.count({ where: { personId: ownerId, organisationId } })))
      throw new Refusal('member_unknown');
    if (before.ownerId === ownerId) return;
    await tx.saleWork.update({ where: { saleId }, data: { ownerId, updatedAt: now } });
    await recordAudit(tx, {
      ...input,
      action: 'sale.assigned',
      subjectId: saleId,
      details: { from: before.ownerId, to: ownerId },
    });
  });
}
