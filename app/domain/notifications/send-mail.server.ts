import { unsealSecret } from '#app/platform/crypto.server.ts';
import { MailRefused } from '#app/platform/mail.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MailParams, MailTemplate } from '#app/words/en/mail.ts';
import { writeLetter } from './write-letter.ts';

/**
 * Sends a mail that waits, then forgets what it said. A process that dies between the two sends it again, under the same
 * Message-ID: a mail that comes twice is better than one that never comes.
 * @throws Error when the mail server does not take it now
 */
export async function sendMail(db: Db, input: { mailId: string; now: Date }): Promise<void> {
  const row = await db.prisma.mail.findUnique({ where: { id: input.mailId } });
  if (!row?.sealed) return;
  const params: MailParams = JSON.parse(unsealSecret(db.keys.encryption, Buffer.from(row.sealed), row.id));
  const letter = writeLetter(row.template as MailTemplate, params, db.mail.appUrl);
  const refused = await db.mail.send({ id: row.id, to: row.recipient, ...letter }).then(
    () => null,
    (error: unknown) => {
      if (error instanceof MailRefused) return error.code;
      throw error;
    },
  );
  await db.prisma.mail.updateMany({
    where: { id: row.id, status: 'pending' },
    data: refused
      ? { status: 'failed', errorCode: refused, sealed: null }
      : { status: 'sent', sentAt: input.now, sealed: null },
  });
}
