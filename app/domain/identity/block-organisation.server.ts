import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Stops an organisation's trade at once: its keys are refused, its orders do not buy, its offers and listed leads are off the
 * market, its payouts wait. Its people may still log in and read; disputes and money that is held run on.
 */
export async function blockOrganisation(
  db: Db,
  input: Actor & { organisationId: string; reason: string; now: Date },
): Promise<void> {
  const { organisationId, reason, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const organisation = present(
      await tx.organisation.findUnique({ where: { id: organisationId } }),
      'organisations are never removed',
    );
    if (organisation.blockedAt) return;
    await tx.organisation.update({
      where: { id: organisationId },
      data: { blockedAt: now, blockReason: reason },
    });
    await recordAudit(tx, {
      ...input,
      action: 'organisation.blocked',
      subjectId: organisationId,
      details: { reason },
    });
  });
}
