import { describe, expect, it } from 'vitest';
import { calculateFunnel, type Funnel } from './calculate-funnel.ts';

const EXAMPLE: Funnel = {
  visits: 50_000,
  conversion: { share: 0.1, seenOn: 1_000 },
  close: { share: 0.1, seenOn: 100 },
  profitMinor: 1_000_000,
  clickMinor: 2_000,
};

describe('a funnel', () => {
  it('brings 5,000 leads and 500 sales of 50,000 visits at 10 % and 10 %', () => {
    const { leads, sales } = calculateFunnel(EXAMPLE);
    expect(leads.expected).toBe(5_000);
    expect(sales.expected).toBeCloseTo(500, 9);
  });

  it('costs and earns what follows from them', () => {
    const result = calculateFunnel(EXAMPLE);
    expect(result.leadCostMinor?.expected).toBe(20_000);
    expect(result.breakEvenMinor.expected).toBe(100_000);
    expect(result.breakEvenClickMinor.expected).toBeCloseTo(10_000, 6);
    expect(result.spentMinor).toBe(100_000_000);
    expect(result.profitMinor.expected).toBeCloseTo(400_000_000, 3);
  });

  it('ranges as far as its rates are unknown: 100 leads tell of 10 % no more than 6 to 14 %', () => {
    const { breakEvenMinor } = calculateFunnel(EXAMPLE);
    expect(breakEvenMinor.low / EXAMPLE.profitMinor).toBeGreaterThan(0.06);
    expect(breakEvenMinor.low / EXAMPLE.profitMinor).toBeLessThan(0.075);
    expect(breakEvenMinor.high / EXAMPLE.profitMinor).toBeGreaterThan(0.13);
    expect(breakEvenMinor.high / EXAMPLE.profitMinor).toBeLessThan(0.15);
  });

  it('still ranges by chance where the rates are known well', () => {
    const known = (visits: number) =>
      calculateFunnel({
        ...EXAMPLE,
        visits,
        conversion: { share: 0.1, seenOn: 1e9 },
        close: { share: 0.1, seenOn: 1e9 },
      }).sales;
    // Binomial: 1.2816 standard deviations of sqrt(visits x 1 % x 99 %).
    for (const visits of [10_000, 1_000_000]) {
      const { low, expected, high } = known(visits);
      expect((high - expected) / (1.2816 * Math.sqrt(visits * 0.0099))).toBeCloseTo(1, 0);
      expect((expected - low) / (1.2816 * Math.sqrt(visits * 0.0099))).toBeCloseTo(1, 0);
    }
  });

  it.each([
    ['nothing converts', { conversion: { share: 0, seenOn: 10 } }],
    ['all converts', { conversion: { share: 1, seenOn: 10 }, close: { share: 1, seenOn: 3 } }],
    ['one visit', { visits: 1 }],
    ['a billion visits', { visits: 1e9, conversion: { share: 0.5, seenOn: 1e9 } }],
    ['free clicks', { clickMinor: 0 }],
  ])('is in order and finite where %s', (_, change) => {
    const result = calculateFunnel({ ...EXAMPLE, ...change });
    const ranges = [
      result.leads,
      result.sales,
      result.breakEvenMinor,
      result.profitMinor,
      result.leadCostMinor,
    ];
    for (const range of ranges) {
      if (!range) continue;
      expect(Number.isFinite(range.low) && Number.isFinite(range.high)).toBe(true);
      expect(range.low).toBeLessThanOrEqual(range.expected);
      expect(range.expected).toBeLessThanOrEqual(range.high);
    }
    expect(result.leadCostMinor === null).toBe('conversion' in change && change.conversion.share === 0);
  });
});
