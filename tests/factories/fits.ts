import { COLD_START_VERSION } from '#app/domain/pricing/cold-start.ts';
import type { FitMetrics, FittedLevel, PriceModel } from '#app/domain/pricing/price-model.ts';
import { type StoredFit, storeFit } from '#app/domain/pricing/store-fit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

type Known = {
  sales: number;
  /** All prices by what is believed. */
  times: number;
  /** Prices of single niches by that again. */
  niches?: Readonly<Record<string, number>>;
  latest?: FitMetrics['latest'];
};

/** A fit that knows nothing but how many times what is believed is paid. */
export function fitOf(of: Known): PriceModel {
  const { sales, times, niches = {}, latest = { rows: 40, logError: 0.25, beliefLogError: 0.4 } } = of;
  const level = (columns: readonly string[], timesOf: Readonly<Record<string, number>>): FittedLevel => ({
    ...{ kind: 'static', factor: 'base', of: columns, isMain: true, measure: null, width: 1 },
    ...{ keys: Object.keys(timesOf), effect: Object.values(timesOf).map(Math.log), between: [0.25] },
    ...{ variance: Object.keys(timesOf).map(() => 0.001), n: Object.keys(timesOf).map(() => sales) },
    ...{ step2: 0, slope: [] },
  });
  return {
    format: 2,
    belief: { version: COLD_START_VERSION, usual: { buyers: null, copies: null } },
    rows: sales,
    sales,
    hasPrior: true,
    columns: ['niche'],
    measures: [],
    periods: null,
    cell: [],
    cellKeys: [''],
    cellSales: [sales],
    levels: [level([], { '': times }), level(['niche'], niches)],
    sigma: 0.4,
    spread: [],
    bands: [{ fromSales: 0, q10: -1.28, q50: 0, q90: 1.28, rows: sales }],
    stretch: 1,
    metrics: { rows: sales, logError: 0.22, coverage: 0.8, latest },
  };
}

/** Where most is sold, by such a fit. */
export const CELLS = [
  { niche: 'legal.family', country: 'UA', sales: 120 },
  { niche: 'property.flat_resale', country: 'UA', sales: 80 },
  { niche: 'credit.mortgage', country: 'HU', sales: 40 },
];

/** A fit that is refused whatever was published before: it foretold the latest sales worse than published figures do. */
export function makeRefusedFit(db: Db, now: Date): Promise<StoredFit> {
  const latest = { rows: 40, logError: 0.9, beliefLogError: 0.4 };
  const model = fitOf({ sales: 240, times: 1.3, niches: { 'credit.mortgage': 0.5 }, latest });
  return storeFit(db, { model, cells: CELLS, now });
}
