import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { failPending } from './fail-pending.server.ts';

/**
 * Turns a postback off, which fails what still waits for it, or on again, from when on it gets what happens.
 * @throws Refusal `endpoint_unknown`
 */
export async function switchPostback(
  db: Db,
  input: Actor & { organisationId: string; endpointId: string; status: 'active' | 'disabled'; now: Date },
): Promise<void> {
  const { endpointId: id, organisationId, status } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.endpoint.updateMany({
      where: { id, organisationId, kind: 'postback', deletedAt: null },
      data: { status, statusReason: null },
    });
    if (count === 0) throw new Refusal('endpoint_unknown');
    if (status === 'disabled') await failPending(tx, id);
    await recordAudit(tx, { ...input, action: 'postback.changed', subjectId: id, details: { status } });
  });
}
