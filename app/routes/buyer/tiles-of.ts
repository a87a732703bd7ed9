import type { Spending } from '#app/domain/exchange/read-spending.server.ts';
import type { WorkResults } from '#app/domain/inbox/read-results.server.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import type { StatTile } from '#app/ui/stat-tiles.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';

const words = buyerWords.home.tiles;

/** A tile whose figures are plain text, so that it can come from a loader. */
type PlainTile = Omit<StatTile, 'figure' | 'sub'> & { readonly figure: string; readonly sub?: string };

/** How buying and working goes; each currency has its own money, and a share its sample. */
export function tilesOf(spending: readonly Spending[], results: WorkResults): PlainTile[] {
  const several = spending.length > 1;
  const labelOf = (label: string, currency: string) => (several ? `${label}, ${currency}` : label);
  return [
    ...spending.flatMap(({ currency, ...spent }): PlainTile[] => [
      {
        label: labelOf(words.today, currency),
        figure: formatMoney({ amountMinor: spent.todayMinor, currency }),
        sub: words.leads(spent.todayCount),
      },
      {
        label: labelOf(words.week, currency),
        figure: formatMoney({ amountMinor: spent.weekMinor, currency }),
        sub: words.leads(spent.weekCount),
      },
      {
        label: labelOf(words.median, currency),
        figure: formatMoney({ amountMinor: spent.medianMinor, currency }),
        sub: words.perLead,
        sample: spent.weekCount,
      },
    ]),
    {
      label: words.response,
      figure: results.firstResponseMs === null ? words.none : buyerWords.duration(results.firstResponseMs),
      sub: words.responseSub,
      sample: results.tried,
    },
    {
      label: words.reached,
      figure: results.tried === 0 ? words.none : words.percent(results.reached / results.tried),
      sub: words.ofTried,
      sample: results.tried,
    },
    { label: words.won, figure: String(results.won), sub: words.ofBought(results.bought) },
  ];
}
