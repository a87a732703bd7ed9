import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { refuseNewAdmin } from '#app/domain/identity/refuse-new-admin.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { APPROVALS_NEEDED } from './bank-batch.ts';
import { holdsHeldBack } from './holds-held-back.server.ts';
import { lockBankBatch } from './lock-bank-batch.server.ts';

/**
 * An admin agrees to a batch as it stands. The second to do so lets it leave. Nobody agrees twice, or to money of an
 * organisation they belong to; who made the batch may be one of the two, since what is in it is no choice of theirs.
 * @param input.totalMinor what was agreed to
 * @returns whether it may leave now
 * @throws Refusal `batch_unknown`, `batch_changed`, `batch_is_yours`, `batch_approved_by_you`, `batch_holds_blocked`, `payouts_paused`,
 *   `admin_new`
 */
export async function approveBankBatch(
  db: Db,
  input: Actor & { batchId: string; totalMinor: bigint; now: Date },
): Promise<boolean> {
  const { batchId, actor, now } = input;
  if (await readSetting(db, 'payouts_paused')) throw new Refusal('payouts_paused');
  return db.prisma.$transaction(async (tx) => {
    await lockBankBatch(tx, { batchId, statuses: ['proposed'] });
    await refuseNewAdmin(tx, { personId: actor, now });
    await refuseUnfit(tx, input);
    const { count } = await tx.bankBatchApproval.createMany({
      data: { batchId, personId: actor, at: now },
      skipDuplicates: true,
    });
    if (count === 0) throw new Refusal('batch_approved_by_you');
    const isApproved = (await tx.bankBatchApproval.count({ where: { batchId } })) >= APPROVALS_NEEDED;
    if (isApproved)
      await tx.bankBatch.update({ where: { id: batchId }, data: { status: 'approved', approvedAt: now } });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'bank_batch.approved',
      subjectId: batchId,
      details: { totalMinor: input.totalMinor, last: isApproved },
    });
    return isApproved;
  });
}

async function refuseUnfit(
  tx: PrismaTx,
  input: { batchId: string; actor: string; totalMinor: bigint },
): Promise<void> {
  const payouts = await tx.bankPayout.findMany({
    where: { batchId: input.batchId, status: 'pending' },
    select: { amountMinor: true, organisationId: true },
  });
  const totalMinor = payouts.reduce((sum, one) => sum + one.amountMinor, 0n);
  if (totalMinor !== input.totalMinor || payouts.length === 0) throw new Refusal('batch_changed');
  if (await holdsHeldBack(tx, input.batchId)) throw new Refusal('batch_holds_blocked');
  const organisationIds = payouts.map(({ organisationId }) => organisationId);
  if (await isMemberOfAny(tx, { personId: input.actor, organisationIds }))
    throw new Refusal('batch_is_yours');
}
