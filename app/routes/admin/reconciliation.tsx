import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { readBankStandings } from '#app/domain/billing/read-bank-standings.server.ts';
import {
  countAgreedLines,
  type ReconciliationRun,
  readClosedLines,
  readOpenLines,
  readReconciliationRuns,
  readStatementDays,
} from '#app/domain/billing/read-reconciliations.server.ts';
import { requestReconciliation } from '#app/domain/billing/request-reconciliation.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sayVerdict, troubleWords } from '#app/words/en/trouble.ts';
import { requireStaff } from '../guard.ts';
import { BankStandings } from './bank-standings.tsx';
import { BooksTabs } from './books-tabs.tsx';
import { DifferenceSide, DifferenceTable } from './difference-table.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

const words = troubleWords.reconciliation;
const RUNS_SHOWN = 10;
const LINES_SHOWN = 100;
const CLOSED_SHOWN = 20;
const AGREED_MS = 30 * DAY_MS;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const [runs, open, closed, agreed, days, standings] = await Promise.all([
    readReconciliationRuns(db, { limit: RUNS_SHOWN }),
    readOpenLines(db, { limit: LINES_SHOWN }),
    readClosedLines(db, { limit: CLOSED_SHOWN }),
    countAgreedLines(db, { since: after(now, -AGREED_MS) }),
    readStatementDays(db),
    readBankStandings(db.pool),
  ]);
  return {
    ...{ now, runs, open, closed, agreed, standings },
    days: [...days].map(([currency, day]) => ({ currency, day: day.toISOString().slice(0, 10) })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  await requestReconciliation(db, { actor, origin, now });
  throw redirect('/admin/reconciliation?done=started');
}

export default function Reconciliation() {
  const { runs } = useLoaderData<typeof loader>();
  return (
    <>
      <FlashNotice
        notices={{
          started: { title: words.started, text: words.startedText },
          closed: { title: words.lineClosed },
        }}
      />
      <WorkTitle
        title={words.title}
        intro={words.intro}
        action={<PostButton fields={{}}>{words.run}</PostButton>}
      />
      <div className="flex flex-col gap-8">
        <BooksTabs current="reconciliation" />
        {runs.length === 0 ? (
          <EmptyState {...words.empty} />
        ) : (
          <>
            <Standing />
            <Open />
            <Standings />
            <Closed />
            <Runs />
            <Agreed />
          </>
        )}
      </div>
    </>
  );
}

function Standings() {
  const { standings } = useLoaderData<typeof loader>();
  return <BankStandings standings={standings} />;
}

function Standing() {
  const { open, runs } = useLoaderData<typeof loader>();
  const whole = runs.find(({ finishedAt, failure }) => finishedAt !== null && failure === null);
  const needsSomebody = open.some(({ verdict }) => verdict !== 'in_flight');
  if (!whole || needsSomebody) return null;
  const at = whole.startedAt.toISOString().slice(0, 16).replace('T', ' ');
  return <Notice tone="good" title={words.agrees} text={words.agreesText(at)} />;
}

function Open() {
  const { open, now } = useLoaderData<typeof loader>();
  return (
    <Section id="open" title={words.open} intro={words.openIntro}>
      <ReadDays />
      {open.length === 0 ? (
        <p className="text-ink-soft">{words.none}</p>
      ) : (
        <DifferenceTable
          caption={words.caption}
          rows={open}
          rowKey={({ id }) => id}
          what={({ id, verdict, source }) => (
            <Link className="block font-medium" to={`/admin/reconciliation/${encodeURIComponent(id)}`}>
              {sayVerdict(verdict, source)}
            </Link>
          )}
          state={({ verdict }) => <VerdictBadge verdict={verdict} />}
          when={{
            key: 'since',
            head: words.since,
            cell: ({ happenedAt }) => <Moment at={happenedAt} now={now} />,
          }}
        />
      )}
    </Section>
  );
}

/** How far the comparison with the bank can reach. */
function ReadDays() {
  const { days } = useLoaderData<typeof loader>();
  const said = days.map(({ currency, day }) => words.readDay(currency, day)).join(', ');
  return (
    <p className="text-sm text-ink-soft">
      {days.length > 0 ? words.read(said) : words.unread}{' '}
      <Link to="/admin/bank/import">{words.importLink}</Link>
    </p>
  );
}

function Closed() {
  const { closed, now } = useLoaderData<typeof loader>();
  if (closed.length === 0) return null;
  return (
    <Section id="closed" title={words.closed}>
      <DifferenceTable
        caption={words.closedCaption}
        rows={closed}
        rowKey={({ closureId }) => closureId}
        what={({ reason }) => <span className="block font-medium wrap-anywhere">{reason}</span>}
        state={({ verdict }) => troubleWords.verdictNames[verdict]}
        when={{
          key: 'when',
          head: words.closedAt,
          cell: ({ closedAt, closedBy }) => (
            <Link to={`/admin/people/${closedBy}`}>
              <Moment at={closedAt} now={now} />
            </Link>
          ),
        }}
      />
    </Section>
  );
}

function Runs() {
  const { runs, now } = useLoaderData<typeof loader>();
  return (
    <Section id="runs" title={words.runs}>
      <DataTable
        caption={words.runsCaption}
        rows={runs}
        rowKey={({ id }) => id}
        columns={[
          { key: 'when', head: words.when, cell: ({ startedAt }) => <Moment at={startedAt} now={now} /> },
          {
            key: 'by',
            head: words.by,
            cell: ({ startedBy }) => (startedBy === 'job' ? words.job : words.person),
          },
          { key: 'result', head: words.result, cell: (run) => <Result run={run} /> },
          { key: 'lines', head: words.lines, kind: 'figure', cell: ({ linesRead }) => linesRead },
          { key: 'open', head: words.openCount, kind: 'figure', cell: ({ linesOpen }) => linesOpen },
          { key: 'healed', head: words.healed, kind: 'figure', cell: ({ healed }) => healed },
        ]}
      />
    </Section>
  );
}

function Result({ run }: { run: ReconciliationRun }) {
  if (run.failure !== null) return <Badge tone="red">{words.failures[run.failure] ?? run.failure}</Badge>;
  if (run.finishedAt === null) return <Badge tone="blue">{words.running}</Badge>;
  return run.linesOpen > 0 ? (
    <Badge tone="amber">{words.differs}</Badge>
  ) : (
    <Badge tone="good">{words.agreed}</Badge>
  );
}

function Agreed() {
  const { agreed } = useLoaderData<typeof loader>();
  if (agreed.length === 0) return null;
  return (
    <Section id="kinds" title={words.kinds}>
      <DataTable
        caption={words.kinds}
        rows={agreed}
        rowKey={({ source, type, currency, heldAs }) => `${source} ${type} ${currency} ${heldAs}`}
        columns={[
          { key: 'kind', head: words.kind, cell: ({ type }) => <span className="font-medium">{type}</span> },
          { key: 'source', head: words.source, cell: ({ source }) => words.sources[source] },
          { key: 'lines', head: words.lines, kind: 'figure', cell: ({ count }) => count },
          {
            key: 'sum',
            head: words.sum,
            kind: 'figure',
            cell: ({ stripeMinor, currency, heldAs, heldMinor }) => (
              <>
                <DifferenceSide amountMinor={stripeMinor} currency={currency} />
                {heldAs !== currency && (
                  <span className="block text-xs text-ink-soft">
                    {words.convertedTo} <DifferenceSide amountMinor={heldMinor} currency={heldAs} />
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'fees',
            head: words.fees,
            kind: 'figure',
            cell: ({ feeMinor, heldAs }) => <DifferenceSide amountMinor={feeMinor} currency={heldAs} />,
          },
        ]}
      />
    </Section>
  );
}
