import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { failPending } from './fail-pending.server.ts';

/**
 * Takes an endpoint out of use; what still waits for it fails. Its log of deliveries stays.
 * @param input.kind `webhook` when absent
 * @throws Refusal `endpoint_unknown`
 */
export async function deleteEndpoint(
  db: Db,
  input: Actor & { organisationId: string; endpointId: string; kind?: 'webhook' | 'postback'; now: Date },
): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.endpoint.updateMany({
      where: {
        id: input.endpointId,
        organisationId: input.organisationId,
        kind: input.kind ?? 'webhook',
        deletedAt: null,
      },
      data: { deletedAt: input.now, status: 'disabled', sealedSecret: new Uint8Array() },
    });
    if (count === 0) throw new Refusal('endpoint_unknown');
    await failPending(tx, input.endpointId);
    await recordAudit(tx, { ...input, action: 'endpoint.deleted', subjectId: input.endpointId, details: {} });
  });
}
