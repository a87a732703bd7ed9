import { readSoldPrices } from '#app/domain/exchange/read-prices.server.ts';
import { MOST_UPDATED } from '#app/domain/pricing/refit-prices.server.ts';
import { updatePrices as update } from '#app/domain/pricing/update-prices.server.ts';
import type { JobContext } from '../context.ts';

export async function updatePrices({ db, now }: JobContext): Promise<void> {
  await update(db, {
    readSales: (since) => readSoldPrices(db.pool, { since, limit: MOST_UPDATED }),
    now: now(),
  });
}
