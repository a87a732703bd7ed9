import type { Currency } from '#app/kernel/money.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { DataTable } from './data-table.tsx';
import { formatMoney, groupThousands } from './format-money.ts';

export type MonthPrice = {
  /** 1 to 12. */
  readonly month: number;
  readonly p10Minor: bigint;
  readonly p50Minor: bigint;
  readonly p90Minor: bigint;
};

const words = pageWords.monthChart;
const COLUMN = 10;
const HEIGHT = 100;
const TICKS = 4;

/**
 * The price month by month: a bar to the median, a line from p10 to p90. The drawing has no text of its own, so that
 * it stretches to any width; months and amounts stand around it as text, and the same figures follow as a table.
 */
export function MonthChart(props: {
  prices: readonly MonthPrice[];
  currency: Currency;
  chosenMonth: number;
  source: string;
}) {
  const { prices, currency, chosenMonth } = props;
  const topMajor = roundTop(Math.max(...prices.map((price) => Number(price.p90Minor) / 100)));
  const y = (minor: bigint) => HEIGHT - (Number(minor) / 100 / topMajor) * HEIGHT;
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => (topMajor * (TICKS - index)) / TICKS);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-sm">
        <span className="font-medium">{words.title}</span>{' '}
        <span className="text-ink-faint">{words.unit(currency)}</span>
      </figcaption>
      <div className="grid grid-cols-[auto_1fr] gap-x-2">
        <div
          aria-hidden="true"
          className="-my-2 flex h-52 flex-col justify-between text-right text-xs text-ink-faint tabular-nums"
        >
          {ticks.map((tick) => (
            <span key={tick}>{writeTick(tick)}</span>
          ))}
        </div>
        <svg
          viewBox={`0 0 ${COLUMN * prices.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.describe(summaryOf(prices, currency))}
          className="h-48 w-full"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={COLUMN * prices.length}
              y1={HEIGHT - (tick / topMajor) * HEIGHT}
              y2={HEIGHT - (tick / topMajor) * HEIGHT}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {prices.map((price, index) => (
            <g key={price.month}>
              <rect
                x={index * COLUMN + 2}
                width={COLUMN - 4}
                y={y(price.p50Minor)}
                height={HEIGHT - y(price.p50Minor)}
                className={price.month === chosenMonth ? 'fill-accent' : 'fill-chart'}
              />
              <Whisker x={index * COLUMN + COLUMN / 2} from={y(price.p90Minor)} to={y(price.p10Minor)} />
            </g>
          ))}
        </svg>
        <span />
        <div aria-hidden="true" className="grid grid-cols-12 pt-1 text-center text-xs text-ink-faint">
          {prices.map((price) => (
            <span key={price.month} className={price.month === chosenMonth ? 'font-bold text-accent' : ''}>
              <span className="sm:hidden">{pageWords.monthsNarrow[price.month - 1]}</span>
              <span className="hidden sm:inline">{pageWords.monthsShort[price.month - 1]}</span>
            </span>
          ))}
        </div>
      </div>
      <p className="text-xs text-ink-faint">{props.source}</p>
      <details className="text-sm">
        <summary className="inline-block py-2 text-accent underline underline-offset-3">
          {words.asTable}
        </summary>
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
      </details>
    </figure>
  );
}

/** The band. The light edge keeps it apart from the bar it crosses. */
function Whisker({ x, from, to }: { x: number; from: number; to: number }) {
  return [
    { width: 6, className: 'stroke-page' },
    { width: 2, className: 'stroke-ink' },
  ].map(({ width, className }) => (
    <line
      key={width}
      x1={x}
      x2={x}
      y1={from}
      y2={to}
      strokeWidth={width}
      vectorEffect="non-scaling-stroke"
      className={className}
    />
  ));
}

function summaryOf(prices: readonly MonthPrice[], currency: Currency) {
  const byPrice = [...prices].sort((a, b) => (a.p50Minor < b.p50Minor ? -1 : 1));
  const write = (price: MonthPrice | undefined) => ({
    month: pageWords.months[(price?.month ?? 1) - 1] ?? '',
    price: price ? formatMoney({ amountMinor: price.p50Minor, currency }) : '',
  });
  return { lowest: write(byPrice.at(0)), highest: write(byPrice.at(-1)) };
}

/** The least of these times a power of ten that is not below the value: quarters of them are short numbers. */
const TOPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

function roundTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (TOPS.find((top) => top * power >= value) ?? 10);
}

/** Products of decimal fractions have tails that no reader wants. */
function writeTick(tick: number): string {
  return groupThousands(String(Number(tick.toPrecision(3))));
}
