import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { sandboxWords } from '#app/words/en/sandbox.ts';

const words = sandboxWords.mails;
const PAGE_SIZE = 25;
const pageField = z.coerce.number().int().min(1).max(100).catch(1);

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  if (!db.mailBox) throw new Response(null, { status: 404 });
  const page = pageField.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const { mails, total } = await db.mailBox.list(page, PAGE_SIZE);
  return {
    now,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    mails: mails.map(({ id, to, subject, at }) => ({ id, to, subject, at })),
  };
}

export default function Mails() {
  const { mails, page, pages, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title={words.title} intro={words.intro} />
      <div className="pb-6">
        <ButtonLink to="/sandbox/mail" kind="other">
          {words.reload}
        </ButtonLink>
      </div>
      {mails.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={mails}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'subject',
              head: words.subject,
              cell: ({ id, subject }) => (
                <Link to={`/sandbox/mail/${id}`} className="inline-flex min-h-6 items-center">
                  {subject}
                </Link>
              ),
            },
            {
              key: 'to',
              head: words.to,
              kind: 'text',
              cell: ({ to }) => <span className="wrap-anywhere">{to}</span>,
            },
            { key: 'at', head: words.at, cell: ({ at }) => <Moment at={at} now={now} /> },
          ]}
        />
      )}
      <Pager page={page} pages={pages} hrefOf={(other) => `/sandbox/mail?page=${other}`} />
    </>
  );
}
