import { TARGET_ACTIONS } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { feeOf, type Region, tradeOf } from '#app/domain/catalog/reference.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { judgeAsk } from '#app/domain/pricing/judge-ask.ts';
import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { all, one, type Typed } from '../form.ts';
import { nicheName, regionName } from '../public/names.ts';
import { priceHref } from '../public/price-view.ts';

const LANGUAGE = 'en';
/** More than any offer may sell. */
const MOST_COPIES = 10;
const REGIONS_LIMIT = 100;

/** What a form for an offer shows beside itself: it follows from niche, regions, currency and target action. */
export type OfferPreview = {
  readonly niche: {
    readonly code: string;
    readonly name: string;
    readonly isReviewed: boolean;
    /** What the exchange keeps of each sale, hundredths of a percent. */
    readonly feeBasisPoints: number;
  } | null;
  readonly questions: readonly {
    readonly key: string;
    readonly label: string;
    readonly type: Question['type'];
    readonly unit: string | null;
    readonly options: readonly string[];
  }[];
  /** The currency of the first region. */
  readonly currency: Currency | null;
  readonly fair: {
    readonly p10Minor: bigint;
    readonly p50Minor: bigint;
    readonly p90Minor: bigint;
    readonly currency: Currency;
    readonly place: string;
    readonly otherPlaces: number;
    readonly whyHref: string;
    /** Where it stands what each ask brings. */
    readonly outlookHref: string;
  } | null;
};

/** Reads it from what stands in the form; what is not known yet is left out. */
export function previewOffer(
  reference: PricedReference,
  typed: Typed,
  now: Date,
  organisationId: string,
): OfferPreview {
  const niche = reference.niches.get(one(typed, 'niche'));
  const places = all(typed, 'regions')
    .slice(0, REGIONS_LIMIT)
    .flatMap((code) => reference.regions.get(code) ?? []);
  const known = niche && niche.parentCode !== null ? niche : null;
  const currency = places[0] ? defaultCurrency(places[0].countryCode) : null;
  return {
    niche: known && {
      code: known.code,
      name: nicheName(known),
      isReviewed: tradeOf(reference, known.code) === 'reviewed',
      feeBasisPoints: feeOf(reference, known, organisationId),
    },
    questions: (known?.questions ?? []).map((question) => ({
      key: question.key,
      label: question.label[LANGUAGE] ?? question.key,
      type: question.type,
      unit: question.unit ?? null,
      options: (question.options ?? []).map((option) => option.label[LANGUAGE] ?? option.value),
    })),
    currency,
    fair: known && fairPrice(reference, known, places, typed, now),
  };
}

function fairPrice(
  reference: PricedReference,
  niche: Parameters<typeof quotePlace>[1]['niche'],
  places: readonly Region[],
  typed: Typed,
  now: Date,
): OfferPreview['fair'] {
  const [first] = places;
  if (!first) return null;
  const targetAction = TARGET_ACTIONS.find((action) => action === one(typed, 'target_action')) ?? 'contact';
  const currency =
    CURRENCIES.find((code) => code === one(typed, 'currency')) ?? defaultCurrency(first.countryCode);
  const temperature = temperatureOf({ wantedWithinDays: null, targetAction });
  const month = monthOf(now);
  const copies = copiesIn(typed);
  const quotes = places.map((place) =>
    quotePlace(reference, { niche, place, month, temperature, currency, copies }),
  );
  const { p10Minor, p50Minor, p90Minor } = judgeAsk(1n, quotes);
  return {
    p10Minor,
    p50Minor,
    p90Minor,
    currency,
    place: regionName(reference, first),
    otherPlaces: places.length - 1,
    outlookHref: `/sell/offers/price?${new URLSearchParams({ niche: niche.code, region: first.code, currency })}`,
    whyHref: priceHref({ niche: niche.code, region: first.code, temperature, month, copies }),
  };
}

/** To how many buyers each lead is sold at most, as the form stands. */
function copiesIn(typed: Typed): number {
  const copies = one(typed, 'exclusivity') === 'shared' ? Number(one(typed, 'max_sells')) : 1;
  return Number.isInteger(copies) && copies >= 1 && copies <= MOST_COPIES ? copies : 1;
}
