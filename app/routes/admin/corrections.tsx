import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { Correction } from '#app/domain/billing/correction.ts';
import { decideCorrection } from '#app/domain/billing/decide-correction.server.ts';
import { readCorrections } from '#app/domain/billing/read-corrections.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';
import { attempt, one, readForm, type Typed } from '../form.ts';
import { requireStaff, type Staff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { BooksTabs } from './books-tabs.tsx';
import { CorrectionForm } from './correction-form.tsx';
import { type CorrectionAnswer, takeCorrection } from './take-correction.ts';

const words = troubleWords.corrections;
const SHOWN = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { actor } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const [waiting, past] = await Promise.all([
    readCorrections(db, { waiting: true, limit: SHOWN }),
    readCorrections(db, { waiting: false, limit: SHOWN }),
  ]);
  const asked = (new URL(args.request.url).searchParams.get('organisation') ?? '').slice(0, 64);
  return {
    now,
    me: actor,
    newId: newId('corr', now.getTime()),
    organisation: { id: asked, name: (await readOrganisationsById(db, [asked])).get(asked)?.name ?? '' },
    waiting: await named(db, waiting),
    past: await named(db, past),
  };
}

async function named(db: Db, corrections: readonly Correction[]) {
  const organisations = await readOrganisationsById(
    db,
    corrections.map(({ organisationId }) => organisationId),
  );
  return corrections.map((one) => ({ ...one, name: organisations.get(one.organisationId)?.name ?? '' }));
}

export async function action(args: ActionFunctionArgs): Promise<Answer | CorrectionAnswer> {
  const staff = await requireStaff(args, 'admin');
  const typed = await readForm(args.request);
  const intent = one(typed, 'intent');
  if (intent === 'approve' || intent === 'reject') return decide(args, staff, typed, intent);
  return takeCorrection(args.context, staff, typed);
}

async function decide(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  typed: Typed,
  intent: 'approve' | 'reject',
): Promise<Answer> {
  const approve = intent === 'approve';
  const deciding = decideCorrection(db, { correctionId: one(typed, 'id'), approve, actor, origin, now });
  const done = await attempt(typed, deciding);
  if (!done.ok) return answerTo('decide', { failed: done.failed });
  throw redirect(`/admin/corrections?done=${approve ? 'approved' : 'rejected'}`);
}

export default function Corrections() {
  const answer = useActionData<typeof action>();
  const refused = answer?.form === 'decide' ? answer.failed?.refusal : null;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/admin/corrections" />}
      <FlashNotice
        notices={{
          posted: { title: words.done.posted },
          waiting: { title: words.done.waiting },
          approved: { title: words.approved },
          rejected: { title: words.rejected },
        }}
      />
      {refused && <Notice tone="red" title={refused} />}
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-10">
        <BooksTabs current="corrections" />
        <Waiting />
        <Write
          failed={answer?.form === 'write' ? answer.failed : null}
          offered={answer && 'offered' in answer ? answer.offered : []}
        />
        <Past />
      </div>
    </>
  );
}

function Waiting() {
  const { waiting, me, now } = useLoaderData<typeof loader>();
  return (
    <Section id="waiting" title={words.waiting}>
      {waiting.length === 0 ? (
        <p className="text-ink-soft">{words.nobodyWaits}</p>
      ) : (
        <CardList label={words.waiting}>
          {waiting.map((one) => (
            <Card
              key={one.id}
              level={3}
              title={`${signOf(one)}${formatMoney(one)} · ${one.name}`}
              badges={<StatusBadge status={one.status} />}
              meta={
                <span>
                  {words.kinds[one.kind]} · {words.accounts[one.account]} ·{' '}
                  <Moment at={one.createdAt} now={now} /> · {one.reason}
                </span>
              }
              actions={one.createdBy === me ? <span>{words.yours}</span> : <Decide id={one.id} />}
            />
          ))}
        </CardList>
      )}
    </Section>
  );
}

function Decide({ id }: { id: string }) {
  return (
    <>
      <PostButton fields={{ intent: 'approve', id }} small>
        {words.approve}
      </PostButton>
      <PostButton fields={{ intent: 'reject', id }} kind="other" small>
        {words.reject}
      </PostButton>
    </>
  );
}

function Write({ failed, offered }: Pick<CorrectionAnswer, 'failed' | 'offered'>) {
  const { newId: id, organisation } = useLoaderData<typeof loader>();
  return (
    <Section id="write" title={words.write}>
      <CorrectionForm id={id} organisation={organisation} offered={offered} failed={failed} />
    </Section>
  );
}

function Past() {
  const { past, now } = useLoaderData<typeof loader>();
  return (
    <Section id="past" title={words.past}>
      {past.length === 0 ? (
        <p className="text-ink-soft">{words.noPast}</p>
      ) : (
        <DataTable
          caption={words.pastCaption}
          rows={past}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'what',
              head: words.what,
              kind: 'text',
              cell: ({ kind, reason }) => (
                <>
                  <span className="block font-medium">{words.kinds[kind]}</span>
                  <span className="block text-xs text-ink-faint wrap-anywhere">{reason}</span>
                </>
              ),
            },
            {
              key: 'organisation',
              head: words.organisation,
              cell: ({ organisationId, name }) => (
                <Link to={`/admin/organisations/${organisationId}`}>{name}</Link>
              ),
            },
            {
              key: 'amount',
              head: words.amount,
              kind: 'figure',
              cell: (one) => (
                <span className="whitespace-nowrap tabular-nums">
                  {signOf(one)}
                  {formatMoney(one)}
                </span>
              ),
            },
            { key: 'state', head: words.state, cell: ({ status }) => <StatusBadge status={status} /> },
            { key: 'when', head: words.when, cell: ({ createdAt }) => <Moment at={createdAt} now={now} /> },
          ]}
        />
      )}
    </Section>
  );
}

const TONES = { waiting: 'amber', posted: 'good', rejected: 'neutral' } as const;

function StatusBadge({ status }: Pick<Correction, 'status'>) {
  return <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>;
}

function signOf({ direction }: Pick<Correction, 'direction'>): string {
  return direction === 'give' ? '+' : '\u2212';
}
