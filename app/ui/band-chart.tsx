import type { ReactNode } from 'react';
import { axisTo, writeTick } from './axis.ts';
import { ChartFigure } from './chart-figure.tsx';

export type BandPoint = {
  readonly key: string;
  /** Under the axis, where there is room for three letters, and where there is for one. */
  readonly short: string;
  readonly narrow: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly isChosen?: boolean;
};

const COLUMN = 10;
const HEIGHT = 100;

/**
 * A curve with its band over even steps, from 0. The drawing has no text of its own, so that it stretches to any width;
 * names and amounts stand around it as text, and the same figures follow as a table.
 * @param describe the curve in a sentence, read to those who do not see it
 */
export function BandChart(props: {
  title: string;
  unit: string;
  source: string;
  notes?: readonly string[];
  describe: string;
  points: readonly BandPoint[];
  table: ReactNode;
}) {
  const { points } = props;
  const { top, ticks } = axisTo(Math.max(...points.map(({ p90 }) => p90)));
  const width = COLUMN * points.length;
  const x = (index: number) => index * COLUMN + COLUMN / 2;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const line = (of: (point: BandPoint) => number) =>
    points.map((point, index) => `${x(index)},${y(of(point))}`);
  const band = [...line(({ p90 }) => p90), ...line(({ p10 }) => p10).reverse()].join(' ');
  return (
    <ChartFigure
      title={props.title}
      unit={props.unit}
      source={props.source}
      table={props.table}
      {...(props.notes ? { notes: props.notes } : {})}
    >
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
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={props.describe}
          className="h-48 w-full overflow-visible"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={width}
              y1={y(tick)}
              y2={y(tick)}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          <polygon points={band} className="fill-accent-soft" />
          {[({ p90 }: BandPoint) => p90, ({ p10 }: BandPoint) => p10].map((of, index) => (
            <Curve key={index === 0 ? 'p90' : 'p10'} points={line(of)} width={1} className="stroke-chart" />
          ))}
          {points.map((point, index) =>
            point.isChosen ? (
              <line
                key={point.key}
                x1={x(index)}
                x2={x(index)}
                y1={y(point.p90)}
                y2={y(point.p10)}
                vectorEffect="non-scaling-stroke"
                strokeDasharray="3 3"
                className="stroke-accent"
              />
            ) : null,
          )}
          <Curve points={line(({ p50 }) => p50)} width={2} className="stroke-accent" />
          {points.map((point, index) => (
            <Dot key={point.key} x={x(index)} y={y(point.p50)} isLarge={point.isChosen ?? false} />
          ))}
        </svg>
        <span />
        <div aria-hidden="true" className="flex pt-1 text-center text-xs text-ink-faint">
          {points.map((point) => (
            <span
              key={point.key}
              className={`min-w-0 flex-1 ${point.isChosen ? 'font-bold text-accent' : ''}`}
            >
              <span className="sm:hidden">{point.narrow}</span>
              <span className="hidden sm:inline">{point.short}</span>
            </span>
          ))}
        </div>
      </div>
    </ChartFigure>
  );
}

function Curve(props: { points: readonly string[]; width: number; className: string }) {
  return (
    <polyline
      points={props.points.join(' ')}
      fill="none"
      strokeWidth={props.width}
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
      className={props.className}
    />
  );
}

/** A line of no length with round ends: it stays round however the drawing is stretched. */
function Dot({ x, y, isLarge }: { x: number; y: number; isLarge: boolean }) {
  return [
    { width: isLarge ? 14 : 8, className: 'stroke-page' },
    { width: isLarge ? 10 : 5, className: 'stroke-accent' },
  ].map(({ width, className }) => (
    <line
      key={width}
      x1={x}
      x2={x}
      y1={y}
      y2={y}
      strokeWidth={width}
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
      className={className}
    />
  ));
}
