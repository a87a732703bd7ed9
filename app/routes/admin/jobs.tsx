import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { retryDeadJobs } from '#app/domain/settings/retry-dead-jobs.server.ts';
import {
  type DeadJob,
  type JobHealth,
  readDeadJobs,
  readJobHealth,
  readWorkers,
} from '#app/platform/job-health.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { priceJobWords } from '#app/words/en/price-jobs.ts';
import { scheduleInWords } from '#app/words/en/schedules.ts';
import { all, attempt, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';

const words = adminWords.jobs;
const DEAD_SHOWN = 25;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { pool } = args.context.db;
  const [kinds, workers, dead] = await Promise.all([
    readJobHealth(pool),
    readWorkers(pool),
    readDeadJobs(pool, { limit: DEAD_SHOWN }),
  ]);
  return { now: args.context.now, kinds, workers, dead };
}

/** Gives one job, or all of a kind, back to the worker. */
export async function action(args: ActionFunctionArgs) {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const ids = all(typed, 'job').filter((id) => UUID.test(id));
  const retried = await attempt(
    typed,
    retryDeadJobs(db, {
      kind: one(typed, 'kind'),
      jobIds: one(typed, 'which') === 'all' ? null : ids,
      actor,
      origin,
      now,
    }),
  );
  if (!retried.ok) return retried.failed;
  throw redirect('/admin/jobs?done=retried');
}

export default function Jobs() {
  const failed = useActionData<typeof action>();
  return (
    <>
      <FlashNotice notices={{ retried: { title: words.done.retried } }} />
      <ErrorSummary failed={failed} />
      <WorkTitle title={words.title} intro={words.intro} />
      <p className="pb-6">
        <Link to="/admin/price-jobs">{priceJobWords.link}</Link>
      </p>
      <div className="flex flex-col gap-10">
        <Workers />
        <Dead />
        <Kinds />
      </div>
    </>
  );
}

function Workers() {
  const { workers, now } = useLoaderData<typeof loader>();
  return (
    <Section id="workers" title={words.workers}>
      {workers.length === 0 ? (
        <Notice tone="red" title={words.noWorkers} />
      ) : (
        <DataTable
          caption={words.workers}
          rows={workers}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'worker',
              head: words.worker,
              cell: ({ alive }) => (
                <Badge tone={alive ? 'good' : 'neutral'}>{alive ? words.alive : words.gone}</Badge>
              ),
            },
            { key: 'heard', head: words.heard, cell: (one) => <Moment at={one.heartbeatAt} now={now} /> },
            { key: 'started', head: words.started, cell: (one) => <Moment at={one.startedAt} now={now} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Kinds() {
  const { kinds, now } = useLoaderData<typeof loader>();
  const figure = (key: 'waiting' | 'active' | 'later' | 'dead') => ({
    key,
    head: words[key],
    kind: 'figure' as const,
    // None is the rule; what is there should be seen.
    cell: (kind: JobHealth) => kind[key] > 0 && kind[key].toLocaleString('en'),
  });
  return (
    <Section id="kinds" title={words.kinds}>
      <DataTable
        caption={words.kinds}
        rows={kinds}
        rowKey={({ name }) => name}
        columns={[
          { key: 'kind', head: words.kind, cell: ({ name }) => <span className="font-medium">{name}</span> },
          {
            key: 'schedule',
            head: words.schedule,
            cell: ({ cron }) =>
              cron ? (
                <span className="whitespace-nowrap">{scheduleInWords(cron)}</span>
              ) : (
                <span className="text-ink-soft">{words.onDemand}</span>
              ),
          },
          {
            key: 'last',
            head: words.lastDone,
            cell: ({ lastDoneAt }) =>
              lastDoneAt ? (
                <Moment at={lastDoneAt} now={now} />
              ) : (
                <span className="text-ink-faint">{words.notLately}</span>
              ),
          },
          figure('waiting'),
          {
            key: 'oldest',
            head: words.oldest,
            cell: ({ oldestWaitingAt }) => oldestWaitingAt && <Moment at={oldestWaitingAt} now={now} />,
          },
          figure('later'),
          figure('active'),
          {
            ...figure('dead'),
            cell: ({ dead }) => dead > 0 && <Badge tone="red">{dead.toLocaleString('en')}</Badge>,
          },
        ]}
      />
    </Section>
  );
}

function Dead() {
  const { kinds, dead, now } = useLoaderData<typeof loader>();
  const many = kinds.filter((kind) => kind.dead > 1);
  return (
    <Section id="dead" title={words.deadJobs} intro={dead.length === 0 ? words.noDead : words.deadIntro}>
      {many.length > 0 && (
        <div className="flex flex-wrap gap-3">
          {many.map((kind) => (
            <PostButton key={kind.name} fields={{ kind: kind.name, which: 'all' }} small>
              {words.retryAll(kind.dead, kind.name)}
            </PostButton>
          ))}
        </div>
      )}
      {dead.length > 0 && <DeadTable dead={dead} now={now} />}
    </Section>
  );
}

function DeadTable({ dead, now }: { dead: readonly DeadJob[]; now: Date }) {
  return (
    <DataTable
      caption={words.deadJobs}
      rows={dead}
      rowKey={({ id }) => id}
      columns={[
        { key: 'kind', head: words.kind, cell: ({ kind }) => <span className="font-medium">{kind}</span> },
        {
          key: 'code',
          head: words.code,
          cell: ({ code }) => <span className="font-mono text-xs wrap-anywhere">{code ?? words.noCode}</span>,
        },
        { key: 'tries', head: words.tries, kind: 'figure', cell: ({ tries }) => tries },
        { key: 'at', head: words.at, cell: ({ deadAt }) => <Moment at={deadAt} now={now} /> },
        {
          key: 'act',
          head: '',
          cell: ({ id, kind }) => (
            <PostButton fields={{ kind, job: id }} small>
              {words.retry}
            </PostButton>
          ),
        },
      ]}
    />
  );
}
