import { assert } from '#app/kernel/assert.ts';
import { type Currency, fromMajorRounded, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { buyersMultiplier, copiesMultiplier } from './buyers-and-copies.ts';
import { convertRubMajor, type ExchangeRates } from './exchange-rates.ts';
import { geographyMultiplier, populationElasticity } from './geography.ts';
import { seasonMultiplier } from './season.ts';

export type Temperature = 'cold' | 'warm' | 'hot';

export type PriceQuestion = {
  /** `sector.niche`; profit per deal in thousands of roubles; peak months 1 to 12. */
  readonly niche: {
    readonly code: string;
    readonly profitRubThousand: number;
    readonly profitAssumed: boolean;
    readonly peakMonths: readonly number[];
  };
  /** Only the population (people) moves a cold-start price: no figure of a country or region is known yet. */
  readonly place: {
    readonly regionCode: string;
    readonly countryCode: string;
    readonly marketPopulation: number;
  };
  /** 1 to 12. */
  readonly month: number;
  readonly temperature: Temperature;
  /** How many buyers bid for it, 0 or more, a mean perhaps; no factor where that is not told. */
  readonly buyers?: number | undefined;
  /** To how many buyers it is sold at most, 1 or more; no factor where that is not told. */
  readonly copies?: number | undefined;
  readonly currency: Currency;
  readonly rates: ExchangeRates;
};

export type Factor = {
  readonly factor:
    | 'base'
    | 'geography'
    | 'season'
    | 'trend'
    | 'temperature'
    | 'quality'
    | 'competition'
    | 'copies'
    | 'attributes'
    | 'limit'
    | 'currency';
  readonly multiplier: number;
  /** Observed figures behind the multiplier: sales, published prices or an entered rate; 0 for a guess or a rule. */
  readonly n: number;
  /** Credibility of sales in the factor, 0 to 1; absent where none were looked at. */
  readonly z?: number;
  readonly assumed: boolean;
  /** ISO 8601 date of the rates, on `currency` alone. */
  readonly asOf?: string;
};

export type Quote = {
  readonly currency: Currency;
  /** Quantiles of one sale's price, in minor units of `currency`. */
  readonly p10Minor: bigint;
  readonly p50Minor: bigint;
  readonly p90Minor: bigint;
  /** Kopecks, whatever the quote's currency: the `currency` factor converts it. */
  readonly baseMinor: bigint;
  /** In the order they apply; `p50Minor` is `baseMinor` times all multipliers, rounded once. */
  readonly factors: readonly Factor[];
  readonly modelVersion: string;
};

/** Changes whenever a constant or a formula here or in a rule it uses does. */
export const COLD_START_VERSION = 'cold-start-2';

/** Roubles. The span of lead prices over all niches that the articles state. */
const LOWEST_MEDIAN_RUB = 10;
const HIGHEST_MEDIAN_RUB = 10_000;

/** Assumed: the articles say that hotter leads are worth more, not how much. */
const TEMPERATURE_MULTIPLIER: Readonly<Record<Temperature, number>> = { cold: 0.5, warm: 1, hot: 1.8 };

/** Standard deviation of ln price of one sale around the median. Assumed. */
const LOG_PRICE_SD = 0.45;
/** The standard normal's 90 % quantile. */
const Z_P90 = 1.2816;

/** Two published ranges determine the base's curve. */
const BASE_FIGURES = 2;

/**
 * The fair price of one lead before any sale is known, with its band and what it is made of.
 *
 * median = base(profit) x (population / Moscow)^elasticity x season x temperature [x competition] [x copies] [x limit]
 * [x currency]; p10 and p90 = median x exp(-+1.2816 x 0.45), log-normal.
 *
 * The rouble median lies in [10, 10,000]; where that binds, the factor `limit` states what it changed. The
 * band is not limited: it tells how single sales scatter about the median. `currency` is absent from a quote
 * in roubles, `limit` where it does not bind, `competition` and `copies` where buyers or copies are not told: the published figures
 * then stand for the usual lead.
 *
 * Throws a broken invariant on a month outside 1-12, on a profit, population or rate not above zero, on fewer than no buyers and
 * on less than one copy.
 */
export function quoteColdStart(question: PriceQuestion): Quote {
  const { niche, place, month, temperature, buyers, copies, currency, rates } = question;
  const baseMinor = fromMajorRounded(baseRub(niche.profitRubThousand), 'RUB').amountMinor;
  const elasticity = populationElasticity(sectorOf(niche.code));
  const factors: Factor[] = [
    // The base carries the price itself; its factor of 1 is there to say what that price rests on.
    { factor: 'base', multiplier: 1, n: BASE_FIGURES, assumed: niche.profitAssumed },
    {
      factor: 'geography',
      multiplier: geographyMultiplier(elasticity, place.marketPopulation),
      n: elasticity.n,
      assumed: elasticity.assumed,
    },
    { factor: 'season', multiplier: seasonMultiplier(niche.peakMonths, month), n: 0, assumed: true },
    { factor: 'temperature', multiplier: TEMPERATURE_MULTIPLIER[temperature], n: 0, assumed: true },
  ];
  if (buyers !== undefined)
    factors.push({ factor: 'competition', multiplier: buyersMultiplier(buyers), n: 0, assumed: true });
  if (copies !== undefined)
    factors.push({ factor: 'copies', multiplier: copiesMultiplier(copies), n: 0, assumed: true });
  factors.push(...limitFactor(medianMajor(baseMinor, factors)), ...currencyFactor(currency, rates));

  const median = medianMajor(baseMinor, factors);
  const spread = Math.exp(Z_P90 * LOG_PRICE_SD);
  return {
    currency,
    p10Minor: fromMajorRounded(median / spread, currency).amountMinor,
    p50Minor: fromMajorRounded(median, currency).amountMinor,
    p90Minor: fromMajorRounded(median * spread, currency).amountMinor,
    baseMinor,
    factors,
    modelVersion: COLD_START_VERSION,
  };
}

/**
 * The base price in roubles: 424 x (profit / 8,367 roubles)^0.464.
 * Source: the power curve through the geometric middles of two published ranges: goods with a margin of
 * 7,000-10,000 sell at 300-600, deals of 300,000 at 1,000-5,000.
 */
function baseRub(profitRubThousand: number): number {
  assert(Number.isFinite(profitRubThousand) && profitRubThousand > 0, 'profit per deal is above zero');
  return 424 * ((profitRubThousand * 1_000) / 8_367) ** 0.464;
}

function sectorOf(nicheCode: string): string {
  return nicheCode.replace(/\..*$/, '');
}

/** Major units: roubles until the currency's factor is among the factors. */
function medianMajor(baseMinor: bigint, factors: readonly Factor[]): number {
  return factors.reduce((price, { multiplier }) => price * multiplier, Number(baseMinor) / MINOR_PER_MAJOR);
}

function limitFactor(medianRub: number): Factor[] {
  const limitedRub = Math.min(Math.max(medianRub, LOWEST_MEDIAN_RUB), HIGHEST_MEDIAN_RUB);
  if (limitedRub === medianRub) return [];
  return [{ factor: 'limit', multiplier: limitedRub / medianRub, n: 0, assumed: false }];
}

function currencyFactor(currency: Currency, rates: ExchangeRates): Factor[] {
  if (currency === 'RUB') return [];
  return [
    {
      factor: 'currency',
      multiplier: convertRubMajor(1, currency, rates),
      n: rates.assumed ? 0 : 1,
      assumed: rates.assumed,
      asOf: rates.asOf,
    },
  ];
}
