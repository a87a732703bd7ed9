import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

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
    <table className="block w-full text-sm md:table">
      <caption className="sr-only">{props.caption}</caption>
      <thead className="hidden md:table-header-group">
        <tr>
          {props.columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={`border-b border-line py-2 pr-4 text-xs font-medium text-ink-faint last:pr-0 ${column.numeric ? 'text-right' : 'text-left'}`}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)} className="block border-b border-line py-3 md:table-row md:py-0">
            <th
              scope="row"
              className="block pb-1 text-left align-top font-normal md:table-cell md:py-3 md:pr-4"
            >
              {naming.cell(row)}
            </th>
            {others.map((column) => (
              <td
                key={column.key}
                className={`flex items-baseline justify-between gap-4 py-1 text-right align-top md:table-cell md:py-3 md:pr-4 md:last:pr-0 ${column.numeric ? 'md:text-right' : 'md:text-left'}`}
              >
                <span aria-hidden="true" className="shrink-0 text-left text-xs text-ink-faint md:hidden">
                  {column.head}
                </span>
                <span>{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
