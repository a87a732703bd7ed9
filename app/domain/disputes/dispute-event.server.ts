import { assert, present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { disputeEventJson } from './dispute-json.ts';
import { toDispute } from './dispute-row.ts';

/** What `dispute.opened` and `dispute.decided` tell a side of the dispute: how it stands now. */
export async function disputeEvent(db: Db, input: { subjectId: string; organisationId: string }) {
  const row = await db.prisma.dispute.findUnique({ where: { id: input.subjectId } });
  const dispute = toDispute(present(row, 'disputes are not removed'));
  assert(
    [dispute.buyerOrganisationId, dispute.sellerOrganisationId].includes(input.organisationId),
    'a dispute is told to its sides',
  );
  return disputeEventJson(dispute);
}
