import { describe, expect, it } from 'vitest';
import { LEAST_TRIED, sellThrough, type Tried } from './sell-through.ts';

const LADDER = [0.5, 0.7, 1, 1.4, 2];
const KYIV = ['UA-30', 'UA'];
const tried = (ratio: number, leads: number, sold: number, path = KYIV): Tried => ({
  ...{ ratio, leads, sold, path },
});
const at = (rung: number, those: Tried[], placePath = KYIV) =>
  sellThrough(LADDER, { placePath, tried: those })[rung];

describe('how leads sold near an ask', () => {
  it('counts each lead for the price that its ask is closest to by ratio', () => {
    const found = sellThrough(LADDER, {
      placePath: KYIV,
      tried: [tried(0.98, 20, 15), tried(1.15, 20, 10), tried(1.25, 40, 8), tried(0.5, 30, 30)],
    });
    expect(found).toEqual([
      { placeCode: 'UA-30', leads: 30, sold: 30 },
      null,
      { placeCode: 'UA-30', leads: 40, sold: 25 },
      { placeCode: 'UA-30', leads: 40, sold: 8 },
      null,
    ]);
  });

  it('says nothing of fewer than thirty', () => {
    expect(at(2, [tried(1, LEAST_TRIED - 1, 29)])).toBeNull();
    expect(at(2, [tried(1, LEAST_TRIED, 29)])).toMatchObject({ leads: 30, sold: 29 });
  });

  it('takes the closest place that knows enough, for each price by itself, and all places last', () => {
    const those = [
      tried(1, 10, 9),
      tried(1, 25, 5, ['UA-46', 'UA']),
      tried(1.4, 30, 6),
      tried(2, 30, 1, ['RU-MOW', 'RU']),
    ];
    expect(at(2, those)).toEqual({ placeCode: 'UA', leads: 35, sold: 14 });
    expect(at(3, those)).toMatchObject({ placeCode: 'UA-30' });
    expect(at(4, those)).toEqual({ placeCode: null, leads: 30, sold: 1 });
  });

  it('leaves out asks that stand far outside the ladder', () => {
    expect(at(4, [tried(2.35, 30, 3)])).toMatchObject({ leads: 30 });
    expect(at(4, [tried(2.45, 30, 3)])).toBeNull();
    expect(at(0, [tried(0.41, 30, 3)])).toBeNull();
    expect(at(0, [tried(0.43, 30, 3)])).toMatchObject({ leads: 30 });
  });

  it('takes a tenth about a price that stands alone', () => {
    const alone = (ratio: number) => sellThrough([1], { placePath: KYIV, tried: [tried(ratio, 30, 3)] });
    expect([alone(1.05), alone(1.2)]).toEqual([[{ placeCode: 'UA-30', leads: 30, sold: 3 }], [null]]);
  });
});
