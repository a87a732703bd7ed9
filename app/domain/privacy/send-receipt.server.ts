import { parseEmail } from '#app/domain/leads/checks/check-email.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { writeLetter } from '#app/domain/notifications/write-letter.ts';
import { MailRefused } from '#app/platform/mail.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { personPath } from './person-link.server.ts';

/**
 * Sends the person behind a lead the link to who has their data. Their address is taken out of the vault for it and written
 * nowhere else, so it does not go through the table of mails. A process that dies between sending and noting it sends again,
 * under the same Message-ID.
 * @throws Error when the mail server does not take it now
 */
export async function sendReceipt(db: Db, input: { leadId: string; now: Date }): Promise<void> {
  const { leadId, now } = input;
  const receipt = await db.prisma.personReceipt.findUnique({ where: { leadId } });
  if (receipt?.status !== 'pending') return;
  const contact = (await readContacts(db, [leadId])).get(leadId);
  const parsed = parseEmail(contact?.email ?? null);
  if (!contact || 'problem' in parsed)
    return note(db, { leadId, status: contact ? 'no_address' : 'erased', now });
  const { language } = await db.prisma.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: { language: true },
  });
  const params = { path: personPath(db, leadId), language: language ?? '' };
  const letter = writeLetter('person_receipt', params, db.mail.appUrl);
  const refused = await db.mail
    .send({ id: leadId.replace(/^lead_/, 'mail_'), to: parsed.address, ...letter })
    .then(
      () => null,
      (error: unknown) => {
        if (error instanceof MailRefused) return error.code;
        throw error;
      },
    );
  await note(db, { leadId, status: refused ? 'failed' : 'sent', errorCode: refused, now });
}

async function note(
  db: Db,
  input: { leadId: string; status: string; errorCode?: string | null; now: Date },
): Promise<void> {
  await db.prisma.personReceipt.updateMany({
    where: { leadId: input.leadId, status: 'pending' },
    data: { status: input.status, errorCode: input.errorCode ?? null, endedAt: input.now },
  });
}
