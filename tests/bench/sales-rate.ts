import pg from 'pg';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { type Installation, prepareDatabase } from '../setup/installation.ts';
import { openLeastSale } from './least-sale.ts';
import { drawLeads, settleAll } from './settling.ts';
import { median } from './statistics.ts';
import { perSecond, printTable, progress, ratio } from './table.ts';

/** As the worker takes them. */
const SETTLE_BATCH = 50;
const AT_ONCE = [1, 4];
const BUYERS = 100;
const SELLERS = 100;
const WEALTH_MINOR = 1_000_000_000_000n;

type Options = {
  installation: Installation;
  folder: string;
  leads: number;
  repetitions: number;
  pgbenchSeconds: number;
};

/** Sales a second by the product's own function, beside the least SQL that records the same sale, on one server in turns. */
export async function measureSalesRate(options: Options): Promise<void> {
  const { installation, leads, repetitions } = options;
  const least = await openLeastSale({
    kind: 'script',
    url: await newDatabase(installation, 'bench_least'),
    folder: options.folder,
    buyers: BUYERS,
    sellers: SELLERS,
    seconds: options.pgbenchSeconds,
  });
  const url = await newDatabase(installation, 'bench_sales');
  await prepareDatabase(url);
  const { db, close } = await installation.openDb({ maxConnections: 8, url });
  const offers = await makeTraders(db);
  await settle(db, offers, 500, 1);

  const ours = new Map(AT_ONCE.map((atOnce) => [atOnce, [] as number[]]));
  const theirs = new Map(AT_ONCE.map((atOnce) => [atOnce, [] as number[]]));
  for (let run = 1; run <= repetitions; run += 1) {
    progress(`sales rate ${run} of ${repetitions}`);
    for (const atOnce of AT_ONCE) {
      ours.get(atOnce)?.push(await settle(db, offers, leads, atOnce));
      theirs.get(atOnce)?.push(await least.rate(atOnce));
    }
  }
  await close();
  printTable(
    `Sales a second, ${BUYERS} buyers, ${SELLERS} sellers, medians of ${repetitions} runs in turns`,
    ['', ...AT_ONCE.map((atOnce) => `${atOnce} at once`)],
    [
      [
        `settleLeads, batches of ${SETTLE_BATCH}`,
        ...AT_ONCE.map((n) => perSecond(median(ours.get(n) ?? []))),
      ],
      [
        `least SQL, prepared, a sale a transaction`,
        ...AT_ONCE.map((n) => perSecond(median(theirs.get(n) ?? []))),
      ],
      ['ratio', ...AT_ONCE.map((n) => ratio(median(ours.get(n) ?? []) / median(theirs.get(n) ?? [])))],
    ],
    [
      `Least SQL by ${least.by}, ${options.pgbenchSeconds} s a run.`,
      `settleLeads on ${leads.toLocaleString('en')} leads checked beforehand: search, claims, locks, auction, quote, sale, ledger with its guards, jobs.`,
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

async function makeTraders(db: Db): Promise<Offer[]> {
  const offers: Offer[] = [];
  for (let seller = 0; seller < SELLERS; seller += 1) {
    offers.push(await makeOffer(db, await makeOrganisation(db, 'seller')));
  }
  for (let buyer = 0; buyer < BUYERS; buyer += 1) {
    const buyerId = await makeOrganisation(db, 'buyer');
    await fund(db, buyerId, WEALTH_MINOR);
    await makeOrder(db, buyerId);
  }
  await db.pool.query('ANALYZE order_target, standing_order');
  return offers;
}

async function settle(db: Db, offers: readonly Offer[], leads: number, atOnce: number): Promise<number> {
  const checked = await drawLeads(db, offers, leads);
  return (await settleAll(db, { checked, batch: SETTLE_BATCH, atOnce })).perSecond;
}
