import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import type { Currency } from '#app/kernel/money.ts';
import { addMonths, type Month, monthOf } from '#app/kernel/month.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { COLD_START_VERSION } from './cold-start.ts';
import type { Band } from './price-ladder.ts';
import { type PricedReference, quotePlace } from './quote-place.ts';
import { type ForecastMonth, type ReadForecast, readForecast } from './read-forecast.server.ts';

/** Leads of a month where the mean month of the year ahead is 100. */
export type DemandIndex = { readonly p10: number; readonly p50: number; readonly p90: number };

export type SeasonOutlook = {
  readonly months: readonly (Band & {
    readonly month: Month;
    /** Null where no forecast is there yet. */
    readonly demand: DemandIndex | null;
  })[];
  readonly modelVersion: string;
  /** Of what the forecast is, and what it rests on. */
  readonly forecast: Pick<ReadForecast, 'niche' | 'region' | 'leads' | 'history' | 'madeAt'> | null;
};

const AHEAD = [1, 2, 3];
const YEAR = 12;
const MEAN_INDEX = 100;

/**
 * What is expected of a market in the next three months: the fair price of a warm lead with its band, in minor units, and how many leads
 * come compared to the mean month of the year ahead.
 */
export async function readSeasonOutlook(
  db: Queryable,
  reference: PricedReference,
  input: { niche: Niche; place: Region; currency: Currency; now: Date },
): Promise<SeasonOutlook> {
  const { niche, place, currency, now } = input;
  const current = monthOf(now);
  const forecast = await readForecast(db, { nichePath: niche.path, placePath: place.path, from: current });
  const indexOf = indexer(forecast?.months.filter(({ month }) => month > current) ?? []);
  const quotes = AHEAD.map((ahead) => {
    const month = addMonths(current, ahead);
    const calendarMonth = Number(month.slice(-2));
    const quote = quotePlace(reference, {
      niche,
      place,
      month: calendarMonth,
      temperature: 'warm',
      currency,
    });
    return { month, quote };
  });
  return {
    months: quotes.map(({ month, quote: { p10Minor, p50Minor, p90Minor } }) => ({
      ...{ month, p10Minor, p50Minor, p90Minor },
      demand: indexOf(month),
    })),
    modelVersion: quotes[0]?.quote.modelVersion ?? COLD_START_VERSION,
    forecast: forecast && {
      niche: forecast.niche,
      region: forecast.region,
      leads: forecast.leads,
      history: forecast.history,
      madeAt: forecast.madeAt,
    },
  };
}

function indexer(months: readonly ForecastMonth[]): (month: Month) => DemandIndex | null {
  const year = months.slice(0, YEAR);
  const mean = year.reduce((sum, { p50 }) => sum + p50, 0) / year.length;
  return (month) => {
    const one = months.find((known) => known.month === month);
    if (!one || !(mean > 0)) return null;
    const toIndex = (leads: number) => Math.round((leads / mean) * MEAN_INDEX);
    return { p10: toIndex(one.p10), p50: toIndex(one.p50), p90: toIndex(one.p90) };
  };
}
