import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { decideDispute } from './decide-dispute.server.ts';
import { BY_SELLER, type Dispute, type Reply } from './dispute.ts';
import { toDispute } from './dispute-row.ts';
import { lockUndecided } from './lock-dispute.server.ts';
import { sealWhileKept } from './seal-while-kept.server.ts';
import { readAddresses } from './write-to-sides.server.ts';

/**
 * The seller's answer. Who agrees gives the buyer the price back at once; who contests leaves it to a moderator. It is given
 * once, and while its time runs.
 * @param input.detail what the seller has to say, sealed; it may be empty
 * @throws Refusal `dispute_unknown`, also for another's; `dispute_decided`, `dispute_answered`, `reply_window_over`
 */
export async function replyToDispute(
  db: Db,
  input: Actor & {
    disputeId: string;
    sellerOrganisationId: string;
    reply: Reply;
    detail: string;
    now: Date;
  },
): Promise<Dispute> {
  const { disputeId, sellerOrganisationId, reply, now } = input;
  const found = await db.prisma.dispute.findFirst({
    where: { id: disputeId, sellerOrganisationId },
    include: { sale: { select: { leadId: true } } },
  });
  if (!found) throw new Refusal('dispute_unknown');
  const { leadId } = found.sale;
  const sealedReply = await sealWhileKept(db, { leadId, kind: 'reply', text: input.detail });
  const addresses = await readAddresses(db, found);
  return db.prisma.$transaction(async (tx) => {
    const { dispute, sale } = await lockUndecided(tx, disputeId);
    if (dispute.reply !== null) throw new Refusal('dispute_answered');
    if (dispute.status !== 'awaiting_seller' || now >= dispute.replyUntil)
      throw new Refusal('reply_window_over');
    const write = { reply, sealedReply, repliedBy: input.actor, repliedAt: now };
    const noted = { ...input, organisationId: sellerOrganisationId };
    await recordAudit(tx, {
      ...noted,
      action: 'dispute.answered',
      subjectId: disputeId,
      details: { saleId: sale.id, reply },
    });
    if (reply === 'agrees')
      return decideDispute(tx, db, {
        ...noted,
        dispute,
        sale,
        outcome: 'upheld',
        ruledBy: BY_SELLER,
        write,
        details: { by: BY_SELLER },
        addresses,
      });
    return toDispute(
      await tx.dispute.update({ where: { id: disputeId }, data: { ...write, status: 'awaiting_moderator' } }),
    );
  });
}
