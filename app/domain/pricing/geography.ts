import { assert } from '#app/kernel/assert.ts';

/** An elasticity of price by market population: price ~ population^mean. Dimensionless. */
export type Elasticity = {
  readonly mean: number;
  readonly sd: number;
  /** Observed prices behind the mean; 0 where only the prior speaks. */
  readonly n: number;
  readonly assumed: boolean;
};

/** People. The market whose multiplier is 1. Source: GeoNames. */
export const MOSCOW_POPULATION = 10_381_222;
/** People. The smaller city of the published pair. Source: GeoNames. */
export const MURMANSK_POPULATION = 319_263;

const PRIOR: Elasticity = { mean: 0.35, sd: 0.15, n: 0, assumed: true };

/** The published prices of one legal lead, roubles: the only pair of cities that the articles give. */
const LEGAL_PRICE_MOSCOW_RUB = 600;
const LEGAL_PRICE_MURMANSK_RUB = 100;
/** Each price of the pair is a round figure, read as right to about a tenth. Assumed. */
const PAIR_LOG_PRICE_SD = 0.1;

const LEGAL = updated(PRIOR, observedLegalElasticity(), 2);

/**
 * The elasticity of a sector's price by population before any sale is known.
 *
 * Legal services: conjugate normal update of the prior N(0.35, 0.15^2) by the slope of the published pair,
 * ln(600/100) / ln(pop Moscow / pop Murmansk) = 0.515 with sd sqrt(2) x 0.1 / ln(pop ratio) = 0.041; gives 0.503.
 *
 * Every other sector keeps the prior: one observed sector tells nothing of how far sectors differ, so any share
 * of the pair lent to the others is a guess. Its `n` is 0 and it is labelled as assumed.
 */
export function populationElasticity(sector: string): Elasticity {
  return sector === 'legal' ? LEGAL : PRIOR;
}

/**
 * What the size of the market does to the price: (population / population of Moscow)^elasticity, 1 in Moscow.
 * @param marketPopulation people, above zero
 */
export function geographyMultiplier(elasticity: Elasticity, marketPopulation: number): number {
  assert(Number.isFinite(marketPopulation) && marketPopulation > 0, 'a market has people in it');
  return (marketPopulation / MOSCOW_POPULATION) ** elasticity.mean;
}

type Slope = { readonly mean: number; readonly sd: number };

function observedLegalElasticity(): Slope {
  const logPopulationRatio = Math.log(MOSCOW_POPULATION / MURMANSK_POPULATION);
  return {
    mean: Math.log(LEGAL_PRICE_MOSCOW_RUB / LEGAL_PRICE_MURMANSK_RUB) / logPopulationRatio,
    sd: (Math.SQRT2 * PAIR_LOG_PRICE_SD) / logPopulationRatio,
  };
}

/** Normal prior, normal observation of known sd: precisions add, means are weighted by precision. */
function updated(prior: Slope, observation: Slope, n: number): Elasticity {
  const priorPrecision = prior.sd ** -2;
  const observationPrecision = observation.sd ** -2;
  const precision = priorPrecision + observationPrecision;
  return {
    mean: (prior.mean * priorPrecision + observation.mean * observationPrecision) / precision,
    sd: precision ** -0.5,
    n,
    assumed: false,
  };
}
