import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { owedOf, takesEvidence } from '#app/domain/billing/chargeback.ts';
import { readEvidence } from '#app/domain/billing/read-evidence.server.ts';
import { submitEvidence } from '#app/domain/billing/submit-evidence.server.ts';
import { type Evidence, gatherEvidence } from '#app/domain/casework/gather-evidence.server.ts';
import { writeEvidence } from '#app/domain/casework/write-evidence.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { ChargebackBadge } from './chargeback-badge.tsx';

const words = troubleWords.chargeback;
const STATEMENT_LEAST = 10;
const STATEMENT_MOST = 15_000;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.meta(data ? formatMoney(data.chargeback) : '') },
];

/** @throws Response 404 where there is no such chargeback */
async function find({ context: { db }, params }: LoaderFunctionArgs): Promise<Evidence> {
  const found = await gatherEvidence(db, params.chargebackId ?? '');
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const found = await find(args);
  const { chargeback, organisation } = found;
  const sent = await readEvidence(db, chargeback.id);
  const { uncategorized_text: statement = '', ...told } = sent?.evidence ?? writeEvidence(found);
  return { now, chargeback, organisation, sent, statement, told };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const found = await find(args);
  const { id } = found.chargeback;
  const typed = await readForm(args.request);
  const statement = one(typed, 'statement').trim();
  if (statement.length < STATEMENT_LEAST || statement.length > STATEMENT_MOST)
    return answerTo('evidence', { failed: failed(typed, { statement: words.statementBad }) });
  if (one(typed, 'confirmed') !== 'yes') return ask(found, typed, statement);
  const evidence = { ...writeEvidence(found), uncategorized_text: statement };
  const done = await attempt(typed, submitEvidence(db, { chargebackId: id, evidence, actor, origin, now }));
  if (!done.ok) return answerTo('evidence', { failed: done.failed });
  throw redirect(`/admin/chargebacks/${id}?done=sent`);
}

function ask(
  { chargeback, organisation }: Evidence,
  typed: Awaited<ReturnType<typeof readForm>>,
  statement: string,
): Answer {
  return answerTo('evidence', {
    failed: failed(typed, {}),
    ask: {
      title: words.askTitle,
      text: words.askText,
      figures: [
        { label: words.buyer, value: organisation },
        { label: words.withdrawn, value: formatMoney(chargeback) },
      ],
      fields: { statement },
      confirmLabel: words.confirm,
    },
  });
}

export default function ChargebackPage() {
  const { chargeback } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/chargebacks/${chargeback.id}`} />}
      <FlashNotice notices={{ sent: { title: words.done } }} />
      <WorkTitle
        title={words.title(formatMoney(chargeback))}
        badges={<ChargebackBadge chargeback={chargeback} />}
        back={{ to: '/admin/chargebacks', label: words.back }}
      />
      <div className="flex flex-col gap-10">
        <Sent />
        <Facts />
        <Held />
        <Send failed={answer?.failed ?? null} />
      </div>
    </>
  );
}

function Sent() {
  const { sent, now } = useLoaderData<typeof loader>();
  if (!sent) return null;
  if (sent.refusedCode !== null) return <Notice tone="red" title={words.refused(sent.refusedCode)} />;
  if (sent.sentAt === null) return <Notice tone="blue" title={words.sending} />;
  return (
    <Notice
      tone="good"
      title={words.sent}
      text={
        <>
          {words.decidedAt} <Moment at={sent.decidedAt} now={now} />
        </>
      }
    />
  );
}

function Facts() {
  const { chargeback, organisation, now } = useLoaderData<typeof loader>();
  const { currency, evidenceDueAt } = chargeback;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          {
            term: words.buyer,
            value: <Link to={`/admin/organisations/${chargeback.organisationId}`}>{organisation}</Link>,
          },
          { term: words.reason, value: troubleWords.reasonOf(chargeback.reason) },
          { term: words.opened, value: <Moment at={chargeback.openedAt} now={now} /> },
          ...(evidenceDueAt ? [{ term: words.due, value: <Moment at={evidenceDueAt} now={now} /> }] : []),
          { term: words.withdrawn, value: money(chargeback.withdrawnMinor) },
          { term: words.cost, value: money(chargeback.costMinor) },
          { term: words.frozen, value: money(chargeback.frozenMinor) },
          { term: words.recovered, value: money(chargeback.recoveredMinor) },
          { term: words.owed, value: money(owedOf(chargeback)) },
          { term: words.reinstated, value: money(chargeback.reinstatedMinor) },
          {
            term: words.atStripe,
            value: <code className="text-xs wrap-anywhere">{chargeback.stripeDisputeId}</code>,
          },
        ]}
      />
    </Section>
  );
}

function Held() {
  const { told } = useLoaderData<typeof loader>();
  const items = Object.entries(words.fields).flatMap(([name, term]) => {
    const text = told[name as keyof typeof told];
    return text
      ? [{ term, value: <span className="block whitespace-pre-wrap wrap-anywhere">{text}</span> }]
      : [];
  });
  return (
    <Section id="held" title={words.held} intro={words.heldIntro}>
      <DefinitionList items={items} />
    </Section>
  );
}

function Send({ failed: refused }: { failed: Answer['failed'] }) {
  const { chargeback, sent, statement } = useLoaderData<typeof loader>();
  if (sent || !takesEvidence(chargeback.status)) {
    return (
      <Section id="send" title={words.statement}>
        <p className="max-w-[68ch] whitespace-pre-wrap wrap-anywhere">{sent ? statement : words.tooLate}</p>
      </Section>
    );
  }
  return (
    <Section id="send" title={words.send} intro={words.sendIntro}>
      <PostForm label={words.send} failed={refused}>
        <TextArea
          name="statement"
          label={words.statement}
          hint={words.statementHint}
          value={refused ? one(refused.typed, 'statement') : statement}
          error={refused?.errors.statement}
          maxLength={STATEMENT_MOST}
          rows={10}
        />
        <div>
          <SubmitButton kind="main">{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
