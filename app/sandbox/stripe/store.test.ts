import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Reader, type Store } from './store.mjs';

type One = { id: string; n?: number; isOld?: boolean };

let dir: string;
const journal = () => join(dir, 'journal.jsonl');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'birja-store-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = () =>
  openStore<One>(dir, {
    forgets: (_table, { isOld }) => isOld === true,
    onFailure: (error) => {
      throw error;
    },
  });

const put = (store: Store<One>, ...records: One[]): Promise<void> =>
  store.commit((tx) => {
    for (const record of records) tx.put('thing', record);
  }).written;

const idsOf = (store: Reader<One>) => [...store.all('thing')].map(({ id }) => id);

describe('the store', () => {
  it('knows after a start what was written before it, newest first', async () => {
    const store = await open();
    await put(store, { id: 'a' }, { id: 'b' });
    await put(store, { id: 'a', n: 2 }, { id: 'c' });
    await store.close();
    const again = await open();
    expect(idsOf(again)).toEqual(['c', 'b', 'a']);
    expect(again.get('thing', 'a')).toEqual({ id: 'a', n: 2 });
    await again.close();
  });

  it('drops what a kill has left half written, and goes on after it', async () => {
    const store = await open();
    await put(store, { id: 'a' });
    await store.close();
    appendFileSync(journal(), '[["thing",{"id":"b"');
    const again = await open();
    expect(idsOf(again)).toEqual(['a']);
    await put(again, { id: 'c' });
    await again.close();
    const third = await open();
    expect(idsOf(third)).toEqual(['c', 'a']);
    await third.close();
  });

  it('does all of a change or nothing', async () => {
    const store = await open();
    await put(store, { id: 'a', n: 1 });
    expect(() =>
      store.commit((tx) => {
        tx.put('thing', { id: 'a', n: 2 });
        tx.put('thing', { id: 'b' });
        expect(tx.get('thing', 'a')).toEqual({ id: 'a', n: 2 });
        expect(idsOf(tx)).toEqual(['b', 'a']);
        throw new Error('refused');
      }),
    ).toThrow('refused');
    const { written } = store.commit((tx) => {
      tx.put('thing', { id: 'b' });
      tx.undo();
      tx.put('thing', { id: 'c' });
    });
    await written;
    expect(idsOf(store)).toEqual(['c', 'a']);
    expect(store.get('thing', 'a')).toEqual({ id: 'a', n: 1 });
    await store.close();
    expect(readFileSync(journal(), 'utf8').split('\n')).toHaveLength(3);
  });

  it('keeps records from being edited past the journal', async () => {
    const store = await open();
    await put(store, { id: 'a', n: 1 });
    expect(() => Object.assign(store.get('thing', 'a') ?? {}, { n: 2 })).toThrow(TypeError);
    await store.close();
  });

  it('writes the journal anew at a start once most of it is history, and leaves behind what it may', async () => {
    const lines = Array.from({ length: 1_500 }, (_one, n) => `[["thing",{"id":"${n % 3}","n":${n}}]]\n`);
    writeFileSync(journal(), `${lines.join('')}[["thing",{"id":"1","isOld":true}]]\n`);
    const store = await open();
    const kept = [
      { id: '2', n: 1_499 },
      { id: '0', n: 1_497 },
    ];
    expect([...store.all('thing')]).toEqual(kept);
    expect(readFileSync(journal(), 'utf8').split('\n')).toHaveLength(3);
    await put(store, { id: '4' });
    await store.close();
    const again = await open();
    expect([...again.all('thing')]).toEqual([{ id: '4' }, ...kept]);
    await again.close();
  });
});
