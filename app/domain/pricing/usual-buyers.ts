import type { Region } from '#app/domain/catalog/reference.ts';

/** How many buyers bid for a lead that was sold, on average, by niche and region or country, where enough such leads tell. */
export type UsualBuyers = ReadonlyMap<string, number>;

/** Of fewer leads that were sold an average is chance. */
export const LEAST_SOLD = 10;

/**
 * What a quote is told of competition for a lead that is not there yet: the average of the closest place that has one. It is of
 * leads that were sold, and never below one, because the model has learned from sales: somebody bid for each.
 */
export function usualBuyersOf(usual: UsualBuyers, nicheCode: string, place: Region): number | undefined {
  const known = place.path.find((code) => usual.has(usualKey(nicheCode, code)));
  const mean = known === undefined ? undefined : usual.get(usualKey(nicheCode, known));
  return mean === undefined ? undefined : Math.max(mean, 1);
}

export function usualKey(nicheCode: string, regionCode: string): string {
  return `${nicheCode}|${regionCode}`;
}
