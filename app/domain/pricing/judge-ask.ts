import { assert, present } from '#app/kernel/assert.ts';
import { largest, smallest } from '#app/kernel/money.ts';
import type { Quote } from './cold-start.ts';

export type AskVerdict = 'low' | 'fair' | 'high';

export type JudgedAsk = {
  readonly verdict: AskVerdict;
  readonly p10Minor: bigint;
  readonly p50Minor: bigint;
  readonly p90Minor: bigint;
};

/**
 * How an ask stands to the fair price: below its band, in it, or above. An ask for several places is held against the
 * band from the lowest p10 to the highest p90; its median is the middle of the places' medians.
 * @param askMinor minor units of the quotes' currency
 * @param quotes one for each place, at least one
 */
export function judgeAsk(askMinor: bigint, quotes: readonly Quote[]): JudgedAsk {
  const [first, ...others] = quotes;
  assert(first, 'an ask is judged against at least one quote');
  assert(
    others.every((quote) => quote.currency === first.currency),
    'an ask and its quotes are in one currency',
  );
  const p10Minor = smallest(first.p10Minor, ...others.map((quote) => quote.p10Minor));
  const p90Minor = largest(first.p90Minor, ...others.map((quote) => quote.p90Minor));
  const medians = quotes.map((quote) => quote.p50Minor).sort((a, b) => (a < b ? -1 : 1));
  const p50Minor = present(medians[Math.floor((medians.length - 1) / 2)], 'quotes have a middle');
  const verdict = askMinor < p10Minor ? 'low' : askMinor > p90Minor ? 'high' : 'fair';
  return { verdict, p10Minor, p50Minor, p90Minor };
}
