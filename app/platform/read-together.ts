/** Readings under way at once: while one is, those who come gather for the next. */
const AT_ONCE = 2;
/** Keys of one reading at most. */
const KEYS_AT_ONCE = 500;

type Waiting<Value> = { resolve: (value: Value | undefined) => void; reject: (error: unknown) => void };

/**
 * Lets callers that ask at about the same moment share one reading, so that under load a round trip is paid for once and
 * not by each. Nobody is answered by a reading that began before they asked, and one who comes alone waits for nobody.
 * @param read what is there of the keys that are asked for, each once; its failure is that of all who share it
 * @returns reads one key; undefined where there is nothing
 */
export function readTogether<Source extends object, Key, Value>(
  read: (source: Source, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (source: Source, key: Key) => Promise<Value | undefined> {
  const lines = new WeakMap<Source, (key: Key) => Promise<Value | undefined>>();
  return (source, key) => {
    let ask = lines.get(source);
    if (!ask) {
      ask = openLine((keys) => read(source, keys));
      lines.set(source, ask);
    }
    return ask(key);
  };
}

function openLine<Key, Value>(read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>) {
  let gathered = new Map<Key, Waiting<Value>[]>();
  let running = 0;

  function next(): void {
    if (running >= AT_ONCE || gathered.size === 0) return;
    const taken = [...gathered].slice(0, KEYS_AT_ONCE);
    gathered = new Map([...gathered].slice(KEYS_AT_ONCE));
    running += 1;
    read(taken.map(([key]) => key))
      .then(
        (found) => {
          for (const [key, waiting] of taken) for (const { resolve } of waiting) resolve(found.get(key));
        },
        (error: unknown) => {
          for (const [, waiting] of taken) for (const { reject } of waiting) reject(error);
        },
      )
      .finally(() => {
        running -= 1;
        next();
      });
  }

  return (key: Key): Promise<Value | undefined> =>
    new Promise((resolve, reject) => {
      const waiting = gathered.get(key) ?? [];
      waiting.push({ resolve, reject });
      gathered.set(key, waiting);
      next();
    });
}
