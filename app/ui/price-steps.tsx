import { type Money as Amount, fromMajorRounded, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { chartWords } from '#app/words/en/charts.ts';
import { Badge } from './badge.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { DataTable } from './data-table.tsx';
import { formatMoney } from './format-money.ts';
import { Money } from './money.tsx';

export type PriceStep = {
  /** Its code; a quote that was frozen may hold one that no model of today knows. */
  readonly factor: string;
  readonly multiplier: number;
  readonly n: number;
  readonly assumed: boolean;
  readonly asOf: string | null;
  /** The price once this factor has applied. */
  readonly after: Amount;
};

/** A price with its band and what it is made of, as `priceView` lays it out. */
export type PriceMade = {
  readonly p10: Amount;
  readonly p50: Amount;
  readonly p90: Amount;
  readonly steps: readonly PriceStep[];
  readonly modelVersion: string;
};

const words = chartWords.waterfall;
const LENGTH = 100;
const TOTAL = 'total';

type Row = {
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  readonly multiplier: number | null;
  readonly before: number;
  readonly after: Amount;
  readonly basis: { readonly text: string; readonly assumed: boolean } | null;
};

/**
 * How a price comes about, as a waterfall: what each factor multiplies by, from which price to which that leads, what
 * it rests on. It is a table with a drawn column, so that who hears it hears the same. All bars are on one scale and in the
 * quote's currency; a conversion is told in a note, since it changes the unit and not the worth.
 */
export function PriceSteps(props: { price: PriceMade; caption: string; date?: string }) {
  const { price } = props;
  const { currency } = price.p50;
  const most = Math.max(...rowsOf(price).map(({ after }) => majorOf(after)), majorOf(price.p90));
  const share = (major: number) => (major / most) * LENGTH;
  const conversion = price.steps.find(({ factor }) => factor === 'currency');
  return (
    <ChartFigure
      title={words.title}
      unit={words.unit(currency)}
      notes={[words.totalLine, ...(conversion ? [words.converted(conversion.asOf, conversion.assumed)] : [])]}
      source={chartWords.source(price.modelVersion, props.date ?? null)}
    >
      <DataTable
        caption={props.caption}
        rows={rowsOf(price)}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'factor',
            head: words.factor,
            cell: ({ name, meaning }) => (
              <>
                <span className="block font-medium">{name}</span>
                <span className="block max-w-[45ch] text-xs text-ink-faint">{meaning}</span>
              </>
            ),
          },
          {
            key: 'multiplier',
            head: words.multiplier,
            kind: 'figure',
            cell: ({ key, multiplier }) =>
              key === 'base' ? words.start : multiplier !== null && words.times(writeMultiplier(multiplier)),
          },
          {
            key: 'bar',
            head: words.bar,
            cell: ({ key, before, after }) =>
              key === TOTAL ? (
                <TotalBar
                  p10={share(majorOf(price.p10))}
                  p50={share(majorOf(price.p50))}
                  p90={share(majorOf(price.p90))}
                />
              ) : (
                <StepBar from={share(before)} to={share(majorOf(after))} />
              ),
          },
          {
            key: 'after',
            head: words.after,
            kind: 'figure',
            cell: ({ key, after }) =>
              key === TOTAL ? (
                <strong>
                  <Money {...after} />
                </strong>
              ) : (
                <Money {...after} />
              ),
          },
          {
            key: 'basis',
            head: words.basis,
            cell: ({ basis }) =>
              basis && (
                <span className="inline-flex flex-wrap items-center justify-end gap-2 md:justify-start">
                  <span className="text-ink-soft">{basis.text}</span>
                  {basis.assumed && <Badge tone="amber">{words.assumed}</Badge>}
                </span>
              ),
          },
        ]}
      />
    </ChartFigure>
  );
}

/** The factors in the quote's currency from the first on, then the price itself. */
function rowsOf(price: PriceMade): Row[] {
  const { currency } = price.p50;
  const isFitted = chartWords.isFitted(price.modelVersion);
  const conversion = price.steps.find(({ factor }) => factor === 'currency')?.multiplier ?? 1;
  const rows: Row[] = [];
  let before = 0;
  for (const step of price.steps) {
    if (step.factor === 'currency') continue;
    const [name, meaning] = words.factorOf(step.factor);
    const after =
      step.after.currency === currency
        ? step.after
        : fromMajorRounded(majorOf(step.after) * conversion, currency);
    rows.push({
      key: step.factor,
      name,
      meaning,
      multiplier: step.multiplier,
      before,
      after,
      basis: { text: words.basisOf(step.n, isFitted, step.assumed), assumed: step.assumed },
    });
    before = majorOf(after);
  }
  const meaning = words.totalNote(formatMoney(price.p10), formatMoney(price.p90));
  return [
    ...rows,
    { key: TOTAL, name: words.total, meaning, multiplier: null, before: 0, after: price.p50, basis: null },
  ];
}

function majorOf({ amountMinor }: Amount): number {
  return Number(amountMinor) / MINOR_PER_MAJOR;
}

const BAR = 'inline-block h-5 w-full min-w-36 max-w-80 bg-sunken md:w-44 lg:w-64';

/** From the price before to the price after; a step of nothing is still a mark to be seen. Down is lighter than up. */
function StepBar({ from, to }: { from: number; to: number }) {
  const width = Math.max(Math.abs(to - from), 1);
  const left = Math.min(Math.min(from, to), LENGTH - width);
  return (
    <svg viewBox={`0 0 ${LENGTH} 10`} preserveAspectRatio="none" aria-hidden="true" className={BAR}>
      <rect x={left} y="1" width={width} height="8" className={to < from ? 'fill-chart' : 'fill-accent'} />
      <line
        x1={to}
        x2={to}
        y1="0"
        y2="10"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
        className="stroke-ink"
      />
    </svg>
  );
}

function TotalBar({ p10, p50, p90 }: { p10: number; p50: number; p90: number }) {
  return (
    <svg viewBox={`0 0 ${LENGTH} 10`} preserveAspectRatio="none" aria-hidden="true" className={BAR}>
      <rect x="0" y="0.5" width={p50} height="6" className="fill-accent" />
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

function writeMultiplier(multiplier: number): string {
  return multiplier >= 0.1 ? multiplier.toFixed(2) : multiplier.toPrecision(2);
}
