import type { ReactNode } from 'react';

/** The facts of one thing: what, and beside it how it is. */
export function DefinitionList({ items }: { items: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="text-sm">
      {items.map(({ term, value }) => (
        <div
          key={term}
          className="flex flex-col gap-x-6 gap-y-0.5 border-b border-line py-2 last:border-0 sm:grid sm:grid-cols-[minmax(8rem,2fr)_5fr]"
        >
          <dt className="text-ink-faint">{term}</dt>
          <dd className="min-w-0 wrap-anywhere tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
