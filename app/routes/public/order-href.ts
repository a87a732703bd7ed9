import type { MarketOffer } from '#app/domain/catalog/read-market.server.ts';

const REGIONS_TAKEN = 20;

/** Where an order is placed for leads such as this offer's: its niche and regions are filled in. */
export function orderHref({ niche, regions }: Pick<MarketOffer, 'niche' | 'regions'>): string {
  const query = new URLSearchParams([
    ['niche', niche],
    ...regions.slice(0, REGIONS_TAKEN).map((code) => ['region', code]),
  ]);
  return `/buy/orders/new?${query}`;
}
