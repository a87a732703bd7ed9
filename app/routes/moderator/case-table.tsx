import { Link } from '@remix-run/react';
import type { Dispute } from '#app/domain/disputes/dispute.ts';
import { dueOf } from '#app/domain/disputes/dispute.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { DisputeBadges } from '../dispute-parts.tsx';

const words = moderationWords.disputes;

export type CaseLine = ReturnType<typeof toCaseLine>;

/** A dispute as a line of the moderators' queue. @param nameOf of an organisation */
export function toCaseLine(dispute: Dispute, nameOf: (organisationId: string) => string) {
  return {
    id: dispute.id,
    reason: dispute.reason,
    buyer: nameOf(dispute.buyerOrganisationId),
    seller: nameOf(dispute.sellerOrganisationId),
    amount: { amountMinor: dispute.refundMinor, currency: dispute.currency },
    status: dispute.status,
    outcome: dispute.outcome,
    openedAt: dispute.openedAt,
    dueAt: dueOf(dispute),
  };
}

/** The moderators' queue. */
export function CaseTable({ rows, now }: { rows: readonly CaseLine[]; now: Date }) {
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'dispute',
          head: words.dispute,
          cell: (row) => (
            <Link
              to={`/moderate/disputes/${row.id}`}
              className="inline-flex min-h-6 items-center font-medium"
            >
              {disputeWords.reasonOf(row.reason)}
            </Link>
          ),
        },
        {
          key: 'sides',
          head: words.sides,
          cell: (row) => (
            <>
              <span className="block">{row.buyer}</span>
              <span className="block text-ink-soft">{row.seller}</span>
            </>
          ),
        },
        { key: 'state', head: disputeWords.state, cell: (row) => <DisputeBadges dispute={row} /> },
        {
          key: 'amount',
          head: disputeWords.amount,
          kind: 'figure',
          cell: (row) => <Money {...row.amount} />,
        },
        {
          key: 'due',
          head: disputeWords.due,
          cell: (row) => row.dueAt && <Moment at={row.dueAt} now={now} />,
        },
        { key: 'opened', head: disputeWords.opened, cell: (row) => <Moment at={row.openedAt} now={now} /> },
      ]}
    />
  );
}
