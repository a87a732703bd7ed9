import { describe, expect, it } from 'vitest';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { type PriceQuestion, type Quote, quoteColdStart, type Temperature } from './cold-start.ts';
import { ASSUMED_RATES } from './exchange-rates.ts';
import { seasonMultiplier } from './season.ts';

type Niche = PriceQuestion['niche'];

const MOSCOW = { regionCode: 'RU-MOW', countryCode: 'RU', marketPopulation: 10_380_000 };
const MURMANSK = { regionCode: 'RU-MUR', countryCode: 'RU', marketPopulation: 300_000 };

const LEGAL_CONSULTATION = niche('legal.consultation', 18, [1, 2, 3, 9, 10, 11]);
const LUXURY_HOUSE = niche('property.luxury-house', 3_000, [4, 5, 6, 9]);
const TRAVEL_INSURANCE = niche('insurance.travel', 2, [5, 6, 7, 12]);
const CREDIT = [
  niche('credit.consumer', 15, [11, 12]),
  niche('credit.mortgage', 60, [3, 4, 10, 11, 12]),
  niche('credit.car-loan', 25, [3, 4, 9, 10]),
  niche('credit.business', 120, [2, 3, 10, 11]),
];
const GOODS = [
  niche('goods.childrens', 7, [8, 11, 12]),
  niche('goods.appliances', 8.5, [11, 12]),
  niche('goods.furniture', 9, [8, 9, 10, 11]),
  niche('goods.any', 10, []),
];
const HUNDREDS_OF_THOUSANDS = [
  niche('property.resale', 150, [3, 4, 5, 9, 10, 11]),
  niche('b2b.franchise', 300, [1, 2, 3, 9, 10]),
  niche('building.houses', 350, [2, 3, 4, 5]),
];
const NICHES = [
  LEGAL_CONSULTATION,
  LUXURY_HOUSE,
  TRAVEL_INSURANCE,
  ...CREDIT,
  ...GOODS,
  ...HUNDREDS_OF_THOUSANDS,
];
const POPULATIONS = [1, 1_000, 50_000, 300_000, 1_500_000, 10_380_000, 40_000_000];
const TOLD = [{}, { buyers: 0, copies: 10 }, { buyers: 1 }, { buyers: 7.5, copies: 1 }, { copies: 3 }];
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const TEMPERATURES: Temperature[] = ['cold', 'warm', 'hot'];

function niche(code: string, profitRubThousand: number, peakMonths: number[]): Niche {
  return { code, profitRubThousand, profitAssumed: false, peakMonths };
}

function ask(changes: Partial<PriceQuestion>): Quote {
  return quoteColdStart({
    niche: LEGAL_CONSULTATION,
    place: MOSCOW,
    month: 6,
    temperature: 'warm',
    currency: 'RUB',
    rates: ASSUMED_RATES,
    ...changes,
  });
}

/** The rouble median of a warm lead with the season taken out: what the published examples speak of. */
function yearlyMedianRub(priced: Niche, place = MOSCOW): number {
  const month = 6;
  const quote = ask({ niche: priced, place, month });
  return Number(quote.p50Minor) / 100 / seasonMultiplier(priced.peakMonths, month);
}

function factorOf(quote: Quote, name: string) {
  return quote.factors.find(({ factor }) => factor === name);
}

function forEveryQuestion(check: (question: Partial<PriceQuestion>) => void): void {
  for (const priced of NICHES)
    for (const marketPopulation of POPULATIONS)
      for (const month of MONTHS)
        for (const temperature of TEMPERATURES)
          for (const told of TOLD)
            check({ niche: priced, place: { ...MOSCOW, marketPopulation }, month, temperature, ...told });
}

describe('published examples', () => {
  it('prices a legal lead near 600 roubles in Moscow and near 100 in Murmansk', () => {
    const moscow = yearlyMedianRub(LEGAL_CONSULTATION);
    const murmansk = yearlyMedianRub(LEGAL_CONSULTATION, MURMANSK);
    expect(Math.abs(moscow - 600)).toBeLessThan(30);
    expect(Math.abs(murmansk - 100)).toBeLessThan(10);
  });

  it.each(CREDIT)('prices $code at 500-1,500 roubles', (priced) => {
    expect(yearlyMedianRub(priced)).toBeGreaterThan(500);
    expect(yearlyMedianRub(priced)).toBeLessThan(1_500);
  });

  it.each(GOODS)('prices $code, of profit 7,000-10,000, at 300-600 roubles', (priced) => {
    expect(yearlyMedianRub(priced)).toBeGreaterThan(300);
    expect(yearlyMedianRub(priced)).toBeLessThan(600);
  });

  it.each(HUNDREDS_OF_THOUSANDS)(
    'prices $code, of profit in the hundreds of thousands, at 1,000-5,000',
    (priced) => {
      expect(yearlyMedianRub(priced)).toBeGreaterThan(1_000);
      expect(yearlyMedianRub(priced)).toBeLessThan(5_000);
    },
  );

  it('prices a luxury house above 5,000 roubles', () => {
    expect(yearlyMedianRub(LUXURY_HOUSE)).toBeGreaterThan(5_000);
  });

  it('are those of a lead that two buyers bid for and one gets', () => {
    for (const priced of NICHES)
      expect(ask({ niche: priced, buyers: 2, copies: 1 }).p50Minor).toBe(ask({ niche: priced }).p50Minor);
  });
});

describe('every quote', () => {
  it('has a median in 10-10,000 roubles inside a positive, ordered band', () => {
    forEveryQuestion((question) => {
      const { p10Minor, p50Minor, p90Minor } = ask(question);
      expect(p10Minor > 0n && p10Minor < p50Minor && p50Minor < p90Minor).toBe(true);
      expect(p50Minor >= 1_000n && p50Minor <= 1_000_000n).toBe(true);
    });
  });

  it('has a median that is the base times its multipliers, to half a minor unit, in each currency', () => {
    for (const currency of CURRENCIES)
      forEveryQuestion((question) => {
        const quote = ask({ ...question, currency });
        const product = quote.factors.reduce((value, { multiplier }) => value * multiplier, 1);
        const errorMinor = Number(quote.p50Minor) - Number(quote.baseMinor) * product;
        expect(Math.abs(errorMinor)).toBeLessThan(0.5 + 1e-6);
      });
  });

  it('rises with population: strictly, save where both prices are limited', () => {
    forEveryQuestion((question) => {
      if (!question.place || question.place.marketPopulation === 1) return;
      const smaller = { ...question.place, marketPopulation: question.place.marketPopulation / 1.5 };
      expectDearer(ask({ ...question, place: smaller }), ask(question));
    });
  });

  it('rises with temperature: strictly, save where both prices are limited', () => {
    forEveryQuestion((question) => {
      const cold = ask({ ...question, temperature: 'cold' });
      const warm = ask({ ...question, temperature: 'warm' });
      const hot = ask({ ...question, temperature: 'hot' });
      expectDearer(cold, warm);
      expectDearer(warm, hot);
    });
  });

  it('rises with the buyers who bid, told or usual: strictly, save where both prices are limited', () => {
    forEveryQuestion((question) => {
      const [none, one, five] = [0, 1, 5].map((buyers) => ask({ ...question, buyers }));
      const usual = ask({ ...question, buyers: undefined });
      for (const [less, more] of [[none, one] as const, [one, usual] as const, [usual, five] as const])
        if (less && more) expectDearer(less, more);
    });
  });

  it('falls with the copies that are sold, told or usual: strictly, save where both prices are limited', () => {
    forEveryQuestion((question) => {
      const [two, three] = [2, 3].map((copies) => ask({ ...question, copies }));
      const usual = ask({ ...question, copies: undefined });
      for (const [less, more] of [[three, two] as const, [two, usual] as const])
        if (less && more) expectDearer(less, more);
    });
  });

  it('has seasons of geometric mean 1', () => {
    for (const priced of NICHES) {
      const logSum = MONTHS.reduce(
        (sum, month) => sum + Math.log(factorOf(ask({ niche: priced, month }), 'season')?.multiplier ?? 0),
        0,
      );
      expect(Math.abs(logSum)).toBeLessThan(1e-12);
    }
  });

  it('has a band of 1.2816 log-normal deviations of 0.45', () => {
    const { p10Minor, p50Minor, p90Minor } = ask({ niche: LUXURY_HOUSE });
    expect(Math.log(Number(p90Minor) / Number(p50Minor))).toBeCloseTo(0.57672, 4);
    expect(Math.log(Number(p50Minor) / Number(p10Minor))).toBeCloseTo(0.57672, 4);
  });

  function expectDearer(less: Quote, more: Quote): void {
    const bothLimited = factorOf(less, 'limit') && factorOf(more, 'limit');
    if (bothLimited) expect(more.p50Minor >= less.p50Minor).toBe(true);
    else expect(more.p50Minor > less.p50Minor).toBe(true);
  }
});

describe('factors', () => {
  it('tell what each rests on', () => {
    expect(ask({}).factors.map(({ factor, n, assumed }) => [factor, n, assumed])).toEqual([
      ['base', 2, false],
      ['geography', 2, false],
      ['season', 0, true],
      ['temperature', 0, true],
    ]);
  });

  it('tell of buyers and copies where they are told, as assumed, and of neither else', () => {
    const told = ask({ buyers: 5, copies: 3 }).factors.slice(4);
    expect(told).toEqual([
      { factor: 'competition', multiplier: 2 ** 0.2, n: 0, assumed: true },
      { factor: 'copies', multiplier: 3 ** -0.5, n: 0, assumed: true },
    ]);
    expect(ask({ copies: 1 }).factors.slice(4)).toEqual([
      { factor: 'copies', multiplier: 1, n: 0, assumed: true },
    ]);
  });

  it('label an assumed profit and an elasticity that nothing was observed of', () => {
    const quote = ask({ niche: { ...TRAVEL_INSURANCE, profitAssumed: true } });
    expect(factorOf(quote, 'base')?.assumed).toBe(true);
    expect(factorOf(quote, 'geography')).toMatchObject({ n: 0, assumed: true });
  });

  it('name the limit when it binds above, and only then', () => {
    const limited = ask({ niche: LUXURY_HOUSE, temperature: 'hot' });
    expect(limited.p50Minor).toBe(1_000_000n);
    expect(factorOf(limited, 'limit')?.multiplier).toBeLessThan(1);
    expect(factorOf(ask({ niche: LUXURY_HOUSE }), 'limit')).toBeUndefined();
  });

  it('name the limit when it binds below', () => {
    const limited = ask({
      niche: TRAVEL_INSURANCE,
      place: { ...MURMANSK, marketPopulation: 500 },
      temperature: 'cold',
    });
    expect(limited.p50Minor).toBe(1_000n);
    expect(factorOf(limited, 'limit')?.multiplier).toBeGreaterThan(1);
  });

  it('state the conversion with the date of its rates, and none in roubles', () => {
    const inHryvnias = (assumed: boolean) =>
      factorOf(
        ask({ currency: 'UAH', rates: { ...ASSUMED_RATES, asOf: '2026-11-20', assumed } }),
        'currency',
      );
    expect(inHryvnias(true)).toMatchObject({ n: 0, assumed: true, asOf: '2026-11-20' });
    expect(inHryvnias(false)).toMatchObject({ n: 1, assumed: false, asOf: '2026-11-20' });
    expect(factorOf(ask({}), 'currency')).toBeUndefined();
  });

  it('limit the rouble price before it is converted', () => {
    const question = { niche: LUXURY_HOUSE, temperature: 'hot' as const };
    const rates = { ...ASSUMED_RATES, rubPerUnit: { ...ASSUMED_RATES.rubPerUnit, USD: 80, MNT: 0.02 } };
    const inCurrency = (currency: Currency) => ask({ ...question, currency, rates });
    expect(inCurrency('USD').p50Minor).toBe(12_500n);
    expect(inCurrency('MNT').p50Minor).toBe(50_000_000n);
    expect(inCurrency('USD').baseMinor).toBe(inCurrency('RUB').baseMinor);
  });
});

it('takes no profit that is not above zero', () => {
  for (const profit of [0, -5, Number.NaN]) {
    expect(() => ask({ niche: niche('goods.any', profit, []) })).toThrow('broken invariant');
  }
});
