import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readDesk, type Waiting } from '#app/domain/casework/read-desk.server.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { type Task, TaskList } from '#app/ui/task-list.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';
import { requireStaff } from '../guard.ts';
import { CaseTable } from './case-table.tsx';
import { loadCases } from './load-cases.ts';

const words = moderationWords.home;
const NEXT = 5;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const [desk, next] = await Promise.all([
    readDesk(db),
    loadCases(db, { statuses: ['awaiting_moderator'], page: 1, pageSize: NEXT }),
  ]);
  return { now, desk, next: next.rows };
}

export default function ModeratorHome() {
  const { now, desk, next } = useLoaderData<typeof loader>();
  const tasks: Task[] = [
    {
      key: 'disputes',
      icon: 'gavel' as const,
      text: words.disputes(desk.toRule.count),
      count: desk.toRule.count,
      to: '/moderate/disputes',
    },
    {
      key: 'sellers',
      icon: 'building' as const,
      text: words.sellers(desk.sellers.count),
      count: desk.sellers.count,
      to: '/moderate/sellers',
    },
    {
      key: 'offers',
      icon: 'offers' as const,
      text: words.offers(desk.offers.count),
      count: desk.offers.count,
      to: '/moderate/offers',
    },
  ].filter(({ count }) => count > 0);
  const tile = (label: string, waiting: Waiting, to: string) => ({
    label,
    figure: waiting.count,
    to,
    sub: waiting.oldest ? (
      <>
        {words.since} <Moment at={waiting.oldest} now={now} />
      </>
    ) : (
      words.none
    ),
  });
  return (
    <>
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-8">
        <TaskList title={words.tasks} tasks={tasks} empty={words.nothing} />
        <StatTiles
          label={words.oldest}
          tiles={[
            tile(words.tiles.toRule, desk.toRule, '/moderate/disputes'),
            tile(words.tiles.sellers, desk.sellers, '/moderate/sellers'),
            tile(words.tiles.offers, desk.offers, '/moderate/offers'),
            tile(words.tiles.toAnswer, desk.toAnswer, '/moderate/disputes?state=awaiting_seller'),
          ]}
        />
        {next.length > 0 && (
          <Section id="next" title={words.next}>
            <CaseTable rows={next} now={now} />
          </Section>
        )}
      </div>
    </>
  );
}
