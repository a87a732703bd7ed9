import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { lockReviewStatus } from '#app/domain/identity/lock-review-status.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readReference } from './read-reference.server.ts';
import { type Reference, tradeOf } from './reference.ts';

type Decision = Actor & {
  /** `approved` puts it on the market, `refused` back among its seller's drafts. */
  decision: 'approved' | 'refused';
  /** Why it was refused; it is told to the seller. */
  reason: string | null;
  now: Date;
};

/** Which offer, as it was when it was looked at: one that its seller submitted anew since is another. */
export type SeenOffer = { readonly offerId: string; readonly submittedAt: Date };

/**
 * A moderator's word on an offer in review.
 * @throws Refusal `offer_unknown`, `own_case`, `offer_not_in_review`, `offer_changed_meanwhile`, `seller_not_approved`,
 *   `niche_forbidden`
 */
export async function decideOffer(db: Db, input: Decision & SeenOffer): Promise<void> {
  const found = await db.prisma.offer.findUnique({ where: { id: input.offerId } });
  if (!found) throw new Refusal('offer_unknown');
  const recipients = await readRecipients(db, found.organisationId);
  const reference = await readReference(db.pool);
  await db.prisma.$transaction(async (tx) => {
    const { organisationId } = found;
    // The seller before the offer, as by whoever changes the offer.
    const seller = await lockReviewStatus(tx, organisationId);
    if (input.decision === 'approved' && seller !== 'approved') throw new Refusal('seller_not_approved');
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [organisationId] }))
      throw new Refusal('own_case');
    await decideOfferOf(tx, { ...input, reference, organisationId });
    for (const recipient of recipients)
      await queueMail(tx, db, {
        recipient,
        template: 'offer_reviewed',
        params: { offer: input.offerId, decision: input.decision, reason: input.reason ?? '' },
        now: input.now,
      });
  });
}

/**
 * The same in the caller's transaction, which holds the seller locked, and without a mail: for who decides on a seller and
 * its offers in one act.
 * @throws Refusal `offer_unknown`, also for another seller's; `offer_not_in_review`, `offer_changed_meanwhile`,
 *   `niche_forbidden`
 */
export async function decideOfferOf(
  tx: PrismaTx,
  input: Decision & SeenOffer & { reference: Reference; organisationId: string },
): Promise<void> {
  const { offerId: id, organisationId, decision, now } = input;
  await tx.$queryRaw`SELECT FROM offer WHERE id = ${id} FOR NO KEY UPDATE`;
  const row = await tx.offer.findFirst({ where: { id, organisationId } });
  if (!row) throw new Refusal('offer_unknown');
  if (row.status !== 'review') throw new Refusal('offer_not_in_review');
  if (row.submittedAt?.getTime() !== input.submittedAt.getTime())
    throw new Refusal('offer_changed_meanwhile');
  if (decision === 'approved' && tradeOf(input.reference, row.nicheCode) === 'forbidden')
    throw new Refusal('niche_forbidden', { niche: row.nicheCode });
  const reason = decision === 'refused' ? input.reason : null;
  await tx.offer.update({
    where: { id },
    data: {
      status: decision === 'approved' ? 'active' : 'draft',
      reviewReason: reason,
      reviewedBy: input.actor,
      reviewedAt: now,
      updatedAt: now,
    },
  });
  await recordAudit(tx, {
    ...input,
    organisationId: null,
    action: 'offer.reviewed',
    subjectId: id,
    details: { decision, reason },
  });
}
