import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/** Takes an active offer off the market, in the transaction of who holds it locked; its seller may put it back. */
export async function pauseOffer(
  tx: PrismaTx,
  input: Actor & {
    offerId: string;
    organisationId: string;
    reason: string;
    details: Record<string, unknown>;
    now: Date;
  },
): Promise<void> {
  const { offerId, reason, details, now } = input;
  await tx.offer.update({ where: { id: offerId }, data: { status: 'paused', updatedAt: now } });
  await recordAudit(tx, {
    ...input,
    action: 'offer.paused',
    subjectId: offerId,
    details: { reason, ...details },
  });
}
