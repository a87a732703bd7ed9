import { Link } from '@remix-run/react';
import type { MovedMoney } from '#app/domain/billing/read-transfers-of.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { Timeline, type TimelineEvent } from '#app/ui/timeline.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import type { DisputeView } from './dispute-view.ts';

const words = disputeWords.one;

/** How a dispute stands, and how it ended. */
export function DisputeBadges({ dispute }: { dispute: Pick<DisputeView, 'status' | 'outcome'> }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      {dispute.outcome ? (
        <StateBadge of="ruling" state={dispute.outcome} />
      ) : (
        <StateBadge of="dispute" state={dispute.status} />
      )}
    </span>
  );
}

/** One side's disputes. @param base where each has its page */
export function DisputeTable(props: { rows: readonly DisputeView[]; base: string; now: Date }) {
  return (
    <DataTable
      caption={disputeWords.pageOf}
      rows={props.rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'lead',
          head: disputeWords.lead,
          cell: (row) => (
            <>
              <Link to={`${props.base}/${row.id}`} className="inline-flex min-h-6 items-center font-medium">
                {disputeWords.reasonOf(row.reason)}
              </Link>
              <span className="block text-ink-soft">{disputeWords.leadName(row.niche, row.place)}</span>
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
          cell: (row) => row.dueAt && <Moment at={row.dueAt} now={props.now} />,
        },
        {
          key: 'opened',
          head: disputeWords.opened,
          cell: (row) => <Moment at={row.openedAt} now={props.now} />,
        },
      ]}
    />
  );
}

/** What somebody wrote, as they wrote it. */
export function Written({ text, empty }: { text: string | null; empty: string }) {
  if (text === null) return <p className="text-sm text-ink-faint">{empty}</p>;
  return (
    <blockquote className="max-w-[75ch] border-l-2 border-field pl-4 text-sm whitespace-pre-wrap wrap-anywhere">
      {text}
    </blockquote>
  );
}

/** What the buyer claims. */
export function Claim({ dispute, title }: { dispute: DisputeView; title: string }) {
  return (
    <Section id="claim" title={title}>
      <div className="flex flex-col gap-3">
        <p className="font-medium">{disputeWords.reasonOf(dispute.reason)}</p>
        <Written text={dispute.detail} empty={disputeWords.nothingWritten} />
      </div>
    </Section>
  );
}

/** What the seller says to it. */
export function Answer({ dispute, title }: { dispute: DisputeView; title: string }) {
  return (
    <Section id="answer" title={title}>
      {dispute.reply === null ? (
        <p className="text-sm text-ink-faint">{dispute.isSellersTurn ? words.noAnswerYet : words.noAnswer}</p>
      ) : (
        <div className="flex flex-col gap-3">
          <p className="font-medium">{words.answers[dispute.reply]}</p>
          <Written text={dispute.replyDetail} empty={disputeWords.nothingWritten} />
        </div>
      )}
    </Section>
  );
}

/** How it was decided, and why. */
export function Ruling({ dispute }: { dispute: DisputeView }) {
  return (
    <Section id="ruling" title={words.ruling}>
      {dispute.outcome === null ? (
        <p className="text-sm text-ink-faint">
          {words.noRuling[dispute.isSellersTurn ? 'awaiting_seller' : 'awaiting_moderator']}
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          <span className="flex flex-wrap items-center gap-2">
            <StateBadge of="ruling" state={dispute.outcome} />
            {dispute.isEarly && <Badge tone="amber">{words.rulingEarly}</Badge>}
          </span>
          {dispute.isBySeller ? (
            <p className="text-sm">{words.rulingBySeller}</p>
          ) : (
            <Written text={dispute.reasoning} empty={disputeWords.erased} />
          )}
        </div>
      )}
    </Section>
  );
}

/** What happened to it, the last on top. */
export function History(props: { dispute: DisputeView; soldAt: Date; now: Date }) {
  const { dispute, soldAt, now } = props;
  const says = words.events;
  const events: TimelineEvent[] = [
    { key: 'sold', at: soldAt, title: says.sold },
    { key: 'opened', at: dispute.openedAt, title: says.opened, tone: 'amber' },
  ];
  if (dispute.reply && dispute.repliedAt)
    events.push({
      key: 'answered',
      at: dispute.repliedAt,
      title: dispute.reply === 'agrees' ? says.agreed : says.contested,
      tone: 'blue',
    });
  const silenceEnds = dispute.reply === null && !dispute.isSellersTurn && dispute.replyUntil <= now;
  if (silenceEnds && (dispute.ruledAt === null || dispute.ruledAt >= dispute.replyUntil))
    events.push({ key: 'passed', at: dispute.replyUntil, title: says.passed });
  if (dispute.outcome && dispute.ruledAt)
    events.push({
      key: 'ruled',
      at: dispute.ruledAt,
      title: says[dispute.outcome],
      tone: dispute.outcome === 'upheld' ? 'good' : 'red',
    });
  return (
    <Section id="history" title={words.history}>
      <Timeline events={events.reverse()} now={now} />
    </Section>
  );
}

type MoneySide = 'buyer' | 'seller';

/** Every transfer about the sale that touched this side, and what it was. */
export function MoneyLines(props: {
  dispute: DisputeView;
  money: readonly MovedMoney[];
  side: MoneySide;
  now: Date;
}) {
  const { dispute, side, now } = props;
  const names: Readonly<Record<string, string>> =
    side === 'buyer' ? words.moneyKinds : words.moneySellerKinds;
  const lines = props.money.filter(({ kind }) => Object.hasOwn(names, kind));
  const back = lines.filter(({ kind }) => isBack(kind));
  const backMinor = back.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const note =
    dispute.outcome === null
      ? words.moneyOpen[side]
      : dispute.outcome === 'refused'
        ? words.moneyRefused[side]
        : words.moneyUpheld[side](formatMoney({ amountMinor: backMinor, currency: dispute.amount.currency }));
  return (
    <Section id="money" title={words.money} intro={note}>
      <DataTable
        caption={words.money}
        rows={lines}
        rowKey={(line) => line.kind}
        columns={[
          { key: 'line', head: words.moneyLine, cell: (line) => names[line.kind] },
          {
            key: 'amount',
            head: words.moneyAmount,
            kind: 'figure',
            cell: (line) => (
              <Money amountMinor={line.amountMinor * signOf(line.kind, side)} currency={line.currency} />
            ),
          },
          { key: 'at', head: words.moneyAt, cell: (line) => <Moment at={line.at} now={now} exact /> },
        ]}
      />
    </Section>
  );
}

/** What leaves the side is written with a minus. */
function signOf(kind: string, side: MoneySide): bigint {
  return (side === 'buyer') === isBack(kind) ? 1n : -1n;
}

/** Whether it gives back what the sale moved. */
function isBack(kind: string): boolean {
  return kind === 'dispute_share' || kind === 'dispute_fee';
}
