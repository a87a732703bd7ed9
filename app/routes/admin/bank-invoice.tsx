import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { BANK_REFERENCE_LIMIT } from '#app/domain/billing/bank-line.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { type InvoiceWithReceipts, readBankInvoice } from '#app/domain/billing/read-bank-invoices.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { majorOf, parseMajor } from '#app/ui/parse-major.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { attempt, failed, one, readForm, type Typed } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, type Asked, answerTo } from './answer.ts';

const words = bankWords.adminInvoice;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LEAST_REFERENCE = 3;
const FIELD_OF = { receipt_known: 'reference', receipt_day_wrong: 'day' };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.meta(data?.invoice.number ?? '') },
];

type Found = InvoiceWithReceipts & { readonly organisationName: string };

async function findInvoice(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const invoice = await readBankInvoice(db, {
    organisationId: null,
    invoiceId: args.params.invoiceId ?? '',
    now,
  });
  if (!invoice) throw new Response(null, { status: 404 });
  return { staff, invoice };
}

export async function loader(args: LoaderFunctionArgs) {
  const { invoice } = await findInvoice(args);
  return { invoice, now: args.context.now };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, invoice } = await findInvoice(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const read = readArrived(typed, now);
  if (!read.ok) return answerTo('confirm', { failed: failed(typed, read.errors) });
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('confirm', { failed: failed(typed, {}), ask: askAbout(invoice, read.arrived) });
  const booked = await attempt(
    typed,
    confirmBankMoney(db, {
      invoiceId: invoice.id,
      ...read.arrived,
      actor: staff.actor,
      origin: staff.origin,
      now,
    }),
    FIELD_OF,
  );
  if (!booked.ok) return answerTo('confirm', { failed: booked.failed });
  throw redirect(`/admin/bank/invoices/${invoice.id}?done=${booked.data.status}`);
}

type Arrived = {
  money: { amountMinor: bigint; currency: Currency };
  bookedOn: Date;
  bankReference: string;
};

function readArrived(
  typed: Typed,
  now: Date,
): { ok: true; arrived: Arrived } | { ok: false; errors: Record<string, string> } {
  const currency = z.enum(CURRENCIES).catch('EUR').parse(one(typed, 'currency'));
  const amountMinor = parseMajor(one(typed, 'amount'), currency);
  const day = one(typed, 'day').trim();
  const bookedOn = new Date(`${day}T00:00:00Z`);
  const bankReference = one(typed, 'reference').trim();
  const isDay = DAY.test(day) && !Number.isNaN(bookedOn.getTime()) && bookedOn <= now;
  const isReference = bankReference.length >= LEAST_REFERENCE && bankReference.length <= BANK_REFERENCE_LIMIT;
  if (amountMinor !== null && amountMinor > 0n && isDay && isReference)
    return { ok: true, arrived: { money: { amountMinor, currency }, bookedOn, bankReference } };
  return {
    ok: false,
    errors: {
      ...(amountMinor === null || amountMinor === 0n ? { amount: words.amountBad } : {}),
      ...(isDay ? {} : { day: words.dayBad }),
      ...(isReference ? {} : { reference: words.referenceBad }),
    },
  };
}

function askAbout(invoice: Found, { money, bookedOn, bankReference }: Arrived): Asked {
  const { confirm } = words;
  const day = bookedOn.toISOString().slice(0, 10);
  const isAsked = invoice.amountMinor === money.amountMinor && invoice.currency === money.currency;
  return {
    title: confirm.title(formatMoney(money)),
    text: isAsked ? confirm.text : `${confirm.other} ${confirm.text}`,
    figures: [
      { label: confirm.organisation, value: invoice.organisationName },
      { label: confirm.invoice, value: invoice.number },
      { label: confirm.asked, value: formatMoney(invoice) },
      { label: confirm.arrived, value: formatMoney(money) },
      { label: confirm.day, value: day },
      { label: confirm.reference, value: bankReference },
    ],
    fields: {
      amount: majorOf(money.amountMinor),
      currency: money.currency,
      day,
      reference: bankReference,
    },
    confirmLabel: confirm.act(formatMoney(money)),
  };
}

export default function AdminBankInvoice() {
  const { invoice, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/bank/invoices/${invoice.id}`} />}
      <FlashNotice notices={words.done} />
      <WorkTitle
        title={bankWords.invoice.title(invoice.number)}
        badges={<StateBadge of="bankInvoice" state={invoice.status} />}
        back={{ to: '/admin/bank', label: words.back }}
      />
      <div className="flex flex-col gap-8">
        <DefinitionList
          items={[
            {
              term: words.organisation,
              value: (
                <Link to={`/admin/organisations/${invoice.organisationId}`}>{invoice.organisationName}</Link>
              ),
            },
            { term: words.amount, value: formatMoney(invoice) },
            { term: words.account, value: <span className="font-mono">{invoice.payee.account}</span> },
            { term: words.made, value: <Moment at={invoice.createdAt} now={now} exact /> },
            { term: words.until, value: <Moment at={invoice.expiresAt} now={now} exact /> },
            ...invoice.booked.map((receipt) => ({
              term: words.arrived,
              value: <Link to={`/admin/bank/receipts/${receipt.id}`}>{formatMoney(receipt)}</Link>,
            })),
          ]}
        />
        {invoice.status !== 'paid' && <ArrivedForm />}
      </div>
    </>
  );
}

function ArrivedForm() {
  const { invoice, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.failed;
  const typed = (name: string, otherwise = '') => (refused ? one(refused.typed, name) : otherwise);
  return (
    <Section id="confirm" title={words.form} intro={words.formIntro}>
      <PostForm failed={refused}>
        <MoneyInput
          name="amount"
          label={words.received}
          value={typed('amount', majorOf(invoice.amountMinor))}
          currency={typed('currency', invoice.currency) as Currency}
          currencies={CURRENCIES}
          error={refused?.errors.amount}
        />
        <TextInput
          name="day"
          type="date"
          label={words.day}
          hint={words.dayHint}
          value={typed('day', now.toISOString().slice(0, 10))}
          error={refused?.errors.day}
          maxLength={10}
        />
        <TextInput
          name="reference"
          type="text"
          label={words.reference}
          value={typed('reference')}
          error={refused?.errors.reference}
          maxLength={BANK_REFERENCE_LIMIT}
        />
        <div>
          <SubmitButton>{words.act}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
