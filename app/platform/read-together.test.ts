import { describe, expect, it } from 'vitest';
import { readTogether } from './read-together.ts';

type Reading = {
  keys: readonly string[];
  answer: (found?: Record<string, number>) => void;
  fail: (error: Error) => void;
};

/** Readings that are answered when the test says so. */
function opened() {
  const readings: Reading[] = [];
  const ask = readTogether(
    (_source: object, keys: readonly string[]) =>
      new Promise<Map<string, number>>((resolve, reject) => {
        readings.push({
          keys,
          answer: (found = {}) => resolve(new Map(Object.entries(found))),
          fail: reject,
        });
      }),
  );
  const source = {};
  return { readings, source, ask: (key: string, from = source) => ask(from, key) };
}

describe('a reading that is shared', () => {
  it('begins at once for one who comes alone', async () => {
    const { readings, ask } = opened();
    const answer = ask('a');
    expect(readings.map(({ keys }) => keys)).toEqual([['a']]);
    readings[0]?.answer({ a: 1 });
    expect(await answer).toBe(1);
  });

  it('answers nobody from one that began before they asked, and gathers them for the next', async () => {
    const { readings, ask } = opened();
    const early = [ask('a'), ask('a')];
    const late = [ask('a'), ask('b'), ask('b'), ask('c')];
    expect(readings.map(({ keys }) => keys)).toEqual([['a'], ['a']]);
    readings[0]?.answer({ a: 1 });
    expect(await early[0]).toBe(1);
    await Promise.resolve();
    expect(readings[2]?.keys).toEqual(['a', 'b', 'c']);
    readings[1]?.answer({ a: 2 });
    readings[2]?.answer({ a: 3, b: 4 });
    expect(await early[1]).toBe(2);
    expect(await Promise.all(late)).toEqual([3, 4, 4, undefined]);
  });

  it('fails for those who share it only, and goes on', async () => {
    const { readings, ask } = opened();
    const [first, second] = [ask('a'), ask('b')];
    const third = ask('a');
    readings[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    readings[1]?.answer({ b: 1 });
    expect(await second).toBe(1);
    readings[2]?.answer({ a: 2 });
    expect(await third).toBe(2);
  });

  it('is not shared between sources', () => {
    const { readings, ask } = opened();
    for (let count = 0; count < 2; count += 1) {
      void ask('a');
      void ask('a', {});
    }
    expect(readings).toHaveLength(4);
  });

  it('has a bound', async () => {
    const { readings, ask } = opened();
    void ask('x');
    void ask('y');
    for (let count = 0; count < 501; count += 1) void ask(`k${count}`);
    readings[0]?.answer();
    readings[1]?.answer();
    await new Promise(setImmediate);
    expect(readings.slice(2).map(({ keys }) => keys.length)).toEqual([500, 1]);
  });
});
