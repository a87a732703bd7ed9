import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import { priceHref } from '../public/price-view.ts';
import type { RefusedFitView } from './load-refused-fit.ts';

const SHOWN = 12;

/** How quotes would change by a refused fit where most is sold, the largest change first. */
export function FitChanges({ fit: { changes } }: { fit: RefusedFitView }) {
  const sizes = changes.map(({ change }) => Math.abs(change)).sort((a, b) => a - b);
  if (changes.length === 0)
    return (
      <Section id="changes" title={words.changes}>
        <EmptyState {...words.noChanges} />
      </Section>
    );
  return (
    <Section id="changes" title={words.changes} intro={words.changesIntro(changes.length, SHOWN)}>
      <p className="max-w-[68ch] text-sm">
        {words.changesSum(
          changes.filter(({ thenMinor, nowMinor }) => thenMinor < nowMinor).length,
          changes.filter(({ thenMinor, nowMinor }) => thenMinor > nowMinor).length,
          sizes[sizes.length >> 1] ?? 0,
        )}
      </p>
      <DataTable
        caption={words.changes}
        rows={changes.slice(0, SHOWN)}
        rowKey={({ niche, country }) => `${niche} ${country}`}
        columns={[
          {
            key: 'cell',
            head: words.cell,
            cell: ({ niche, country, nicheName, countryName }) => (
              <a href={priceHref({ niche, region: country, temperature: 'warm' })}>
                {words.cellOf(nicheName, countryName)}
              </a>
            ),
          },
          {
            key: 'sales',
            head: words.soldThere,
            kind: 'figure',
            cell: ({ sales }) => sales.toLocaleString('en'),
          },
          {
            key: 'now',
            head: words.now,
            kind: 'figure',
            cell: ({ nowMinor, currency }) => <Money amountMinor={nowMinor} currency={currency} />,
          },
          {
            key: 'by',
            head: words.by,
            kind: 'figure',
            cell: ({ thenMinor, currency }) => <Money amountMinor={thenMinor} currency={currency} />,
          },
          {
            key: 'change',
            head: words.change,
            kind: 'figure',
            cell: ({ change }) => <strong>{words.signed(change)}</strong>,
          },
        ]}
      />
    </Section>
  );
}
