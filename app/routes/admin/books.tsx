import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readTrialBalances, type TrialBalance } from '#app/domain/billing/read-trial-balance.server.ts';
import { isMonthOver } from '#app/kernel/month.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { trialBalanceWords as words } from '#app/words/en/trial-balance.ts';
import { takeTurn } from '../account/take-turn.ts';
import { requireStaff } from '../guard.ts';
import { readBooksQuestion } from './books-question.ts';
import { BooksTabs } from './books-tabs.tsx';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const { month, months } = await readBooksQuestion(db, { url: args.request.url, now });
  const balances = await takeTurn(() => readTrialBalances(db.pool, month));
  return { month, months, balances, isOver: isMonthOver(month, now) };
}

export default function Books() {
  const { month, months, balances, isOver } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro}
        action={
          balances.length > 0 && (
            // A file, not a page: the browser keeps it itself.
            <a href={`/admin/books/csv?month=${month}`} className="inline-flex min-h-9 items-center">
              {words.csv}
            </a>
          )
        }
      />
      <div className="flex flex-col gap-8">
        <BooksTabs current="books" />
        <FilterBar label={words.month} submitLabel={words.show}>
          <Select
            name="month"
            label={words.month}
            value={month}
            choices={months.map((one) => ({ value: one, label: one }))}
          />
        </FilterBar>
        {!isOver && balances.length > 0 && <p className="text-sm text-ink-soft">{words.running}</p>}
        {balances.length === 0 && <EmptyState {...words.empty} />}
        {balances.map((balance) => (
          <Balance key={balance.currency} balance={balance} />
        ))}
      </div>
    </>
  );
}

function Balance({ balance }: { balance: TrialBalance }) {
  const { currency, lines, total } = balance;
  const rows = [
    ...lines.map(({ kind, ...line }) => ({ key: kind as string, name: words.kinds[kind], ...line })),
    { key: 'total', name: words.total, ...total },
  ];
  const figure = (of: keyof TrialBalance['total']) => (row: TrialBalance['total']) => (
    <span className="whitespace-nowrap tabular-nums">{formatMoney({ amountMinor: row[of], currency })}</span>
  );
  const isBalanced = total.closingMinor === 0n && total.debitMinor === total.creditMinor;
  return (
    <Section id={currency} title={currency}>
      {!isBalanced && <Notice tone="red" title={words.unbalanced} />}
      <DataTable
        caption={words.caption(currency)}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'account',
            head: words.account,
            cell: ({ key, name }) => (
              <span className={key === 'total' ? 'font-medium' : undefined}>{name}</span>
            ),
          },
          { key: 'opening', head: words.opening, kind: 'figure', cell: figure('openingMinor') },
          { key: 'debit', head: words.debit, kind: 'figure', cell: figure('debitMinor') },
          { key: 'credit', head: words.credit, kind: 'figure', cell: figure('creditMinor') },
          { key: 'closing', head: words.closing, kind: 'figure', cell: figure('closingMinor') },
        ]}
      />
    </Section>
  );
}
