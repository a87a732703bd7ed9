import { expect, it } from 'vitest';
import { openPriceModel } from './estimate-price.ts';
import { fitPriceModel } from './fit-price-model.ts';
import { levelOffers } from './level-offers.ts';

const SALES = 60;
/** All at 100 roubles, as is believed. */
const open = openPriceModel(
  fitPriceModel({
    table: {
      rows: SALES,
      logPrice: new Float64Array(SALES).fill(Math.log(100)),
      day: null,
      keys: [],
      numbers: [],
      weight: null,
      logPrior: new Float64Array(SALES).fill(Math.log(100)),
    },
  }),
);
const row = (kind: 'paid' | 'asked' | 'bid', rub: number, niche = 'a') => ({
  ...{ kind, rub, keys: { niche }, numbers: {}, month: 1, believed: 100 },
});

it('asks and bids come to the level of what is paid and keep their order; what was paid stays', () => {
  const rows = [
    row('paid', 80),
    ...[150, 200, 400].map((rub) => row('asked', rub)),
    ...[300, 500].map((rub) => row('bid', rub)),
  ];
  const told = levelOffers(open, rows).map(({ rub }) => Math.round(rub));
  expect(told).toEqual([80, 75, 100, 200, 60, 100]);
});

it('a niche’s own distance is taken off as far as it has many, and what differs from place to place is left', () => {
  const usual = Array.from({ length: 200 }, () => row('asked', 200));
  const dear = Array.from({ length: 90 }, () => row('asked', 400, 'b'));
  const told = levelOffers(open, [...usual, ...dear]);
  expect(told[0]?.rub).toBeCloseTo(100, 0);
  // Of twice as much as elsewhere, 90 / 120 is taken off.
  expect(told.at(-1)?.rub).toBeCloseTo(100 * 2 ** 0.25, 0);
});
