import { expect, test } from 'vitest';
import { quoteColdStart } from '#app/domain/pricing/cold-start.ts';
import { ASSUMED_RATES } from '#app/domain/pricing/exchange-rates.ts';
import { priceView } from './price-view.ts';

function quoteIn(currency: 'RUB' | 'UAH', regionCode: string, countryCode: string) {
  return quoteColdStart({
    niche: {
      code: 'renovation.windows',
      profitRubThousand: 12,
      profitAssumed: true,
      peakMonths: [7, 8, 9, 10],
    },
    place: { regionCode, countryCode, marketPopulation: 2_797_553 },
    month: 11,
    temperature: 'hot',
    currency,
    rates: ASSUMED_RATES,
  });
}

test('the price after the last factor is the median to the minor unit', () => {
  for (const quote of [quoteIn('RUB', 'RU-MOW', 'RU'), quoteIn('UAH', 'UA-30', 'UA')]) {
    const view = priceView(quote);
    expect(view.steps.at(-1)?.after).toEqual(view.p50);
  }
});

test('prices are in roubles until they are converted', () => {
  const { steps } = priceView(quoteIn('UAH', 'UA-30', 'UA'));
  expect(steps.map((step) => step.after.currency)).toEqual(['RUB', 'RUB', 'RUB', 'RUB', 'UAH']);
});
