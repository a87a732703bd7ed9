import {
  marketPopulationOf,
  type Niche,
  type Reference,
  type Region,
} from '#app/domain/catalog/reference.ts';
import type { Currency } from '#app/kernel/money.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import { type PriceQuestion, type Quote, quoteColdStart, type Temperature } from './cold-start.ts';
import { ASSUMED_RATES, type ExchangeRates } from './exchange-rates.ts';
import { firstMonthOf } from './model/price-calendar.ts';
import { keysOfDay } from './model/price-design.ts';
import type { Periods } from './price-model.ts';
import { priceTraits } from './price-question.ts';
import { type PublishedPriceModel, quoteWithModel } from './quote-with-model.ts';
import { type UsualBuyers, usualBuyersOf } from './usual-buyers.ts';

/** What else may be known of a lead. */
export type LeadKnown = {
  /** When it is sold; of a month as a whole where that is not told. */
  readonly at?: Date | undefined;
  readonly copies?: number | undefined;
  readonly buyers?: number | undefined;
  readonly score?: number | undefined;
  readonly answers?: Readonly<Record<string, unknown>>;
};

type Asked = { niche: Niche; place: Region; month: number; temperature: Temperature; currency: Currency };

/**
 * The fair price of a lead of a niche at a place in a month (1 to 12): by the published model that came with the reference,
 * else by the cold start. A sector, which has no profit of its own, is quoted as the geometric middle of its niches.
 * @param input.at when it is sold: its week and weekday count; the month as a whole where it is not told
 * @param input.copies to how many buyers the lead is sold at most; counts as usual where it is not told
 * @param input.buyers how many bid for it; where it is not told, as many as do on average for a lead sold in this niche and place
 * @param input.score 0 to 100; counts as usual where it is not told
 * @param input.answers what the person answered to the niche's questions; unknown where left out
 */
export function quotePlace(reference: PricedReference, input: Asked & LeadKnown): Quote {
  const { priceModel, usualBuyers } = reference;
  const buyers = input.buyers ?? usualBuyersOf(usualBuyers, input.niche.code, input.place);
  const question = questionOf(reference, { ...input, buyers });
  if (!priceModel) return quoteColdStart(question);
  const year = yearAhead(priceModel.open.model.periods, input.month);
  const { keys, numbers } = priceTraits({ ...input, year, buyers });
  const when = input.at ? keysOfDay(input.at.getTime() / DAY_MS) : {};
  return quoteWithModel(priceModel, question, { keys: { ...keys, ...when }, numbers });
}

/**
 * Niches and regions with what they are quoted by: the price model (without one the cold start quotes), rates, and the competition. None
 * may be left out: a page that read only niches and regions would quote by the published figures for ever.
 */
export type PricedReference = RatedReference & {
  readonly priceModel: DatedPriceModel | null;
  readonly usualBuyers: UsualBuyers;
};

/** A published model, and up to when it knows what was paid. */
export type DatedPriceModel = PublishedPriceModel & { readonly asOf: Date };

/** Niches and regions with the operator's exchange rates, where there are any. */
export type RatedReference = Reference & { readonly rates?: ExchangeRates };

/** The exchange rates by which prices are quoted: the operator's, until then the built-in ones. */
export function ratesIn({ rates }: RatedReference): ExchangeRates {
  return rates ?? ASSUMED_RATES;
}

/** What the cold start is asked for such a lead. */
export function questionOf(
  reference: RatedReference,
  input: Asked & Pick<LeadKnown, 'buyers' | 'copies'>,
): PriceQuestion {
  return {
    niche: profitOf(reference, input.niche),
    place: {
      regionCode: input.place.code,
      countryCode: input.place.countryCode,
      marketPopulation: marketPopulationOf(input.place),
    },
    month: input.month,
    temperature: input.temperature,
    buyers: input.buyers,
    copies: input.copies,
    currency: input.currency,
    rates: ratesIn(reference),
  };
}

/** A niche with a profit: its own, or for a sector the geometric middle of its niches. */
export function profitOf(reference: Reference, niche: Niche) {
  if (niche.profitRubThousand !== null) return { ...niche, profitRubThousand: niche.profitRubThousand };
  const below = [...reference.niches.values()].flatMap((one) =>
    one.path.includes(niche.code) && one.profitRubThousand !== null ? [one.profitRubThousand] : [],
  );
  const meanLog = below.reduce((sum, profit) => sum + Math.log(profit), 0) / below.length;
  return { code: niche.code, profitRubThousand: Math.exp(meanLog), profitAssumed: true, peakMonths: [] };
}

/** The year of a month (1 to 12) that is asked for as the next one to come: counted from the last sale that was learned from. */
function yearAhead(periods: Periods | null, month: number): number | null {
  if (!periods) return null;
  const last = firstMonthOf(periods, periods.count - 1);
  return last.month > month ? last.year + 1 : last.year;
}

/** 1 to 12, in UTC. */
export function monthOf(now: Date): number {
  return now.getUTCMonth() + 1;
}
