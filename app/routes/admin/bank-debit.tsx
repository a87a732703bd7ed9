import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { BankDebit } from '#app/domain/billing/bank-cost.ts';
import { bookBankCost } from '#app/domain/billing/book-bank-cost.server.ts';
import { decideBankCost } from '#app/domain/billing/decide-bank-cost.server.ts';
import { markDebitDouble } from '#app/domain/billing/mark-debit-double.server.ts';
import { readBankDebit } from '#app/domain/billing/read-bank-debits.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { attempt, failed, one, readForm, type Typed } from '../form.ts';
import { requireStaff, type Staff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { dayOf } from './day-of.ts';
import { DebitLikeness } from './debit-likeness.tsx';
import { readReason } from './read-reason.ts';
import { ReasonField } from './reason-field.tsx';

const words = bankBalanceWords.debit;

export const meta: MetaFunction = () => [{ title: words.meta }];

async function find(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const debit = await readBankDebit(db, { debitId: args.params.debitId ?? '', now });
  if (!debit) throw new Response(null, { status: 404 });
  return { staff, debit };
}

export async function loader(args: LoaderFunctionArgs) {
  const { staff, debit } = await find(args);
  return { debit, me: staff.actor };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, debit } = await find(args);
  const typed = await readForm(args.request);
  const intent = one(typed, 'intent');
  if (intent === 'approve' || intent === 'reject') return decide(args, staff, debit, typed);
  if (intent === 'same' || intent === 'other') return sayDouble(args, staff, debit, typed);
  return book(args, staff, debit, typed);
}

async function sayDouble(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  debit: BankDebit,
  typed: Typed,
): Promise<Answer> {
  const isDouble = one(typed, 'intent') === 'same';
  const done = await attempt(typed, markDebitDouble(db, { debitId: debit.id, isDouble, actor, origin, now }));
  if (!done.ok) return answerTo('decide', { failed: done.failed });
  throw redirect(`/admin/bank/debits/${debit.id}?done=${isDouble ? 'double' : 'taken'}`);
}

async function book(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  debit: BankDebit,
  typed: Typed,
): Promise<Answer> {
  const read = readReason(typed);
  if (!read.ok) return answerTo('book', { failed: read.failed });
  const { reason } = read;
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('book', { failed: failed(typed, {}), ask: askAbout(debit, reason) });
  const booked = await attempt(typed, bookBankCost(db, { debitId: debit.id, reason, actor, origin, now }));
  if (!booked.ok) return answerTo('book', { failed: booked.failed });
  throw redirect(`/admin/bank/debits/${debit.id}?done=${booked.data}`);
}

function askAbout(debit: BankDebit, reason: string) {
  const amount = formatMoney(debit);
  return {
    title: words.confirm.title(amount),
    text: words.confirm.text,
    figures: [
      { label: words.confirm.amount, value: amount },
      { label: words.confirm.day, value: dayOf(debit.bookedOn) },
      { label: words.confirm.payee, value: debit.payee || bankBalanceWords.debits.noPayee },
      { label: words.confirm.why, value: reason },
    ],
    fields: { reason },
    confirmLabel: words.act(amount),
  };
}

async function decide(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  debit: BankDebit,
  typed: Typed,
): Promise<Answer> {
  const approve = one(typed, 'intent') === 'approve';
  const decided = await attempt(
    typed,
    decideBankCost(db, { costId: one(typed, 'cost'), approve, actor, origin, now }),
  );
  if (!decided.ok) return answerTo('decide', { failed: decided.failed });
  throw redirect(`/admin/bank/debits/${debit.id}?done=${approve ? 'posted' : 'rejected'}`);
}

export default function BankDebitPage() {
  const { debit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { states, noPayee, payee, text, day } = bankBalanceWords.debits;
  const refusal = answer?.form === 'decide' ? answer.failed?.refusal : null;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/bank/debits/${debit.id}`} />}
      <FlashNotice notices={words.done} />
      {refusal && <Notice tone="red" title={refusal} />}
      <WorkTitle
        title={words.title(formatMoney(debit))}
        badges={<Badge tone={debit.state === 'asked' ? 'amber' : 'neutral'}>{states[debit.state]}</Badge>}
        back={{ to: `/admin/bank/statements/${debit.statementId}#debits`, label: words.back }}
      />
      <div className="flex flex-col gap-8">
        <DefinitionList
          items={[
            { term: payee, value: debit.payee || noPayee },
            { term: text, value: debit.text },
            { term: day, value: dayOf(debit.bookedOn) },
            ...(debit.bankReference ? [{ term: words.reference, value: debit.bankReference }] : []),
            ...(debit.cost ? [{ term: words.reason, value: debit.cost.reason }] : []),
          ]}
        />
        <DebitLikeness debit={debit} />
        {debit.state === 'booked' && <Notice tone="blue" {...words.booked} />}
        {debit.state === 'asked' && <Asked />}
        {debit.state === 'open' && <Book />}
      </div>
    </>
  );
}

function Asked() {
  const { debit, me } = useLoaderData<typeof loader>();
  const cost = debit.cost?.id ?? '';
  const isOwn = debit.cost?.createdBy === me;
  const { title, own, other } = words.waiting;
  return (
    <Section id="decide" title={title} intro={isOwn ? own : other}>
      <div className="flex flex-wrap gap-3">
        {!isOwn && (
          <PostButton kind="main" fields={{ intent: 'approve', cost }}>
            {words.approve(formatMoney(debit))}
          </PostButton>
        )}
        <PostButton fields={{ intent: 'reject', cost }}>{isOwn ? words.takeBack : words.reject}</PostButton>
      </div>
    </Section>
  );
}

function Book() {
  const { debit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.form === 'book' ? answer.failed : null;
  return (
    <Section id="book" title={words.form} intro={words.formIntro}>
      <PostForm label={words.form} failed={refused}>
        <ReasonField failed={refused} proposed={words.proposal(debit)} />
        <div>
          <SubmitButton>{words.act(formatMoney(debit))}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
