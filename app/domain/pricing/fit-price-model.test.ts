import { beforeAll, describe, expect, it } from 'vitest';
import { present } from '#app/kernel/assert.ts';
import { estimatePrice, openPriceModel, type PriceAsked } from './estimate-price.ts';
import { fitPriceModel } from './fit-price-model.ts';
import { answerKey } from './model/answer-keys.ts';
import type { PriceEstimate, PriceModel } from './price-model.ts';
import type { PriceTable } from './price-table.ts';

type Sale = {
  price: number;
  day?: number;
  keys?: Record<string, string>;
  numbers?: Record<string, number>;
};

const DAY = 20_000;
const NICHES = ['flats', 'loans', 'windows', 'tyres', 'visas'];
const REGIONS = ['north', 'south', 'east', 'west'];
const NICHE_PRICE = [900, 400, 250, 120, 60];
const REGION_TIMES = [1, 1.5, 0.7, 0.4];

/** Numbers of [0, 1) that follow from a seed: a linear congruential generator, by Knuth's constants. */
function unitsOf(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & ((1n << 64n) - 1n);
    return Number(state >> 11n) / 2 ** 53;
  };
}

function normalOf(unit: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
}

function tableOf(sales: readonly Sale[]): PriceTable {
  const keyNames = [...new Set(sales.flatMap(({ keys }) => Object.keys(keys ?? {})))];
  const numberNames = [...new Set(sales.flatMap(({ numbers }) => Object.keys(numbers ?? {})))];
  return {
    rows: sales.length,
    logPrice: Float64Array.from(sales, ({ price }) => Math.log(price)),
    day: sales.some(({ day }) => day !== undefined)
      ? Float64Array.from(sales, ({ day }) => day ?? Number.NaN)
      : null,
    keys: keyNames.map((name) => {
      const values = [...new Set(sales.flatMap(({ keys }) => keys?.[name] ?? []))];
      return {
        name,
        values,
        codes: Int32Array.from(sales, ({ keys }) => values.indexOf(keys?.[name] ?? '')),
      };
    }),
    numbers: numberNames.map((name) => ({
      name,
      values: Float64Array.from(sales, ({ numbers }) => numbers?.[name] ?? Number.NaN),
    })),
    weight: null,
    logPrior: null,
  };
}

function ask(model: PriceModel, asked: Partial<PriceAsked> = {}): PriceEstimate {
  return estimatePrice(openPriceModel(model), { day: null, keys: {}, numbers: {}, ...asked });
}

/** Sales in five niches and four regions whose prices are products, with noise of a fifth. */
function market(
  count: number,
  seed = 1,
  change: (sale: Sale, unit: () => number) => Sale = (sale) => sale,
): Sale[] {
  const unit = unitsOf(seed);
  return Array.from({ length: count }, () => {
    const [niche, region] = [Math.floor(unit() * 5), Math.floor(unit() * 4)];
    const price = (NICHE_PRICE[niche] ?? 1) * (REGION_TIMES[region] ?? 1) * Math.exp(0.2 * normalOf(unit));
    const keys = { niche: NICHES[niche] ?? '', region: REGIONS[region] ?? '' };
    return change({ price, keys, day: DAY + Math.floor(unit() * 700) }, unit);
  });
}

function shuffled<T>(items: readonly T[]): T[] {
  const unit = unitsOf(7);
  return items
    .map((item) => ({ item, at: unit() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('a fit', () => {
  let model: PriceModel;
  beforeAll(() => {
    model = fitPriceModel({ table: tableOf(market(2_000)) });
  });

  it('finds the prices that the sales were made from', () => {
    for (const [n, niche] of NICHES.entries())
      for (const [r, region] of REGIONS.entries()) {
        const { p50 } = ask(model, { keys: { niche, region } });
        const truth = (NICHE_PRICE[n] ?? 0) * (REGION_TIMES[r] ?? 0);
        expect(Math.abs(p50 / truth - 1), `${niche} in ${region}`).toBeLessThan(0.1);
      }
  });

  it('has four of five prices that it has not seen in its band', () => {
    const open = openPriceModel(model);
    const fresh = market(2_000, 2);
    const inside = fresh.filter(({ price, day, keys }) => {
      const { p10, p90 } = estimatePrice(open, { day: day ?? null, keys: keys ?? {}, numbers: {} });
      return price >= p10 && price <= p90;
    });
    expect(Math.abs(inside.length / fresh.length - 0.8)).toBeLessThan(0.03);
  });

  it('is the same from the same sales, in whatever order', () => {
    expect(fitPriceModel({ table: tableOf(market(2_000)) })).toEqual(model);
    expect(fitPriceModel({ table: tableOf(shuffled(market(2_000))) })).toEqual(model);
  });

  it('is the same after it was kept as JSON', () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('ends where a fit from nothing ends when it starts from an earlier model', () => {
    const earlier = fitPriceModel({ table: tableOf(market(1_500)) });
    const warm = fitPriceModel({ table: tableOf(market(2_000)), previous: earlier });
    for (const niche of NICHES)
      for (const region of REGIONS) {
        const [one, other] = [model, warm].map((of) => ask(of, { keys: { niche, region } }).p50);
        expect(Math.abs((one ?? 0) / (other ?? 1) - 1)).toBeLessThan(0.02);
      }
  });

  it.each([
    ['a nought too many', 10],
    ['a nought too few', 0.1],
    ['kopecks for roubles', 100],
  ])('takes no notice of %s', (_, times) => {
    const unit = unitsOf(9);
    const typed = market(2_000, 1, (sale) => (unit() < 0.09 ? { ...sale, price: sale.price * times } : sale));
    const misled = fitPriceModel({ table: tableOf(typed) });
    expect(misled.sigma / model.sigma).toBeLessThan(1.1);
    for (const niche of NICHES) {
      const [clean, dirty] = [model, misled].map((of) => ask(of, { keys: { niche, region: 'north' } }).p50);
      expect(Math.abs((dirty ?? 0) / (clean ?? 1) - 1)).toBeLessThan(0.04);
    }
  });

  it('believes a niche that is ten times as dear, and new since the last fit', () => {
    const of = (niche: string) => market(60, 3, (sale) => ({ ...sale, keys: { ...sale.keys, niche } }));
    const dear = of('yachts').map((sale) => ({
      ...sale,
      price: 4_000 * Math.exp(0.2 * Math.sin(sale.price)),
    }));
    const table = tableOf([...market(2_000), ...dear]);
    for (const previous of [null, model]) {
      const { p50 } = ask(fitPriceModel({ table, previous }), { keys: { niche: 'yachts' } });
      expect(p50 / 4_000).toBeGreaterThan(0.75);
    }
  });
});

describe('a factor', () => {
  it('multiplies with the others to the median, and says what it rests on', () => {
    const model = fitPriceModel({ table: tableOf(market(1_000)) });
    const { p10, p50, p90, factors } = ask(model, { day: DAY, keys: { niche: 'flats', region: 'south' } });
    const product = factors.reduce((value, { multiplier }) => value * multiplier, 1);
    expect(product / p50).toBeCloseTo(1, 9);
    expect(p10 < p50 && p50 < p90).toBe(true);
    const geography = present(
      factors.find(({ factor }) => factor === 'geography'),
      'a region is a factor',
    );
    const south = market(1_000).filter(({ keys }) => keys?.region === 'south').length;
    expect(geography).toMatchObject({ n: south, assumed: false });
    expect(geography.z).toBeGreaterThan(0.9);
  });

  it('of a key never seen is a belief, and the band is wider for it', () => {
    const model = fitPriceModel({ table: tableOf(market(1_000)) });
    const known = ask(model, { keys: { niche: 'flats', region: 'south' } });
    const unknown = ask(model, { keys: { niche: 'flats', region: 'the moon' } });
    expect(unknown.factors.find(({ factor }) => factor === 'geography')).toMatchObject({
      multiplier: 1,
      n: 0,
      assumed: true,
    });
    expect(unknown.p90 / unknown.p10).toBeGreaterThan(1.5 * (known.p90 / known.p10));
  });

  it('of few sales lies between what they say and what the others say', () => {
    const many = market(1_000).map((sale) => ({
      ...sale,
      keys: { niche: sale.keys?.niche ?? '', region: 'north' },
    }));
    const lone = (count: number) =>
      Array.from({ length: count }, () => ({
        price: 3_600,
        day: DAY,
        keys: { niche: 'flats', region: 'isle' },
      }));
    const times = [1, 3, 30].map((count) => {
      const model = fitPriceModel({ table: tableOf([...many, ...lone(count)]) });
      return (
        ask(model, { keys: { niche: 'flats', region: 'isle' } }).p50 /
        ask(model, { keys: { niche: 'flats', region: 'north' } }).p50
      );
    });
    const [one = 0, three = 0, thirty = 0] = times;
    expect(one).toBeGreaterThan(1);
    expect(three).toBeGreaterThan(one);
    expect(thirty).toBeGreaterThan(three);
  });
});

describe('what is only asked or bid', () => {
  /** Beside each sale two asks, which lie anywhere from a third to three times of it. */
  const SALES = 600;
  let model: PriceModel;
  beforeAll(() => {
    const rows = market(3 * SALES, 11);
    const unit = unitsOf(12);
    const table = tableOf(
      rows.map((row, at) => (at < SALES ? row : { ...row, price: row.price * 9 ** (unit() - 0.5) })),
    );
    const weight = Float64Array.from(rows, (_, at) => (at < SALES ? 1 : 0.2));
    model = fitPriceModel({ table: { ...table, weight } });
  });

  it('is no sale that a factor rests on, however much of it there is', () => {
    expect([model.rows, model.sales]).toEqual([3 * SALES, SALES]);
    expect(ask(model).factors.find(({ factor }) => factor === 'base')?.n).toBe(SALES);
    expect(model.cellSales.reduce((sum, one) => sum + one, 0)).toBe(SALES);
  });

  it('makes the band of what is paid no wider, and is not what a fit is judged by', () => {
    const fresh = market(500, 13);
    const inside = fresh.filter(({ price, keys = {} }) => {
      const { p10, p90 } = ask(model, { keys });
      return price >= p10 && price <= p90;
    });
    expect(inside.length / fresh.length).toBeGreaterThan(0.72);
    expect(inside.length / fresh.length).toBeLessThan(0.88);
    expect(model.metrics.rows).toBe(SALES);
  });
});

describe('holidays', () => {
  const PERIOD = 365.25 / 12;
  /** Days off by month; each takes three hundredths off. The third country has no sales in its only month with some. */
  const OFF: Record<string, number[]> = {
    first: [8, 0, 1, 0, 2, 0, 0, 0, 0, 0, 1, 0],
    second: [0, 1, 0, 4, 0, 0, 5, 0, 0, 2, 0, 0],
    third: [0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0],
  };
  it('of one country tell what another’s are worth, in a month of which it has no sales', () => {
    const unit = unitsOf(11);
    const sales = Array.from({ length: 1_800 }, (_, at): Sale => {
      const country = Object.keys(OFF)[at % 3] ?? '';
      const month = Math.floor(at / 3) % 12;
      const off = OFF[country]?.[month] ?? 0;
      return {
        price: 300 * Math.exp(-0.03 * off + 0.1 * normalOf(unit)),
        day: DAY + PERIOD * (month + 0.5 + 12 * Math.floor(unit() * 2)),
        keys: { country },
        numbers: { holidays: off },
      };
    }).filter(({ keys, numbers }) => keys?.country !== 'third' || numbers?.holidays === 0);
    const model = fitPriceModel({ table: tableOf(sales) });
    const month = new Date((DAY + PERIOD * 8.5) * 86_400_000).getUTCMonth();
    const of = (holidays: number) =>
      ask(model, { day: null, month, keys: { country: 'third' }, numbers: { holidays } });
    expect(Math.log(of(6).p50 / of(0).p50)).toBeLessThan(-0.08);
    expect(of(6).factors.find(({ factor }) => factor === 'season')?.multiplier).toBeLessThan(0.95);
  });
});

describe('an answer', () => {
  const TIMES: Record<string, Record<string, number>> = {
    flats: { yes: 1.5, no: 1 },
    loans: { yes: 0.7, no: 1, rarely: 1.9 },
  };
  let model: PriceModel;
  beforeAll(() => {
    const unit = unitsOf(7);
    model = fitPriceModel({
      table: tableOf(
        Array.from({ length: 1_200 }, (_, at): Sale => {
          const niche = at % 3 === 2 ? 'tyres' : (NICHES[at % 3] ?? '');
          const said = at < 60 ? 'rarely' : at % 4 === 3 ? '' : unit() < 0.5 ? 'yes' : 'no';
          const times = TIMES[niche]?.[said];
          return {
            price: (NICHE_PRICE[at % 3] ?? 0) * (times ?? 1) * Math.exp(0.15 * normalOf(unit)),
            day: DAY + at / 4,
            keys: { niche, ...(times === undefined ? {} : { 'attr:urgent': answerKey(niche, said) }) },
          };
        }),
      ),
    });
  });
  const of = (niche: string, said?: string) =>
    ask(model, { keys: { niche, ...(said ? { 'attr:urgent': answerKey(niche, said) } : {}) } });
  const factor = (niche: string, said?: string) =>
    present(
      of(niche, said).factors.find((one) => one.factor === 'attributes'),
      'answers are a factor',
    );

  it('is worth in its own niche what the sales there say, and tells on how many', () => {
    expect(of('flats', 'yes').p50 / of('flats', 'no').p50).toBeCloseTo(1.5, 1);
    expect(of('loans', 'yes').p50 / of('loans', 'no').p50).toBeCloseTo(0.7, 1);
    const one = factor('flats', 'yes');
    expect(one.assumed).toBe(false);
    expect(one.n).toBeGreaterThan(100);
  });

  it('that few gave is not told apart, and is no finding', () => {
    const keys = model.levels.flatMap((level) => (level.of[0] === 'attr:urgent' ? level.keys : []));
    expect(keys).toEqual(['flats', 'loans'].flatMap((one) => [answerKey(one, 'no'), answerKey(one, 'yes')]));
    expect(factor('loans', 'rarely')).toMatchObject({ multiplier: 1, n: 0, assumed: true });
  });

  it('that is not known leaves a wider band, but only where the niche asks', () => {
    const width = ({ p10, p90 }: PriceEstimate) => Math.log(p90 / p10);
    expect(factor('flats').multiplier).toBe(1);
    expect(width(of('flats'))).toBeGreaterThan(width(of('flats', 'yes')));
    expect(of('tyres')).toEqual(of('tyres', 'yes'));
  });
});

describe('a measure', () => {
  const inCities = market(1_500, 3, (sale, unit) => {
    const population = Math.exp(9 + 6 * unit());
    return { ...sale, price: sale.price * (population / 100_000) ** 0.35, numbers: { population } };
  });

  it('moves the price as it does in the sales, and never against them', () => {
    const model = fitPriceModel({ table: tableOf(inCities) });
    const prices = [20_000, 60_000, 200_000, 600_000, 2_000_000].map(
      (population) => ask(model, { keys: { niche: 'loans', region: 'east' }, numbers: { population } }).p50,
    );
    for (const [at, price] of prices.entries())
      if (at > 0) expect(price).toBeGreaterThan(prices[at - 1] ?? 0);
    const elasticity = Math.log((prices[4] ?? 1) / (prices[0] ?? 1)) / Math.log(100);
    expect(Math.abs(elasticity - 0.35)).toBeLessThan(0.04);
  });

  it('may be missing in some sales and in the question', () => {
    const gaps = inCities.map((sale, at) => (at % 3 === 0 ? { ...sale, numbers: {} } : sale));
    const { p50 } = ask(fitPriceModel({ table: tableOf(gaps) }), {
      keys: { niche: 'loans', region: 'east' },
    });
    expect(p50).toBeGreaterThan(0);
    expect(Number.isFinite(p50)).toBe(true);
  });
});

describe('time', () => {
  const YEARS = 1_095;
  const seasonal = (sale: Sale, day: number, monthly: number): Sale => ({
    ...sale,
    day,
    price:
      sale.price *
      Math.exp((monthly * (day - DAY)) / 30.44) *
      Math.exp(0.3 * Math.cos((2 * Math.PI * new Date(day * 86_400_000).getUTCMonth()) / 12)),
  });

  it('gives each month its season', () => {
    const sales = market(3_000, 4, (sale, unit) => seasonal(sale, DAY + Math.floor(unit() * YEARS), 0));
    const model = fitPriceModel({ table: tableOf(sales) });
    const seasonIn = (month: number) =>
      ask(model, { day: Date.UTC(2026, month, 15) / 86_400_000, keys: { niche: 'flats' } }).factors.find(
        ({ factor }) => factor === 'season',
      )?.multiplier ?? 0;
    expect(Math.abs(seasonIn(0) / seasonIn(6) / Math.exp(0.6) - 1)).toBeLessThan(0.1);
    expect(Math.abs(seasonIn(3) / seasonIn(9) - 1)).toBeLessThan(0.1);
  });

  it('goes on as it went, and is less sure the further it is off', () => {
    const sales = market(3_000, 5, (sale, unit) => seasonal(sale, DAY + Math.floor(unit() * YEARS), 0.03));
    const model = fitPriceModel({ table: tableOf(sales) });
    const at = (day: number) => ask(model, { day, keys: { niche: 'loans', region: 'north' } });
    const year = at(DAY + YEARS - 370);
    const now = at(DAY + YEARS - 5);
    expect(Math.abs(now.p50 / year.p50 / Math.exp(0.36) - 1)).toBeLessThan(0.12);
    const later = at(DAY + YEARS + 360);
    expect(later.p50).toBeGreaterThan(1.1 * now.p50);
    expect(later.p90 / later.p10).toBeGreaterThan(now.p90 / now.p10);
  });
});

describe('little data', () => {
  it.each([
    ['one sale', [{ price: 500 }]],
    ['two sales', [{ price: 400 }, { price: 600 }]],
    [
      'one price',
      Array.from({ length: 50 }, (_, at) => ({ price: 7, day: DAY + at, keys: { niche: `${at % 3}` } })),
    ],
    ['a key for each', Array.from({ length: 40 }, (_, at) => ({ price: 10 + at, keys: { city: `${at}` } }))],
  ])('of %s makes a model all the same', (_, sales: Sale[]) => {
    const { p10, p50, p90 } = ask(fitPriceModel({ table: tableOf(sales) }), {
      keys: { niche: '1', city: '3' },
    });
    expect(p10 > 0 && p10 <= p50 && p50 <= p90 && Number.isFinite(p90)).toBe(true);
    const prices = sales.map(({ price }) => price);
    expect(p50).toBeGreaterThanOrEqual(Math.min(...prices) * 0.9);
    expect(p50).toBeLessThanOrEqual(Math.max(...prices) * 1.1);
  });

  it('of prices of any size is told alike', () => {
    const times = (factor: number) => market(500).map((sale) => ({ ...sale, price: sale.price * factor }));
    const [small, large] = [1e-6, 1e9].map(
      (factor) =>
        ask(fitPriceModel({ table: tableOf(times(factor)) }), { keys: { niche: 'visas', region: 'west' } })
          .p50 / factor,
    );
    expect((small ?? 0) / (large ?? 1)).toBeCloseTo(1, 3);
  });

  it('of none at all, and no belief, makes none', () => {
    expect(() => fitPriceModel({ table: tableOf([]) })).toThrow('broken invariant');
    expect(() => fitPriceModel({ table: tableOf([{ price: 0 }]) })).toThrow('broken invariant');
  });
});

describe('a place where nothing was sold', () => {
  it('is priced by its size, though each of the others has many sales', () => {
    const unit = unitsOf(11);
    const elasticity = 0.4;
    const cities = Array.from({ length: 60 }, (_, at) => ({
      name: `city ${at}`,
      population: Math.exp(10 + 0.08 * at),
      own: 0.05 * normalOf(unit),
    }));
    const sold = cities.flatMap(({ name, population, own }) =>
      Array.from({ length: 80 }, () => ({
        price: 0.5 * population ** elasticity * Math.exp(own + 0.2 * normalOf(unit)),
        keys: { city: name },
        numbers: { population },
      })),
    );
    const model = fitPriceModel({ table: tableOf(sold) });
    const [small, large] = [Math.exp(10.5), Math.exp(14)].map(
      (population) => ask(model, { keys: { city: 'new' }, numbers: { population } }).p50,
    );
    const slope = Math.log((large ?? 0) / (small ?? 1)) / 3.5;
    expect(Math.abs(slope - elasticity)).toBeLessThan(0.04);
  });
});

describe('a break', () => {
  it('in some niches at once is found within months, and the others stay', () => {
    const unit = unitsOf(12);
    const niches = Array.from({ length: 24 }, (_, at) => ({
      name: `niche ${at}`,
      jump: at % 3 === 0 ? 0.5 : 0,
    }));
    const sold = niches.flatMap(({ name, jump }) =>
      Array.from({ length: 200 }, (_, at): Sale => {
        const day = DAY + at * 4.5;
        const level = day >= DAY + 780 ? jump : 0;
        return { price: 100 * Math.exp(level + 0.25 * normalOf(unit)), keys: { niche: name }, day };
      }),
    );
    const model = fitPriceModel({ table: tableOf(sold) });
    const off = niches.map(({ name, jump }) => ({
      jump,
      off: Math.log(ask(model, { keys: { niche: name } }).p50 / 100) - jump,
    }));
    const meanOf = (of: typeof off) => of.reduce((sum, one) => sum + Math.abs(one.off), 0) / of.length;
    expect(meanOf(off.filter(({ jump }) => jump > 0))).toBeLessThan(0.12);
    expect(meanOf(off.filter(({ jump }) => jump === 0))).toBeLessThan(0.08);
  });
});
