import type { Keys } from './crypto.server.ts';
import { openPool, openPrisma, type Pool, type Prisma } from './db.server.ts';
import { type Dns, openDns } from './dns.server.ts';
import type { Env } from './env.server.ts';
import { type Log, openLog } from './log.server.ts';
import { openQueue, type Queue } from './queue.server.ts';

/** What the domain reaches the world through. */
export type Db = {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly queue: Queue;
  readonly keys: Keys;
  readonly dns: Dns;
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
    log,
  };
  return {
    db,
    async close() {
      await queue.stop({ graceful: true, timeout: 10_000, close: true });
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
