import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockBankBatch } from './lock-bank-batch.server.ts';
import { returnBankPayouts, tellOfReturn } from './return-bank-payouts.server.ts';

/**
 * Notes what the bank did with payouts of a batch that was sent. What it returned, also days after it said paid, is
 * available again, and its seller is told why.
 * @param input.payoutId null means all that are not settled yet
 * @param input.reason why it came back; null where it was paid
 * @returns how many were settled
 * @throws Refusal `batch_unknown`, `batch_changed`, `bank_payout_unknown`, `own_organisation` of what came back
 */
export async function settleBankPayouts(
  db: Db,
  input: Actor & { batchId: string; now: Date } & (
      | { payoutId: string; reason: string }
      | { payoutId: string | null; reason: null }
    ),
): Promise<number> {
  const { batchId, payoutId, reason, now } = input;
  return db.prisma.$transaction(async (tx) => {
    await lockBankBatch(tx, { batchId, statuses: ['sent'] });
    const payouts = await tx.bankPayout.updateManyAndReturn({
      where: {
        batchId,
        ...(payoutId === null ? {} : { id: payoutId }),
        status: { in: reason === null ? ['sent'] : ['sent', 'paid'] },
      },
      data:
        reason === null ? { status: 'paid', settledAt: now } : { status: 'returned', reason, settledAt: now },
    });
    if (payouts.length === 0) throw new Refusal('bank_payout_unknown');
    if (reason !== null) {
      await refuseOwn(tx, { actor: input.actor, payouts });
      await returnBankPayouts(tx, { ...input, payouts });
    }
    for (const payout of payouts) {
      if (reason !== null) await tellOfReturn(tx, db, { payout, reason, now });
      await recordAudit(tx, {
        ...input,
        organisationId: payout.organisationId,
        action: reason === null ? 'bank_payout.paid' : 'bank_payout.returned',
        subjectId: payout.id,
        details: {
          currency: payout.currency,
          amountMinor: payout.amountMinor,
          ...(reason === null ? {} : { reason }),
        },
      });
    }
    return payouts.length;
  });
}

/** What comes back is paid out once more: nobody says so of money of an organisation of theirs. */
async function refuseOwn(
  tx: PrismaTx,
  { actor, payouts }: { actor: string; payouts: readonly { organisationId: string }[] },
): Promise<void> {
  const organisationIds = payouts.map(({ organisationId }) => organisationId);
  if (await isMemberOfAny(tx, { personId: actor, organisationIds })) throw new Refusal('own_organisation');
}
