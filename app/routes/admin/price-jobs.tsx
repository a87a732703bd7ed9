import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PRICE_JOBS } from '#app/domain/pricing/price-run.ts';
import { readModelVersions } from '#app/domain/pricing/read-model-versions.server.ts';
import { readPriceRuns } from '#app/domain/pricing/read-price-runs.server.ts';
import { readRefusals } from '#app/domain/pricing/read-refusals.server.ts';
import { nightsOf } from '#app/domain/pricing/refusal-spell.ts';
import { readJobHealth } from '#app/platform/job-health.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { priceJobWords as words } from '#app/words/en/price-jobs.ts';
import { refusedFitWords } from '#app/words/en/refused-fits.ts';
import { scheduleInWords } from '#app/words/en/schedules.ts';
import { requireStaff } from '../guard.ts';
import { ModelVersions } from './model-versions.tsx';
import { PriceRuns } from './price-runs.tsx';
import { RunResult, RunState, tookOf } from './run-parts.tsx';

const RUNS_SHOWN = 50;
const VERSIONS_SHOWN = 30;
const DATE_LENGTH = 10;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = new URL(args.request.url).searchParams.get('job');
  const chosen = PRICE_JOBS.find((job) => job === asked) ?? null;
  const [health, last, runs, versions, refusals] = await Promise.all([
    readJobHealth(db.pool),
    readPriceRuns(db.pool, { jobs: PRICE_JOBS, limit: 1, now }),
    readPriceRuns(db.pool, { jobs: chosen ? [chosen] : PRICE_JOBS, limit: RUNS_SHOWN, now }),
    readModelVersions(db.pool, { limit: VERSIONS_SHOWN }),
    readRefusals(db.pool),
  ]);
  return {
    now,
    chosen,
    jobs: PRICE_JOBS.map((job) => ({
      job,
      cron: health.find(({ name }) => name === job)?.cron ?? null,
      run: last.find((run) => run.job === job) ?? null,
    })),
    runs: runs.slice(0, RUNS_SHOWN),
    versions,
    refused: refusals[0] ? { since: refusals[0].fittedAt, nights: nightsOf(refusals) } : null,
  };
}

export default function PriceJobs() {
  const { runs, chosen, versions, now } = useLoaderData<typeof loader>();
  return (
    <>
      <FlashNotice notices={{ accepted: refusedFitWords.done }} />
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/admin/jobs', label: words.jobs }} />
      <div className="flex flex-col gap-8">
        <Refused />
        <Jobs />
        <ModelVersions versions={versions} now={now} />
        <PriceRuns runs={runs} chosen={chosen} now={now} />
      </div>
    </>
  );
}

function Refused() {
  const { refused } = useLoaderData<typeof loader>();
  if (!refused) return null;
  return (
    <Notice
      tone="amber"
      title={refusedFitWords.standing(refused.nights, refused.since.toISOString().slice(0, DATE_LENGTH))}
      action={<Link to="/admin/price-jobs/refused">{refusedFitWords.link}</Link>}
    />
  );
}

function Jobs() {
  const { jobs, now } = useLoaderData<typeof loader>();
  return (
    <Section id="jobs" title={words.jobs}>
      <DataTable
        caption={words.jobs}
        rows={jobs}
        rowKey={({ job }) => job}
        columns={[
          {
            key: 'job',
            head: words.job,
            cell: ({ job }) => (
              <span className="flex flex-col">
                <span className="font-medium">{words.names[job]}</span>
                <span className="font-mono text-xs text-ink-soft">{job}</span>
              </span>
            ),
          },
          {
            key: 'schedule',
            head: words.schedule,
            cell: ({ cron }) => cron && <span className="whitespace-nowrap">{scheduleInWords(cron)}</span>,
          },
          {
            key: 'started',
            head: words.started,
            cell: ({ run }) =>
              run ? (
                <Moment at={run.startedAt} now={now} />
              ) : (
                <span className="text-ink-soft">{words.never}</span>
              ),
          },
          { key: 'duration', head: words.duration, kind: 'figure', cell: ({ run }) => run && tookOf(run) },
          { key: 'state', head: words.state, cell: ({ run }) => run && <RunState state={run.state} /> },
          {
            key: 'result',
            head: words.result,
            kind: 'text',
            cell: ({ run }) => run && <RunResult run={run} />,
          },
        ]}
      />
    </Section>
  );
}
