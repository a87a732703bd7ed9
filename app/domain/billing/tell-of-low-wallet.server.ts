import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { majorOf } from './write-money.ts';

/**
 * Writes to the owners of a wallet that fell low, once however often it is called.
 * @returns whose wallet it is; null when there is no such warning
 */
export async function tellOfLowWallet(
  db: Db,
  input: { warningId: string; now: Date },
): Promise<string | null> {
  const row = await db.prisma.lowWarning.findUnique({ where: { id: input.warningId } });
  if (!row) return null;
  const recipients = await readRecipients(db, row.organisationId);
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.lowWarning.updateMany({
      where: { id: row.id, toldAt: null },
      data: { toldAt: input.now },
    });
    if (count === 0) return;
    const params = {
      currency: row.currency,
      balance: `${majorOf(row.balanceMinor)} ${row.currency}`,
      threshold: `${majorOf(row.thresholdMinor)} ${row.currency}`,
    };
    for (const recipient of recipients)
      await queueMail(tx, db, { recipient, template: 'wallet_low', params, now: input.now });
  });
  return row.organisationId;
}
