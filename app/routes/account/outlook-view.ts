import type { Reference } from '#app/domain/catalog/reference.ts';
import type { SeasonOutlook } from '#app/domain/pricing/read-season-outlook.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';

export type OutlookView = ReturnType<typeof toOutlookView>;

/** What is ahead of a market, as a page shows it. */
export function toOutlookView(reference: Reference, ahead: SeasonOutlook, currency: Currency) {
  const { months, modelVersion, forecast } = ahead;
  const isKnown = forecast && reference.niches.has(forecast.niche) && reference.regions.has(forecast.region);
  return {
    currency,
    months,
    modelVersion,
    forecast: isKnown
      ? {
          ...forecast,
          of: `${nicheNameOf(reference, forecast.niche)}, ${regionNameOf(reference, forecast.region)}`,
        }
      : null,
  };
}
