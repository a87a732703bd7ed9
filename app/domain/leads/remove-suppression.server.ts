import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { hashesOfContact } from './find-suppression.server.ts';
import { PLATFORM } from './suppression.ts';

/**
 * Takes one contact off somebody's list, under whatever forms it is there.
 * @throws Refusal `suppression_unread`, `suppression_unknown` when it is not on the list (any more)
 */
export async function removeSuppression(
  db: Db,
  input: Actor & { ownerId: string; contact: string; country: string | null; now: Date },
): Promise<void> {
  const hashes = hashesOfContact(db, input).map((hash) => new Uint8Array(hash));
  const { ownerId } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.suppression.deleteMany({ where: { ownerId, hash: { in: hashes } } });
    if (count === 0) throw new Refusal('suppression_unknown');
    await recordAudit(tx, {
      ...input,
      organisationId: ownerId === PLATFORM ? null : ownerId,
      action: 'suppression.removed',
      subjectId: ownerId,
      details: {},
    });
  });
}
