import { newId } from '#app/kernel/ids.ts';
import { sealSecret } from '#app/platform/crypto.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { MailParams, MailTemplate } from '#app/words/en/mail.ts';
import { sendMailJob } from './jobs.ts';

/**
 * Lets a mail go out once the caller's transaction is committed. What it says is sealed until it is sent and forgotten
 * then, since it may hold a link that opens an account.
 * @param input.params what the template's sentences are filled with
 */
export async function queueMail(
  tx: PrismaTx,
  db: Db,
  input: { recipient: string; template: MailTemplate; params: MailParams; now: Date },
): Promise<void> {
  const id = newId('mail', input.now.getTime());
  await tx.mail.create({
    data: {
      id,
      recipient: input.recipient,
      template: input.template,
      sealed: new Uint8Array(sealSecret(db.keys.encryption, JSON.stringify(input.params), id)),
      status: 'pending',
      createdAt: input.now,
    },
  });
  await enqueue(db.queue, tx, sendMailJob, [{ mailId: id }]);
}
