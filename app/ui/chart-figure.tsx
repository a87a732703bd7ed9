import type { ReactNode } from 'react';
import { chartWords } from '#app/words/en/charts.ts';
import { Disclosure } from './disclosure.tsx';

/**
 * What stands around every chart: what it shows, in which unit, where from and of when; and, for who sees no drawing or
 * wants the figures, a table.
 */
export function ChartFigure(props: {
  title: string;
  unit: string;
  source: string;
  notes?: readonly string[];
  /** The same figures; left out where the chart is a table itself. */
  table?: ReactNode;
  children: ReactNode;
}) {
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <figcaption className="text-sm">
        <span className="font-medium">{props.title}</span>{' '}
        <span className="text-ink-faint">{props.unit}</span>
      </figcaption>
      {props.children}
      <p className="text-xs text-ink-faint">{[...(props.notes ?? []), props.source].join(' ')}</p>
      {props.table && <Disclosure summary={chartWords.asTable}>{props.table}</Disclosure>}
    </figure>
  );
}
