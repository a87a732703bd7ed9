import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readSellersInReview } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { requireStaff } from '../guard.ts';
import { LandingPage } from './landing-page.tsx';

const words = moderationWords.sellers;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;
const STATES = ['waiting', 'approved', 'refused'] as const;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({
  state: z.enum(STATES).catch('waiting'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const { state, page } = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const { sellers, total } = await readSellersInReview(db, { status: state, page, pageSize: PAGE_SIZE });
  return { now, state, page, pages: Math.ceil(total / PAGE_SIZE), sellers };
}

const hrefOf = (state: string, page = 1) =>
  page > 1 ? `/moderate/sellers?state=${state}&page=${page}` : `/moderate/sellers?state=${state}`;

export default function Sellers() {
  const { state, sellers, page, pages, now } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <Tabs
          label={words.tabs}
          current={hrefOf(state)}
          items={STATES.map((one) => ({ to: hrefOf(one), label: words[one] }))}
        />
        {sellers.length === 0 ? (
          <EmptyState title={moderationWords.queueEmpty} text={words.empty[state]} />
        ) : (
          <DataTable
            caption={words.caption}
            rows={sellers}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                head: words.name,
                cell: (row) => (
                  <Link
                    to={`/moderate/sellers/${row.id}`}
                    className="inline-flex min-h-6 items-center font-medium wrap-anywhere"
                  >
                    {row.name}
                  </Link>
                ),
              },
              { key: 'country', head: words.country, cell: (row) => uiWords.countryName(row.countryCode) },
              {
                key: 'page',
                head: words.page,
                kind: 'text',
                cell: (row) => <LandingPage url={row.landingUrl} />,
              },
              { key: 'joined', head: words.joined, cell: (row) => <Moment at={row.createdAt} now={now} /> },
              ...(state === 'waiting'
                ? []
                : [
                    {
                      key: 'decided',
                      head: words.decided,
                      cell: (row: (typeof sellers)[number]) =>
                        row.reviewedAt && <Moment at={row.reviewedAt} now={now} />,
                    },
                  ]),
            ]}
          />
        )}
        <Pager page={page} pages={pages} hrefOf={(other) => hrefOf(state, other)} />
      </div>
    </>
  );
}
