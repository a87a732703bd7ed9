import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readRecipients } from './read-recipients.server.ts';

/**
 * Takes out of use the keys that somebody made who may make none any more: they have seen the texts, and nobody can tell where a
 * copy is. The organisation's other owners and managers get a mail that names the keys. The caller has locked the organisation.
 */
export async function revokeApiKeysOf(
  tx: PrismaTx,
  db: Db,
  input: Actor & { organisationId: string; personId: string; now: Date },
): Promise<void> {
  const { organisationId, personId, now } = input;
  const revoked = await tx.apiKey.updateManyAndReturn({
    where: { organisationId, createdBy: personId, revokedAt: null },
    data: { revokedAt: now },
    select: { id: true, name: true, hint: true },
  });
  if (revoked.length === 0) return;
  for (const { id } of revoked)
    await recordAudit(tx, {
      ...input,
      action: 'key.revoked',
      subjectId: id,
      details: { madeBy: personId },
    });
  const { name } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
  const organisation = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { name: true },
  });
  const keys = revoked.map((key) => `${key.name} (…${key.hint})`).join(', ');
  for (const recipient of await readRecipients({ prisma: tx }, organisationId))
    await queueMail(tx, db, {
      recipient,
      template: 'keys_stopped',
      params: { name, organisation: organisation.name, keys },
      now,
    });
}
