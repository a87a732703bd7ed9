import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Lets a person in again who was shut out. */
export async function enablePerson(
  db: Db,
  input: Actor & { personId: string; reason: string; now: Date },
): Promise<void> {
  const { personId, reason } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM person WHERE id = ${personId} FOR NO KEY UPDATE`;
    const person = present(
      await tx.person.findUnique({ where: { id: personId } }),
      'people are never removed',
    );
    if (!person.disabledAt) return;
    await tx.person.update({ where: { id: personId }, data: { disabledAt: null } });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.enabled',
      subjectId: personId,
      details: { reason },
    });
  });
}
