import { parseEmail } from '#app/domain/leads/checks/check-email.ts';
import { checkPhone } from '#app/domain/leads/checks/check-phone.ts';
import type { Contact } from '#app/domain/leads/contact.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { writeLetter } from '#app/domain/notifications/write-letter.ts';
import { MailRefused } from '#app/platform/mail.server.ts';
import { PhoneRefused } from '#app/platform/phone-codes.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { receiptMessageIn } from '#app/words/person.ts';
import { personPath } from './person-link.server.ts';

/** `absent`: the person cannot be reached this way. */
type Attempt = 'sent' | 'absent' | { readonly refused: string };

/** Telephones that take messages; where a plan does not tell mobile numbers from others, each may be one. */
const TAKE_MESSAGES = ['mobile', 'fixed_line_or_mobile'];

/**
 * Sends the person behind a lead the link to who has their data: by mail, and by a message to their telephone where they left no
 * address or its server refuses. Address and number are taken out of the vault for it and written nowhere else, so neither goes
 * through the table of mails. A process that dies between sending and noting it sends again, under the same id.
 * @throws Error when mail server or provider do not take it now
 */
export async function sendReceipt(db: Db, input: { leadId: string; now: Date }): Promise<void> {
  const { leadId, now } = input;
  const receipt = await db.prisma.personReceipt.findUnique({ where: { leadId } });
  if (receipt?.status !== 'pending') return;
  const contact = (await readContacts(db, [leadId])).get(leadId);
  if (!contact) return note(db, { leadId, status: 'erased', now });
  const { language } = await db.prisma.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: { language: true },
  });
  const to = { leadId, contact, language: language ?? '' };
  const mailed = await mailTo(db, to);
  const told = mailed === 'sent' ? mailed : await writeTo(db, to);
  // What the mail server refused says more than that there is no telephone either.
  const last = told === 'absent' ? mailed : told;
  if (last === 'sent') return note(db, { leadId, status: 'sent', now });
  if (last === 'absent') return note(db, { leadId, status: 'no_address', now });
  return note(db, { leadId, status: 'failed', errorCode: last.refused, now });
}

type Told = { readonly leadId: string; readonly contact: Contact; readonly language: string };

async function mailTo(db: Db, { leadId, contact, language }: Told): Promise<Attempt> {
  const parsed = parseEmail(contact.email);
  if ('problem' in parsed) return 'absent';
  const letter = writeLetter('person_receipt', { path: personPath(db, leadId), language }, db.mail.appUrl);
  return db.mail
    .send({ id: leadId.replace(/^lead_/, 'mail_'), to: parsed.address, ...letter })
    .then(() => 'sent' as const, refusedBy(MailRefused));
}

async function writeTo(db: Db, { leadId, contact: { phoneE164 }, language }: Told): Promise<Attempt> {
  if (phoneE164 === null || !db.phone?.methods.includes('sms')) return 'absent';
  if (!TAKE_MESSAGES.includes(checkPhone(phoneE164, '').kind ?? '')) return 'absent';
  const text = receiptMessageIn(language, `${db.mail.appUrl}${personPath(db, leadId)}`);
  return db.phone
    .write({ id: leadId, to: phoneE164, text })
    .then(() => 'sent' as const, refusedBy(PhoneRefused));
}

function refusedBy(Refused: typeof MailRefused | typeof PhoneRefused): (error: unknown) => Attempt {
  return (error) => {
    if (error instanceof Refused) return { refused: error.code };
    throw error;
  };
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
