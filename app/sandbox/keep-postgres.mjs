import { trimLog } from './logs.mjs';
import { startPostgres } from './postgres.mjs';
import { identityOf, signal } from './process-identity.mjs';
import { say } from './say.mjs';
import { words } from './words.mjs';

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5000;

/** Starts PostgreSQL and starts it again, on the same port, whenever it ends by itself. */
export async function keepPostgres(options, { onStart }) {
  trimLog(options.logFile);
  let stopping = false;
  let starting = startPostgres(options);
  const { url, port } = await starting;

  const watch = (postgres) => {
    onStart({ pid: postgres.pid, identity: identityOf(postgres.pid) });
    postgres.onExit(async (how) => {
      if (stopping) return;
      say(words.died('postgres', how.signal ?? `exit code ${how.code}`, FIRST_DELAY_MS));
      const again = await startAgain();
      if (again === undefined) return;
      say(words.back('postgres'));
      watch(again);
    });
  };

  const startAgain = async () => {
    for (let delayMs = FIRST_DELAY_MS; !stopping; ) {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (stopping) return undefined;
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
      try {
        starting = startPostgres({ ...options, port });
        return await starting;
      } catch (error) {
        say(words.notBack('postgres', error.message, delayMs));
      }
    }
    return undefined;
  };

  const first = await starting;
  if (first.leftoverPid !== undefined) say(words.leftoverStopped('postgres', first.leftoverPid));
  watch(first);
  return {
    url,
    async stop() {
      stopping = true;
      const postgres = await starting.catch(() => undefined);
      await postgres?.stop();
    },
    /** Without a checkpoint; the next start recovers. */
    async kill() {
      stopping = true;
      const postgres = await starting.catch(() => undefined);
      if (postgres !== undefined) signal(postgres.pid, 'SIGQUIT');
    },
  };
}
