import pg from 'pg';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import { type CheckedLead, checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { BATCH_LIMIT, takeLeads } from '#app/domain/leads/take-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { freshPhone, fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { type Installation, prepareDatabase } from '../setup/installation.ts';
import { openLeastSale } from './least-sale.ts';
import { flood } from './open-loop.ts';
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
  await settleAll(db, await checkedLeads(db, offers, 500), 1);

  const ours = new Map(AT_ONCE.map((atOnce) => [atOnce, [] as number[]]));
  const theirs = new Map(AT_ONCE.map((atOnce) => [atOnce, [] as number[]]));
  for (let run = 1; run <= repetitions; run += 1) {
    progress(`sales rate ${run} of ${repetitions}`);
    for (const atOnce of AT_ONCE) {
      ours.get(atOnce)?.push(await settleAll(db, await checkedLeads(db, offers, leads), atOnce));
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

/** Leads as they stand before they are sold: taken in, checked, none of them sold yet. */
async function checkedLeads(db: Db, offers: readonly Offer[], count: number): Promise<CheckedLead[]> {
  const reference = await readReference(db.pool);
  const checked: CheckedLead[] = [];
  for (let done = 0; done < count; done += BATCH_LIMIT) {
    const now = new Date();
    const taken = await takeLeads(
      db,
      Array.from({ length: Math.min(BATCH_LIMIT, count - done) }, () => {
        const offer = present(offers[Math.floor(Math.random() * offers.length)], 'there are offers');
        return {
          prepared: prepareLead(reference, offer, posted(offer, now)),
          idempotency: null,
          waitMs: 0,
          now,
        };
      }),
    );
    const leadIds = taken.flatMap((one) => (one.kind === 'taken' ? [one.lead.id] : []));
    const { prompt, late } = await checkLeads(db, { leadIds, now, checkWaitMs: 0 });
    checked.push(...prompt, ...(await late).done);
  }
  return checked;
}

function posted(offer: Offer, now: Date): Parameters<typeof prepareLead>[2] {
  return {
    region: 'UA-30',
    city: 'Kyiv',
    language: null,
    attributes: {},
    wantedWithinDays: null,
    budget: null,
    decisionMaker: null,
    preferredChannel: null,
    channel: 'form',
    traffic: null,
    campaign: null,
    subIds: [],
    utm: {},
    consent: { text: offer.consentText, givenAt: now },
    externalId: null,
    test: false,
    contact: {
      name: 'Olena',
      phone: freshPhone(),
      email: null,
      message: null,
      photos: [],
      sourceUrl: null,
      consentUrl: null,
      ip: null,
      userAgent: null,
    },
  };
}

/** @returns sales a second */
async function settleAll(db: Db, checked: readonly CheckedLead[], atOnce: number): Promise<number> {
  const startMs = performance.now();
  await flood({
    count: Math.ceil(checked.length / SETTLE_BATCH),
    atOnce,
    act: (index) =>
      settleLeads(db, {
        checked: checked.slice(index * SETTLE_BATCH, (index + 1) * SETTLE_BATCH),
        now: new Date(),
      }),
  });
  const seconds = (performance.now() - startMs) / 1_000;
  const { rows } = await db.pool.query<{ sold: number }>(
    `SELECT count(*)::int AS sold FROM lead WHERE id = ANY ($1) AND status = 'sold'`,
    [checked.map(({ lead }) => lead.id)],
  );
  if (rows[0]?.sold !== checked.length)
    throw new Error(`${rows[0]?.sold} of ${checked.length} leads were sold`);
  return checked.length / seconds;
}
