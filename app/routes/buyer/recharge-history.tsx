import type { RechargeStatus } from '#app/domain/billing/recharge.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { cardWords } from '#app/words/en/cards.ts';

const words = cardWords.recharge.history;

type Line = {
  readonly id: string;
  readonly at: Date;
  readonly amount: string;
  readonly card: string;
  readonly status: RechargeStatus;
  readonly declineCode: string | null;
};

/** What was charged by itself, and what became of it. */
export function RechargeHistory({ lines, now }: { lines: readonly Line[]; now: Date }) {
  return (
    <Section id="history" title={words.title}>
      {lines.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            { key: 'card', head: words.card, cell: ({ card }) => card },
            { key: 'when', head: words.when, cell: ({ at }) => <Moment at={at} now={now} /> },
            {
              key: 'state',
              head: words.state,
              cell: ({ status, declineCode }) => (
                <>
                  <StateBadge of="recharge" state={status} />
                  {declineCode && (
                    <span className="mt-1 block text-xs text-ink-soft">{words.why(declineCode)}</span>
                  )}
                </>
              ),
            },
            {
              key: 'amount',
              head: words.amount,
              kind: 'figure',
              cell: ({ amount }) => <span className="whitespace-nowrap tabular-nums">{amount}</span>,
            },
          ]}
        />
      )}
    </Section>
  );
}
