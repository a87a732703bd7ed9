import { explainFailure } from './explain-failure.server.ts';
import type { Log } from './log.server.ts';

type Running = { log: Log; stop: () => Promise<void> };

const STOP_LIMIT_MS = 15_000;

/**
 * Runs a process until it is told to stop (SIGTERM, SIGINT, or the end of the process that started it), then lets it
 * finish what it is at. A start that fails says why in one sentence and exits with 1.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  }
  let stopping = false;
  const stop = async (reason: string) => {
    if (stopping) return;
    stopping = true;
    running.log.info({ reason }, 'stopping');
    // A connection that hangs must not keep a process that was told to go.
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    await running.stop().catch((error: Error) => running.log.error({ err: error }, 'stop failed'));
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop('SIGTERM'));
  process.once('SIGINT', () => void stop('SIGINT'));
  if (process.send) {
    process.once('disconnect', () => void stop('parent ended'));
    process.send({ type: 'ready' });
  }
  running.log.info('ready');
}
