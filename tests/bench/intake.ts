import { cpus } from 'node:os';
import { Pool } from 'undici';
import { leadBody, makeKey, makeOffer, makeOrganisation } from '../factories/market.ts';
import { type Installation, startInstallation, stopOnSignal } from '../setup/installation.ts';
import type { Measurement } from './bench.ts';
import { forkServer } from './fork-server.ts';
import type { LeastIntake } from './least-intake.ts';
import { flood, openLoop } from './open-loop.ts';
import { median, quantile } from './statistics.ts';
import { ms, perSecond, printTable, progress, ratio } from './table.ts';

const SHORT = { warmUp: 1_000, leads: 3_000, repetitions: 5, openSeconds: 8 };
const LONG = { warmUp: 2_000, leads: 10_000, repetitions: 7, openSeconds: 30 };

const AT_ONCE = 64;
/** Of what the product takes in when it is asked as fast as it answers. */
const OPEN_SHARES = [0.5, 0.8];
/** An answer that took longer is no answer to who waits for it. */
const LATE_MS = 1_000;

/** How many leads a second are taken in, beside fastify and pg writing the same rows and beside a bare echo. */
export const measure: Measurement = async ({ short, folder }) => {
  const size = short ? SHORT : LONG;
  const installation = await startInstallation({ folder });
  stopOnSignal(installation);
  try {
    progress(`${cpus().length} cores for database, server and this client; fsync on; no worker`);
    // What is taken in is not worked off meanwhile, by either.
    await installation.kill9('worker');
    const { key, least } = await openOffer(installation);
    const leastServer = await forkServer('./least-intake-server.ts', { LEAST_INTAKE: JSON.stringify(least) });
    const echoServer = await forkServer('./echo-server.ts');
    const takers: Taker[] = [
      openTaker('POST /api/v1/leads', installation.url, key, least.offerId, 202),
      openTaker('fastify + pg, the same rows', leastServer.url, key, least.offerId, 202),
      openTaker('bare node:http echo', echoServer.url, key, least.offerId, 200),
    ];
    const rates = await measureRates(takers, size);
    printRates(takers, rates, size);
    await measureOpenLoop(takers, median(rates[0] ?? []), size.openSeconds);
    await Promise.all(takers.map((taker) => taker.close()));
    leastServer.close();
    echoServer.close();
  } finally {
    await installation.stop();
  }
};

async function openOffer(installation: Installation) {
  const { db, close } = await installation.openDb({ maxConnections: 2 });
  const organisationId = await makeOrganisation(db, 'seller');
  const key = await makeKey(db, organisationId, { ratePerSecond: 1_000_000 });
  const { id: offerId } = await makeOffer(db, organisationId);
  await close();
  return {
    key,
    least: { databaseUrl: installation.databaseUrl, organisationId, offerId } satisfies LeastIntake,
  };
}

type Taker = {
  readonly name: string;
  /** @returns whether the lead was taken */
  readonly send: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

function openTaker(name: string, url: string, key: string, offerId: string, accepted: number): Taker {
  const http = new Pool(url, { connections: AT_ONCE });
  return {
    name,
    async send() {
      const { statusCode, body } = await http.request({
        method: 'POST',
        path: '/api/v1/leads',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(leadBody(offerId)),
      });
      await body.dump();
      return statusCode === accepted;
    },
    close: () => http.close(),
  };
}

type Size = { readonly warmUp: number; readonly leads: number; readonly repetitions: number };

/** One after the other, again and again, so that a slow moment of the machine meets all alike. @returns leads a second by taker */
async function measureRates(takers: readonly Taker[], size: Size): Promise<number[][]> {
  for (const taker of takers) await rateOf(taker, size.warmUp);
  const rates: number[][] = takers.map(() => []);
  for (let run = 1; run <= size.repetitions; run += 1) {
    progress(`intake ${run} of ${size.repetitions}: ${size.leads} leads each`);
    for (const [index, taker] of takers.entries()) rates[index]?.push(await rateOf(taker, size.leads));
  }
  return rates;
}

async function rateOf(taker: Taker, leads: number): Promise<number> {
  const startMs = performance.now();
  await flood({
    count: leads,
    atOnce: AT_ONCE,
    act: async () => {
      if (!(await taker.send())) throw new Error(`${taker.name} did not take a lead`);
    },
  });
  return (leads * 1_000) / (performance.now() - startMs);
}

function printRates(takers: readonly Taker[], rates: readonly number[][], size: Size): void {
  const ours = rates[0] ?? [];
  printTable(
    `Leads taken in by ${AT_ONCE} callers at once, ${size.leads.toLocaleString('en')} a run`,
    ['', 'median', 'least', 'most', 'of ours to it'],
    takers.map((taker, index) => {
      const own = rates[index] ?? [];
      const shares = own.map((rate, run) => (ours[run] ?? Number.NaN) / rate);
      return [
        taker.name,
        perSecond(median(own)),
        perSecond(Math.min(...own)),
        perSecond(Math.max(...own)),
        ratio(median(shares)),
      ];
    }),
    ['The share is the median of the shares of the runs, each of which has all three one after the other.'],
  );
}

async function measureOpenLoop(
  takers: readonly Taker[],
  oursPerSecond: number,
  seconds: number,
): Promise<void> {
  const rows: string[][] = [];
  for (const share of OPEN_SHARES) {
    const rate = Math.max(1, Math.floor(oursPerSecond * share));
    for (const taker of takers) {
      progress(`open loop: ${taker.name} at ${rate}/s`);
      let dropped = 0;
      const times = await openLoop({
        perSecond: rate,
        count: rate * seconds,
        act: async () => {
          if (!(await taker.send().catch(() => false))) dropped += 1;
        },
      });
      rows.push([
        taker.name,
        perSecond(rate),
        ms(quantile(times, 0.5)),
        ms(quantile(times, 0.99)),
        String(dropped),
        String(times.filter((time) => time > LATE_MS).length),
        String(times.length),
      ]);
    }
  }
  printTable(
    'Open loop: requests begin at fixed moments, each timed from the moment it was due',
    ['', 'asked', 'p50', 'p99', 'dropped', `over ${LATE_MS / 1_000} s`, 'n'],
    rows,
    [
      `Asked: ${OPEN_SHARES.join(' and ')} of what the product took in above. Dropped: not answered, or with another status.`,
    ],
  );
}
