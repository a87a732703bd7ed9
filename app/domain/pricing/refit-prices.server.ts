import { setImmediate } from 'node:timers/promises';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { assert } from '#app/kernel/assert.ts';
import { type Currency, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { COLD_START_VERSION, type Temperature } from './cold-start.ts';
import { openPriceModel } from './estimate-price.ts';
import { type ExchangeRates, ratesOn } from './exchange-rates.ts';
import { fitInSteps } from './fit-price-model.ts';
import { levelOffers, type PriceKind } from './level-offers.ts';
import type { PriceBelief, PriceModel } from './price-model.ts';
import { priceTraits } from './price-question.ts';
import { isSale, type PriceTable } from './price-table.ts';
import { monthOf, questionOf } from './quote-place.ts';
import { believedBy, believedRub } from './quote-with-model.ts';
import { readRateTables } from './read-exchange-rates.server.ts';
import { readLastFit } from './read-price-model.server.ts';
import { type SoldCell, soldCells } from './sold-cells.ts';
import { type StoredFit, storeFit } from './store-fit.server.ts';
import { toldAsSales, usualLead } from './usual-lead.ts';

/** A price that somebody paid, asked or would pay for a lead. */
export type ObservedPrice = {
  readonly niche: string;
  readonly place: string;
  readonly temperature: Temperature;
  readonly priceMinor: bigint;
  readonly currency: Currency;
  readonly at: Date;
  /** To how many buyers such a lead is sold at most; null where that is not known. */
  readonly copies: number | null;
  /** How many buyers bid for it; absent or null where that was not seen. */
  readonly buyers?: number | null;
  /** What its person answered to the niche's questions, by their keys. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** The lead's score, 0 to 100; absent or null where there was no lead. */
  readonly score?: number | null;
  /** A price paid where it is absent. */
  readonly kind?: PriceKind;
  /** 1 for a sale, less for what is only asked or bid. */
  readonly weight: number;
};

/** Fewer are priced by the cold start alone. */
export const LEAST_OBSERVED = 30;
export const MOST_OBSERVED = 300_000;
/** Sales that a small update takes: with more, the next night’s fit is what is wanted. */
export const MOST_UPDATED = 20_000;

export type Refit = StoredFit | null;

/**
 * Fits the price model anew, on top of the cold start and from where the last one ended, and publishes it, or keeps it
 * for an admin and tells why not.
 * Other work of the process goes on in between. Safe to repeat: it adds one more version.
 * @returns the version, or null where too little was sold to learn from
 */
export async function refitPrices(
  db: Db,
  input: { observed: readonly ObservedPrice[]; now: Date },
): Promise<Refit> {
  assert(input.observed.length <= MOST_OBSERVED, 'a refit has a bound');
  const reference = await readReference(db.pool);
  const belief: PriceBelief = { version: COLD_START_VERSION, usual: usualLead(input.observed) };
  const observed = toldAsSales(input.observed);
  const rows = traitsOfObserved(reference, observed, await readRateTables(db.pool), belief);
  if (rows.length < LEAST_OBSERVED) return null;
  const last = await readLastFit(db.pool);
  const fitted = await fitRows(rows, startOf(last?.model, belief));
  const model: PriceModel = { ...fitted, format: 2, belief };
  return storeFit(db, { model, cells: cellsOf(reference, input.observed), now: input.now });
}

/** Where most of what was observed was sold. */
function cellsOf(reference: Reference, observed: readonly ObservedPrice[]): SoldCell[] {
  return soldCells(
    observed.flatMap(({ niche, place, weight }) => {
      const region = reference.regions.get(place);
      return region && reference.niches.has(niche) ? [{ niche, country: region.countryCode, weight }] : [];
    }),
  );
}

/** Effects on top of another belief are no beginning: what was believed since would count twice. */
function startOf(last: PriceModel | undefined, belief: PriceBelief): PriceModel | null {
  return last?.belief?.version === belief.version ? last : null;
}

/**
 * Sales first; then all, asks and bids brought to the level of what is paid. Where too little was paid to tell that level, what is
 * asked is what is known.
 */
async function fitRows(rows: readonly Row[], last: PriceModel | null): Promise<PriceModel> {
  const paid = rows.filter(({ weight }) => isSale(weight));
  if (paid.length === rows.length || paid.length < LEAST_OBSERVED)
    return fitBetweenOthers(tableOf(rows), last);
  const first = await fitBetweenOthers(tableOf(paid), last);
  return fitBetweenOthers(tableOf(levelOffers(openPriceModel(first), rows)), first);
}

async function fitBetweenOthers(table: PriceTable, previous: PriceModel | null): Promise<PriceModel> {
  const steps = fitInSteps({ table, previous });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/**
 * Observed prices in roubles by the rates of their day, with their traits and what was believed of each; what names an unknown
 * niche or place is left out.
 * @param belief of the model that learns from them
 */
export function traitsOfObserved(
  reference: Reference,
  observed: readonly ObservedPrice[],
  rates: readonly ExchangeRates[],
  belief: PriceBelief | undefined,
) {
  return observed.flatMap((one) => {
    const [niche, place] = [reference.niches.get(one.niche), reference.regions.get(one.place)];
    if (!niche || !place || one.priceMinor <= 0n) return [];
    const { temperature } = one;
    const month = monthOf(one.at);
    const [copies, buyers] = [one.copies ?? undefined, one.buyers ?? undefined];
    const traits = priceTraits({
      ...{ niche, place, month, temperature, copies, buyers },
      year: one.at.getUTCFullYear(),
      score: one.score ?? undefined,
      answers: one.answers,
    });
    const asked = { niche, place, month, temperature, copies, buyers, currency: 'RUB' as const };
    const believed = believedRub(believedBy(belief, questionOf(reference, asked)));
    const rub = (Number(one.priceMinor) / MINOR_PER_MAJOR) * ratesOn(rates, one.at).rubPerUnit[one.currency];
    return [
      {
        ...traits,
        rub,
        believed,
        month,
        day: one.at.getTime() / 86_400_000,
        weight: one.weight,
        kind: one.kind ?? 'paid',
      },
    ];
  });
}

type Row = ReturnType<typeof traitsOfObserved>[number];

/**
 * What is asked and bid is of no lead: where sales know a measure it has their median, so that having none says nothing of a
 * lead of which it is not told. Buyers and copies it is told before (`toldAsSales`): something is believed of them.
 */
function measureOfRows(rows: readonly Row[], name: string): Float64Array {
  const paid = rows.flatMap(({ weight, numbers }) => (isSale(weight) ? (numbers[name] ?? []) : []));
  const usual = paid.sort((a, b) => a - b)[paid.length >> 1] ?? Number.NaN;
  return Float64Array.from(
    rows,
    ({ weight, numbers }) => numbers[name] ?? (isSale(weight) ? Number.NaN : usual),
  );
}

function tableOf(rows: readonly Row[]): PriceTable {
  const names = <T extends object>(of: (row: Row) => T) => [
    ...new Set(rows.flatMap((row) => Object.keys(of(row)))),
  ];
  return {
    rows: rows.length,
    logPrice: Float64Array.from(rows, ({ rub }) => Math.log(rub)),
    day: Float64Array.from(rows, ({ day }) => day),
    keys: names(({ keys }) => keys).map((name) => {
      const index = new Map<string, number>();
      const codes = Int32Array.from(rows, ({ keys }) => {
        const key = keys[name];
        if (key === undefined) return -1;
        if (!index.has(key)) index.set(key, index.size);
        return index.get(key) ?? -1;
      });
      return { name, values: [...index.keys()], codes };
    }),
    numbers: names(({ numbers }) => numbers).map((name) => ({
      name,
      values: measureOfRows(rows, name),
    })),
    weight: Float64Array.from(rows, ({ weight }) => weight),
    logPrior: Float64Array.from(rows, ({ believed }) => Math.log(believed)),
  };
}
