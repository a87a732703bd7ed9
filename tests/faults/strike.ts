import { pause } from '#app/kernel/time.ts';
import type { Installation } from '../setup/installation.ts';
import type { Random } from './random.ts';

/** `backend` is one connection's process of the database; the others are whole programs. */
export const KILLS = ['web', 'worker', 'database', 'stripe', 'backend'] as const;
export type Kill = (typeof KILLS)[number];

/** Those that every form of the run must kill so many times. */
export const MAIN_KILLS: readonly Kill[] = ['web', 'worker', 'database'];

const TRY_FOR_MS = 60_000;
const BETWEEN_TRIES_MS = 200;
const DOWN_AT_MOST_MS = 1_200;

/** SIGKILL, and a start after a moment. Back when what was killed says that it is ready. */
export async function strike(installation: Installation, kill: Kill, random: Random): Promise<void> {
  if (kill === 'backend') return tryFor(() => installation.killBackend());
  await installation.kill9(kill);
  await pause(random.between(0, DOWN_AT_MOST_MS));
  await tryFor(() => installation.restart(kill));
}

/**
 * Right after another kill there may be no connection to kill yet, and a database that recovers lets nobody in: a part
 * that ends at its start is started again, as whoever supervises it does.
 */
async function tryFor(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + TRY_FOR_MS;
  for (;;) {
    const failure = await work().then(
      () => null,
      (error: Error) => error,
    );
    if (!failure) return;
    if (Date.now() > deadline) throw failure;
    await pause(BETWEEN_TRIES_MS);
  }
}
