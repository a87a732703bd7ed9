import { fromMajorRounded, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { type Factor, type PriceQuestion, type Quote, quoteColdStart } from './cold-start.ts';
import { estimatePrice, type OpenPriceModel } from './estimate-price.ts';
import { convertRubMajor } from './exchange-rates.ts';
import type { PriceBelief, PriceEstimateFactor } from './price-model.ts';
import type { PriceTraits } from './price-question.ts';

/** A model that was published, and the name by which quotes tell of it. */
export type PublishedPriceModel = { readonly version: string; readonly open: OpenPriceModel };

/** The price in roubles that is believed of what is asked before any sale: what the model's effects are on top of. */
export function believedRub(question: PriceQuestion): number {
  return Number(quoteColdStart({ ...question, currency: 'RUB' }).p50Minor) / MINOR_PER_MAJOR;
}

/**
 * What a model is asked on top of: the question with the usual buyers and copies of its sales where they are not told, and by an
 * earlier model, which learned both itself, without them.
 */
export function believedBy(belief: PriceBelief | undefined, question: PriceQuestion): PriceQuestion {
  if (!belief) return { ...question, buyers: undefined, copies: undefined };
  const { buyers, copies } = belief.usual;
  return {
    ...question,
    buyers: question.buyers ?? buyers ?? undefined,
    copies: question.copies ?? copies ?? undefined,
  };
}

/**
 * The fair price by a model that was fitted on top of the cold start: each factor is the believed one times what sales have
 * taught of it, and is labelled as assumed as long as the sales weigh less than the belief. What is believed of buyers and copies that are
 * not told is in the base. `n` counts sales alone: none, where a
 * factor rests on published figures or on what is asked and bid. Where nothing was sold it is
 * the cold start's own.
 */
export function quoteWithModel(
  published: PublishedPriceModel,
  question: PriceQuestion,
  traits: PriceTraits,
): Quote {
  const { currency, month, rates } = question;
  const { belief } = published.open.model;
  const told = belief ? question : believedBy(belief, question);
  const believed = quoteColdStart(told);
  const believedMajor = believedRub(told);
  const basisMajor = believedRub(believedBy(belief, told));
  const estimate = estimatePrice(published.open, {
    day: null,
    month: month - 1,
    ...traits,
    logPrior: Math.log(basisMajor),
  });
  const learned = new Map(estimate.factors.map((factor) => [factor.factor, factor]));
  // The estimate's base carries the believed price as a whole; the quote's, what its niche is believed to bring.
  const isBelieved = new Set(believed.factors.map(({ factor }) => factor));
  const unproven = UNPROVEN.flatMap((name) => {
    const one = isBelieved.has(name) ? undefined : learned.get(name);
    return one && (one.assumed || one.n < LEAST_SALES) ? [one] : [];
  });
  const lift = unproven.reduce(
    (product, { multiplier }) => product * multiplier,
    (learned.get('base')?.multiplier ?? basisMajor) / believedMajor,
  );
  const baseMinor = fromMajorRounded(
    (Number(believed.baseMinor) / MINOR_PER_MAJOR) * lift,
    'RUB',
  ).amountMinor;
  const factors = [
    ...believed.factors.map((factor) => merged(factor, learned)),
    ...LEARNED_ONLY.flatMap((name): Factor[] => {
      const one = isBelieved.has(name) ? undefined : learned.get(name);
      return one && one.multiplier !== 1 && !unproven.includes(one)
        ? [{ ...one, factor: name, n: Math.round(one.n), assumed: one.assumed || one.n === 0 }]
        : [];
    }),
  ].sort((a, b) => ORDER.indexOf(a.factor) - ORDER.indexOf(b.factor));
  const toCurrency = (price: number) =>
    fromMajorRounded(convertRubMajor(price, currency, rates), currency).amountMinor;
  const product = factors.reduce(
    (price, { multiplier }) => price * multiplier,
    Number(baseMinor) / MINOR_PER_MAJOR,
  );
  return {
    currency,
    p10Minor: toCurrency(estimate.p10),
    p50Minor: fromMajorRounded(product, currency).amountMinor,
    p90Minor: toCurrency(estimate.p90),
    baseMinor,
    factors,
    modelVersion: published.version,
  };
}

/** What sales alone tell, of buyers and copies where none are told: nothing is believed of it. */
const LEARNED_ONLY = ['trend', 'quality', 'competition', 'copies', 'attributes'] as const;

/** Those of it that stay in the base as long as sales tell too little: a factor that rests on nothing is not shown. */
const UNPROVEN = ['quality', 'competition', 'copies', 'attributes'] as const;
const LEAST_SALES = 30;

/** In the order in which they apply: the limit and the currency come last. */
const ORDER: readonly Factor['factor'][] = [
  'base',
  'geography',
  'season',
  'trend',
  'temperature',
  'quality',
  'competition',
  'copies',
  'attributes',
  'limit',
  'currency',
];

/** What sales tell of these is of single kinds of leads: fewer leave a belief one. */
const BORNE_OUT_BY: Partial<Record<Factor['factor'], number>> = {
  competition: LEAST_SALES,
  copies: LEAST_SALES,
};

/** A believed factor with what was learned of it; a belief that no sale bears out stays one, whatever is asked. */
function merged(believed: Factor, learned: ReadonlyMap<string, PriceEstimateFactor>): Factor {
  const one = learned.get(believed.factor);
  // A rate is no price; what else was believed without a sale rests on none.
  if (!one) return believed.factor === 'currency' ? believed : { ...believed, n: 0 };
  return {
    ...believed,
    multiplier: believed.factor === 'base' ? 1 : believed.multiplier * one.multiplier,
    n: Math.round(one.n),
    z: one.z,
    assumed: believed.assumed && (one.assumed || one.n < (BORNE_OUT_BY[believed.factor] ?? 1)),
  };
}
