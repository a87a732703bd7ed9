import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readDispute } from '#app/domain/disputes/read-disputes.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import { discloseContacts } from '#app/domain/leads/disclose-contacts.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * The contact that a dispute is about, for a moderator who must see it. Who saw it and why is written down before it is
 * handed out.
 * @param input.why in the moderator's own words; it may not name the person
 * @param input.actor the moderator's own id: nobody looks into a case of an organisation of theirs
 * @throws Refusal `dispute_unknown`, `own_case`, `lead_erased`
 */
export async function showContact(
  db: Db,
  input: Actor & { disputeId: string; why: string; now: Date },
): Promise<Disclosed> {
  const dispute = await readDispute(db, { disputeId: input.disputeId, organisationId: null });
  if (!dispute) throw new Refusal('dispute_unknown');
  const sides = [dispute.buyerOrganisationId, dispute.sellerOrganisationId];
  await db.prisma.$transaction(async (tx) => {
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: sides }))
      throw new Refusal('own_case');
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'contact.read',
      subjectId: dispute.saleId,
      details: { disputeId: dispute.id, why: input.why },
    });
  });
  const contacts = await discloseContacts(db, {
    way: 'moderator',
    why: 'dispute',
    reader: input.actor,
    organisationId: null,
    occasion: input.now.toISOString(),
    origin: input.origin,
    leads: [{ leadId: dispute.leadId, saleId: dispute.saleId }],
    now: input.now,
  });
  const contact = contacts.get(dispute.leadId);
  if (!contact) throw new Refusal('lead_erased');
  return contact;
}
