import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export type CodeWay = 'sms' | 'flash_call';

/** A provider refused a message for good: there is no such number, or it takes no messages; `code` is the provider's own. */
export class PhoneRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`message refused: ${code}`);
    this.code = code;
  }
}

/**
 * Reaches somebody by phone. Whoever has a contract with a provider writes one of these; what it throws names no number.
 *
 * `send` tells a code and resolves once the provider has taken the message; sent again under the same id, one message goes out. Of a flash call the
 * code is the last digits of the number that calls, `text` is for messages. `write` sends a message that holds no code, under the
 * same promise, and throws PhoneRefused where it can never be; it is asked where `methods` has messages only.
 */
export type PhoneCodes = {
  readonly methods: readonly CodeWay[];
  readonly send: (message: {
    id: string;
    to: string;
    method: CodeWay;
    code: string;
    text: string;
  }) => Promise<void>;
  readonly write: (message: { id: string; to: string; text: string }) => Promise<void>;
};

const storedMessage = z.object({
  id: z.string(),
  at: z.coerce.date(),
  to: z.string(),
  method: z.enum(['sms', 'flash_call']),
  code: z.string(),
  text: z.string(),
});
export type StoredMessage = z.output<typeof storedMessage>;

export type PhoneBox = PhoneCodes & {
  /** The newest first, at most `most`. */
  readonly list: (most: number) => Promise<StoredMessage[]>;
};

const KEPT = 200;
const FILE = /^[a-z]+_[0-9a-z]{26}\.json$/;
/** Ids end in what they are sorted by: the time at which they were made. */
const timeOf = (name: string) => name.slice(name.indexOf('_'));

/** The sandbox's phone: what would be sent is laid into a folder, a file a message, its name in order of time. No phone rings. */
export function openPhoneBox(folder: string): PhoneBox {
  const names = async () =>
    (await readdir(folder).catch(() => []))
      .filter((name) => FILE.test(name))
      .sort((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1));
  async function keep(message: Omit<StoredMessage, 'at'>): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${message.id}.json`);
    // Renamed into place: whoever reads the folder sees whole messages only.
    await writeFile(`${file}.new`, JSON.stringify({ ...message, at: new Date() }), { mode: 0o600 });
    await rename(`${file}.new`, file);
    for (const old of (await names()).reverse().slice(KEPT)) await rm(join(folder, old), { force: true });
  }
  return {
    methods: ['sms', 'flash_call'],
    send: keep,
    write: (message) => keep({ ...message, method: 'sms', code: '' }),
    async list(most) {
      const newest = (await names()).reverse().slice(0, most);
      const texts = await Promise.all(
        newest.map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
      );
      return texts.flatMap((text) => (text === null ? [] : [storedMessage.parse(JSON.parse(text))]));
    },
  };
}
