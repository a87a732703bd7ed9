import { availableParallelism } from 'node:os';
import pg from 'pg';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import {
  type Installation,
  prepareDatabase,
  startInstallation,
  stopOnSignal,
} from '../setup/installation.ts';
import type { Measurement } from './bench.ts';
import { readExample } from './least-rows.ts';
import { type LeastKind, type LeastSale, openLeastSale } from './least-sale.ts';
import { drawLeads, settleAll } from './settling.ts';
import { median, quantile } from './statistics.ts';
import { ms, perSecond, printTable, progress, ratio } from './table.ts';
import { breakDown } from './where-time-goes.ts';

const SHORT = { leads: 2_000, repetitions: 3, pgbenchSeconds: 3 };
const LONG = { leads: 6_000, repetitions: 7, pgbenchSeconds: 8 };

/** As the worker takes them. */
const BATCH = 50;
const AT_ONCE = [1, 8, 32];
/** Niches and regions, each with each: markets in which the traders meet. */
const SIDE = 10;
const SELLERS = SIDE * SIDE;
const BUYERS = [1, 1_000];
/** What a sale is held against; see `least-sale.ts`. */
const LEAST: readonly { kind: LeastKind; name: string }[] = [
  { kind: 'script', name: 'the least SQL' },
  { kind: 'statement', name: 'the least SQL in one statement' },
  { kind: 'rows', name: 'one statement that writes the same rows' },
];
const WEALTH_MINOR = 1_000_000_000_000n;
const WARM_UP = 1_000;
const CONNECTIONS = 16;

type Size = typeof SHORT;

/**
 * Sales a second by the product's own function, as a ratio to the least SQL that records the same sale: on one server, in
 * turns, with as many buyers, orders and sellers, each drawn alike.
 */
export const measure: Measurement = async ({ short, folder }) => {
  const size = short ? SHORT : LONG;
  const installation = await startInstallation({ folder });
  stopOnSignal(installation);
  try {
    progress(`${availableParallelism()} cores for the database and its clients; fsync on`);
    // Idle workers look for jobs, too.
    await installation.kill9('worker');
    await installation.kill9('web');
    for (const buyers of BUYERS) await measureMarket({ installation, folder, buyers, size });
  } finally {
    await installation.stop();
  }
};

type Options = { installation: Installation; folder: string; buyers: number; size: Size };

async function measureMarket({ installation, folder, buyers, size }: Options): Promise<void> {
  const url = await newDatabase(installation, `bench_ledger_${buyers}`);
  await prepareDatabase(url);
  const { db, close } = await installation.openDb({ maxConnections: CONNECTIONS, url });
  const offers = await makeTraders(db, buyers);
  await settleAll(db, { checked: await drawLeads(db, offers, WARM_UP), batch: BATCH, atOnce: 8 });
  await db.pool.query('ANALYZE lead, sale, transfer');
  const example = await readExample(db.pool);
  const openLeast = async (kind: LeastKind) =>
    openLeastSale({
      kind,
      url: await newDatabase(installation, `bench_${kind}_${buyers}`),
      folder,
      buyers,
      sellers: SELLERS,
      seconds: size.pgbenchSeconds,
      example,
    });
  const least = {
    script: await openLeast('script'),
    statement: await openLeast('statement'),
    rows: await openLeast('rows'),
  };
  const runs = await inTurns({ db, offers, least, size, buyers });
  printRates(runs, { by: least.script.by, buyers, size });
  await breakDown({ db, offers, leads: size.leads, batch: BATCH, atOnce: AT_ONCE });
  await close();
}

type Least = Record<LeastKind, LeastSale>;
/** Sales a second, turn by turn, and what each call took. */
type Run = { ours: number[]; callsMs: number[] } & Record<LeastKind, number[]>;

async function inTurns(options: {
  db: Db;
  offers: readonly Offer[];
  least: Least;
  size: Size;
  buyers: number;
}): Promise<Map<number, Run>> {
  const { db, offers, least, size, buyers } = options;
  const runs = new Map(
    AT_ONCE.map((atOnce): [number, Run] => [
      atOnce,
      { ours: [], script: [], statement: [], rows: [], callsMs: [] },
    ]),
  );
  for (let turn = 1; turn <= size.repetitions; turn += 1) {
    progress(`${buyers} ${buyers === 1 ? 'buyer' : 'buyers'}, turn ${turn} of ${size.repetitions}`);
    for (const [atOnce, run] of runs) {
      const checked = await drawLeads(db, offers, size.leads);
      run.script.push(await least.script.rate(atOnce));
      const settled = await settleAll(db, { checked, batch: BATCH, atOnce });
      run.ours.push(settled.perSecond);
      run.callsMs.push(...settled.callsMs);
      run.statement.push(await least.statement.rate(atOnce));
      run.rows.push(await least.rows.rate(atOnce));
    }
  }
  return runs;
}

function printRates(runs: Map<number, Run>, told: { by: LeastSale['by']; buyers: number; size: Size }): void {
  const { by, buyers, size } = told;
  const row = (name: string, tell: (run: Run) => string) => [name, ...[...runs.values()].map(tell)];
  // Runs of one turn follow one another: what else the machine does weighs on all of them alike.
  const ratios = (run: Run, kind: LeastKind) =>
    run.ours.map((rate, turn) => rate / (run[kind][turn] ?? Number.NaN));
  const spread = (values: readonly number[]) => `${ratio(Math.min(...values))}-${ratio(Math.max(...values))}`;
  printTable(
    `Sales a second, ${buyers.toLocaleString('en')} ${buyers === 1 ? 'buyer' : 'buyers'}, ${SELLERS} sellers, medians of ${size.repetitions} turns`,
    ['', ...AT_ONCE.map((atOnce) => `${atOnce} at once`)],
    [
      row(`settleLeads, ${BATCH} leads a call`, (run) => perSecond(median(run.ours))),
      ...LEAST.map(({ kind, name }) => row(name, (run) => perSecond(median(run[kind])))),
      ...LEAST.flatMap(({ kind, name }) => [
        row(`ratio to ${name}`, (run) => ratio(median(ratios(run, kind)))),
        row('  least and most of the turns', (run) => spread(ratios(run, kind))),
      ]),
      row('a call takes, p50', (run) => ms(median(run.callsMs))),
      row('a call takes, p99', (run) => ms(quantile(run.callsMs, 0.99))),
    ],
    [
      `Least SQL by ${by}, prepared, a sale a transaction, ${size.pgbenchSeconds} s a turn: lead, sale, two postings, the order's counters,`,
      "the buyer's balance, in bare integers without keys; a statement for each row, or all in one. The same rows: those of a sale",
      "made before, into tables with the product's columns, indexes and foreign keys, without search, auction, guards or jobs.",
      `settleLeads on ${size.leads.toLocaleString('en')} checked leads a turn, as the worker calls it; calls at once are settled together. Each sale has its search,`,
      'claims, locks, auction, quote, sale, transfers with hashes and guards, counters, verdict and a share of two jobs.',
    ],
  );
}

async function newDatabase(installation: Installation, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return installation.urlOf(name);
}

/** A seller to each market; buyers take the markets in turn, and one who is alone buys in all of them. */
async function makeTraders(db: Db, buyers: number): Promise<Offer[]> {
  const { niches, regions } = await readReference(db.pool);
  const leaves = [...niches.values()].filter(
    ({ trade, parentCode }) => trade === 'open' && parentCode !== null,
  );
  const someNiches = leaves.slice(0, SIDE).map(({ code }) => code);
  const someRegions = [...regions.keys()].filter((code) => code.startsWith('UA-')).slice(0, SIDE);
  const markets = someNiches.flatMap((niche) => someRegions.map((region) => ({ niche, region })));
  const offers: Offer[] = [];
  for (const { niche, region } of markets) {
    offers.push(await makeOffer(db, await makeOrganisation(db, 'seller'), { niche, regions: [region] }));
  }
  for (let buyer = 0; buyer < buyers; buyer += 1) {
    const { niche, region } = present(markets[buyer % markets.length], 'there are markets');
    const buyerId = await makeOrganisation(db, 'buyer');
    await fund(db, buyerId, WEALTH_MINOR);
    await makeOrder(
      db,
      buyerId,
      buyers === 1 ? { niches: someNiches, regions: someRegions } : { niches: [niche], regions: [region] },
    );
  }
  await db.pool.query('ANALYZE order_target, standing_order');
  return offers;
}
