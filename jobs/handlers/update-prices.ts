import { readSoldPrices } from '#app/domain/exchange/read-prices.server.ts';
import type { RunFigures } from '#app/domain/pricing/price-run.ts';
import { MOST_UPDATED } from '#app/domain/pricing/refit-prices.server.ts';
import { updatePrices as update } from '#app/domain/pricing/update-prices.server.ts';
import type { JobContext } from '../context.ts';

export async function updatePrices({ db, now }: JobContext): Promise<RunFigures> {
  const made = await update(db, {
    readSales: (since) => readSoldPrices(db.pool, { since, limit: MOST_UPDATED }),
    now: now(),
  });
  return {
    fresh: made?.fresh ?? null,
    version: made?.version ?? null,
    refusedFor: made?.refusedFor ?? null,
  };
}
