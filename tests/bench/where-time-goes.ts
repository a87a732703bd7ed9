import pg from 'pg';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { drawLeads, settleAll } from './settling.ts';
import { printTable, progress } from './table.ts';

/** Statements by what they are for; the first that fits counts. */
const PHASES: readonly (readonly [name: string, fits: RegExp])[] = [
  ['search for candidates', /^find-candidates/],
  ['lock leads, claim contacts', /^(lock-waiting-leads|claim-contacts|DELETE FROM contact_claim)/],
  ['lock orders and wallets', /^(lock-orders|lock-balances)/],
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

/** What each statement of a run had its caller wait for, and how much of that the server was at it. */
export async function breakDown(options: {
  db: Db;
  url: string;
  offers: readonly Offer[];
  leads: number;
  batch: number;
  atOnce: readonly number[];
}): Promise<void> {
  const { db, url, offers, leads, batch } = options;
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const columns: {
    atOnce: number;
    waited: Map<string, number>;
    wallUs: number;
    serverUs: ReadonlyMap<string, number>;
  }[] = [];
  for (const atOnce of options.atOnce) {
    progress(`where the time goes, ${atOnce} at once`);
    const checked = await drawLeads(db, offers, leads);
    const { waited, callUs } = await timed(leads, () => settleAll(db, { checked, batch, atOnce }));
    columns.push({ atOnce, waited, wallUs: callUs, serverUs: new Map() });
  }
  await owner.end();
  const rows = [...PHASES.map(([name]) => name), OTHER].map((name) => [
    name,
    ...columns.map(({ waited }) => us(waited.get(name) ?? 0)),
  ]);
  printTable(
    'Where the time goes: µs a sale that a call spends on',
    ['', ...columns.map(({ atOnce }) => `${atOnce} at once`)],
    [
      ...rows.filter((row) => row.slice(1).some((cell) => cell !== '0')),
      [
        'this process: auction, quotes, JSON, waiting for its turn',
        ...columns.map(({ waited, wallUs }) =>
          us(wallUs - [...waited.values()].reduce((sum, one) => sum + one, 0)),
        ),
      ],
      ['all', ...columns.map(({ wallUs }) => us(wallUs))],
    ],
    [],
  );
}

const us = (value: number): string => Math.round(value).toLocaleString('en');

/** Times every statement that is sent by this process while `work` runs. */
async function timed(
  leads: number,
  work: () => Promise<{ callsMs: number[] }>,
): Promise<{ waited: Map<string, number>; callUs: number }> {
  const waited = new Map<string, number>();
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function timedQuery(this: pg.Client, ...args: unknown[]) {
    const startMs = performance.now();
    const answer = Reflect.apply(query, this, args);
    const note = () => {
      const asked = args[0] as Asked;
      const text = typeof asked === 'string' ? asked : (asked.name ?? asked.text ?? '');
      const phase = PHASES.find(([, fits]) => fits.test(text.trimStart()))?.[0] ?? OTHER;
      waited.set(phase, (waited.get(phase) ?? 0) + ((performance.now() - startMs) * 1_000) / leads);
    };
    if (answer instanceof Promise) answer.then(note, note);
    return answer;
  } as typeof query;
  try {
    const { callsMs } = await work();
    return { waited, callUs: (callsMs.reduce((sum, one) => sum + one, 0) * 1_000) / leads };
  } finally {
    pg.Client.prototype.query = query;
  }
}
