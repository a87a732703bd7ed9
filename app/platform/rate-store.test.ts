import { afterEach, describe, expect, it, vi } from 'vitest';
import { RateStore } from './rate-store.ts';

const WINDOW_MS = 5_000;

function counter(store = new RateStore()) {
  return (key: string) =>
    new Promise<{ current: number; ttl: number }>((resolve, reject) =>
      store.incr(key, (error, result) => (result ? resolve(result) : reject(error)), WINDOW_MS),
    );
}

afterEach(() => {
  vi.useRealTimers();
});

describe('what a key has asked for', () => {
  it('is told to each request by its own number, also to those of one moment', async () => {
    const count = counter();
    const told = await Promise.all([count('a'), count('a'), count('b'), count('a')]);
    expect(told.map(({ current }) => current)).toEqual([1, 2, 1, 3]);
  });

  it('begins anew when its window is over', async () => {
    vi.useFakeTimers();
    const count = counter();
    await count('a');
    vi.advanceTimersByTime(WINDOW_MS - 1);
    expect(await count('a')).toEqual({ current: 2, ttl: 1 });
    vi.advanceTimersByTime(1);
    expect(await count('a')).toEqual({ current: 1, ttl: WINDOW_MS });
  });

  it('is kept for a bounded number of keys, those that began last', async () => {
    const count = counter();
    await count('first');
    for (let nth = 0; nth < 5_000; nth += 1) await count(`key ${nth}`);
    expect((await count('key 1')).current).toBe(2);
    expect((await count('first')).current).toBe(1);
  });

  it('is not shared between limits', async () => {
    const store = new RateStore();
    await counter(store)('a');
    expect((await counter(store.child())('a')).current).toBe(1);
  });
});
