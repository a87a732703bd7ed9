import { Link } from '@remix-run/react';
import { type Money as Amount, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { chartWords } from '#app/words/en/charts.ts';
import { Badge } from './badge.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { DataTable } from './data-table.tsx';
import { Disclosure } from './disclosure.tsx';
import { formatMoney } from './format-money.ts';
import { Money } from './money.tsx';

export type RankedPrice = {
  readonly key: string;
  readonly rank: number;
  readonly name: string;
  readonly href: string;
  readonly p10: Amount;
  readonly p50: Amount;
  readonly p90: Amount;
  readonly isChosen: boolean;
};

const words = chartWords.ranked;
const LENGTH = 100;

/** Prices from the highest down, on one scale: the first ones open, the rest folded. */
export function RankedBars(props: {
  title: string;
  unit: string;
  source: string;
  prices: readonly RankedPrice[];
  /** Those that stand open. */
  first: number;
  restLabel: string;
}) {
  const most = Math.max(...props.prices.map(({ p90 }) => majorOf(p90)));
  const [open, rest] = [props.prices.slice(0, props.first), props.prices.slice(props.first)];
  const table = (prices: readonly RankedPrice[]) => (
    <DataTable
      caption={props.title}
      rows={prices}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'place',
          head: words.place,
          cell: ({ rank, name, href, isChosen }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <span className="min-w-6 text-right text-ink-faint tabular-nums">{rank}.</span>
              <Link to={href} preventScrollReset>
                {name}
              </Link>
              {isChosen && <Badge tone="good">{words.chosen}</Badge>}
            </span>
          ),
        },
        {
          key: 'bar',
          head: words.bar,
          cell: (price) => (
            <Bar
              p10={share(price.p10, most)}
              p50={share(price.p50, most)}
              p90={share(price.p90, most)}
              isChosen={price.isChosen}
            />
          ),
        },
        {
          key: 'median',
          head: words.median,
          kind: 'figure',
          cell: ({ p10, p50, p90 }) => (
            <>
              <Money {...p50} />
              <span className="block text-xs text-ink-faint">
                {words.between(formatMoney(p10), formatMoney(p90))}
              </span>
            </>
          ),
        },
      ]}
    />
  );
  return (
    <ChartFigure title={props.title} unit={props.unit} source={props.source}>
      {table(open)}
      {rest.length > 0 && <Disclosure summary={props.restLabel}>{table(rest)}</Disclosure>}
    </ChartFigure>
  );
}

function majorOf({ amountMinor }: Amount): number {
  return Number(amountMinor) / MINOR_PER_MAJOR;
}

function share(amount: Amount, most: number): number {
  return (majorOf(amount) / most) * LENGTH;
}

/** To the median, and a line from p10 to p90. */
function Bar({ p10, p50, p90, isChosen }: { p10: number; p50: number; p90: number; isChosen: boolean }) {
  return (
    <svg
      viewBox={`0 0 ${LENGTH} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="inline-block h-4 w-full min-w-36 max-w-80 bg-sunken md:w-44 lg:w-72"
    >
      <rect x="0" y="0.5" width={p50} height="6" className={isChosen ? 'fill-accent' : 'fill-chart'} />
      <line
        x1={p10}
        x2={p90}
        y1="8.5"
        y2="8.5"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
        className="stroke-ink"
      />
    </svg>
  );
}
