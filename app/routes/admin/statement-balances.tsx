import type { StatementBalance } from '#app/domain/billing/statement-balance.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Section } from '#app/ui/section.tsx';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { dayOf } from './day-of.ts';

const words = bankBalanceWords.balances;

/** What the account held before and after the lines of a statement. */
export function StatementBalances({ balances }: { balances: readonly StatementBalance[] }) {
  return (
    <Section id="balances" title={words.title} intro={balances.length === 0 ? words.none : words.fits}>
      {balances.length > 0 && (
        <DataTable
          caption={words.caption}
          rows={balances}
          rowKey={({ currency, from, until }) => `${currency}${dayOf(from)}${dayOf(until)}`}
          columns={[
            {
              key: 'days',
              head: words.days,
              cell: ({ from, until }) => (
                <span className="whitespace-nowrap tabular-nums">
                  {dayOf(from) === dayOf(until) ? dayOf(from) : `${dayOf(from)} – ${dayOf(until)}`}
                </span>
              ),
            },
            {
              key: 'opening',
              head: words.opening,
              kind: 'figure',
              cell: ({ openingMinor, currency }) => formatMoney({ amountMinor: openingMinor, currency }),
            },
            {
              key: 'moved',
              head: words.moved,
              kind: 'figure',
              cell: ({ openingMinor, closingMinor, currency }) =>
                formatMoney({ amountMinor: closingMinor - openingMinor, currency }),
            },
            {
              key: 'closing',
              head: words.closing,
              kind: 'figure',
              cell: ({ closingMinor, currency }) => formatMoney({ amountMinor: closingMinor, currency }),
            },
          ]}
        />
      )}
    </Section>
  );
}
