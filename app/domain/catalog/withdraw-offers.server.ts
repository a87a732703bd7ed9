import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Puts every offer of a seller that is on the market or waits for review back among its drafts, in the caller's transaction,
 * which holds the seller locked. Leads that are under way keep the terms they were sent under.
 * @returns how many there were
 */
export async function withdrawOffers(
  tx: PrismaTx,
  input: Actor & { organisationId: string; reason: string; now: Date },
): Promise<number> {
  const { organisationId, reason, now } = input;
  const offers = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM offer WHERE organisation_id = ${organisationId} AND status IN ('review', 'active')
    ORDER BY id FOR NO KEY UPDATE`;
  await tx.offer.updateMany({
    where: { id: { in: offers.map(({ id }) => id) } },
    data: {
      status: 'draft',
      reviewReason: reason,
      reviewedBy: input.actor,
      reviewedAt: now,
      updatedAt: now,
    },
  });
  for (const { id } of offers)
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'offer.reviewed',
      subjectId: id,
      details: { decision: 'refused', reason },
    });
  return offers.length;
}
