import type { OpenPriceModel } from './estimate-price.ts';
import { KEY_SEPARATOR } from './model/price-design.ts';

const counted = new WeakMap<OpenPriceModel, ReadonlyMap<string, number>>();

/** Sales of a niche that a model rests on; 0 where it never saw the niche or cannot tell niches apart. */
export function nicheSales(open: OpenPriceModel, nicheCode: string): number {
  const known = counted.get(open) ?? countByNiche(open);
  counted.set(open, known);
  return known.get(nicheCode) ?? 0;
}

function countByNiche({ model }: OpenPriceModel): ReadonlyMap<string, number> {
  const part = model.cell.indexOf('niche');
  const sales = new Map<string, number>();
  if (part < 0) return sales;
  model.cellKeys.forEach((key, at) => {
    const niche = key.split(KEY_SEPARATOR)[part] ?? '';
    sales.set(niche, (sales.get(niche) ?? 0) + (model.cellSales[at] ?? 0));
  });
  return sales;
}
