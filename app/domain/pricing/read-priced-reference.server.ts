import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Pool } from '#app/platform/db.server.ts';
import type { PricedReference } from './quote-place.ts';
import { readRates } from './read-exchange-rates.server.ts';
import { readPriceModel } from './read-price-model.server.ts';
import { readUsualBuyers } from './read-usual-buyers.server.ts';

/** Niches and regions with the price model, the exchange rates and the competition by which they are quoted: for whoever quotes. Held by each process. */
export async function readPricedReference(pool: Pool): Promise<PricedReference> {
  const [reference, priceModel, rates, usualBuyers] = await Promise.all([
    readReference(pool),
    readPriceModel(pool),
    readRates(pool),
    readUsualBuyers(pool),
  ]);
  return { ...reference, priceModel, rates, usualBuyers };
}
