import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { spendEmailToken } from './email-tokens.server.ts';

/**
 * Believes that a person's address is theirs, because they hold what was sent there.
 * @returns whose it is
 * @throws Refusal `link_used_up` when the link was used, is too old or was never sent
 */
export async function confirmEmail(
  db: Db,
  input: { token: string; origin: string; now: Date },
): Promise<string> {
  return db.prisma.$transaction(async (tx) => {
    const personId = await spendEmailToken(tx, { ...input, purpose: 'confirm_email' });
    if (personId === null) throw new Refusal('link_used_up');
    await tx.person.updateMany({
      where: { id: personId, emailConfirmedAt: null },
      data: { emailConfirmedAt: input.now },
    });
    await recordAudit(tx, {
      ...input,
      actor: personId,
      organisationId: null,
      action: 'person.email_confirmed',
      subjectId: personId,
      details: {},
    });
    return personId;
  });
}
