import { Link } from '@remix-run/react';
import type { Payout } from '#app/domain/billing/payout.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { earningsWords } from '#app/words/en/earnings.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import type { SoldLine } from './sold-line.ts';

const sales = earningsWords.sales;
const payouts = earningsWords.payouts;

/** What a list of sales says of each in the same way. */
const LEAD = {
  key: 'lead',
  head: sales.lead,
  cell: (line: SoldLine) => (
    <>
      <Link to={`/sell/leads/${line.leadId}`} className="inline-flex min-h-6 items-center font-medium">
        {line.niche}
      </Link>
      <span className="block text-xs text-ink-faint">{line.place}</span>
    </>
  ),
};

const SHARE = {
  key: 'share',
  head: sales.share,
  kind: 'figure' as const,
  cell: (line: SoldLine) => (
    <span className="font-medium">
      <Figure>{line.share}</Figure>
    </span>
  ),
};

/** What was sold, with what of it is the seller's and from when on. */
export function SoldList({ lines, now }: { lines: readonly SoldLine[]; now: Date }) {
  if (lines.length === 0) {
    const { title, text, action } = sales.empty;
    return (
      <EmptyState
        title={title}
        text={text}
        action={
          <ButtonLink to="/sell/offers" kind="main">
            {action}
          </ButtonLink>
        }
      />
    );
  }
  return (
    <DataTable
      caption={sales.caption}
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        LEAD,
        { key: 'sold', head: sales.sold, cell: (line) => <Moment at={line.soldAt} now={now} /> },
        { key: 'price', head: sales.price, kind: 'figure', cell: (line) => <Figure>{line.price}</Figure> },
        { key: 'fee', head: sales.fee, kind: 'figure', cell: (line) => <Figure>{line.fee}</Figure> },
        SHARE,
        { key: 'status', head: sales.status, cell: (line) => <StateBadge of="sale" state={line.status} /> },
        { key: 'free', head: sales.free, cell: (line) => <Free line={line} now={now} /> },
      ]}
    />
  );
}

function Figure({ children }: { children: string }) {
  return <span className="whitespace-nowrap tabular-nums">{children}</span>;
}

/** A refunded share never is; a disputed one waits for its ruling, whatever the date says. */
function Free({ line, now }: { line: SoldLine; now: Date }) {
  if (line.status === 'refunded') return <span className="text-ink-faint">{sales.none}</span>;
  if (line.status === 'disputed') return <span className="text-ink-soft">{sales.frozen}</span>;
  return <Moment at={line.freeAt} now={now} exact />;
}

/** What is not freed yet, the first to be freed first. */
export function PendingList({ lines, now }: { lines: readonly SoldLine[]; now: Date }) {
  const words = sellerMoneyWords.pending;
  if (lines.length === 0) return <EmptyState {...words.empty} />;
  return (
    <DataTable
      caption={words.caption}
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'free',
          head: words.free,
          cell: (line) =>
            line.status === 'disputed' ? (
              <span className="text-ink-soft">{words.frozen}</span>
            ) : (
              <Moment at={line.freeAt} now={now} exact />
            ),
        },
        SHARE,
        LEAD,
        { key: 'sold', head: sales.sold, cell: (line) => <Moment at={line.soldAt} now={now} /> },
        { key: 'status', head: sales.status, cell: (line) => <StateBadge of="sale" state={line.status} /> },
      ]}
    />
  );
}

/** What left for the seller's bank, or did not. */
export function PayoutList({ list, now }: { list: readonly Payout[]; now: Date }) {
  if (list.length === 0) return <EmptyState {...payouts.empty} />;
  return (
    <DataTable
      caption={payouts.caption}
      rows={list}
      rowKey={(payout) => payout.id}
      columns={[
        {
          key: 'when',
          head: payouts.when,
          cell: (payout) => <Moment at={payout.createdAt} now={now} exact />,
        },
        {
          key: 'amount',
          head: payouts.amount,
          kind: 'figure',
          cell: (payout) => (
            <span className="font-medium">
              <Figure>{formatMoney(payout)}</Figure>
            </span>
          ),
        },
        {
          key: 'status',
          head: payouts.status,
          cell: (payout) => <StateBadge of="payout" state={payout.status} />,
        },
        {
          key: 'reason',
          head: payouts.reason,
          kind: 'text',
          cell: (payout) => {
            const happened = whatHappened(payout);
            return happened && <span className="block max-w-[60ch] text-ink-soft">{happened}</span>;
          },
        },
      ]}
    />
  );
}

/** What a payout that is not simply done needs to be told about it. */
export function whatHappened(payout: Payout): string | null {
  const { status, failureCode, cameBackMinor, cameBackReason } = payout;
  if (status === 'pending') return payouts.pending;
  const why = cameBackReason === null ? '' : sellerMoneyWords.cameBack(cameBackReason);
  if (status === 'reversed') return `${payouts.reversed} ${why}`.trim();
  if (cameBackMinor > 0n) {
    const amount = formatMoney({ amountMinor: cameBackMinor, currency: payout.currency });
    return `${sellerMoneyWords.partly(amount)} ${why}`.trim();
  }
  if (status === 'sent') return null;
  return `${payouts.failure(failureCode ?? '')} ${payouts.returned}`;
}
