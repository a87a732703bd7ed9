import { describe, expect, it } from 'vitest';
import { COLD_START_VERSION, type PriceQuestion, quoteColdStart, type Temperature } from './cold-start.ts';
import { openPriceModel } from './estimate-price.ts';
import { ASSUMED_RATES } from './exchange-rates.ts';
import { fitPriceModel } from './fit-price-model.ts';
import type { PriceTable } from './price-table.ts';
import { believedBy, believedRub, type PublishedPriceModel, quoteWithModel } from './quote-with-model.ts';
import { usualLead } from './usual-lead.ts';

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
  copies?: number | undefined;
};

function questionOf({ niche, place, temperature, day, copies }: Lead): PriceQuestion {
  const month = new Date(day * 86_400_000).getUTCMonth() + 1;
  return { niche, place, month, temperature, copies, currency: 'RUB', rates: ASSUMED_RATES };
}

function traitsOf({ niche, place, temperature, copies }: Lead) {
  return {
    keys: {
      sector: niche.code.split('.')[0] ?? '',
      niche: niche.code,
      country: place.countryCode,
      region: place.regionCode,
      temperature,
    },
    numbers: { population: place.marketPopulation, ...(copies === undefined ? {} : { copies }) },
  };
}

/**
 * Leads of two niches in two places, each sold at its believed price times something.
 * @param isEarlier as a release fitted it that believed nothing of copies
 */
function modelOf(
  count: number,
  timesOf: (lead: Lead) => number,
  copiesOf: (at: number) => number = () => 1,
  isEarlier = false,
): PublishedPriceModel {
  const leads = Array.from(
    { length: count },
    (_, at): Lead => ({
      niche: at % 2 === 0 ? LEGAL : CREDIT,
      place: at % 4 < 2 ? MOSCOW : MURMANSK,
      temperature: (['cold', 'warm', 'hot'] as const)[at % 3] ?? 'warm',
      day: TODAY - ((at * 37) % 700),
      copies: copiesOf(at),
    }),
  );
  const noise = (at: number) => 0.2 * (((at * 7919) % 101) / 50 - 1);
  const usual = usualLead(leads.map(({ copies = null }) => ({ weight: 1, copies })));
  const belief = isEarlier ? undefined : { version: COLD_START_VERSION, usual };
  const rubOf = (lead: Lead) => believedRub(believedBy(belief, questionOf(lead)));
  const names = ['sector', 'niche', 'country', 'region', 'temperature'] as const;
  const table: PriceTable = {
    rows: count,
    logPrice: Float64Array.from(leads, (lead, at) => Math.log(rubOf(lead) * timesOf(lead)) + noise(at)),
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
    logPrior: Float64Array.from(leads, (lead) => Math.log(rubOf(lead))),
  };
  const model = fitPriceModel({ table });
  return { version: 'test', open: openPriceModel(belief ? { ...model, format: 2, belief } : model) };
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

  describe('of copies', () => {
    const NIGHT = { niche: LEGAL, place: MOSCOW, temperature: 'warm', day: TODAY } as const;
    const oneToFour = (at: number) => 1 + (Math.floor(at / 12) % 4);
    const ask = (model: PublishedPriceModel, copies?: number) => {
      const lead = { ...NIGHT, copies };
      const made = quoteWithModel(model, questionOf(lead), traitsOf(lead));
      const { baseMinor, factors, p50Minor } = made;
      const product = factors.reduce((price, { multiplier }) => price * multiplier, Number(baseMinor));
      expect(Math.abs(product - Number(p50Minor))).toBeLessThan(0.5 + 1e-6);
      return { p50: Number(p50Minor), factor: factors.find(({ factor }) => factor === 'copies') };
    };
    const ratio = (model: PublishedPriceModel, copies: number) => ask(model, copies).p50 / ask(model, 1).p50;

    it('tells the belief before any sale, and what sales teach of it afterwards', () => {
      expect(
        ratio(
          modelOf(0, () => 1),
          4,
        ),
      ).toBeCloseTo(0.5, 3);
      expect(
        ratio(
          modelOf(600, () => 1, oneToFour),
          4,
        ),
      ).toBeCloseTo(0.5, 1);
      const noMatter = ({ copies = 1 }: Lead) => copies ** 0.5;
      expect(ratio(modelOf(600, noMatter, oneToFour), 4)).toBeCloseTo(1, 1);
      const steeper = ({ copies = 1 }: Lead) => copies ** -0.5;
      expect(ratio(modelOf(600, steeper, oneToFour), 4)).toBeCloseTo(0.25, 1);
    });

    it('is assumed until thirty sales of such leads bear it out', () => {
      const factorOf = (count: number) =>
        ask(
          modelOf(count, () => 1, oneToFour),
          3,
        ).factor;
      expect(factorOf(0)).toMatchObject({ n: 0, assumed: true });
      expect(factorOf(28)).toMatchObject({ assumed: true });
      // Twelve of the fifty dozens.
      expect(factorOf(600)).toMatchObject({ n: 144, assumed: false });
      expect(Math.abs((factorOf(28)?.multiplier ?? 0) / 3 ** -0.5 - 1)).toBeLessThan(0.1);
    });

    it('is not told of a lead of which copies are not: its price is that of the usual one of the sales', () => {
      const mixed = modelOf(600, () => 1, oneToFour);
      expect(ask(mixed).factor).toBeUndefined();
      // The geometric mean of one to four.
      expect(Math.abs(ask(mixed).p50 / ask(mixed, 1).p50 / 24 ** (-0.5 / 4) - 1)).toBeLessThan(0.06);
    });

    it('stays the belief where all were sold as often, and what is not told is as those were', () => {
      const alike = modelOf(
        400,
        () => 1,
        () => 4,
      );
      expect(ask(alike, 1).factor).toEqual({ factor: 'copies', multiplier: 1, n: 0, assumed: true });
      // The base is rounded in each.
      expect(Math.abs(ask(alike).p50 - ask(alike, 4).p50)).toBeLessThanOrEqual(1);
      expect(Math.abs(ask(alike, 1).p50 / ask(alike).p50 - 2)).toBeLessThan(1e-3);
      const believed = Number(quoteColdStart(questionOf({ ...NIGHT, copies: 4 })).p50Minor);
      expect(Math.abs(ask(alike).p50 / believed - 1)).toBeLessThan(0.08);
    });

    it('is what sales alone taught by a model of a release that believed nothing of it, and nothing before', () => {
      const steep = ({ copies = 1 }: Lead) => copies ** -0.5;
      const proven = modelOf(600, steep, oneToFour, true);
      expect(ask(proven, 3).factor).toMatchObject({ assumed: false });
      expect(ratio(proven, 4)).toBeCloseTo(0.5, 1);
      const alike = modelOf(
        400,
        () => 1,
        () => 1,
        true,
      );
      expect(ask(alike, 4)).toEqual({ p50: ask(alike, 1).p50, factor: undefined });
      const few = modelOf(28, steep, (at) => 1 + (at % 4), true);
      expect(ask(few, 3).factor).toBeUndefined();
    });
  });
});
