import { describe, expect, it } from 'vitest';
import {
  geographyMultiplier,
  MOSCOW_POPULATION,
  MURMANSK_POPULATION,
  populationElasticity,
} from './geography.ts';

describe('population elasticity', () => {
  it('lies between the prior and the slope of the published pair in the legal sector', () => {
    const pairSlope = Math.log(6) / Math.log(MOSCOW_POPULATION / MURMANSK_POPULATION);
    const legal = populationElasticity('legal');
    expect(pairSlope).toBeCloseTo(0.515, 3);
    expect(legal.mean).toBeCloseTo(0.503, 3);
    expect(legal.sd).toBeCloseTo(0.0392, 4);
    expect(legal).toMatchObject({ n: 2, assumed: false });
  });

  it('is the assumed prior in sectors without observations', () => {
    expect(populationElasticity('goods')).toEqual({ mean: 0.35, sd: 0.15, n: 0, assumed: true });
  });
});

describe('geography multiplier', () => {
  it('is 1 in Moscow, below 1 in smaller markets and above 1 in larger', () => {
    for (const sector of ['legal', 'goods']) {
      const elasticity = populationElasticity(sector);
      expect(geographyMultiplier(elasticity, MOSCOW_POPULATION)).toBe(1);
      expect(geographyMultiplier(elasticity, MURMANSK_POPULATION)).toBeLessThan(1);
      expect(geographyMultiplier(elasticity, 20_000_000)).toBeGreaterThan(1);
    }
  });

  it('takes no market without people', () => {
    for (const population of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => geographyMultiplier(populationElasticity('legal'), population)).toThrow(
        'broken invariant',
      );
    }
  });
});
