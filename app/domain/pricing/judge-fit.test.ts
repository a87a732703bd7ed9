import { describe, expect, it } from 'vitest';
import { type JudgedFit, judgeFit, testFit } from './judge-fit.ts';

/** A fit by its sales and its errors on the latest ones. */
function fitOf(sales: number, logError: number, beliefLogError = 0.4, rows = 60): JudgedFit {
  return {
    sales,
    metrics: { rows: sales, logError: 0.2, coverage: 0.8, latest: { rows, logError, beliefLogError } },
  };
}

describe('a fit', () => {
  it('is published where nothing was before', () => {
    expect(judgeFit(fitOf(40, 0.3), null)).toBeNull();
  });

  it('is refused for what it lacks first', () => {
    const published = fitOf(1_000, 0.2);
    expect(judgeFit(fitOf(900, 0.25), published)).toBeNull();
    expect(judgeFit(fitOf(899, 0.9), published)).toBe('fewer_sales');
    expect(judgeFit(fitOf(900, 0.43), published)).toBe('worse_than_belief');
    expect(judgeFit(fitOf(900, 0.26), published)).toBe('worse_on_latest');
  });

  it('is not judged by an error of a few sales', () => {
    expect(judgeFit(fitOf(1_000, 0.9, 0.4, 19), fitOf(1_000, 0.2))).toBeNull();
    expect(judgeFit(fitOf(1_000, 0.4), fitOf(1_000, 0.2, 0.4, 19))).toBeNull();
  });

  it('is no longer held against the belief once an admin accepted one that is worse, until one is better again', () => {
    const accepted = fitOf(800, 0.6);
    const next = fitOf(800, 0.62);
    expect(judgeFit(accepted, fitOf(1_000, 0.2))).toBe('fewer_sales');
    expect(judgeFit(next, accepted)).toBeNull();
    expect(testFit(next, accepted).find(({ refusal }) => refusal === 'worse_than_belief')?.bound).toBeNull();
    expect(judgeFit(fitOf(800, 0.76), accepted)).toBe('worse_on_latest');
    const better = fitOf(800, 0.41);
    expect(judgeFit(better, next)).toBeNull();
    expect(judgeFit(fitOf(800, 0.43), better)).toBe('worse_than_belief');
  });

  it('is told what is asked of it in figures', () => {
    const [sales, belief, last] = testFit(fitOf(850, 0.3), fitOf(1_000, 0.2));
    expect(sales).toEqual({ refusal: 'fewer_sales', value: 850, against: 1_000, bound: 900, isMet: false });
    expect(belief).toMatchObject({ value: 0.3, against: 0.4, isMet: true });
    expect(belief?.bound).toBeCloseTo(0.42, 9);
    expect(last).toMatchObject({ value: 0.3, against: 0.2, bound: 0.25, isMet: false });
  });
});
