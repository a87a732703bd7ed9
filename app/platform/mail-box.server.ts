import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const storedMail = z.object({
  id: z.string(),
  at: z.coerce.date(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});

/** A mail as the sandbox's mail server laid it down. */
export type StoredMail = z.output<typeof storedMail>;

export type MailBox = {
  /** Newest first. @param page from 1 */
  readonly list: (page: number, pageSize: number) => Promise<{ mails: StoredMail[]; total: number }>;
  readonly read: (id: string) => Promise<StoredMail | null>;
};

const FILE = /^(mail_[0-9a-z]{26})\.json$/;

/** The folder into which the sandbox's mail server lays what would have been sent: a file a mail, its name in order of time. */
export function openMailBox(folder: string): MailBox {
  const read = async (id: string) => {
    if (!FILE.test(`${id}.json`)) return null;
    // One that is not there any more made room for newer ones.
    const text = await readFile(join(folder, `${id}.json`), 'utf8').catch(() => null);
    return text === null ? null : storedMail.parse(JSON.parse(text));
  };
  return {
    read,
    async list(page, pageSize) {
      const names = await readdir(folder).catch(() => []);
      const ids = names.flatMap((name) => FILE.exec(name)?.[1] ?? []).sort();
      const shown = ids.reverse().slice((page - 1) * pageSize, page * pageSize);
      const mails = await Promise.all(shown.map(read));
      return { mails: mails.filter((mail) => mail !== null), total: ids.length };
    },
  };
}
