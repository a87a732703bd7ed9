import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { type ClawedBack, clawBackSale } from '#app/domain/exchange/claw-back-sale.server.ts';
import { saleMoved } from '#app/domain/exchange/jobs.ts';
import { lockSale } from '#app/domain/exchange/lock-sale.server.ts';
import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { assert, present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { REASONING_LEAST } from './dispute.ts';
import { sealWhileKept } from './seal-while-kept.server.ts';
import { readAddresses } from './write-to-sides.server.ts';

/**
 * A moderator's or admin's decision that a sale whose share is free was bad after all, such as a breach of exclusivity that came
 * out late: its buyer gets the whole price back, and the seller owes what is not there any more. Of two at once one stands.
 * @param input.reason why, at least 20 characters; both sides read it, and it is sealed
 * @param input.actor who decides, by their own id: nobody decides on a sale of an organisation of theirs
 * @returns where the seller's share came from
 * @throws Refusal `sale_unknown`, `sale_not_released`, `own_case`
 */
export async function takeBackSale(
  db: Db,
  input: Actor & { saleId: string; reason: string; now: Date },
): Promise<ClawedBack> {
  const { saleId, reason, now } = input;
  assert(reason.length >= REASONING_LEAST, 'a decision says why');
  const found = await readSaleById(db, saleId);
  if (!found) throw new Refusal('sale_unknown');
  const sealedReason = await sealWhileKept(db, { leadId: found.leadId, kind: 'takeBack', text: reason });
  const addresses = await readAddresses(db, found);
  return db.prisma.$transaction(async (tx) => {
    const sale = present(await lockSale(queryableOf(tx), saleId), 'sales are not removed');
    const sides = [sale.buyerOrganisationId, sale.sellerOrganisationId];
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: sides }))
      throw new Refusal('own_case');
    if (sale.status !== 'released') throw new Refusal('sale_not_released', { status: sale.status });
    const clawedBack = await clawBackSale(queryableOf(tx), { ...input, sale, sealedReason });
    await enqueue(db.queue, tx, saleMoved, [{ saleId, to: 'taken_back' }]);
    const { priceMinor, feeMinor, currency } = sale;
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'sale.taken_back',
      subjectId: saleId,
      details: { priceMinor, feeMinor, currency, ...clawedBack },
    });
    for (const side of ['buyer', 'seller'] as const)
      for (const recipient of addresses[side])
        await queueMail(tx, db, {
          recipient,
          template: 'sale_taken_back',
          params: { side, sale: saleId, owes: clawedBack.debtMinor > 0n ? 'yes' : '' },
          now,
        });
    return clawedBack;
  });
}
