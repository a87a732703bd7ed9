import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney, groupThousands } from '#app/ui/format-money.ts';
import { Money } from '#app/ui/money.tsx';
import { outlookWords as words } from '#app/words/en/outlooks.ts';
import type { OutlookView } from './outlook-view.ts';

const DATE_LENGTH = 10;

/** Price and demand of the next three months, with what they rest on. */
export function MonthsAhead({ ahead }: { ahead: OutlookView }) {
  const { months, currency, modelVersion, forecast } = ahead;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <div className="flex flex-col gap-2">
      <DataTable
        caption={words.title}
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          {
            key: 'month',
            head: words.month,
            cell: ({ month }) => <span className="font-medium">{words.monthName(month)}</span>,
          },
          {
            key: 'price',
            head: words.price,
            kind: 'figure',
            cell: ({ p50Minor }) => <Money amountMinor={p50Minor} currency={currency} />,
          },
          {
            key: 'band',
            head: words.band,
            kind: 'figure',
            cell: ({ p10Minor, p90Minor }) => words.bandOf(money(p10Minor), money(p90Minor)),
          },
          {
            key: 'demand',
            head: words.demand,
            kind: 'figure',
            cell: ({ demand }) =>
              demand ? (
                words.demandOf(demand.p50, demand.p10, demand.p90)
              ) : (
                <span className="text-ink-soft">{words.unknown}</span>
              ),
          },
        ]}
      />
      <p className="max-w-[68ch] text-xs text-ink-faint">
        {words.priceSource(modelVersion)}{' '}
        {forecast
          ? `${words.demandSource(
              forecast.of,
              groupThousands(String(forecast.leads)),
              String(forecast.history),
              forecast.madeAt.toISOString().slice(0, DATE_LENGTH),
            )} ${words.indexNote}`
          : words.demandNone}
      </p>
    </div>
  );
}
