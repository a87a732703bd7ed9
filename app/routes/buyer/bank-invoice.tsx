import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { cancelBankInvoice } from '#app/domain/billing/cancel-bank-invoice.server.ts';
import { readBankInvoice } from '#app/domain/billing/read-bank-invoices.server.ts';
import { buttonClass } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { CopyField } from '#app/ui/copy-field.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { useHydrated } from '#app/ui/use-hydrated.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { attempt, type Failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = bankWords.invoice;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.meta(data?.invoice.number ?? '') },
];

async function findInvoice(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const invoice = await readBankInvoice(db, {
    organisationId: member.organisation.id,
    invoiceId: args.params.invoiceId ?? '',
    now,
  });
  if (!invoice) throw new Response(null, { status: 404 });
  return { member, invoice };
}

export async function loader(args: LoaderFunctionArgs) {
  const { invoice } = await findInvoice(args);
  return { invoice };
}

type Answer = { failed: Failed; ask: null } | { failed: null; ask: ReturnType<typeof askAbout> };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { member, invoice } = await findInvoice(args);
  const typed = await readForm(args.request);
  if (one(typed, 'confirmed') !== 'yes') return { failed: null, ask: askAbout(invoice) };
  const cancelled = await attempt(
    typed,
    cancelBankInvoice(args.context.db, {
      organisationId: member.organisation.id,
      invoiceId: invoice.id,
      actor: member.actor,
      origin: member.origin,
      now: args.context.now,
    }),
  );
  if (!cancelled.ok) return { failed: cancelled.failed, ask: null };
  throw redirect(`/buy/wallet/bank/${invoice.id}?done=cancelled`);
}

function askAbout(invoice: Parameters<typeof formatMoney>[0] & { number: string }) {
  const { confirm } = words;
  return {
    title: confirm.title(invoice.number),
    text: confirm.text,
    figures: [{ label: confirm.amount, value: formatMoney(invoice) }],
    fields: { intent: 'cancel' },
    confirmLabel: confirm.act,
    tone: 'danger' as const,
  };
}

/** An account's number as it is read out: whole on a narrow screen as well, where its field shows a part. */
function inFours(account: string): string {
  return account.replace(/(.{4})(?=.)/g, '$1 ');
}

/** A day as it stands on paper. */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export default function BankInvoice() {
  const { invoice } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const hydrated = useHydrated();
  const { payee, status } = invoice;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/buy/wallet/bank/${invoice.id}`} />}
      <FlashNotice notices={words.done} />
      <ErrorSummary failed={answer?.failed} />
      <WorkTitle
        title={words.title(invoice.number)}
        badges={<StateBadge of="bankInvoice" state={status} />}
        back={{ to: '/buy/wallet/bank', label: words.back }}
        action={
          hydrated && (
            <button
              type="button"
              onClick={() => window.print()}
              className={`${buttonClass('other')} cursor-pointer print:hidden`}
            >
              {words.print}
            </button>
          )
        }
      />
      <div className="flex flex-col gap-8">
        <State />
        <Section id="what" title={words.what} intro={words.whatIntro}>
          <div className="grid max-w-xl gap-5">
            <CopyField id="amount" label={words.amount} value={formatMoney(invoice)} />
            <CopyField id="purpose" label={words.purpose} value={invoice.number} />
          </div>
        </Section>
        <Section id="whom" title={words.whom}>
          <div className="grid max-w-xl gap-5">
            <CopyField id="holder" label={words.holder} value={payee.holder} />
            <CopyField
              id="account"
              label={words.account}
              hint={inFours(payee.account)}
              value={payee.account}
            />
          </div>
          <DefinitionList
            items={[
              { term: words.bank, value: payee.bank },
              ...(payee.bankCode ? [{ term: words.bankCode, value: payee.bankCode }] : []),
            ]}
          />
        </Section>
        <Section id="facts" title={words.facts}>
          <DefinitionList
            items={[
              { term: words.payer, value: invoice.organisationName },
              { term: words.for, value: words.forText },
              { term: words.made, value: dayOf(invoice.createdAt) },
              { term: words.until, value: dayOf(invoice.expiresAt) },
            ]}
          />
        </Section>
        {(status === 'open' || status === 'expired') && (
          <div className="print:hidden">
            <PostButton fields={{ intent: 'cancel' }}>{words.cancel}</PostButton>
          </div>
        )}
      </div>
    </>
  );
}

/** What came of it: nothing yet, or what arrived, which may be another amount. */
function State() {
  const { invoice } = useLoaderData<typeof loader>();
  const { status, booked } = invoice;
  if (status !== 'paid')
    return <Notice tone={status === 'open' ? 'blue' : 'amber'} {...words.notices[status]} />;
  return booked.map((receipt) => {
    const isAsked = receipt.amountMinor === invoice.amountMinor && receipt.currency === invoice.currency;
    const day = dayOf(receipt.bookedOn);
    return (
      <Notice
        key={receipt.id}
        tone="good"
        title={words.arrived(formatMoney(receipt))}
        text={isAsked ? words.arrivedAsked(day) : words.arrivedOther(formatMoney(invoice), day)}
      />
    );
  });
}
