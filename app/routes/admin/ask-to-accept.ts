import { formatMoney } from '#app/ui/format-money.ts';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import type { Asked } from './answer.ts';
import type { RefusedFitView } from './load-refused-fit.ts';

const { figures } = words;
const percentOf = (logError: number | null) =>
  logError === null ? null : words.percent(Math.expm1(logError));

/** The question before a refused fit is published, with what speaks for and against it in figures. */
export function askToAccept(fit: RefusedFitView, reason: string): Asked {
  const { version, refusedFor, tests, changes, metrics } = fit;
  const of = (refusal: (typeof tests)[number]['refusal']) => tests.find((test) => test.refusal === refusal);
  const [sales, largest] = [of('fewer_sales'), changes[0]];
  const [belief, last] = [of('worse_than_belief')?.against ?? null, of('worse_on_latest')?.against ?? null];
  return {
    title: words.ask,
    text: words.askText,
    figures: [
      { label: figures.fit, value: version },
      { label: figures.refusedFor, value: words.refusedFor(refusedFor) },
      ...(sales ? [{ label: figures.sales, value: figures.salesOf(sales.value, sales.against) }] : []),
      ...(metrics.latest.rows > 0
        ? [
            {
              label: figures.error,
              value: figures.errorOf(
                words.percent(Math.expm1(metrics.latest.logError)),
                percentOf(belief),
                percentOf(last),
              ),
            },
          ]
        : []),
      ...(largest
        ? [
            {
              label: figures.largest,
              value: figures.largestOf(
                words.cellOf(largest.nicheName, largest.countryName),
                formatMoney({ amountMinor: largest.nowMinor, currency: largest.currency }),
                formatMoney({ amountMinor: largest.thenMinor, currency: largest.currency }),
                words.signed(largest.change),
              ),
            },
          ]
        : []),
      { label: figures.reason, value: reason },
    ],
    fields: { version, reason },
    confirmLabel: words.confirm,
  };
}
