import { readAsks } from '#app/domain/catalog/read-asks.server.ts';
import { readBids, readSoldPrices } from '#app/domain/exchange/read-prices.server.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import type { RunFigures } from '#app/domain/pricing/price-run.ts';
import { MOST_OBSERVED, refitPrices as refit } from '#app/domain/pricing/refit-prices.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { JobContext } from '../context.ts';

/** As far back as prices tell of today's. */
const HISTORY_DAYS = 3 * 365;
/** What is asked tells less of a price than what is paid. */
const ASK_WEIGHT = 0.2;
const MOST_ASKS = 20_000;
/** What is left for sales beside asks and bids. */
const MOST_SALES = MOST_OBSERVED - 3 * MOST_ASKS;

export async function refitPrices({ db, now }: JobContext): Promise<RunFigures> {
  const at = now();
  const since = after(at, -HISTORY_DAYS * DAY_MS);
  const sales = await readSoldPrices(db.pool, { since, limit: MOST_SALES });
  const asks = (await readAsks(db.pool, { limit: MOST_ASKS })).map((ask) => ({
    niche: ask.niche,
    place: ask.region,
    temperature: temperatureOf({ wantedWithinDays: null, targetAction: ask.targetAction }),
    priceMinor: ask.askMinor,
    currency: ask.currency,
    at,
    copies: ask.maxSells,
    kind: 'asked' as const,
    weight: ASK_WEIGHT,
  }));
  const bids = await readBids(db.pool, { now: at });
  const made = await refit(db, { observed: [...sales, ...asks, ...bids], now: at });
  return {
    sales: sales.length,
    asks: asks.length,
    bids: bids.length,
    version: made?.version ?? null,
    refusedFor: made?.refusedFor ?? null,
  };
}
