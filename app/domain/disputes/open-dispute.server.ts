import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { freezeSale } from '#app/domain/exchange/freeze-sale.server.ts';
import { lockSale } from '#app/domain/exchange/lock-sale.server.ts';
import { readSale } from '#app/domain/exchange/read-sales.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { Dispute, DisputeReason } from './dispute.ts';
import { toDispute } from './dispute-row.ts';
import { disputeOpened } from './jobs.ts';
import { sealWhileKept } from './seal-while-kept.server.ts';
import { readAddresses, writeOfClaim } from './write-to-sides.server.ts';

/**
 * Contests a bought lead: the hold of its sale stops, and the seller is asked for an answer within the hours that the
 * operator set. A sale is contested once.
 * @param input.detail what happened, in the buyer's words; it is sealed, since it speaks of a person, and not kept when that
 * person withdrew: the claim stands without it
 * @throws Refusal `sale_unknown`, also for another's sale; `dispute_exists`, `dispute_window_over`
 */
export async function openDispute(
  db: Db,
  input: Actor & {
    saleId: string;
    buyerOrganisationId: string;
    reason: DisputeReason;
    detail: string;
    now: Date;
  },
): Promise<Dispute> {
  const { saleId, buyerOrganisationId, now } = input;
  const bought = await readSale(db, { organisationId: buyerOrganisationId, saleId });
  if (bought?.buyerOrganisationId !== buyerOrganisationId) throw new Refusal('sale_unknown');
  const sealedDetail = await sealWhileKept(db, { leadId: bought.leadId, kind: 'detail', text: input.detail });
  const replyHours = await readSetting(db, 'seller_reply_hours');
  const addresses = await readAddresses(db, bought);
  return db.prisma.$transaction(async (tx) => {
    const sale = present(await lockSale(queryableOf(tx), saleId), 'sales are not removed');
    await refuseSecond(tx, saleId);
    if (sale.status !== 'held' || now >= sale.disputeUntil) throw new Refusal('dispute_window_over');
    const row = await tx.dispute.create({
      data: {
        id: newId('disp', now.getTime()),
        saleId,
        buyerOrganisationId,
        sellerOrganisationId: sale.sellerOrganisationId,
        reason: input.reason,
        sealedDetail,
        currency: sale.currency,
        refundMinor: sale.priceMinor,
        status: 'awaiting_seller',
        openedBy: input.actor,
        openedAt: now,
        replyUntil: after(now, replyHours * HOUR_MS),
      },
    });
    await freezeSale(queryableOf(tx), saleId);
    await recordAudit(tx, {
      ...input,
      organisationId: buyerOrganisationId,
      action: 'dispute.opened',
      subjectId: row.id,
      details: { saleId, reason: input.reason, refundMinor: row.refundMinor, currency: row.currency },
    });
    const dispute = toDispute(row);
    await writeOfClaim(tx, db, { dispute, addresses, now });
    await enqueue(db.queue, tx, disputeOpened, [{ disputeId: row.id }]);
    return dispute;
  });
}

async function refuseSecond(tx: PrismaTx, saleId: string): Promise<void> {
  const earlier = await tx.dispute.findUnique({ where: { saleId }, select: { id: true } });
  if (earlier) throw new Refusal('dispute_exists', { dispute: earlier.id });
}
