import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Pool } from '#app/platform/db.server.ts';
import type { PricedReference } from './quote-place.ts';
import { readPriceModel } from './read-price-model.server.ts';

/** Niches and regions with the price model by which they are quoted: for whoever quotes. Held by each process. */
export async function readPricedReference(pool: Pool): Promise<PricedReference> {
  const [reference, priceModel] = await Promise.all([readReference(pool), readPriceModel(pool)]);
  return { ...reference, priceModel };
}
