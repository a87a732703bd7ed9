import type { MarketOffer } from '#app/domain/catalog/read-market.server.ts';
import { isId } from '#app/kernel/ids.ts';

/** Offers that are looked at side by side: more columns than that nobody compares. */
export const COMPARE_MOST = 4;

/** The offers that an address asks to compare, each once; ids that are none are passed over. */
export function comparedIn(query: URLSearchParams): { ids: string[]; isCut: boolean } {
  const ids = [...new Set(query.getAll('offer'))].filter((id) => isId('offer', id));
  return { ids: ids.slice(0, COMPARE_MOST), isCut: ids.length > COMPARE_MOST };
}

/** Where these offers stand side by side. */
export function compareHref(ids: readonly string[]): string {
  return `/market/compare?${new URLSearchParams(ids.map((id) => ['offer', id]))}`;
}

/** The market narrowed to offers that one may be compared with: of its niche and its first region. */
export function comparedHref({ niche, regions }: Pick<MarketOffer, 'niche' | 'regions'>): string {
  return `/market?${new URLSearchParams([['niche', niche], ...regions.slice(0, 1).map((code) => ['region', code])])}`;
}
