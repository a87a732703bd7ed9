import pg from 'pg';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { drawLeads, settleAll } from './settling.ts';
import { printTable, progress } from './table.ts';

/** Statements by what they are for; the first that fits counts. */
const PHASES: readonly (readonly [name: string, fits: RegExp])[] = [
  ['search for candidates', /^find-candidates/],
  ['lock leads, claim contacts', /^(lock-waiting-leads|claim-contacts|DELETE FROM contact_claim)/],
  ['lock orders and wallets', /^(lock-orders|lock-wallets)/],
  ['sales', /^(find-accounts|insert-sales|INSERT INTO account)/],
  ['counters of orders', /^count-on-orders/],
  ['transfers with their triggers', /^post-transfers/],
  ['verdicts', /^record-verdicts/],
  ['jobs', /^queue-|pgboss/],
  ['begin', /^BEGIN/],
  ['commit, with its flush', /^COMMIT/],
];
const OTHER = 'other statements';

type Asked = string | { name?: string; text?: string };
type Column = { atOnce: number; waited: ReadonlyMap<string, number>; callUs: number };

/** What each statement of a run had its call wait for: a table beside the rates. */
export async function breakDown(options: {
  db: Db;
  offers: readonly Offer[];
  leads: number;
  batch: number;
  atOnce: readonly number[];
}): Promise<void> {
  const { db, offers, leads, batch } = options;
  const columns: Column[] = [];
  for (const atOnce of options.atOnce) {
    progress(`where the time goes, ${atOnce} at once`);
    const checked = await drawLeads(db, offers, leads);
    columns.push({ atOnce, ...(await timed(leads, () => settleAll(db, { checked, batch, atOnce }))) });
  }
  const row = (name: string, tell: (column: Column) => number) => [
    name,
    ...columns.map((column) => us(tell(column))),
  ];
  printTable(
    'Where the time goes: microseconds a sale',
    ['', ...columns.map(({ atOnce }) => `${atOnce} at once`)],
    [
      ...PHASES.map(([name]) => row(name, ({ waited }) => waited.get(name) ?? 0)),
      row(OTHER, ({ waited }) => waited.get(OTHER) ?? 0),
      row('all statements', ({ waited }) => sum(waited.values())),
      row('from call to answer, a lead of it', ({ callUs }) => callUs),
    ],
    [
      'A statement counts from when it is sent until its answer is read; transactions side by side count each.',
      'What a call takes beyond its statements: auction, quotes, JSON, and waiting for the transactions before it.',
    ],
  );
}

const us = (value: number): string => Math.round(value).toLocaleString('en');
const sum = (values: Iterable<number>): number => [...values].reduce((total, one) => total + one, 0);

/** Times every statement that this process sends while `work` runs. */
async function timed(
  leads: number,
  work: () => Promise<{ callsMs: number[] }>,
): Promise<{ waited: Map<string, number>; callUs: number }> {
  const waited = new Map<string, number>();
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function timedQuery(this: pg.Client, ...args: unknown[]) {
    const startMs = performance.now();
    const note = () => {
      const phase = phaseOf(args[0] as Asked);
      waited.set(phase, (waited.get(phase) ?? 0) + ((performance.now() - startMs) * 1_000) / leads);
    };
    // The pool asks with a callback, a transaction with a promise.
    const last = args.at(-1);
    if (typeof last === 'function') {
      args[args.length - 1] = (...answer: unknown[]) => {
        note();
        last(...answer);
      };
    }
    const answer = Reflect.apply(query, this, args);
    if (answer instanceof Promise) answer.then(note, note);
    return answer;
  } as typeof query;
  try {
    const { callsMs } = await work();
    return { waited, callUs: (sum(callsMs) * 1_000) / leads };
  } finally {
    pg.Client.prototype.query = query;
  }
}

function phaseOf(asked: Asked): string {
  const text = typeof asked === 'string' ? asked : (asked.name ?? asked.text ?? '');
  return PHASES.find(([, fits]) => fits.test(text.trimStart()))?.[0] ?? OTHER;
}
