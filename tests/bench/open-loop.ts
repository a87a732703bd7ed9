import { setImmediate as turn } from 'node:timers/promises';
import { pause } from '#app/kernel/time.ts';

/** Timers wake up to this late; what is left is waited for turn by turn. */
const TIMER_SLACK_MS = 2;

/**
 * Begins `act` at fixed moments whether or not earlier ones have ended, and times each from the moment it was due: a
 * server that falls behind is not spared the requests it keeps waiting.
 * @returns milliseconds of each, in order
 */
export async function openLoop(options: {
  perSecond: number;
  count: number;
  act: (index: number) => Promise<unknown>;
}): Promise<number[]> {
  const startMs = performance.now();
  const running: Promise<number>[] = [];
  for (let index = 0; index < options.count; index += 1) {
    const dueMs = startMs + (index * 1_000) / options.perSecond;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > TIMER_SLACK_MS) await pause(earlyMs - TIMER_SLACK_MS);
    while (performance.now() < dueMs) await turn();
    running.push(options.act(index).then(() => performance.now() - dueMs));
  }
  return Promise.all(running);
}

/** Does `act` for every index as fast as `atOnce` parallel callers can. */
export async function flood(options: {
  count: number;
  atOnce: number;
  act: (index: number) => Promise<unknown>;
}): Promise<void> {
  let next = 0;
  const caller = async () => {
    while (next < options.count) {
      const index = next;
      next += 1;
      await options.act(index);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, caller));
}
