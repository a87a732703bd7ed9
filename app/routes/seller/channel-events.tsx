import { Link } from '@remix-run/react';
import type { ChannelEvent } from '#app/domain/leads/channels/channel.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { channelWords } from '#app/words/en/channels.ts';

const words = channelWords.page;
const TONES: Record<ChannelEvent['outcome'], Tone> = {
  taken: 'good',
  passed_over: 'neutral',
  refused: 'red',
};

/** What came by a channel lately and what became of it. */
export function ChannelEvents({ events, now }: { events: readonly ChannelEvent[]; now: Date }) {
  if (events.length === 0) return <EmptyState {...words.noEvents} />;
  return (
    <DataTable
      caption={words.eventsCaption}
      rows={events}
      rowKey={({ id }) => id}
      columns={[
        { key: 'at', head: words.at, cell: ({ at }) => <Moment at={at} now={now} /> },
        {
          key: 'outcome',
          head: words.outcome,
          cell: ({ outcome, isTest }) => (
            <span className="inline-flex flex-wrap gap-1">
              <Badge tone={TONES[outcome]}>{channelWords.outcomes[outcome]}</Badge>
              {isTest && <Badge tone="neutral">{words.test_badge}</Badge>}
            </span>
          ),
        },
        {
          key: 'why',
          head: words.why,
          kind: 'text',
          cell: ({ outcome, code, repeats }) =>
            [channelWords.says(outcome, code), repeats > 0 ? words.repeated(repeats) : '']
              .filter(Boolean)
              .join('; '),
        },
        {
          key: 'lead',
          head: words.lead,
          cell: ({ leadId }) => leadId && <Link to={`/sell/leads/${leadId}`}>{words.look}</Link>,
        },
      ]}
    />
  );
}
