import type { ForecastMonth } from '#app/domain/pricing/read-forecast.server.ts';
import { BandChart } from '#app/ui/band-chart.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatExpected, groupThousands } from '#app/ui/format-money.ts';
import { Section } from '#app/ui/section.tsx';
import { calculatorWords as words } from '#app/words/en/calculator.ts';
import { pageWords } from '#app/words/en/pages.ts';
import type { Outlook } from './read-outlook.ts';

const YEAR = 12;
const DATE_LENGTH = 10;

/** Leads a month to come, as a curve with its band; or why there is none. */
export function DemandOutlook({ outlook, intro }: { outlook: Outlook | null; intro: string }) {
  return (
    <Section id="demand" title={words.demand} intro={intro}>
      {outlook ? <Curve outlook={outlook} /> : <EmptyState {...words.demandNone} />}
    </Section>
  );
}

function Curve({ outlook }: { outlook: Outlook }) {
  const { months, nicheName, placeName } = outlook;
  const title = words.demandTitle(nicheName, placeName);
  const medians = months.map(({ p50 }) => p50);
  return (
    <BandChart
      title={title}
      unit={words.demandUnit}
      notes={[
        ...(outlook.isWider ? [words.demandWider(`${nicheName}, ${placeName}`)] : []),
        ...(outlook.history < YEAR ? [words.demandShort] : []),
      ]}
      source={words.demandSource(
        outlook.history,
        groupThousands(String(outlook.leads)),
        outlook.madeAt.toISOString().slice(0, DATE_LENGTH),
      )}
      describe={words.demandDescribe(
        formatExpected(medians[0] ?? 0),
        formatExpected(Math.min(...medians)),
        formatExpected(Math.max(...medians)),
      )}
      points={months.map((one) => ({
        key: one.month,
        short: pageWords.monthsShort[calendarMonth(one)] ?? '',
        narrow: pageWords.monthsNarrow[calendarMonth(one)] ?? '',
        p10: one.p10,
        p50: one.p50,
        p90: one.p90,
      }))}
      table={
        <DataTable
          caption={title}
          rows={months}
          rowKey={({ month }) => month}
          columns={[
            {
              key: 'month',
              head: words.month,
              cell: (one) => `${pageWords.months[calendarMonth(one)]} ${one.month.slice(0, 4)}`,
            },
            ...(['p10', 'p50', 'p90'] as const).map((key) => ({
              key,
              head: pageWords.quantiles[`${key}Minor`],
              kind: 'figure' as const,
              cell: (one: ForecastMonth) => formatExpected(one[key]),
            })),
          ]}
        />
      }
    />
  );
}

/** 0 is January. */
function calendarMonth({ month }: ForecastMonth): number {
  return Number(month.slice(5)) - 1;
}
