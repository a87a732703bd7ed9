import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Takes an organisation's bank details of one currency away: they are forgotten here, no later batch pays to them, and its owners
 * and managers get a mail. A payout whose batch was made before keeps those that it was made with. What is given afterwards waits
 * as if it replaced them.
 * @throws Refusal `bank_details_unknown`
 */
export async function removeBankDetails(
  db: Db,
  input: Actor & { organisationId: string; currency: Currency; now: Date },
): Promise<void> {
  const { organisationId, currency, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const where = { organisationId_currency: { organisationId, currency } };
    const known = await tx.bankDetails.findUnique({ where });
    if (!known) throw new Refusal('bank_details_unknown');
    await tx.bankDetailsRemoval.create({
      data: { organisationId, currency, removedBy: input.actor, removedAt: now },
    });
    await tx.bankDetails.delete({ where });
    await recordAudit(tx, {
      ...input,
      action: 'bank_details.removed',
      subjectId: organisationId,
      details: { currency, before: known.masked },
    });
    for (const recipient of await readRecipients({ prisma: tx }, organisationId))
      await queueMail(tx, db, {
        recipient,
        template: 'bank_details_removed',
        params: { currency, masked: known.masked },
        now,
      });
  });
}
