import type { ReactNode } from 'react';
import type { OpenLine } from '#app/domain/billing/read-reconciliations.server.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { troubleWords } from '#app/words/en/trouble.ts';

const words = troubleWords.reconciliation;

type Difference = Pick<OpenLine, 'id' | 'source' | 'type' | 'currency' | 'stripeMinor' | 'oursMinor'>;

/** Lines on which the two sides differ, each with what either says. */
export function DifferenceTable<Row extends Difference>(props: {
  caption: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  what: (row: Row) => ReactNode;
  state: (row: Row) => ReactNode;
  when: Column<Row>;
}) {
  return (
    <DataTable
      caption={props.caption}
      rows={props.rows}
      rowKey={props.rowKey}
      columns={[
        {
          key: 'what',
          head: words.what,
          kind: 'text',
          cell: (row) => (
            <>
              {props.what(row)}
              <span className="block text-xs text-ink-faint wrap-anywhere">
                {words.sources[row.source]} · {row.type} · {row.id}
              </span>
            </>
          ),
        },
        { key: 'state', head: words.state, cell: props.state },
        {
          key: 'there',
          head: words.there,
          kind: 'figure',
          cell: ({ stripeMinor, currency }) => (
            <DifferenceSide amountMinor={stripeMinor} currency={currency} />
          ),
        },
        {
          key: 'ours',
          head: words.here,
          kind: 'figure',
          cell: ({ oursMinor, currency }) => <DifferenceSide amountMinor={oursMinor} currency={currency} />,
        },
        props.when,
      ]}
    />
  );
}

/** What one side says of a line; nothing where it has none. */
export function DifferenceSide(props: { amountMinor: bigint | null; currency: OpenLine['currency'] }) {
  const { amountMinor, currency } = props;
  if (amountMinor === null) return <span className="text-ink-faint">{words.nothing}</span>;
  return <span className="whitespace-nowrap tabular-nums">{formatMoney({ amountMinor, currency })}</span>;
}
