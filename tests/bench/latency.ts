import pg from 'pg';
import { Pool } from 'undici';
import { present } from '#app/kernel/assert.ts';
import { pause } from '#app/kernel/time.ts';
import { leadBody } from '../factories/market.ts';
import type { Installation } from '../setup/installation.ts';
import { readCommits } from './commits.ts';
import { forkServer } from './fork-server.ts';
import type { Market } from './market.ts';
import { flood, openLoop } from './open-loop.ts';
import { quantile } from './statistics.ts';
import { ms, printTable, progress } from './table.ts';

const SETTLE_LIMIT_MS = 60_000;

type Options = {
  installation: Installation;
  market: Market;
  perSecond: number;
  count: number;
  warmUp: number;
};

/** How long a lead takes to each station, at a rate that leaves the machine idle, beside what the machine cannot do faster. */
export async function measureLatency(options: Options): Promise<void> {
  const { installation, market, perSecond, count } = options;
  await warmUp(market, options.warmUp);
  progress(`latency: ${count} of each kind at ${perSecond}/s`);
  const floor = await measureFloor(installation, market, options);
  const posted = await postAll(options);
  const waited = await openLoop({
    perSecond,
    count,
    act: async () => {
      const answer = await market.post(leadBody(market.offerId), { prefer: 'wait=10' });
      if (answer.status !== 200) throw new Error(`a lead waited for was answered ${answer.status}`);
    },
  });
  const stations = await readStations(installation, market, posted);
  const row = (name: string, values: readonly number[]) => [
    name,
    ms(quantile(values, 0.5)),
    ms(quantile(values, 0.99)),
    String(values.length),
  ];
  printTable(
    `Latency at ${perSecond} leads/s`,
    ['', 'p50', 'p99', 'n'],
    [
      row('floor: bare node:http echo of the same body', floor.echo),
      row('floor: SELECT 1 from pg', floor.select),
      row('floor: one row inserted and committed, fsync on', floor.commit),
      row('POST answered 202', posted.answeredMs),
      row('POST with Prefer: wait=10 answered 200, sold', waited),
      row('POST to lead sold', stations.sold),
      row('POST to webhook received', stations.received),
      row('  of it: POST to lead written', stations.written),
      row('  of it: lead written to lead sold', stations.writtenToSold),
      row('  of it: lead sold to delivery set up', stations.soldToSetUp),
      row('  of it: delivery set up to webhook received', stations.setUpToReceived),
    ],
    [
      'Open loop: each is timed from the moment it was due. Written, sold and set up are the moments of the commit records',
      '(track_commit_timestamp), before their flush; received and answered are this client’s clock on the same machine.',
    ],
  );
}

async function warmUp(market: Market, count: number): Promise<void> {
  const ids: string[] = [];
  await flood({
    count,
    atOnce: 8,
    act: async () => {
      ids.push((await market.post(leadBody(market.offerId))).body.id);
    },
  });
  await untilReceived(market, ids);
}

export async function untilReceived(market: Market, leadIds: readonly string[]): Promise<void> {
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  while (!leadIds.every((id) => market.receivedMs.has(id))) {
    if (performance.now() > deadline) {
      const missing = leadIds.filter((id) => !market.receivedMs.has(id)).length;
      throw new Error(
        `${missing} of ${leadIds.length} leads were not delivered within ${SETTLE_LIMIT_MS} ms`,
      );
    }
    await pause(10);
  }
}

async function measureFloor(installation: Installation, market: Market, { perSecond, count }: Options) {
  const echo = await forkServer('./echo-server.ts');
  const http = new Pool(echo.url, { connections: 4 });
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE bench_floor (id int)');
  const echoOnce = async () => {
    const body = JSON.stringify(leadBody(market.offerId));
    await (await http.request({ method: 'POST', path: '/', body })).body.text();
  };
  const times = async (act: (index: number) => Promise<unknown>) => {
    for (let index = 0; index < 50; index += 1) await act(index);
    return openLoop({ perSecond, count, act });
  };
  const select = { name: 'one', text: 'SELECT 1' };
  const insert = { name: 'insert', text: 'INSERT INTO bench_floor VALUES (1)' };
  try {
    return {
      echo: await times(echoOnce),
      select: await times(() => client.query(select)),
      commit: await times(() => client.query(insert)),
    };
  } finally {
    await client.query('DROP TABLE bench_floor');
    await client.end();
    await http.close();
    echo.close();
  }
}

type PostedLeads = { ids: string[]; dueMs: number[]; answeredMs: number[] };

async function postAll({ market, perSecond, count }: Options): Promise<PostedLeads> {
  const ids: string[] = new Array(count);
  const endedMs: number[] = new Array(count);
  const answeredMs = await openLoop({
    perSecond,
    count,
    act: async (index) => {
      ids[index] = (await market.post(leadBody(market.offerId))).body.id;
      endedMs[index] = market.nowMs();
    },
  });
  await untilReceived(market, ids);
  return { ids, answeredMs, dueMs: endedMs.map((ended, index) => ended - (answeredMs[index] ?? 0)) };
}

async function readStations(installation: Installation, market: Market, posted: PostedLeads) {
  const commits = await readCommits(installation.databaseUrl, posted.ids);
  const stations = {
    written: [] as number[],
    sold: [] as number[],
    received: [] as number[],
    writtenToSold: [] as number[],
    soldToSetUp: [] as number[],
    setUpToReceived: [] as number[],
  };
  posted.ids.forEach((id, index) => {
    const dueMs = posted.dueMs[index] ?? 0;
    const at = present(commits.get(id), 'a lead that was answered 202 is in the database');
    const receivedMs = present(market.receivedMs.get(id), 'every lead was delivered');
    stations.written.push(at.writtenMs - dueMs);
    stations.sold.push(at.soldMs - dueMs);
    stations.received.push(receivedMs - dueMs);
    stations.writtenToSold.push(at.soldMs - at.writtenMs);
    stations.soldToSetUp.push(at.setUpMs - at.soldMs);
    stations.setUpToReceived.push(receivedMs - at.setUpMs);
  });
  return stations;
}
