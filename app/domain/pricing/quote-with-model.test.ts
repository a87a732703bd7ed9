import { describe, expect, it } from 'vitest';
import { type PriceQuestion, quoteColdStart, type Temperature } from './cold-start.ts';
import { openPriceModel } from './estimate-price.ts';
import { ASSUMED_RATES } from './exchange-rates.ts';
import { fitPriceModel } from './fit-price-model.ts';
import type { PriceTable } from './price-table.ts';
import { believedRub, type PublishedPriceModel, quoteWithModel } from './quote-with-model.ts';

const LEGAL = {
  code: 'legal.consultation',
  profitRubThousand: 18,
  profitAssumed: false,
  peakMonths: [1, 2, 3, 9, 10, 11],
};
const CREDIT = { code: 'credit.consumer', profitRubThousand: 15, profitAssumed: false, peakMonths: [11, 12] };
const MOSCOW = { regionCode: 'RU-MOW', countryCode: 'RU', marketPopulation: 10_381_222 };
const MURMANSK = { regionCode: 'RU-MUR', countryCode: 'RU', marketPopulation: 319_263 };
const TODAY = 20_400;

type Lead = {
  niche: PriceQuestion['niche'];
  place: PriceQuestion['place'];
  temperature: Temperature;
  day: number;
};

function questionOf({ niche, place, temperature, day }: Lead): PriceQuestion {
  const month = new Date(day * 86_400_000).getUTCMonth() + 1;
  return { niche, place, month, temperature, currency: 'RUB', rates: ASSUMED_RATES };
}

function traitsOf({ niche, place, temperature }: Lead) {
  return {
    keys: {
      sector: niche.code.split('.')[0] ?? '',
      niche: niche.code,
      country: place.countryCode,
      region: place.regionCode,
      temperature,
    },
    numbers: { population: place.marketPopulation, copies: 3 },
  };
}

/** Leads of two niches in two places, each sold at its believed price times something. */
function modelOf(
  count: number,
  timesOf: (lead: Lead, copies: number) => number,
  copiesOf: (at: number) => number = () => 1,
): PublishedPriceModel {
  const leads = Array.from(
    { length: count },
    (_, at): Lead => ({
      niche: at % 2 === 0 ? LEGAL : CREDIT,
      place: at % 4 < 2 ? MOSCOW : MURMANSK,
      temperature: (['cold', 'warm', 'hot'] as const)[at % 3] ?? 'warm',
      day: TODAY - ((at * 37) % 700),
    }),
  );
  const noise = (at: number) => 0.2 * (((at * 7919) % 101) / 50 - 1);
  const names = ['sector', 'niche', 'country', 'region', 'temperature'] as const;
  const table: PriceTable = {
    rows: count,
    logPrice: Float64Array.from(
      leads,
      (lead, at) => Math.log(believedRub(questionOf(lead)) * timesOf(lead, copiesOf(at))) + noise(at),
    ),
    day: Float64Array.from(leads, ({ day }) => day),
    keys: names.map((name) => {
      const values = [...new Set(leads.map((lead) => traitsOf(lead).keys[name]))];
      return {
        name,
        values,
        codes: Int32Array.from(leads, (lead) => values.indexOf(traitsOf(lead).keys[name])),
      };
    }),
    numbers: [
      { name: 'population', values: Float64Array.from(leads, ({ place }) => place.marketPopulation) },
      { name: 'copies', values: Float64Array.from(leads, (_, at) => copiesOf(at)) },
    ],
    weight: null,
    logPrior: Float64Array.from(leads, (lead) => Math.log(believedRub(questionOf(lead)))),
  };
  return { version: 'test', open: openPriceModel(fitPriceModel({ table })) };
}

function quote(model: PublishedPriceModel, changes: Partial<Lead & Pick<PriceQuestion, 'currency'>> = {}) {
  const lead = { niche: LEGAL, place: MOSCOW, temperature: 'warm' as const, day: TODAY, ...changes };
  const question = { ...questionOf(lead), currency: changes.currency ?? 'RUB' };
  return { quote: quoteWithModel(model, question, traitsOf(lead)), believed: quoteColdStart(question) };
}

const times = (one: { quote: { p50Minor: bigint }; believed: { p50Minor: bigint } }) =>
  Number(one.quote.p50Minor) / Number(one.believed.p50Minor);

describe('a quote by a model on top of the cold start', () => {
  it('is the cold start where nothing was sold', () => {
    const one = quote(modelOf(0, () => 1));
    expect(Math.abs(times(one) - 1)).toBeLessThan(0.001);
    for (const factor of one.quote.factors) {
      const before = one.believed.factors.find((other) => other.factor === factor.factor);
      // Published figures are no sales.
      expect(factor).toMatchObject({ n: 0, assumed: before?.assumed });
      expect(factor.multiplier / (before?.multiplier ?? 0)).toBeCloseTo(1, 6);
    }
  });

  it('stays at the published examples while sales agree with them', () => {
    const model = modelOf(400, () => 1);
    const rub = (changes: Partial<Lead>) =>
      Number(quote(model, { day: TODAY, ...changes }).believed.p50Minor) / 100;
    expect(rub({}) / rub({ place: MURMANSK })).toBeCloseTo(600 / 100, 0);
    for (const place of [MOSCOW, MURMANSK])
      for (const niche of [LEGAL, CREDIT])
        expect(Math.abs(times(quote(model, { niche, place })) - 1)).toBeLessThan(0.08);
  });

  it('moves to the sales, the further the more there are', () => {
    const dearer = [1, 20, 400].map((count) => times(quote(modelOf(count, () => 2))));
    const [one = 0, some = 0, many = 0] = dearer;
    expect(one).toBeGreaterThan(1);
    expect(some).toBeGreaterThan(one);
    expect(many).toBeGreaterThan(some);
    expect(Math.abs(many - 2)).toBeLessThan(0.15);
  });

  it('says which factor moved, and that it is found, not assumed', () => {
    const model = modelOf(600, ({ temperature }) => (temperature === 'hot' ? 1.5 : 1));
    const hot = quote(model, { temperature: 'hot' });
    const factor = hot.quote.factors.find((one) => one.factor === 'temperature');
    expect(hot.believed.factors.find((one) => one.factor === 'temperature')?.assumed).toBe(true);
    expect(factor).toMatchObject({ n: 200, assumed: false });
    expect(factor?.z).toBeGreaterThan(0.5);
    expect(Math.abs(times(hot) / 1.5 - 1)).toBeLessThan(0.1);
    expect(Math.abs(times(quote(model)) - 1)).toBeLessThan(0.1);
  });

  it('is the base times its factors to half a minor unit, in any currency, inside its band', () => {
    const model = modelOf(300, () => 1.4);
    for (const currency of ['RUB', 'UAH', 'MNT'] as const)
      for (const niche of [LEGAL, CREDIT]) {
        const { quote: one } = quote(model, { currency, niche });
        const product = one.factors.reduce(
          (value, { multiplier }) => value * multiplier,
          Number(one.baseMinor),
        );
        expect(Math.abs(Number(one.p50Minor) - product)).toBeLessThan(0.5 + 1e-6);
        expect(one.p10Minor < one.p50Minor && one.p50Minor < one.p90Minor).toBe(true);
        expect(one.factors.every(({ n }) => Number.isInteger(n))).toBe(true);
      }
  });

  it('shows a factor of copies as soon as sales prove one, and not before; the product holds in both cases', () => {
    const lead = { niche: LEGAL, place: MOSCOW, temperature: 'warm', day: TODAY } as const;
    const quoteBy = (model: PublishedPriceModel) => quoteWithModel(model, questionOf(lead), traitsOf(lead));
    const cheaper = (_: Lead, copies: number) => copies ** -0.5;
    const proven = quoteBy(modelOf(600, cheaper, (at) => 1 + (Math.floor(at / 12) % 4)));
    const unproven = quoteBy(modelOf(28, cheaper, (at) => 1 + (at % 4)));
    expect(proven.factors.find(({ factor }) => factor === 'copies')).toMatchObject({ assumed: false });
    expect(unproven.factors.map(({ factor }) => factor)).not.toContain('copies');
    for (const { baseMinor, factors, p50Minor } of [proven, unproven]) {
      const product = factors.reduce((price, { multiplier }) => price * multiplier, Number(baseMinor));
      expect(Math.abs(product / Number(p50Minor) - 1)).toBeLessThan(1e-4);
    }
  });
});
