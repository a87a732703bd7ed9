import { marketWords } from '#app/words/en/market.ts';
import type { ShownShare } from './quality-view.ts';

const words = marketWords.quality;

/** A share in words: in percent, or that there are too few to say. */
export function sayShare({ of, percent }: ShownShare): string {
  if (of === 0) return words.none;
  return percent === null ? words.few : words.percent(percent);
}
