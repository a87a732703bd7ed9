import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MailTemplate } from '#app/words/en/mail.ts';
import { majorOf } from './write-money.ts';

const TEMPLATES: Readonly<Record<string, MailTemplate>> = {
  paid: 'recharge_paid',
  asking: 'recharge_asks',
  declined: 'recharge_declined',
};

/** Writes to the owners of a wallet what became of its recharge, once for each state however often it is called. */
export async function tellOfRecharge(db: Db, input: { rechargeId: string; now: Date }): Promise<void> {
  const row = await db.prisma.recharge.findUnique({
    where: { id: input.rechargeId },
    include: { card: true },
  });
  if (!row || row.toldStatus === row.status) return;
  const recipients = await readRecipients(db, row.organisationId);
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.recharge.updateMany({
      where: { id: row.id, status: row.status, toldStatus: row.toldStatus },
      data: { toldStatus: row.status },
    });
    const template =
      row.status === 'canceled' && row.declineCode === 'not_confirmed'
        ? 'recharge_declined'
        : TEMPLATES[row.status];
    if (count === 0 || !template) return;
    const params = {
      currency: row.currency,
      amount: `${majorOf(row.amountMinor)} ${row.currency}`,
      last4: row.card.last4,
      code: row.declineCode ?? '',
    };
    for (const recipient of recipients)
      await queueMail(tx, db, { recipient, template, params, now: input.now });
  });
}
