import { expect, it } from 'vitest';
import { MOST_CELLS, soldCells } from './sold-cells.ts';

it('the niches and countries most sold of come first, an ask is no sale', () => {
  const of = (niche: string, country: string, weight: number, times: number) =>
    Array.from({ length: times }, () => ({ niche, country, weight }));
  expect(
    soldCells([
      ...of('a.a', 'UA', 1, 2),
      ...of('a.a', 'HU', 1, 3),
      ...of('b.b', 'UA', 0.2, 9),
      ...of('b.b', 'HU', 1, 2),
      ...of('b.b', 'HU', 0.2, 1),
    ]),
  ).toEqual([
    { niche: 'a.a', country: 'HU', sales: 3 },
    { niche: 'b.b', country: 'HU', sales: 2 },
    { niche: 'a.a', country: 'UA', sales: 2 },
    { niche: 'b.b', country: 'UA', sales: 0 },
  ]);
  const many = Array.from({ length: 200 }, (_, at) => ({ niche: `n.${at}`, country: 'UA', weight: 1 }));
  expect(soldCells(many)).toHaveLength(MOST_CELLS);
});
