import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  /** `figure` stands at the right, `text` is read: on a card it goes under its head instead of beside it. */
  readonly kind?: 'figure' | 'text';
  readonly cell: (row: Row) => ReactNode;
};

/**
 * The style hangs on the table and not on every cell, which makes a long table's page a third as large. On a narrow
 * screen, where the heads are gone, each cell says its own.
 */
const TABLE = [
  'block w-full text-sm md:table',
  '[&_thead]:hidden md:[&_thead]:table-header-group',
  '[&_tbody]:block md:[&_tbody]:table-row-group',
  '[&_tr]:block [&_tr]:border-b [&_tr]:border-line [&_tr]:py-3 md:[&_tr]:table-row',
  '[&_th]:text-left [&_th]:align-top [&_th]:font-normal',
  '[&_thead_th]:py-2 [&_thead_th]:pr-4 [&_thead_th]:text-xs [&_thead_th]:font-medium [&_thead_th]:text-ink-faint',
  '[&_tbody_th]:block [&_tbody_th]:pb-1 md:[&_tbody_th]:table-cell md:[&_tbody_th]:py-3 md:[&_tbody_th]:pr-4',
  '[&_td]:flex [&_td]:items-baseline [&_td]:justify-between [&_td]:gap-4 [&_td]:py-1 [&_td]:text-right',
  'md:[&_td]:table-cell md:[&_td]:py-3 md:[&_td]:pr-4 md:[&_td]:text-left md:[&_td]:align-top',
  'max-md:[&_td]:before:shrink-0 max-md:[&_td]:before:text-xs max-md:[&_td]:before:text-ink-faint',
  'max-md:[&_td]:before:content-[attr(data-head)]',
  'max-md:[&_[data-kind=text]]:flex-col max-md:[&_[data-kind=text]]:gap-0.5 max-md:[&_[data-kind=text]]:text-left',
  'max-md:[&_td:has(>div:empty)]:hidden',
  'md:[&_[data-kind=figure]]:text-right md:[&_tr>:last-child]:pr-0',
].join(' ');

/**
 * Rows under heads; on a narrow screen each row is a card with the head beside each value. The first column names the
 * row.
 * @param caption what the table holds, read to those who do not see it
 */
export function DataTable<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  const [naming, ...others] = props.columns;
  if (!naming) return null;
  return (
    <table className={TABLE}>
      <caption className="sr-only">{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.key} scope="col" data-kind={column.kind}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)}>
            <th scope="row">{naming.cell(row)}</th>
            {others.map((column) => (
              <td key={column.key} data-head={column.head} data-kind={column.kind}>
                <div>{column.cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
