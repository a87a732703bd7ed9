import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { readBankBatch } from '#app/domain/billing/read-bank-batches.server.ts';
import { readEmail } from '#app/domain/identity/read-email.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { buttonClass, SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { ACTS } from './act-on-batch.ts';
import type { Answer } from './answer.ts';
import { ReasonField } from './reason-field.tsx';

const words = bankWords.batch;

export const meta: MetaFunction = () => [{ title: words.meta }];

async function findBatch(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const batch = await readBankBatch(args.context.db, args.params.batchId ?? '');
  if (!batch) throw new Response(null, { status: 404 });
  return { staff, batch };
}

export async function loader(args: LoaderFunctionArgs) {
  const { staff, batch } = await findBatch(args);
  const { db, now } = args.context;
  return {
    now,
    batch,
    total: formatMoney({ amountMinor: batch.totalMinor, currency: batch.currency }),
    maker: await personOf(db, batch.createdBy),
    approvers: await Promise.all(batch.approvals.map(({ personId }) => personOf(db, personId))),
    approvedByYou: batch.approvals.some(({ personId }) => personId === staff.actor),
  };
}

async function personOf(db: Db, id: string) {
  return { id, email: (await readEmail(db, id)) ?? id };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, batch } = await findBatch(args);
  const typed = await readForm(args.request);
  const intent = one(typed, 'intent');
  const act = Object.hasOwn(ACTS, intent) ? ACTS[intent] : undefined;
  if (!act) throw new Response(null, { status: 404 });
  return act({ args, staff, batch, typed });
}

export default function PayoutBatch() {
  const { batch, total } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { status, fileTakenAt } = batch;
  const hasOwnSummary = answer?.form === 'reject' || answer?.form === 'one';
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/payout-batches/${batch.id}`} />}
      <FlashNotice notices={words.done} />
      {!hasOwnSummary && <ErrorSummary failed={answer?.failed} />}
      <WorkTitle
        title={words.title(total)}
        badges={<StateBadge of="bankBatch" state={status} />}
        back={{ to: '/admin/payout-batches', label: words.back }}
      />
      <div className="flex flex-col gap-10">
        <Facts />
        {status === 'proposed' && batch.payoutsCount > 0 && <Approve />}
        {(status === 'approved' || status === 'sent') && <File />}
        {status === 'approved' && fileTakenAt && (
          <Section id="send" title={words.send} intro={words.sendIntro}>
            <div>
              <PostButton kind="main" fields={{ intent: 'send' }}>
                {words.send}
              </PostButton>
            </div>
          </Section>
        )}
        <Payouts />
        {(status === 'proposed' || status === 'sent') && <OnePayout />}
        {(status === 'proposed' || (status === 'approved' && !fileTakenAt)) && <Reject />}
      </div>
    </>
  );
}

function PersonLink({ person }: { person: { id: string; email: string } }) {
  return <Link to={`/admin/people/${person.id}`}>{person.email}</Link>;
}

function Facts() {
  const { batch, maker, approvers, now } = useLoaderData<typeof loader>();
  return (
    <DefinitionList
      items={[
        {
          term: words.made,
          value: (
            <>
              <Moment at={batch.createdAt} now={now} exact /> {words.by} <PersonLink person={maker} />
            </>
          ),
        },
        { term: words.payouts, value: batch.payoutsCount },
        {
          term: words.approvals,
          value:
            approvers.length === 0
              ? words.nobody
              : approvers.map((person) => (
                  <span key={person.id} className="block">
                    <PersonLink person={person} />
                  </span>
                )),
        },
        {
          term: words.taken,
          value: batch.fileTakenAt ? <Moment at={batch.fileTakenAt} now={now} exact /> : words.notTaken,
        },
        ...(batch.reason ? [{ term: words.rejected, value: batch.reason }] : []),
      ]}
    />
  );
}

function Approve() {
  const { approvedByYou, total } = useLoaderData<typeof loader>();
  return (
    <Section id="approve" title={words.approve} intro={words.approveIntro}>
      {approvedByYou ? (
        <Notice tone="blue" title={words.approvedByYou} />
      ) : (
        <div>
          <PostButton kind="main" fields={{ intent: 'approve' }}>
            {words.confirmApprove.act(total)}
          </PostButton>
        </div>
      )}
    </Section>
  );
}

/** The file is sent by a form, since taking it is noted; the browser keeps the page. */
function File() {
  const { batch } = useLoaderData<typeof loader>();
  return (
    <Section id="file" title={words.file} intro={words.fileIntro}>
      <Form
        method="post"
        action={`/admin/payout-batches/${batch.id}/file`}
        reloadDocument
        className="flex flex-wrap gap-3"
      >
        <button
          type="submit"
          name="format"
          value="xml"
          className={`${buttonClass(batch.fileTakenAt ? 'other' : 'main')} cursor-pointer`}
        >
          {words.xml}
        </button>
        <button type="submit" name="format" value="csv" className={`${buttonClass('other')} cursor-pointer`}>
          {words.csv}
        </button>
      </Form>
    </Section>
  );
}

function Payouts() {
  const { batch } = useLoaderData<typeof loader>();
  const isOpen = batch.payouts.some(({ status }) => status === 'sent');
  return (
    <Section
      id="payouts"
      title={words.list}
      aside={isOpen && <PostButton fields={{ intent: 'paid' }}>{words.allPaid}</PostButton>}
    >
      <DataTable
        caption={words.caption}
        rows={batch.payouts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'seller',
            head: words.seller,
            cell: ({ organisationId, organisationName, isBlocked, detailsChanged }) => (
              <span className="flex flex-wrap items-center gap-2">
                <Link
                  to={`/admin/organisations/${organisationId}`}
                  className="inline-flex min-h-6 items-center font-medium"
                >
                  {organisationName}
                </Link>
                {isBlocked && <Badge tone="red">{words.blocked}</Badge>}
                {detailsChanged && <Badge tone="amber">{words.changed}</Badge>}
              </span>
            ),
          },
          {
            key: 'to',
            head: words.to,
            cell: ({ masked }) => <span className="font-mono whitespace-nowrap">{masked}</span>,
          },
          {
            key: 'amount',
            head: words.amount,
            kind: 'figure',
            cell: (row) => <span className="whitespace-nowrap">{formatMoney(row)}</span>,
          },
          {
            key: 'status',
            head: words.status,
            cell: ({ status }) => <StateBadge of="bankPayout" state={status} />,
          },
          {
            key: 'reason',
            head: words.reason,
            kind: 'text',
            cell: ({ reason }) =>
              reason && <span className="block max-w-[40ch] wrap-anywhere text-ink-soft">{reason}</span>,
          },
          {
            key: 'act',
            head: words.act,
            cell: ({ id, status, organisationName }) =>
              status === 'sent' && (
                <PostButton small fields={{ intent: 'paid', payout: id }}>
                  {words.paid} <span className="sr-only">{organisationName}</span>
                </PostButton>
              ),
          },
        ]}
      />
    </Section>
  );
}

/** One payout is struck out before the batch is agreed to, or marked as returned once the bank has it. */
function OnePayout() {
  const { batch } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.form === 'one' ? answer.failed : null;
  const isSent = batch.status === 'sent';
  const among = batch.payouts.filter(({ status }) =>
    isSent ? status === 'sent' || status === 'paid' : status === 'pending',
  );
  if (among.length === 0) return null;
  const act = isSent ? words.returned : words.strike;
  return (
    <Section id="one" title={act} intro={isSent ? words.oneIntroSent : words.oneIntroProposed}>
      <PostForm failed={refused} label={act}>
        <HiddenFields fields={{ intent: isSent ? 'returned' : 'strike' }} />
        <Select
          name="payout"
          label={words.which}
          value={refused ? one(refused.typed, 'payout') : (among[0]?.id ?? '')}
          choices={among.map((payout) => ({
            value: payout.id,
            label: `${payout.organisationName}, ${formatMoney(payout)}`,
          }))}
        />
        <ReasonField failed={refused} />
        <div>
          <SubmitButton kind="other">{act}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

function Reject() {
  const answer = useActionData<typeof action>();
  const refused = answer?.form === 'reject' ? answer.failed : null;
  return (
    <Section id="reject" title={words.reject} intro={words.rejectIntro}>
      <PostForm failed={refused} label={words.reject}>
        <HiddenFields fields={{ intent: 'reject' }} />
        <ReasonField failed={refused} id="reject-reason" />
        <div>
          <SubmitButton kind="danger">{words.rejectAct}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
