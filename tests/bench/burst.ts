import { leadBody } from '../factories/market.ts';
import type { Installation } from '../setup/installation.ts';
import { readCommits } from './commits.ts';
import { untilReceived } from './latency.ts';
import type { Market } from './market.ts';
import { flood } from './open-loop.ts';
import { median } from './statistics.ts';
import { perSecond, printTable, progress } from './table.ts';

const AT_ONCE = 64;

/** How many leads a second are taken in, sold and delivered when they come all at once. */
export async function measureBurst(options: {
  installation: Installation;
  market: Market;
  leads: number;
  repetitions: number;
}): Promise<void> {
  const { leads, repetitions } = options;
  const runs: { accepted: number; sold: number; delivered: number }[] = [];
  for (let run = 1; run <= repetitions; run += 1) {
    progress(`burst ${run} of ${repetitions}: ${leads} leads`);
    runs.push(await oneBurst(options));
  }
  printTable(
    `A burst of ${leads.toLocaleString('en')} leads by ${AT_ONCE} callers at once`,
    ['', 'accepted', 'sold', 'delivered'],
    [
      ...runs.map((run, index) => [
        `run ${index + 1}`,
        perSecond(run.accepted),
        perSecond(run.sold),
        perSecond(run.delivered),
      ]),
      [
        'median',
        perSecond(median(runs.map((run) => run.accepted))),
        perSecond(median(runs.map((run) => run.sold))),
        perSecond(median(runs.map((run) => run.delivered))),
      ],
    ],
    [
      'Each rate is all leads over the time from the first POST to the last answer, sale, webhook; all three run at once.',
    ],
  );
}

async function oneBurst({ installation, market, leads }: Parameters<typeof measureBurst>[0]) {
  const bodies = Array.from({ length: leads }, () => leadBody(market.offerId));
  const ids: string[] = [];
  const startMs = market.nowMs();
  await flood({
    count: leads,
    atOnce: AT_ONCE,
    act: async (index) => {
      ids.push((await market.post(bodies[index])).body.id);
    },
  });
  const acceptedMs = market.nowMs();
  await untilReceived(market, ids);
  const commits = await readCommits(installation.databaseUrl, ids);
  const rate = (endMs: number) => (leads * 1_000) / (endMs - startMs);
  return {
    accepted: rate(acceptedMs),
    sold: rate(Math.max(...[...commits.values()].map((at) => at.soldMs))),
    delivered: rate(Math.max(...ids.map((id) => market.receivedMs.get(id) ?? 0))),
  };
}
