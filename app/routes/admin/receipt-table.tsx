import { Link } from '@remix-run/react';
import type { MatchedReceipt } from '#app/domain/billing/bank-receipt.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { bankWords } from '#app/words/en/bank.ts';

const words = bankWords.admin;

const MATCH_TONES: Readonly<Record<NonNullable<MatchedReceipt['match']>, Tone>> = {
  asked: 'amber',
  resembles: 'amber',
  matched: 'good',
  other_currency: 'amber',
  paid_already: 'amber',
  ambiguous: 'amber',
  unknown: 'neutral',
};

/** Money that came by bank: how much, from whom, for what, and whose it seems to be. */
export function ReceiptTable({ caption, rows }: { caption: string; rows: readonly MatchedReceipt[] }) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'amount',
          head: words.receipts.amount,
          cell: (row) => (
            <Link
              to={`/admin/bank/receipts/${row.id}`}
              className="inline-flex min-h-6 items-center font-medium whitespace-nowrap tabular-nums"
            >
              {formatMoney(row)}
            </Link>
          ),
        },
        {
          key: 'day',
          head: words.receipts.day,
          cell: ({ bookedOn }) => (
            <span className="whitespace-nowrap tabular-nums">{bookedOn.toISOString().slice(0, 10)}</span>
          ),
        },
        {
          key: 'payer',
          head: words.receipts.payer,
          cell: ({ payer }) => <span className="wrap-anywhere">{payer || words.receipts.noPayer}</span>,
        },
        {
          key: 'text',
          head: words.receipts.text,
          kind: 'text',
          cell: ({ text }) => <span className="block max-w-[40ch] wrap-anywhere text-ink-soft">{text}</span>,
        },
        {
          key: 'match',
          head: words.receipts.match,
          cell: ({ match, status }) =>
            match === null ? (
              <StateBadge of="bankReceipt" state={status} />
            ) : (
              <Badge tone={MATCH_TONES[match]}>{words.matches[match]}</Badge>
            ),
        },
        {
          key: 'invoice',
          head: words.receipts.invoice,
          cell: ({ invoice, candidates }) =>
            (invoice ? [invoice] : candidates).map(({ id, number, organisationName }) => (
              <span key={id} className="block">
                <Link
                  to={`/admin/bank/invoices/${id}`}
                  className="inline-flex min-h-6 items-center whitespace-nowrap"
                >
                  {number}
                </Link>
                <span className="block text-xs text-ink-faint">{organisationName}</span>
              </span>
            )),
        },
      ]}
    />
  );
}
