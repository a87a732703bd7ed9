import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readRefusals } from '#app/domain/pricing/read-refusals.server.ts';
import { nightsOf } from '#app/domain/pricing/refusal-spell.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { type OpenEnds, readOpenEnds } from '#app/domain/reports/read-open-ends.server.ts';
import { readTurnover, type Turnover } from '#app/domain/reports/read-turnover.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { readJobHealth, readWorkers } from '#app/platform/job-health.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import type { IconName } from '#app/ui/icons.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { type Task, TaskList } from '#app/ui/task-list.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { refusedFitWords } from '#app/words/en/refused-fits.ts';
import { requireStaff } from '../guard.ts';

const words = adminWords.now;
const PERIODS = ['today', 'week', 'month'] as const;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const sinceOf = {
    today: new Date(now.toISOString().slice(0, 10)),
    week: after(now, -7 * DAY_MS),
    month: after(now, -30 * DAY_MS),
  };
  const [openEnds, jobs, workers, settings, refusals, ...turnovers] = await Promise.all([
    readOpenEnds(db.pool, { now }),
    readJobHealth(db.pool),
    readWorkers(db.pool),
    readSettings(db),
    readRefusals(db.pool),
    ...PERIODS.map((period) => readTurnover(db.pool, { since: sinceOf[period] })),
  ]);
  return {
    tasks: tasksOf({
      openEnds,
      refusedNights: nightsOf(refusals),
      dead: jobs.reduce((sum, job) => sum + job.dead, 0),
      hasWorker: workers.some(({ alive }) => alive),
      payoutsPaused: settings.values.payouts_paused,
      signUpOpen: settings.values.sign_up_open,
    }),
    figures: figuresOf(turnovers),
  };
}

const WHERE: Record<keyof OpenEnds, { to: string; icon: IconName }> = {
  payoutsFailed: { to: '/admin/jobs', icon: 'money' },
  reconciliationOpen: { to: '/admin/reconciliation', icon: 'money' },
  chargebacksOpen: { to: '/admin/chargebacks', icon: 'warning' },
  receiptsWaiting: { to: '/admin/bank', icon: 'money' },
  batchesWaiting: { to: '/admin/payout-batches', icon: 'money' },
  correctionsWaiting: { to: '/admin/corrections', icon: 'money' },
  costsWaiting: { to: '/admin/bank#costs', icon: 'money' },
  bookingsWaiting: { to: '/admin/bank#asked', icon: 'money' },
  mailsFailed: { to: '/admin/jobs', icon: 'mail' },
  eventsWaiting: { to: '/admin/jobs', icon: 'webhook' },
  sellersWaiting: { to: '/moderate/sellers', icon: 'building' },
  offersWaiting: { to: '/moderate/offers', icon: 'offers' },
  disputesWaiting: { to: '/moderate/disputes', icon: 'gavel' },
};

/** The most urgent first: what stops money and leads, then who waits, then what was switched off on purpose. */
function tasksOf(found: {
  openEnds: OpenEnds;
  dead: number;
  hasWorker: boolean;
  refusedNights: number;
  payoutsPaused: boolean;
  signUpOpen: boolean;
}): Task[] {
  const { openEnds, dead } = found;
  const ends = (Object.keys(WHERE) as (keyof OpenEnds)[]).filter((key) => openEnds[key] > 0);
  return [
    ...(found.hasWorker
      ? []
      : [{ key: 'worker', icon: 'warning' as const, text: words.noWorker, to: '/admin/jobs' }]),
    ...(dead > 0
      ? [{ key: 'dead', icon: 'jobs' as const, text: words.dead(dead), to: '/admin/jobs#dead' }]
      : []),
    ...ends.map((key) => ({ key, text: words.openEnds[key](openEnds[key]), ...WHERE[key] })),
    ...(found.refusedNights > 0
      ? [
          {
            key: 'fit',
            icon: 'chart' as const,
            text: refusedFitWords.task(found.refusedNights),
            to: '/admin/price-jobs/refused',
          },
        ]
      : []),
    ...(found.payoutsPaused ? [switchedOff('payouts', words.payoutsPaused)] : []),
    ...(found.signUpOpen ? [] : [switchedOff('sign-up', words.signUpClosed)]),
  ];
}

function switchedOff(key: string, text: string): Task {
  return { key, icon: 'settings', text, to: '/admin/settings', tone: 'blue' };
}

type Figure = { key: string; name: string; cells: readonly string[] };

/** A row a figure, a column a period; money a row a currency that was traded in the longest. */
function figuresOf(turnovers: readonly Turnover[]): Figure[] {
  const currencies = [...new Set(turnovers.flatMap(({ money }) => money.map(({ currency }) => currency)))];
  const row = (key: string, name: string, cell: (one: Turnover) => string) => ({
    key,
    name,
    cells: turnovers.map(cell),
  });
  const moneyOf = (one: Turnover, currency: Currency, of: 'turnoverMinor' | 'feesMinor') =>
    formatMoney({ amountMinor: one.money.find((each) => each.currency === currency)?.[of] ?? 0n, currency });
  const written = (amount: number) => amount.toLocaleString('en');
  return [
    row('leads', words.leads, ({ leads }) => written(leads)),
    row('accepted', words.accepted, ({ accepted }) => written(accepted)),
    row('sales', words.sales, ({ sales }) => written(sales)),
    ...currencies.flatMap((currency) => [
      row(`turnover-${currency}`, words.turnover(currency), (one) => moneyOf(one, currency, 'turnoverMinor')),
      row(`fees-${currency}`, words.fees(currency), (one) => moneyOf(one, currency, 'feesMinor')),
    ]),
  ];
}

/** Reads the whole ledger, and so only when it is asked for. */
export async function action(args: ActionFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  return { at: now.toISOString().slice(0, 19).replace('T', ' '), violations: await checkBooks(db.pool) };
}

export default function Now() {
  const { tasks } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-10">
        <TaskList title={words.needs} tasks={tasks} empty={words.nothing} />
        <Going />
        <Books />
        <p>
          <Link to="/admin/audit">{words.log}</Link>
        </p>
      </div>
    </>
  );
}

function Going() {
  const { figures } = useLoaderData<typeof loader>();
  return (
    <Section id="going" title={words.going}>
      <DataTable
        caption={words.figures}
        rows={figures}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'figure',
            head: words.figure,
            cell: (row) => <span className="font-medium">{row.name}</span>,
          },
          ...PERIODS.map((period, index) => ({
            key: period,
            head: words.periods[period],
            kind: 'figure' as const,
            cell: (row: Figure) => <span className="whitespace-nowrap">{row.cells[index]}</span>,
          })),
        ]}
      />
      <p className="text-xs text-ink-faint">{words.moneyNote}</p>
    </Section>
  );
}

function Books() {
  const checked = useActionData<typeof action>();
  return (
    <Section id="books" title={words.books} intro={words.booksIntro}>
      {checked && (
        <div role="status">
          {checked.violations.length === 0 ? (
            <Notice tone="good" title={words.booksGood} text={words.booksAt(checked.at)} />
          ) : (
            <Notice
              tone="red"
              title={words.booksBad(checked.violations.length)}
              text={
                <ul className="flex flex-col gap-1">
                  {checked.violations.map((violation) => (
                    <li key={violation}>{violation}</li>
                  ))}
                </ul>
              }
            />
          )}
        </div>
      )}
      <div>
        <PostButton fields={{}}>{words.booksCheck}</PostButton>
      </div>
    </Section>
  );
}
