import { cpus } from 'node:os';
import { startInstallation, stopOnSignal } from '../setup/installation.ts';
import type { Measurement } from './bench.ts';
import { measureBurst } from './burst.ts';
import { measureLatency } from './latency.ts';
import { openMarket } from './market.ts';
import { measureSalesRate } from './sales-rate.ts';
import { progress } from './table.ts';

const SHORT = {
  warmUp: 200,
  latency: { perSecond: 20, count: 200 },
  burst: { leads: 1_500, repetitions: 1 },
  sales: { leads: 1_500, repetitions: 3, pgbenchSeconds: 4 },
};
const LONG = {
  warmUp: 500,
  latency: { perSecond: 20, count: 1_200 },
  burst: { leads: 5_000, repetitions: 3 },
  sales: { leads: 5_000, repetitions: 5, pgbenchSeconds: 10 },
};

/** From a lead posted to a lead sold and in its buyer's hands: how long it takes, how many go through, what a sale costs. */
export const measure: Measurement = async ({ short, folder }) => {
  const size = short ? SHORT : LONG;
  // Every row then tells when the transaction that wrote it was committed, without anybody watching it.
  const installation = await startInstallation({ folder, settings: { track_commit_timestamp: 'on' } });
  stopOnSignal(installation);
  try {
    progress(`${cpus().length} cores for database, web, worker and this client; fsync on`);
    const market = await openMarket(installation);
    await measureLatency({ installation, market, ...size.latency, warmUp: size.warmUp });
    await measureBurst({ installation, market, ...size.burst });
    await market.close();
    // Idle workers look for jobs, too.
    await installation.kill9('worker');
    await installation.kill9('web');
    await measureSalesRate({ installation, folder, ...size.sales });
  } finally {
    await installation.stop();
  }
};
