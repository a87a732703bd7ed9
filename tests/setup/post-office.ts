import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendMail } from '#app/domain/notifications/send-mail.server.ts';
import { openMailer } from '#app/platform/mail.server.ts';
import { type MailBox, openMailBox, type StoredMail } from '#app/platform/mail-box.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

export type PostOffice = {
  /** The world's database, whose mails go out here. */
  readonly db: Db;
  readonly box: MailBox;
  /** Where the mails lie as files. */
  readonly folder: string;
  readonly smtpUrl: string;
  /** Sends what waits; the newest mail to this address, if there is one. */
  readonly lastTo: (recipient: string) => Promise<StoredMail | null>;
  /** What stands in the link of the newest mail to this address. */
  readonly tokenTo: (recipient: string) => Promise<string>;
  readonly close: () => void;
};

/** The sandbox's mail server in a folder of its own. Nothing works jobs: mails go out when a test asks for them. */
export async function openPostOffice(db: Db): Promise<PostOffice> {
  const dataDir = mkdtempSync(join(tmpdir(), 'birja-mail-'));
  const child = fork(new URL('../../app/sandbox/mail-server.mjs', import.meta.url), ['0'], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (ready: { port: number }) => resolve(ready.port));
  });
  const smtpUrl = `smtp://127.0.0.1:${port}`;
  const mailer = openMailer({ smtpUrl, from: 'Birja <no-reply@localhost>', appUrl: 'http://localhost:3000' });
  const box = openMailBox(join(dataDir, 'mail'));
  const posting: Db = { ...db, mail: mailer, mailBox: box };

  async function lastTo(recipient: string): Promise<StoredMail | null> {
    const waiting = await db.prisma.mail.findMany({ where: { status: 'pending' }, orderBy: { id: 'asc' } });
    for (const { id } of waiting) await sendMail(posting, { mailId: id, now: new Date() });
    const newest = await db.prisma.mail.findFirst({ where: { recipient }, orderBy: { id: 'desc' } });
    return newest && box.read(newest.id);
  }

  return {
    db: posting,
    box,
    folder: join(dataDir, 'mail'),
    smtpUrl,
    lastTo,
    async tokenTo(recipient) {
      const mail = await lastTo(recipient);
      const token = /[?&]token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
      if (!token) throw new Error(`no mail with a link went to ${recipient}`);
      return token;
    },
    close() {
      mailer.close();
      child.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
