import { join } from 'node:path';
import { mailWords } from '#app/words/en/mail.ts';
import type { Keys } from './crypto.server.ts';
import { openPool, openPrisma, type Pool, type Prisma } from './db.server.ts';
import { type Dns, openDns } from './dns.server.ts';
import type { Env } from './env.server.ts';
import { type Log, openLog } from './log.server.ts';
import { type Mailer, openMailer } from './mail.server.ts';
import { type MailBox, openMailBox } from './mail-box.server.ts';
import { openPhoneBox, type PhoneBox, type PhoneCodes } from './phone-codes.server.ts';
import { openQueue, type Queue } from './queue.server.ts';
import { openStripe, type Stripe } from './stripe.server.ts';

/** What the domain reaches the world through. */
export type Db = {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly queue: Queue;
  readonly keys: Keys;
  readonly dns: Dns;
  readonly stripe: Stripe;
  readonly mail: Mailer;
  /** What the sandbox keeps instead of sending it; null where mail is sent. */
  readonly mailBox: MailBox | null;
  /** Tells codes by phone; null where no way to do so is set up. */
  readonly phone: PhoneCodes | null;
  /** What the sandbox shows instead of telling it; null where phones ring. */
  readonly phoneBox: PhoneBox | null;
  readonly log: Log;
};

const DNS_TIMEOUT_MS = 1_500;

/** Opens the pool, the queue and what else this process needs; `close` lets go of all of it. */
export async function openPlatform(
  env: Env,
  options: { name: string; queueRole: 'sender' | 'worker'; maxConnections: number },
): Promise<{ db: Db; close: () => Promise<void> }> {
  const log = openLog(env.LOG_LEVEL, options.name);
  const onError = (error: Error) => log.warn({ err: error }, 'database connection lost');
  const pool = openPool({ url: env.DATABASE_URL, max: options.maxConnections, name: options.name, onError });
  const queue = openQueue({
    url: env.DATABASE_URL,
    role: options.queueRole,
    name: options.name,
    onError: (error) => log.warn({ err: error }, 'queue error'),
  });
  await queue.start();
  const prisma = openPrisma(pool);
  const phoneBox = env.BIRJA_MODE === 'demo' ? openPhoneBox(join(env.DATA_DIR, 'phone')) : null;
  const db: Db = {
    pool,
    prisma,
    queue,
    keys: {
      encryption: env.ENCRYPTION_KEYS,
      lookup: env.LOOKUP_KEY,
      signing: env.SIGNING_KEY,
      session: env.SESSION_SECRET,
    },
    dns: openDns({ servers: env.DNS_SERVERS, timeoutMs: DNS_TIMEOUT_MS }),
    stripe: openStripe(env),
    mail: openMailer({
      smtpUrl: env.SMTP_URL,
      from: env.MAIL_FROM ?? mailWords.sender(new URL(env.APP_URL).hostname),
      appUrl: env.APP_URL,
    }),
    mailBox: env.BIRJA_MODE === 'demo' ? openMailBox(join(env.DATA_DIR, 'mail')) : null,
    phone: phoneBox,
    phoneBox,
    log,
  };
  return {
    db,
    async close() {
      await queue.stop({ graceful: true, timeout: 10_000, close: true });
      db.mail.close();
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
