import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { MatchedReceipt } from '#app/domain/billing/bank-receipt.ts';
import { isBankReference } from '#app/domain/billing/bank-reference.ts';
import { bookCostReturn } from '#app/domain/billing/book-cost-return.server.ts';
import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { decideBankBooking } from '#app/domain/billing/decide-bank-booking.server.ts';
import { dismissReceipt } from '#app/domain/billing/dismiss-receipt.server.ts';
import { markReceiptDouble } from '#app/domain/billing/mark-receipt-double.server.ts';
import { findBankInvoice } from '#app/domain/billing/read-bank-invoices.server.ts';
import { readReceipt } from '#app/domain/billing/read-receipts.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';
import { attempt, failed, one, readForm, type Typed } from '../form.ts';
import { requireStaff, type Staff } from '../guard.ts';
import { type Answer, type Asked, answerTo } from './answer.ts';
import { dayOf } from './day-of.ts';
import { readReason } from './read-reason.ts';
import { ReasonField } from './reason-field.tsx';
import { ReceiptAsked } from './receipt-asked.tsx';
import { ReceiptLikeness } from './receipt-likeness.tsx';

const words = bankWords.receipt;

export const meta: MetaFunction = () => [{ title: words.meta }];

async function findReceipt(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const receipt = await readReceipt(args.context.db, args.params.receiptId ?? '');
  if (!receipt) throw new Response(null, { status: 404 });
  return { staff, receipt };
}

export async function loader(args: LoaderFunctionArgs) {
  const { receipt, staff } = await findReceipt(args);
  return { receipt, me: staff.actor };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, receipt } = await findReceipt(args);
  const typed = await readForm(args.request);
  switch (one(typed, 'intent')) {
    case 'dismiss':
      return layAside(args, staff, receipt, typed);
    case 'take-up':
      return takeUp(args, staff, receipt, typed);
    case 'same':
      return sayDouble(args, staff, receipt, typed);
    case 'approve':
    case 'reject':
      return decide(args, staff, receipt, typed);
    case 'cost-return':
      return returnCost(args, staff, receipt, typed);
    default:
      return book(args, staff, receipt, typed);
  }
}

async function book(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  receipt: MatchedReceipt,
  typed: Typed,
): Promise<Answer> {
  const number = one(typed, 'number').trim().toUpperCase();
  if (!isBankReference(number))
    return answerTo('book', { failed: failed(typed, { number: words.numberBad }) });
  const invoice = await findBankInvoice(db, { number, now });
  if (!invoice)
    return answerTo('book', { failed: failed(typed, { number: pageRefusal('bank_invoice_unknown', {}) }) });
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('book', { failed: failed(typed, {}), ask: askAbout(receipt, invoice) });
  const booked = await attempt(
    typed,
    bookReceipt(db, {
      ...{ receiptId: receipt.id, invoiceNumber: number, isAnother: isAnother(typed) },
      ...{ actor, origin, now },
    }),
  );
  if (!booked.ok) return answerTo('book', { failed: booked.failed });
  throw redirect(`/admin/bank/receipts/${receipt.id}?done=${booked.data}`);
}

/** Whether the question said what the line looks like, and was agreed to. */
const isAnother = (typed: Typed) => one(typed, 'another') === 'yes';
const anotherOf = ({ resembles }: MatchedReceipt): Record<string, string> =>
  resembles ? { another: 'yes' } : {};

async function returnCost(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  receipt: MatchedReceipt,
  typed: Typed,
): Promise<Answer> {
  const read = readReason(typed);
  if (!read.ok) return answerTo('cost-return', { failed: read.failed });
  const { reason } = read;
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('cost-return', { failed: failed(typed, {}), ask: askAboutCost(receipt, reason) });
  const booked = await attempt(
    typed,
    bookCostReturn(db, {
      ...{ receiptId: receipt.id, reason, isAnother: isAnother(typed) },
      ...{ actor, origin, now },
    }),
  );
  if (!booked.ok) return answerTo('cost-return', { failed: booked.failed });
  throw redirect(`/admin/bank/receipts/${receipt.id}?done=${booked.data}`);
}

function askAboutCost(receipt: MatchedReceipt, reason: string): Asked {
  const { confirm, act, why } = words.costReturn;
  const written = formatMoney(receipt);
  return {
    title: confirm.title(written),
    text: [receipt.resembles ? words.resembles.confirm : '', confirm.text].filter(Boolean).join(' '),
    figures: [
      { label: bankWords.adminInvoice.confirm.arrived, value: written },
      { label: words.day, value: dayOf(receipt.bookedOn) },
      { label: words.payer, value: receipt.payer || bankWords.admin.receipts.noPayer },
      { label: why, value: reason },
    ],
    fields: { intent: 'cost-return', reason, ...anotherOf(receipt) },
    confirmLabel: act(written),
  };
}

async function sayDouble(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  receipt: MatchedReceipt,
  typed: Typed,
): Promise<Answer> {
  const done = await attempt(typed, markReceiptDouble(db, { receiptId: receipt.id, actor, origin, now }));
  if (!done.ok) return answerTo('decide', { failed: done.failed });
  throw redirect(`/admin/bank/receipts/${receipt.id}?done=double`);
}

async function decide(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  receipt: MatchedReceipt,
  typed: Typed,
): Promise<Answer> {
  const approve = one(typed, 'intent') === 'approve';
  const done = await attempt(
    typed,
    decideBankBooking(db, { bookingId: one(typed, 'booking'), approve, actor, origin, now }),
  );
  if (!done.ok) return answerTo('decide', { failed: done.failed });
  throw redirect(`/admin/bank/receipts/${receipt.id}?done=${approve ? 'posted' : 'rejected'}`);
}

function askAbout(
  receipt: MatchedReceipt,
  invoice: NonNullable<Awaited<ReturnType<typeof findBankInvoice>>>,
): Asked {
  const { confirm } = bankWords.adminInvoice;
  const written = formatMoney(receipt);
  const isAsked = invoice.amountMinor === receipt.amountMinor && invoice.currency === receipt.currency;
  return {
    title: words.confirm.title(written, invoice.organisationName),
    text: [
      receipt.resembles ? words.resembles.confirm : '',
      invoice.status === 'paid' ? words.confirm.paid : '',
      isAsked ? '' : confirm.other,
      words.confirm.text,
    ]
      .filter(Boolean)
      .join(' '),
    figures: [
      { label: confirm.organisation, value: invoice.organisationName },
      { label: confirm.invoice, value: invoice.number },
      { label: confirm.asked, value: formatMoney(invoice) },
      { label: confirm.arrived, value: written },
    ],
    fields: { intent: 'book', number: invoice.number, ...anotherOf(receipt) },
    confirmLabel: words.confirm.act(written),
  };
}

async function layAside(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  receipt: MatchedReceipt,
  typed: Typed,
): Promise<Answer> {
  const read = readReason(typed);
  if (!read.ok) return answerTo('dismiss', { failed: read.failed });
  const done = await attempt(
    typed,
    dismissReceipt(db, { receiptId: receipt.id, reason: read.reason, actor, origin, now }),
  );
  if (!done.ok) return answerTo('dismiss', { failed: done.failed });
  throw redirect(`/admin/bank/receipts/${receipt.id}?done=dismissed`);
}

async function takeUp(
  { context: { db, now } }: ActionFunctionArgs,
  { actor, origin }: Staff,
  receipt: MatchedReceipt,
  typed: Typed,
): Promise<Answer> {
  const done = await attempt(
    typed,
    dismissReceipt(db, { receiptId: receipt.id, reason: null, actor, origin, now }),
  );
  if (!done.ok) return answerTo('dismiss', { failed: done.failed });
  throw redirect(`/admin/bank/receipts/${receipt.id}?done=taken`);
}

export default function BankReceipt() {
  const { receipt, me } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { status, invoice } = receipt;
  const refusal = answer?.form === 'decide' ? answer.failed?.refusal : null;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/bank/receipts/${receipt.id}`} />}
      <FlashNotice notices={words.done} />
      {refusal && <Notice tone="red" title={refusal} />}
      <WorkTitle
        title={words.title(formatMoney(receipt))}
        badges={<StateBadge of="bankReceipt" state={status} />}
        back={{ to: '/admin/bank', label: words.back }}
      />
      <div className="flex flex-col gap-8">
        <DefinitionList
          items={[
            { term: words.payer, value: receipt.payer || bankWords.admin.receipts.noPayer },
            { term: words.text, value: receipt.text },
            { term: words.day, value: dayOf(receipt.bookedOn) },
            ...(receipt.bankReference ? [{ term: words.reference, value: receipt.bankReference }] : []),
            ...(invoice
              ? [
                  {
                    term: words.invoice,
                    value: (
                      <>
                        <Link to={`/admin/bank/invoices/${invoice.id}`}>{invoice.number}</Link>,{' '}
                        {invoice.organisationName}
                      </>
                    ),
                  },
                ]
              : []),
            ...(status === 'dismissed' ? [{ term: words.reason, value: receipt.reason }] : []),
            ...(status === 'cost_return' ? [{ term: words.costReturn.why, value: receipt.reason }] : []),
          ]}
        />
        <ReceiptLikeness receipt={receipt} />
        <ReceiptAsked receipt={receipt} me={me} />
        {status === 'waiting' && !receipt.asked && <Decide />}
        {(status === 'dismissed' || status === 'double') && (
          <div>
            <PostButton fields={{ intent: 'take-up' }}>{words.takeUp}</PostButton>
          </div>
        )}
      </div>
    </>
  );
}

function Decide() {
  const { receipt } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const failedAt = (form: string) => (answer?.form === form ? answer.failed : null);
  const booking = failedAt('book');
  const { candidates } = receipt;
  const isNobodys =
    candidates.length === 0 || failedAt('cost-return') !== null || failedAt('dismiss') !== null;
  return (
    <>
      <Section id="whose" title={words.form} intro={words.formIntro}>
        <div className="text-sm">
          {candidates.length === 0 ? (
            <p className="text-ink-soft">{words.noCandidates}</p>
          ) : (
            <DefinitionList
              items={candidates.map((one) => ({
                term: one.number,
                value: `${one.organisationName}, ${formatMoney(one.money)}`,
              }))}
            />
          )}
        </div>
        <PostForm failed={booking} label={words.form}>
          <HiddenFields fields={{ intent: 'book' }} />
          <TextInput
            name="number"
            type="text"
            label={words.number}
            value={
              booking
                ? one(booking.typed, 'number')
                : candidates.length === 1
                  ? (candidates[0]?.number ?? '')
                  : ''
            }
            error={booking?.errors.number}
            maxLength={32}
          />
          <div>
            <SubmitButton>{words.act}</SubmitButton>
          </div>
        </PostForm>
      </Section>
      <Disclosure summary={words.nobodys} open={isNobodys}>
        <div className="flex flex-col gap-8 pt-4">
          <Section id="cost-return" title={words.costReturn.title} intro={words.costReturn.intro}>
            <PostForm failed={failedAt('cost-return')} label={words.costReturn.title}>
              <HiddenFields fields={{ intent: 'cost-return' }} />
              <ReasonField
                id="cost-reason"
                failed={failedAt('cost-return')}
                proposed={words.costReturn.proposal([receipt.payer, receipt.text].filter(Boolean).join(': '))}
              />
              <div>
                <SubmitButton kind="other">{words.costReturn.act(formatMoney(receipt))}</SubmitButton>
              </div>
            </PostForm>
          </Section>
          <Section id="aside" title={words.dismiss} intro={words.dismissIntro}>
            <PostForm failed={failedAt('dismiss')} label={words.dismiss}>
              <HiddenFields fields={{ intent: 'dismiss' }} />
              <ReasonField failed={failedAt('dismiss')} />
              <div>
                <SubmitButton kind="other">{words.dismissAct}</SubmitButton>
              </div>
            </PostForm>
          </Section>
        </div>
      </Disclosure>
    </>
  );
}
