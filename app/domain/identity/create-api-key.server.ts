import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isId, newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { KEYS_LIMIT, newApiKey, type Scope } from './api-key.ts';

/**
 * Makes a key for an organisation. The text is returned once and kept nowhere. It goes with the membership of who made it.
 * @param input.ratePerSecond requests a second that the key may make
 * @throws Refusal `keys_limit`, `member_unknown` where the person was removed, or lost the right to it, this moment
 */
export async function createApiKey(
  db: Db,
  input: Actor & {
    organisationId: string;
    name: string;
    scopes: readonly Scope[];
    ratePerSecond: number;
    now: Date;
  },
): Promise<{ id: string; text: string }> {
  const { organisationId, name, scopes, ratePerSecond, actor, now } = input;
  const key = newApiKey();
  const id = newId('key', now.getTime());
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    // Who is being removed could leave themselves a key otherwise: removing takes the same lock.
    if (isId('pers', actor)) {
      const role = { in: ['owner', 'manager'] };
      const managers = await tx.membership.count({ where: { organisationId, personId: actor, role } });
      if (managers === 0) throw new Refusal('member_unknown');
    }
    const inForce = await tx.apiKey.count({ where: { organisationId, revokedAt: null } });
    if (inForce >= KEYS_LIMIT) throw new Refusal('keys_limit', { limit: KEYS_LIMIT });
    await tx.apiKey.create({
      data: {
        id,
        organisationId,
        name,
        hash: new Uint8Array(key.hash),
        hint: key.hint,
        scopes: [...scopes],
        ratePerSecond,
        createdBy: actor,
        createdAt: now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'key.created',
      subjectId: id,
      details: { name, scopes, ratePerSecond },
    });
  });
  return { id, text: key.text };
}
