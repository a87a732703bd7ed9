import { Refusal } from '#app/kernel/refusal.ts';

/**
 * Lets only so many works run at once in this process, and some wait for their turn, so that long reports leave
 * connections and the processor to those who buy and sell.
 * @returns what runs a work in its turn
 * @throws Refusal `too_busy` when more wait than may
 */
export function fewAtOnce(limits: { running: number; waiting: number }) {
  const line: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limits.running) {
      if (line.length >= limits.waiting) throw new Refusal('too_busy');
      await new Promise<void>((wake) => line.push(wake));
    } else running += 1;
    return work().finally(() => {
      const next = line.shift();
      // The turn is handed on; nobody who comes now can take it.
      if (next) next();
      else running -= 1;
    });
  };
}
