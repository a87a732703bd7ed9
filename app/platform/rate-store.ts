/** Keys that are counted at once; the one that began longest ago is forgotten for another. */
const KEYS_MOST = 5_000;

type Count = { current: number; readonly sinceMs: number };

/**
 * What each key has asked for in a window that begins with its first request. Each request is told its own number: the store
 * that comes with `@fastify/rate-limit` tells those of one moment the number of the last of them, and so refuses all where
 * only the last ones are too many.
 */
export class RateStore {
  readonly #counts = new Map<string, Count>();

  incr(
    key: string,
    callback: (error: Error | null, result?: { current: number; ttl: number }) => void,
    timeWindow: number,
  ): void {
    const nowMs = Date.now();
    const running = this.#counts.get(key);
    const isOver = !running || running.sinceMs + timeWindow <= nowMs;
    const count = isOver ? { current: 0, sinceMs: nowMs } : running;
    count.current += 1;
    if (isOver) this.#begin(key, count);
    callback(null, { current: count.current, ttl: count.sinceMs + timeWindow - nowMs });
  }

  /** Each limit counts by itself. */
  child(): RateStore {
    return new RateStore();
  }

  #begin(key: string, count: Count): void {
    // Put in anew, so that the order of the keys is that of the beginnings of their windows.
    this.#counts.delete(key);
    this.#counts.set(key, count);
    if (this.#counts.size <= KEYS_MOST) return;
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }
}
