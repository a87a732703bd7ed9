import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Takes a key out of use from its next request on. Revoked again, it stays revoked since the first time.
 * @throws Refusal `api_key_unknown` when the organisation has no such key
 */
export async function revokeApiKey(
  db: Db,
  input: Actor & { organisationId: string; keyId: string; now: Date },
): Promise<void> {
  const { organisationId, keyId: id, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, organisationId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 1) return recordAudit(tx, { ...input, action: 'key.revoked', subjectId: id, details: {} });
    const known = await tx.apiKey.count({ where: { id, organisationId } });
    if (known === 0) throw new Refusal('api_key_unknown');
  });
}
