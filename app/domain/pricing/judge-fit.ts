import type { FitMetrics } from './price-model.ts';

/** Why a fit is not published. */
export type FitRefusal = 'fewer_sales' | 'worse_than_belief' | 'worse_on_latest';

/** A published model rests on this share of the last one's sales at least: sales do not vanish by themselves. */
const SHARE_KEPT = 0.9;
/** Latest sales from which an error tells anything. */
const LATEST_ROWS = 20;
/** By how much the error on the latest sales may be larger than the belief's and than the last model's. */
const WORSE_THAN_BELIEF = 1.05;
const WORSE_THAN_LAST = 1.25;

/** What is judged: a model, or what is kept of one. */
export type JudgedFit = { readonly sales?: number; readonly metrics: FitMetrics };

/** One thing that is asked of a fit, in figures: sales, or median errors of ln price on the latest sales. */
export type FitTest = {
  readonly refusal: FitRefusal;
  readonly value: number;
  /** What it is held against; null where there is nothing that tells. */
  readonly against: number | null;
  /** At least as many sales, at most as large an error; null where nothing is asked. */
  readonly bound: number | null;
  readonly isMet: boolean;
};

/**
 * What is asked of a fit that is to take the place of the published one, in the order in which it is refused: not clearly fewer
 * sales, nor latest sales foretold worse than what is believed without any, or clearly worse than the last model did its
 * own. A published model that itself is worse than what is believed was accepted by an admin: until one is better again, the
 * belief is no measure. Asks and bids come and go: they are not counted.
 */
export function testFit(candidate: JudgedFit, published: JudgedFit | null): FitTest[] {
  const { rows, logError, beliefLogError } = candidate.metrics.latest;
  const last = published && tells(published) ? published.metrics.latest : null;
  const isBeliefBeaten = !last || last.logError <= WORSE_THAN_BELIEF * last.beliefLogError;
  const isJudged = rows >= LATEST_ROWS;
  const error = (refusal: FitRefusal, against: number | null, times: number, isAsked: boolean): FitTest => {
    const bound = isAsked && against !== null ? times * against : null;
    return { refusal, value: logError, against, bound, isMet: bound === null || logError <= bound };
  };
  const sales = candidate.sales ?? 0;
  const bound = published?.sales === undefined ? null : SHARE_KEPT * published.sales;
  return [
    {
      refusal: 'fewer_sales',
      value: sales,
      against: published?.sales ?? null,
      bound,
      isMet: bound === null || sales >= bound,
    },
    error(
      'worse_than_belief',
      rows > 0 ? beliefLogError : null,
      WORSE_THAN_BELIEF,
      isJudged && isBeliefBeaten,
    ),
    error('worse_on_latest', last?.logError ?? null, WORSE_THAN_LAST, isJudged),
  ];
}

function tells({ metrics }: JudgedFit): boolean {
  return metrics.latest.rows >= LATEST_ROWS;
}

/**
 * Whether a fit may take the place of the published one: the first thing asked of it that it does not meet.
 * @returns null where it may
 */
export function judgeFit(candidate: JudgedFit, published: JudgedFit | null): FitRefusal | null {
  return testFit(candidate, published).find(({ isMet }) => !isMet)?.refusal ?? null;
}
