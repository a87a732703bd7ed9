import type { ReactNode } from 'react';
import { DataTable } from './data-table.tsx';

export type ShareBar = {
  readonly key: string;
  readonly label: ReactNode;
  /** From 0 to 1; null where there was nothing to have a share of. */
  readonly share: number | null;
  readonly text: string;
};

const COLUMN = 10;
const HEIGHT = 100;
const GRID = [0, 0.5, 1];

/**
 * Shares over time, a bar each. The drawing has no text of its own, so that it stretches to any width; the same figures
 * follow as a table.
 */
export function ShareChart(props: {
  title: string;
  description: string;
  bars: readonly ShareBar[];
  asTable: string;
  heads: { readonly label: string; readonly share: string };
}) {
  const { bars } = props;
  const width = COLUMN * bars.length;
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-sm font-medium">{props.title}</figcaption>
      <div className="grid grid-cols-[auto_1fr] gap-x-2">
        <div
          aria-hidden="true"
          className="-my-2 flex h-36 flex-col justify-between text-right text-xs text-ink-faint tabular-nums"
        >
          {[...GRID].reverse().map((tick) => (
            <span key={tick}>{`${tick * 100} %`}</span>
          ))}
        </div>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={props.description}
          className="h-32 w-full"
        >
          {GRID.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={width}
              y1={HEIGHT - tick * HEIGHT}
              y2={HEIGHT - tick * HEIGHT}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {bars.map(
            ({ key, share }, index) =>
              share !== null && (
                <rect
                  key={key}
                  x={index * COLUMN + 1.5}
                  width={COLUMN - 3}
                  y={HEIGHT - share * HEIGHT}
                  height={share * HEIGHT}
                  className="fill-accent"
                />
              ),
          )}
        </svg>
      </div>
      <details className="text-sm">
        <summary className="inline-block py-2 text-accent underline underline-offset-3">
          {props.asTable}
        </summary>
        <DataTable
          caption={props.title}
          rows={bars}
          rowKey={({ key }) => key}
          columns={[
            { key: 'label', head: props.heads.label, cell: ({ label }) => label },
            { key: 'share', head: props.heads.share, kind: 'figure', cell: ({ text }) => text },
          ]}
        />
      </details>
    </figure>
  );
}
