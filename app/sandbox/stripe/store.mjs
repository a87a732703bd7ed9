import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal, readJournal, replaceJournal } from './journal.mjs';

// A journal is written anew at the start once most of it is history.
const COMPACT_FROM_LINES = 1000;
const COMPACT_FACTOR = 2;

/**
 * All that the emulator knows: tables of records by id, held in memory and in an append-only journal. A change is one line
 * of the journal, so it is there whole or not at all. `forgets(table, record)` says what a start may leave behind.
 */
export async function openStore(dir, { forgets = () => false, onFailure }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'journal.jsonl');
  const tables = new Map();

  const tableOf = (name) => {
    const found = tables.get(name);
    if (found !== undefined) return found;
    const made = { records: new Map(), order: [] };
    tables.set(name, made);
    return made;
  };
  const apply = ([name, record]) => {
    const { records, order } = tableOf(name);
    if (!records.has(record.id)) order.push(record.id);
    records.set(record.id, freeze(record));
  };

  const lines = readJournal(file);
  for (const line of lines) for (const put of line) apply(put);
  for (const [name, table] of tables) {
    table.order = table.order.filter(
      (id) => !forgets(name, table.records.get(id)) || !table.records.delete(id),
    );
  }
  const kept = [...tables].flatMap(([name, { records }]) => [...records.values()].map((one) => [name, one]));
  if (lines.length > COMPACT_FROM_LINES && lines.length > COMPACT_FACTOR * kept.length) {
    replaceJournal(
      file,
      kept.map((put) => [put]),
    );
  }
  const journal = await openJournal(file, onFailure);
  const listeners = new Map();

  const read = {
    get: (name, id) => tableOf(name).records.get(id),
    /** Every record of a table, the newest first. */
    *all(name) {
      const { records, order } = tableOf(name);
      for (let at = order.length - 1; at >= 0; at -= 1) yield records.get(order[at]);
    },
  };

  return {
    ...read,
    /**
     * Runs `work` on a transaction and applies what it has put, all at once; when it throws, nothing. Returns what `work`
     * returns and a promise of the moment when the change would survive a kill.
     */
    commit(work) {
      const staged = new Map();
      const result = work(openTransaction(read, staged));
      const puts = [...staged].flatMap(([name, records]) => [...records.values()].map((one) => [name, one]));
      if (puts.length === 0) return { result, written: Promise.resolve() };
      for (const put of puts) apply(put);
      const written = journal.append(puts);
      for (const [name, record] of puts) listeners.get(name)?.(record, written);
      return { result, written };
    },
    /** Has `listener` told of every record that is put into a table from now on. */
    watch: (name, listener) => listeners.set(name, listener),
    close: () => journal.close(),
  };
}

function openTransaction(read, staged) {
  const stagedOf = (name) => staged.get(name) ?? new Map();
  return {
    get: (name, id) => stagedOf(name).get(id) ?? read.get(name, id),
    *all(name) {
      const mine = stagedOf(name);
      for (const record of [...mine.values()].reverse()) if (!read.get(name, record.id)) yield record;
      for (const record of read.all(name)) yield mine.get(record.id) ?? record;
    },
    put(name, record) {
      if (!staged.has(name)) staged.set(name, new Map());
      staged.get(name).set(record.id, record);
      return record;
    },
    /** Forgets what has been put so far. */
    undo: () => staged.clear(),
  };
}

/** A record is replaced, never edited: an edit would not be in the journal. */
function freeze(value) {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
