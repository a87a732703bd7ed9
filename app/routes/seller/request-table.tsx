import { Link } from '@remix-run/react';
import type { PostedRequest } from '#app/domain/leads/posted-request.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { postingWords } from '#app/words/en/posting.ts';

const words = postingWords.requests;
const SUCCESS_BELOW = 300;
const FAULT_FROM = 500;

function toneOf(status: number): Tone {
  if (status < SUCCESS_BELOW) return 'good';
  return status < FAULT_FROM ? 'amber' : 'red';
}

/** The last requests to the posting API with what each was answered. */
export function RequestTable({ requests, now }: { requests: readonly PostedRequest[]; now: Date }) {
  if (requests.length === 0) return <EmptyState {...words.empty} />;
  return (
    <DataTable
      caption={words.caption}
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        { key: 'at', head: words.at, cell: ({ at }) => <Moment at={at} now={now} /> },
        {
          key: 'answer',
          head: words.answer,
          cell: ({ status }) => <Badge tone={toneOf(status)}>{status}</Badge>,
        },
        { key: 'code', head: words.code, kind: 'text', cell: (request) => <Code {...request} /> },
        {
          key: 'lead',
          head: words.lead,
          cell: ({ answer, isOfOffer }) =>
            answer.leadId ? (
              <Link to={`/sell/leads/${answer.leadId}`}>{words.lead}</Link>
            ) : (
              !isOfOffer && words.noOffer
            ),
        },
        { key: 'body', head: words.body, kind: 'text', cell: (request) => <Body {...request} /> },
      ]}
    />
  );
}

function Code({ answer }: PostedRequest) {
  return (
    <div className="flex flex-col">
      <code>{answer.code}</code>
      {answer.errors.map(({ field, code }) => (
        <span key={`${field} ${code}`} className="text-xs text-ink-soft">
          {words.wrong(field, code)}
        </span>
      ))}
    </div>
  );
}

function Body({ request }: PostedRequest) {
  if (request === null) return words.unread;
  return (
    <Disclosure summary={words.show}>
      <CodeBlock label={words.body} code={JSON.stringify(request, null, 2)} />
    </Disclosure>
  );
}
