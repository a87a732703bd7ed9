import { Link } from '@remix-run/react';
import type { BankDebit } from '#app/domain/billing/bank-cost.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { dayOf } from './day-of.ts';

const words = bankBalanceWords.debits;

const TONES: Readonly<Record<BankDebit['state'], Tone>> = {
  booked: 'good',
  cost: 'good',
  asked: 'amber',
  double: 'neutral',
  open: 'neutral',
};

/** The part of a statement's page that is about money that left. */
export function DebitTable({ rows }: { rows: readonly BankDebit[] }) {
  return (
    <Section id="debits" title={words.title(rows.length)} intro={words.intro}>
      <DebitRows caption={words.caption} rows={rows} />
    </Section>
  );
}

/** Money that left: to whom, for what, what it is in the books, and what is proposed where it is nothing yet. */
export function DebitRows({ caption, rows }: { caption: string; rows: readonly BankDebit[] }) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'amount',
          head: words.amount,
          cell: (row) => (
            <Link
              to={`/admin/bank/debits/${row.id}`}
              className="inline-flex min-h-6 items-center font-medium whitespace-nowrap tabular-nums"
            >
              {formatMoney(row)}
            </Link>
          ),
        },
        {
          key: 'day',
          head: words.day,
          cell: ({ bookedOn }) => <span className="whitespace-nowrap tabular-nums">{dayOf(bookedOn)}</span>,
        },
        {
          key: 'payee',
          head: words.payee,
          cell: ({ payee }) => <span className="wrap-anywhere">{payee || words.noPayee}</span>,
        },
        {
          key: 'text',
          head: words.text,
          kind: 'text',
          cell: ({ text, cost }) => (
            <span className="block max-w-[40ch] wrap-anywhere text-ink-soft">{cost?.reason ?? text}</span>
          ),
        },
        {
          key: 'state',
          head: words.state,
          cell: (row) =>
            row.state === 'open' && row.resembles ? (
              <Badge tone="amber">{bankWords.admin.matches.resembles}</Badge>
            ) : row.state === 'open' ? (
              <PostButton
                action={`/admin/bank/debits/${row.id}`}
                fields={{ reason: bankBalanceWords.debit.proposal(row) }}
                small
              >
                {words.act}
              </PostButton>
            ) : (
              <Badge tone={TONES[row.state]}>{words.states[row.state]}</Badge>
            ),
        },
      ]}
    />
  );
}
