import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export type CodeWay = 'sms' | 'flash_call';

/**
 * Tells somebody a code by phone. Whoever has a contract with a provider writes one of these.
 *
 * `send` resolves once the provider has taken the message; sent again under the same id, one message goes out. Of a flash call the
 * code is the last digits of the number that calls, `text` is for messages.
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
const FILE = /^code_[0-9a-z]{26}\.json$/;

/** The sandbox's phone: what would be sent is laid into a folder, a file a message, its name in order of time. No phone rings. */
export function openPhoneBox(folder: string): PhoneBox {
  const names = async () => (await readdir(folder).catch(() => [])).filter((name) => FILE.test(name)).sort();
  return {
    methods: ['sms', 'flash_call'],
    async send(message) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${message.id}.json`);
      // Renamed into place: whoever reads the folder sees whole messages only.
      await writeFile(`${file}.new`, JSON.stringify({ ...message, at: new Date() }), { mode: 0o600 });
      await rename(`${file}.new`, file);
      for (const old of (await names()).reverse().slice(KEPT)) await rm(join(folder, old), { force: true });
    },
    async list(most) {
      const newest = (await names()).reverse().slice(0, most);
      const texts = await Promise.all(
        newest.map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
      );
      return texts.flatMap((text) => (text === null ? [] : [storedMessage.parse(JSON.parse(text))]));
    },
  };
}
