import { Link } from '@remix-run/react';
import type { Endpoint } from '#app/domain/delivery/endpoint.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { accountWords } from '#app/words/en/account.ts';
import type { DeliveryLogPage } from './read-delivery-log.ts';

const words = accountWords.endpoints.log;

type Delivery = DeliveryLogPage['deliveries'][number];

/** What was sent to one webhook, and what its server answered each time. */
export function DeliveryLog(
  props: DeliveryLogPage & { endpoint: Pick<Endpoint, 'id' | 'url'>; page: string; now: Date },
) {
  const { endpoint, deliveries, next, now } = props;
  return (
    <Section id="log" title={words.title} intro={words.of(endpoint.url)}>
      {deliveries.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={deliveries}
          rowKey={({ id }) => id}
          columns={[
            { key: 'event', head: words.event, cell: ({ event }) => <code>{event}</code> },
            {
              key: 'state',
              head: words.state,
              cell: ({ status }) => <StateBadge of="delivery" state={status} />,
            },
            {
              key: 'created',
              head: words.created,
              cell: ({ createdAt }) => <Moment at={createdAt} now={now} />,
            },
            {
              key: 'next',
              head: words.next,
              cell: ({ nextAttemptAt }) => nextAttemptAt && <Moment at={nextAttemptAt} now={now} />,
            },
            { key: 'attempts', head: words.attempts, kind: 'text', cell: (row) => <Attempts {...row} /> },
          ]}
        />
      )}
      {next && (
        <p>
          <Link to={`${props.page}?${new URLSearchParams({ endpoint: endpoint.id, before: next })}#log`}>
            {words.older}
          </Link>
        </p>
      )}
    </Section>
  );
}

function Attempts({ attempts }: Delivery) {
  if (attempts.length === 0) return null;
  return (
    <Disclosure summary={words.show(attempts.length)}>
      <ol className="flex flex-col gap-1">
        {attempts.map(({ number, httpStatus, errorCode, durationMs }) => (
          <li key={number}>
            {words.attempt(
              number,
              httpStatus === null ? words.failed(errorCode ?? '') : words.answered(httpStatus),
              durationMs,
            )}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
