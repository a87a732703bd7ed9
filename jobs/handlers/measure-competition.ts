import { measureCompetition } from '#app/domain/exchange/measure-competition.ts';
import { readCompetitors } from '#app/domain/exchange/read-competitors.server.ts';
import type { RunFigures } from '#app/domain/pricing/price-run.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { storeCompetition } from '#app/domain/pricing/store-competition.server.ts';
import type { JobContext } from '../context.ts';

export async function measureAllCompetition({ db, now }: JobContext): Promise<RunFigures> {
  const at = now();
  const reference = await readPricedReference(db.pool);
  const competitors = await readCompetitors(db.pool, { now: at });
  const markets = await storeCompetition(db, {
    measured: measureCompetition(reference, competitors),
    now: at,
  });
  return { markets, orders: competitors.orders.length, offers: competitors.offers.length };
}
