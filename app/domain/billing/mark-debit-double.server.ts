import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
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
    await lockDebit(tx, debitId);
    const debit = await tx.bankDebit.findUnique({ where: { id: debitId }, include: { double: true } });
    if (!debit) throw new Refusal('bank_debit_unknown');
    const { resemblesId, statementId } = debit;
    if (resemblesId === null) throw new Refusal('receipt_resembles_none');
    if (isDouble === (debit.double !== null)) return;
    if (!isDouble) await tx.bankDebitDouble.delete({ where: { debitId } });
    else {
      await lockDebit(tx, resemblesId);
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

/** What the bank told is read only, so that no row of it can be locked. A guard of the database takes the same lock. */
async function lockDebit(tx: PrismaTx, debitId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`bank-debit:${debitId}`}))::text`;
}
