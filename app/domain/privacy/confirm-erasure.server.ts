import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readNotices } from './read-notices.server.ts';
import type { WithdrawalNotice } from './withdrawal.ts';

/**
 * Notes that a buyer erased what it had of a person who withdrew. Said again, the first time stands.
 * @throws Refusal `withdrawal_unknown` where the sale is not the organisation's, or its person did not withdraw
 */
export async function confirmErasure(
  db: Db,
  input: Actor & { organisationId: string; saleId: string; now: Date },
): Promise<WithdrawalNotice> {
  const { organisationId: buyerOrganisationId, saleId, actor, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const notice = await tx.withdrawalNotice.findFirst({ where: { saleId, buyerOrganisationId } });
    if (!notice) throw new Refusal('withdrawal_unknown');
    const { count } = await tx.withdrawalNotice.updateMany({
      where: { saleId, erasedAt: null },
      data: { erasedAt: now, erasedBy: actor },
    });
    if (count === 0) return;
    await recordAudit(tx, { ...input, action: 'contact.erased', subjectId: saleId, details: {} });
  });
  const [notice] = await readNotices(db, { buyerOrganisationId, saleId, limit: 1 });
  return present(notice, 'a notice that was just answered is there');
}
