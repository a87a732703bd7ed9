import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/** Changes an offer's ask, in the transaction of who holds the offer locked. Leads already sent keep the ask they were sent under. */
export async function moveAsk(
  tx: PrismaTx,
  input: Actor & {
    offerId: string;
    organisationId: string;
    fromMinor: bigint;
    toMinor: bigint;
    fairMinor: bigint;
    modelVersion: string;
    now: Date;
  },
): Promise<void> {
  const { offerId, fromMinor, toMinor, fairMinor, modelVersion, now } = input;
  await tx.offer.update({ where: { id: offerId }, data: { askMinor: toMinor, updatedAt: now } });
  await recordAudit(tx, {
    ...input,
    action: 'offer.ask_followed',
    subjectId: offerId,
    details: { fromMinor, toMinor, fairMinor, modelVersion },
  });
}
