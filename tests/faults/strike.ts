import { pause } from '#app/kernel/time.ts';
import type { Installation } from '../setup/installation.ts';
import type { Random } from './random.ts';

/** `backend` is one connection's process of the database; the others are whole programs. */
export const KILLS = ['web', 'worker', 'database', 'stripe', 'backend'] as const;
export type Kill = (typeof KILLS)[number];

/** Those that every form of the run must kill so many times. */
export const MAIN_KILLS: readonly Kill[] = ['web', 'worker', 'database'];

const TRIES = 100;
const BETWEEN_TRIES_MS = 100;
const DOWN_AT_MOST_MS = 1_200;

/** SIGKILL, and a start after a moment. Back when what was killed says that it is ready. */
export async function strike(installation: Installation, kill: Kill, random: Random): Promise<void> {
  if (kill === 'backend') return killSomeBackend(installation);
  await installation.kill9(kill);
  await pause(random.between(0, DOWN_AT_MOST_MS));
  await installation.restart(kill);
}

/** Right after another kill there may be no connection to kill yet. */
async function killSomeBackend(installation: Installation): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const failure = await installation.killBackend().then(
      () => null,
      (error: Error) => error,
    );
    if (!failure) return;
    if (tries === TRIES) throw failure;
    await pause(BETWEEN_TRIES_MS);
  }
}
