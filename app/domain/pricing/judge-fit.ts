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

/**
 * Whether a fit may take the place of the published one: not with clearly fewer sales, nor when it foretold the latest sales
 * worse than what is believed without any, or clearly worse than the last model did its own. Asks and bids come and go: they are not
 * counted.
 * @returns null where it may
 */
export function judgeFit(
  candidate: { sales?: number; metrics: FitMetrics },
  published: { sales?: number; metrics: FitMetrics } | null,
): FitRefusal | null {
  if ((candidate.sales ?? 0) < SHARE_KEPT * (published?.sales ?? 0)) return 'fewer_sales';
  const { rows, logError, beliefLogError } = candidate.metrics.latest;
  if (rows < LATEST_ROWS) return null;
  if (logError > WORSE_THAN_BELIEF * beliefLogError) return 'worse_than_belief';
  const last = published?.metrics.latest;
  if (last && last.rows >= LATEST_ROWS && logError > WORSE_THAN_LAST * last.logError)
    return 'worse_on_latest';
  return null;
}
