import { Link } from '@remix-run/react';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { askPlanWords } from '#app/words/en/ask-plans.ts';
import type { OwnAsk } from './read-own-asks.ts';

const words = askPlanWords.mine;

/** The way from what asks bring to one's own; nothing where there is no offer. */
export function OwnAsks({ asks }: { asks: readonly OwnAsk[] }) {
  if (asks.length === 0) return null;
  return (
    <Section id="mine" title={words.title} intro={words.intro}>
      <DataTable
        caption={words.title}
        rows={asks}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'offer',
            head: words.offer,
            cell: ({ id, name }) => (
              <Link to={`/sell/offers/${id}/price`} className="inline-flex min-h-6 items-center font-medium">
                {name}
              </Link>
            ),
          },
          { key: 'state', head: words.state, cell: ({ status }) => <StateBadge of="offer" state={status} /> },
          {
            key: 'ask',
            head: words.ask,
            kind: 'figure',
            cell: ({ askMinor, currency }) => <Money amountMinor={askMinor} currency={currency} />,
          },
          {
            key: 'night',
            head: words.night,
            cell: ({ follows }) => (
              <Badge tone={follows ? 'good' : 'neutral'}>{follows ? words.follows : words.stays}</Badge>
            ),
          },
        ]}
      />
    </Section>
  );
}
