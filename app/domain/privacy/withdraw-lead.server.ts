import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { blankRows } from '#app/domain/imports/blank-rows.server.ts';
import { eraseContacts } from '#app/domain/leads/erase-contacts.server.ts';
import { growLists } from '#app/domain/leads/hold-lists.server.ts';
import { lockLead, markWithdrawn } from '#app/domain/leads/mark-withdrawn.server.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { suppressContact } from '#app/domain/leads/suppress-contact.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { leadWithdrawnJob } from './jobs.ts';
import type { WithdrawalKind } from './withdrawal.ts';

const PERSON = 'person';

/**
 * Withdraws a lead in the name of the person behind it: what is unsold is off the market, the contact and its key are gone, and
 * each buyer is told and asked to erase what it has. No money moves. Withdrawn again nothing happens.
 * A sale at the same moment holds the lead's lock: it comes before, and its buyer is told, or after, and is refused.
 * @param input.suppress whether the contact is refused from now on, whoever brings it
 * @returns false where it was withdrawn before
 * @throws Refusal `lead_unknown`
 */
export async function withdrawLead(
  db: Db,
  input: { leadId: string; kind: WithdrawalKind; suppress: boolean; origin: string; now: Date },
): Promise<boolean> {
  const { leadId, kind, now } = input;
  // Before the lock, so that the transaction holds no second connection: a contact never changes.
  const contact = (await readContacts(db, [leadId])).get(leadId) ?? null;
  return db.prisma.$transaction(async (tx) => {
    const queryable = queryableOf(tx);
    const lead = await lockLead(queryable, leadId);
    if (!lead) throw new Refusal('lead_unknown');
    if (await tx.withdrawal.findUnique({ where: { leadId } })) return false;
    const suppressed = input.suppress && contact !== null;
    await eraseContacts(queryable, { leadIds: [leadId], now });
    await blankRows(db, queryable, { leadIds: [leadId] });
    await markWithdrawn(queryable, { leadId, now });
    if (suppressed)
      await suppressContact(queryable, {
        lookupKey: db.keys.lookup,
        contact,
        reason: kind === 'never_asked' ? 'complaint' : 'asked_not_to',
        addedBy: PERSON,
        now,
      });
    await tx.withdrawal.create({
      data: { leadId, kind, suppressed, sellerOrganisationId: lead.organisationId, at: now },
    });
    await tx.personReceipt.updateMany({
      where: { leadId, status: 'pending' },
      data: { status: 'erased', endedAt: now },
    });
    const buyers = await noteBuyers(tx, { leadId, now });
    await recordAudit(tx, {
      actor: PERSON,
      origin: input.origin,
      organisationId: lead.organisationId,
      action: 'lead.withdrawn',
      subjectId: leadId,
      details: { kind, suppressed, buyers: buyers.length },
      now,
    });
    await writeToBoth(tx, db, { leadId, kind, sellerId: lead.organisationId, buyers, now });
    await enqueue(db.queue, tx, leadWithdrawnJob, [{ leadId }]);
    if (suppressed) await growLists(queryable);
    return true;
  });
}

type Bought = { readonly saleId: string; readonly buyerId: string };

async function noteBuyers(tx: PrismaTx, input: { leadId: string; now: Date }): Promise<Bought[]> {
  const { leadId, now } = input;
  const sales = await tx.sale.findMany({
    where: { leadId },
    select: { id: true, buyerOrganisationId: true },
    orderBy: { id: 'asc' },
  });
  await tx.withdrawalNotice.createMany({
    data: sales.map(({ id, buyerOrganisationId }) => ({
      saleId: id,
      leadId,
      buyerOrganisationId,
      toldAt: now,
    })),
  });
  return sales.map(({ id, buyerOrganisationId }) => ({ saleId: id, buyerId: buyerOrganisationId }));
}

/** No mail says whom it is about. */
async function writeToBoth(
  tx: PrismaTx,
  db: Db,
  input: { leadId: string; kind: WithdrawalKind; sellerId: string; buyers: readonly Bought[]; now: Date },
): Promise<void> {
  const { leadId, kind, now } = input;
  for (const { saleId, buyerId } of input.buyers)
    for (const recipient of await readRecipients({ prisma: tx }, buyerId))
      await queueMail(tx, db, {
        recipient,
        template: 'lead_withdrawn_buyer',
        params: { sale: saleId, kind },
        now,
      });
  for (const recipient of await readRecipients({ prisma: tx }, input.sellerId))
    await queueMail(tx, db, {
      recipient,
      template: 'lead_withdrawn_seller',
      params: { lead: leadId, kind },
      now,
    });
}
