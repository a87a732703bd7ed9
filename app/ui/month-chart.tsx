import { type Currency, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { chartWords } from '#app/words/en/charts.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { BandChart } from './band-chart.tsx';
import { DataTable } from './data-table.tsx';
import { formatMoney } from './format-money.ts';

export type MonthPrice = {
  /** 1 to 12. */
  readonly month: number;
  readonly p10Minor: bigint;
  readonly p50Minor: bigint;
  readonly p90Minor: bigint;
};

const words = chartWords.year;

/** The price of a lead month by month, as a curve with its band. */
export function MonthChart(props: {
  prices: readonly MonthPrice[];
  currency: Currency;
  chosenMonth: number;
  source: string;
  isSeasonAssumed: boolean;
}) {
  const { prices, currency } = props;
  const major = (minor: bigint) => Number(minor) / MINOR_PER_MAJOR;
  const { lowest, highest } = extremesOf(prices, currency);
  return (
    <BandChart
      title={words.title}
      unit={words.unit(currency)}
      source={props.source}
      notes={props.isSeasonAssumed ? [words.assumed] : []}
      describe={words.describe(lowest, highest)}
      points={prices.map((price) => ({
        key: String(price.month),
        short: pageWords.monthsShort[price.month - 1] ?? '',
        narrow: pageWords.monthsNarrow[price.month - 1] ?? '',
        p10: major(price.p10Minor),
        p50: major(price.p50Minor),
        p90: major(price.p90Minor),
        isChosen: price.month === props.chosenMonth,
      }))}
      table={
        <DataTable
          caption={words.title}
          rows={prices}
          rowKey={(price) => String(price.month)}
          columns={[
            { key: 'month', head: pageWords.month, cell: (price) => pageWords.months[price.month - 1] },
            ...(['p10Minor', 'p50Minor', 'p90Minor'] as const).map((key) => ({
              key,
              head: pageWords.quantiles[key],
              kind: 'figure' as const,
              cell: (price: MonthPrice) => formatMoney({ amountMinor: price[key], currency }),
            })),
          ]}
        />
      }
    />
  );
}

function extremesOf(prices: readonly MonthPrice[], currency: Currency) {
  const byPrice = [...prices].sort((a, b) => (a.p50Minor < b.p50Minor ? -1 : 1));
  const write = (price: MonthPrice | undefined) => ({
    month: pageWords.months[(price?.month ?? 1) - 1] ?? '',
    price: price ? formatMoney({ amountMinor: price.p50Minor, currency }) : '',
  });
  return { lowest: write(byPrice.at(0)), highest: write(byPrice.at(-1)) };
}
