import { fromMajorRounded, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { type Factor, type PriceQuestion, type Quote, quoteColdStart } from './cold-start.ts';
import { estimatePrice, type OpenPriceModel } from './estimate-price.ts';
import { convertRubMajor } from './exchange-rates.ts';
import type { PriceEstimateFactor } from './price-model.ts';
import type { PriceTraits } from './price-question.ts';

/** A model that was published, and the name by which quotes tell of it. */
export type PublishedPriceModel = { readonly version: string; readonly open: OpenPriceModel };

/** The price in roubles that is believed of what is asked before any sale: what the model's effects are on top of. */
export function believedRub(question: PriceQuestion): number {
  return Number(quoteColdStart({ ...question, currency: 'RUB' }).p50Minor) / MINOR_PER_MAJOR;
}

/**
 * The fair price by a model that was fitted on top of the cold start: each factor is the believed one times what sales have
 * taught of it, and is labelled as assumed as long as the sales weigh less than the belief. `n` counts sales alone: none, where a
 * factor rests on published figures or on what is asked and bid. Where nothing was sold it is
 * the cold start's own.
 */
export function quoteWithModel(
  published: PublishedPriceModel,
  question: PriceQuestion,
  traits: PriceTraits,
): Quote {
  const { currency, month, rates } = question;
  const believed = quoteColdStart(question);
  const rub = currency === 'RUB' ? believed : quoteColdStart({ ...question, currency: 'RUB' });
  const believedMajor = Number(rub.p50Minor) / MINOR_PER_MAJOR;
  const estimate = estimatePrice(published.open, {
    day: null,
    month: month - 1,
    ...traits,
    logPrior: Math.log(believedMajor),
  });
  const learned = new Map(estimate.factors.map((factor) => [factor.factor, factor]));
  // The estimate's base carries the believed price as a whole; the quote's, what its niche is believed to bring.
  const unproven = UNBELIEVED.flatMap((name) => {
    const one = learned.get(name);
    return one && (one.assumed || one.n < LEAST_SALES) ? [one] : [];
  });
  const lift = unproven.reduce(
    (product, { multiplier }) => product * multiplier,
    (learned.get('base')?.multiplier ?? believedMajor) / believedMajor,
  );
  const baseMinor = fromMajorRounded(
    (Number(believed.baseMinor) / MINOR_PER_MAJOR) * lift,
    'RUB',
  ).amountMinor;
  const factors = [
    ...believed.factors.map((factor) => merged(factor, learned)),
    ...LEARNED_ONLY.flatMap((name): Factor[] => {
      const one = learned.get(name);
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

/** What nothing is believed of before sales tell. */
const LEARNED_ONLY = ['trend', 'quality', 'competition', 'copies', 'attributes'] as const;

/** What sales do not yet tell of these stays in the base: a factor that rests on too little is not shown. */
const UNBELIEVED = ['quality', 'competition', 'copies', 'attributes'] as const;
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
    assumed: believed.assumed && (one.assumed || one.n === 0),
  };
}
