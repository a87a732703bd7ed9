import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { convertRubMajor } from '#app/domain/pricing/exchange-rates.ts';
import {
  monthOf,
  type PricedReference,
  profitOf,
  quotePlace,
  ratesIn,
} from '#app/domain/pricing/quote-place.ts';
import { type Currency, fromMajorRounded } from '#app/kernel/money.ts';
import { nicheName, regionName } from './names.ts';
import { priceHref } from './price-view.ts';
import { currencyOf, type FunnelText, funnelText } from './read-funnel.ts';

const DIGITS = 2;
/** Conversion of the published example: at it, the click first shown makes a lead cost its fair price. */
const USUAL_CONVERSION = 0.1;

/**
 * The calculator's figures for a market: what was typed, and for what was not, the market's own. What stood there only
 * because it was the last market's gives way to the next one's.
 */
export function loadCalculator(reference: PricedReference, asked: Market & { query: URLSearchParams }) {
  const { niche, place, query, now } = asked;
  const currency = currencyOf(query.get('currency'), defaultCurrency(place.countryCode));
  const quote = quotePlace(reference, {
    niche,
    place,
    month: monthOf(now),
    temperature: 'warm',
    currency,
  });
  const usual = usualOf(reference, asked, currency);
  const { profitAssumed } = profitOf(reference, niche);
  return {
    niche: niche.code,
    region: place.code,
    currency,
    text: renewed(reference, asked, funnelText(query, usual), funnelText(new URLSearchParams(), usual)),
    of: `${niche.code}|${place.code}|${currency}`,
    nicheName: nicheName(niche),
    placeName: regionName(reference, place),
    profitAssumed,
    fair: {
      p10Minor: quote.p10Minor,
      p50Minor: quote.p50Minor,
      p90Minor: quote.p90Minor,
      whyHref: priceHref({ niche: niche.code, region: place.code, temperature: 'warm' }),
    },
  };
}

type Market = { niche: Niche; place: Region; now: Date };

function usualOf(reference: PricedReference, { niche, place, now }: Market, currency: Currency) {
  const profit = convertRubMajor(
    profitOf(reference, niche).profitRubThousand * 1_000,
    currency,
    ratesIn(reference),
  );
  const { p50Minor } = quotePlace(reference, {
    niche,
    place,
    month: monthOf(now),
    temperature: 'warm',
    currency,
  });
  const rounded = (major: number) =>
    fromMajorRounded(Number(major.toPrecision(DIGITS)), currency).amountMinor;
  return { profitMinor: rounded(profit), clickMinor: rounded((Number(p50Minor) / 100) * USUAL_CONVERSION) };
}

function renewed(
  reference: PricedReference,
  { query, now }: Market & { query: URLSearchParams },
  typed: FunnelText,
  fresh: FunnelText,
): FunnelText {
  const [nicheCode = '', regionCode = '', unit = ''] = (query.get('of') ?? '').split('|');
  const [niche, place] = [reference.niches.get(nicheCode), reference.regions.get(regionCode)];
  if (!niche || !place) return typed;
  const currency = currencyOf(unit, defaultCurrency(place.countryCode));
  const last = funnelText(new URLSearchParams(), usualOf(reference, { niche, place, now }, currency));
  const next = (field: 'profit' | 'click') => (typed[field] === last[field] ? fresh[field] : typed[field]);
  return { ...typed, profit: next('profit'), click: next('click') };
}
