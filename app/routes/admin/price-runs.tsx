import { Form } from '@remix-run/react';
import { PRICE_JOBS, type PriceJob, type PriceRun } from '#app/domain/pricing/price-run.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { priceJobWords as words } from '#app/words/en/price-jobs.ts';
import { RunResult, RunState, tookOf } from './run-parts.tsx';

/** The latest runs of all jobs about prices, or of one of them. */
export function PriceRuns(props: { runs: readonly PriceRun[]; chosen: PriceJob | null; now: Date }) {
  const { runs, chosen, now } = props;
  return (
    <Section id="runs" title={words.runs} intro={words.runsIntro}>
      <Form method="get" aria-label={words.runs} className="flex flex-wrap items-end gap-3">
        <Select
          name="job"
          label={words.runsOf}
          value={chosen ?? ''}
          choices={[
            { value: '', label: words.all },
            ...PRICE_JOBS.map((job) => ({ value: job, label: words.names[job] })),
          ]}
        />
        <SubmitButton kind="other">{words.showRuns}</SubmitButton>
      </Form>
      {runs.length === 0 ? (
        <EmptyState {...words.noRuns} />
      ) : (
        <DataTable
          caption={words.runs}
          rows={runs}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'job',
              head: words.job,
              cell: ({ job }) => <span className="font-medium">{words.names[job as PriceJob] ?? job}</span>,
            },
            {
              key: 'started',
              head: words.begun,
              cell: ({ startedAt }) => <Moment at={startedAt} now={now} />,
            },
            { key: 'duration', head: words.duration, kind: 'figure', cell: (run) => tookOf(run) },
            { key: 'state', head: words.state, cell: ({ state }) => <RunState state={state} /> },
            { key: 'result', head: words.result, kind: 'text', cell: (run) => <RunResult run={run} /> },
          ]}
        />
      )}
    </Section>
  );
}
