import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Lets an organisation trade again: everything goes on as it stood when it was blocked.
 */
export async function unblockOrganisation(
  db: Db,
  input: Actor & { organisationId: string; reason: string; now: Date },
): Promise<void> {
  const { organisationId, reason } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const organisation = present(
      await tx.organisation.findUnique({ where: { id: organisationId } }),
      'organisations are never removed',
    );
    if (!organisation.blockedAt) return;
    await tx.organisation.update({
      where: { id: organisationId },
      data: { blockedAt: null, blockReason: null },
    });
    await recordAudit(tx, {
      ...input,
      action: 'organisation.unblocked',
      subjectId: organisationId,
      details: { reason, blockedSince: organisation.blockedAt, blockedFor: organisation.blockReason },
    });
  });
}
