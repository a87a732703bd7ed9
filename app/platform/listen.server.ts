import pg from 'pg';
import { pause } from '#app/kernel/time.ts';
import type { Log } from './log.server.ts';

const RECONNECT_MS = 500;

/**
 * Listens on a channel of PostgreSQL over a connection of its own, which it opens anew whenever it is lost. What is
 * said in between is lost: a listener must not rely on hearing.
 */
export function listen(options: {
  url: string;
  channel: string;
  name: string;
  log: Log;
  onMessage: (payload: string) => void;
}): { close: () => Promise<void> } {
  const stopped = new AbortController();
  let client: pg.Client | null = null;

  async function keepOpen(): Promise<void> {
    while (!stopped.signal.aborted) {
      await holdConnection().catch((error: Error) =>
        options.log.warn({ err: error }, 'listener lost its connection'),
      );
      client = null;
      await pause(RECONNECT_MS, stopped.signal);
    }
  }

  async function holdConnection(): Promise<void> {
    const held = new pg.Client({
      connectionString: options.url,
      options: '-c role=birja_app',
      application_name: `${options.name}-listen`,
      keepAlive: true,
    });
    client = held;
    const ended = new Promise<void>((resolve, reject) => {
      held.once('end', resolve);
      // It may report the same loss twice, and an error that nobody listens to ends the process.
      held.on('error', reject);
    });
    held.on('notification', ({ payload }) => options.onMessage(payload ?? ''));
    await Promise.race([held.connect(), ended]);
    await held.query(`LISTEN ${pg.escapeIdentifier(options.channel)}`);
    await ended;
  }

  const running = keepOpen();
  return {
    async close() {
      stopped.abort();
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
