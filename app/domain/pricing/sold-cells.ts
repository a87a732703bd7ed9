import { isSale } from './price-table.ts';

/** A niche in a country, and how many of the sales that a fit rests on were there. */
export type SoldCell = { readonly niche: string; readonly country: string; readonly sales: number };

/** So many tell how quotes would change; a fit keeps no more. */
export const MOST_CELLS = 40;

/**
 * The niches and countries that most was sold of, the most first; where nothing was sold those that most was asked or bid for, with
 * no sale.
 */
export function soldCells(
  observed: readonly { readonly niche: string; readonly country: string; readonly weight: number }[],
): SoldCell[] {
  const cells = new Map<string, { niche: string; country: string; sales: number; rows: number }>();
  for (const { niche, country, weight } of observed) {
    const key = `${niche} ${country}`;
    const cell = cells.get(key) ?? { niche, country, sales: 0, rows: 0 };
    cell.rows += 1;
    if (isSale(weight)) cell.sales += 1;
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort(
      (a, b) => b.sales - a.sales || b.rows - a.rows || (a.niche + a.country < b.niche + b.country ? -1 : 1),
    )
    .slice(0, MOST_CELLS)
    .map(({ niche, country, sales }) => ({ niche, country, sales }));
}
