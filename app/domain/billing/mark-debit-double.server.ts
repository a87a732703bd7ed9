import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Says of a debit that it is the line it looks like, told once more by another export of the bank; or takes that back.
 * @throws Refusal `bank_debit_unknown`, `receipt_resembles_none`, `bank_cost_known` of one that is a cost, `receipt_double_taken`
 */
export async function markDebitDouble(
  db: Db,
  input: Actor & { debitId: string; isDouble: boolean; now: Date },
): Promise<void> {
  const { debitId, isDouble, actor, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM bank_debit WHERE id = ${debitId} FOR UPDATE`;
    const debit = await tx.bankDebit.findUnique({ where: { id: debitId }, include: { double: true } });
    if (!debit) throw new Refusal('bank_debit_unknown');
    const { resemblesId, statementId } = debit;
    if (resemblesId === null) throw new Refusal('receipt_resembles_none');
    if (isDouble === (debit.double !== null)) return;
    if (!isDouble) await tx.bankDebitDouble.delete({ where: { debitId } });
    else {
      await tx.$queryRaw`SELECT id FROM bank_debit WHERE id = ${resemblesId} FOR NO KEY UPDATE`;
      const [costs, others, names] = await Promise.all([
        tx.bankCost.count({ where: { debitId, status: { not: 'rejected' } } }),
        tx.bankDebit.count({ where: { resemblesId, statementId, double: { isNot: null } } }),
        tx.bankLineName.count({ where: { debitId: resemblesId, statementId } }),
      ]);
      if (costs > 0) throw new Refusal('bank_cost_known');
      if (others + names > 0) throw new Refusal('receipt_double_taken');
      await tx.bankDebitDouble.create({ data: { debitId, decidedBy: actor, decidedAt: now } });
    }
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: isDouble ? 'bank_debit.double' : 'bank_debit.taken_up',
      subjectId: debitId,
      details: { of: resemblesId },
    });
  });
}
