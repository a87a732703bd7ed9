import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { DISPUTE_STATUSES } from '#app/domain/disputes/dispute.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';
import { requireStaff } from '../guard.ts';
import { CaseTable } from './case-table.tsx';
import { loadCases } from './load-cases.ts';

const words = moderationWords.disputes;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;
const STATES = ['awaiting_moderator', 'awaiting_seller', 'decided', 'all'] as const;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({
  state: z.enum(STATES).catch('awaiting_moderator'),
  page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1),
});

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const { state, page } = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const statuses = state === 'all' ? DISPUTE_STATUSES : [state];
  const { rows, total } = await loadCases(db, { statuses, page, pageSize: PAGE_SIZE });
  return { now, state, page, pages: Math.ceil(total / PAGE_SIZE), rows, total };
}

const hrefOf = (state: string, page = 1) =>
  page > 1 ? `/moderate/disputes?state=${state}&page=${page}` : `/moderate/disputes?state=${state}`;

export default function Cases() {
  const { rows, state, page, pages, now, total } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-6">
        <Tabs
          label={words.filters}
          current={hrefOf(state)}
          items={STATES.map((one) => ({ to: hrefOf(one), label: words.states[one] }))}
        />
        <p role="status" className="font-medium tabular-nums">
          {words.found(total)}
        </p>
        {rows.length === 0 ? (
          <EmptyState title={moderationWords.queueEmpty} text={words.empty} />
        ) : (
          <CaseTable rows={rows} now={now} />
        )}
        <Pager page={page} pages={pages} hrefOf={(other) => hrefOf(state, other)} />
      </div>
    </>
  );
}
