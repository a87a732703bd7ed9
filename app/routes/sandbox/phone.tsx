import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { sandboxWords } from '#app/words/en/sandbox.ts';

const words = sandboxWords.phone;
const SHOWN = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ context: { db, now } }: LoaderFunctionArgs) {
  if (!db.phoneBox) throw new Response(null, { status: 404 });
  return { now, messages: await db.phoneBox.list(SHOWN) };
}

export default function Phone() {
  const { messages, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="pb-6">
        <ButtonLink to="/sandbox/phone" kind="other">
          {words.reload}
        </ButtonLink>
      </div>
      {messages.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={messages}
          rowKey={({ id }) => id}
          columns={[
            { key: 'to', head: words.to, cell: ({ to }) => to },
            { key: 'way', head: words.way, cell: ({ method }) => words.ways[method] },
            {
              key: 'text',
              head: words.text,
              kind: 'text',
              cell: ({ method, text, code }) => (method === 'sms' ? text : words.calling(code)),
            },
            { key: 'at', head: words.at, cell: ({ at }) => <Moment at={at} now={now} /> },
          ]}
        />
      )}
    </>
  );
}
