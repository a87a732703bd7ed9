import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { bankCurrencies } from '#app/domain/billing/bank-payee.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { readBankInvoices } from '#app/domain/billing/read-bank-invoices.server.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { parseMajor } from '#app/ui/parse-major.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { attempt, type Failed, failed, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { OlderLink } from './older-link.tsx';

const words = bankWords.invoices;
const PAGE_SIZE = 25;
const ON_AMOUNT = {
  bank_invoice_too_small: 'amount',
  bank_invoice_too_large: 'amount',
  top_up_not_whole: 'amount',
  bank_not_offered: 'amount',
};

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({ before: z.string().max(64).nullable().catch(null) });

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const { before } = questionSchema.parse({
    before: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [setting, invoices] = await Promise.all([
    readSetting(db, 'bank_account'),
    readBankInvoices(db, { organisationId: organisation.id, limit: PAGE_SIZE, before, now }),
  ]);
  const currencies = bankCurrencies(setting);
  const usual = defaultCurrency(organisation.countryCode);
  return {
    now,
    before,
    invoices,
    currencies,
    currency: currencies.includes(usual) ? usual : (currencies[0] ?? usual),
  };
}

export async function action(args: ActionFunctionArgs): Promise<Failed> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const currency = z.enum(CURRENCIES).safeParse(one(typed, 'currency'));
  if (!currency.success) return failed(typed, { amount: words.unknownCurrency });
  const amountMinor = parseMajor(one(typed, 'amount'), currency.data);
  if (amountMinor === null) return failed(typed, { amount: words.invalid });
  const opened = await attempt(
    typed,
    openBankInvoice(db, {
      organisationId: organisation.id,
      money: { amountMinor, currency: currency.data },
      actor,
      origin,
      now,
    }),
    ON_AMOUNT,
  );
  if (!opened.ok) return opened.failed;
  throw redirect(`/buy/wallet/bank/${opened.data}?done=made`);
}

export default function BankInvoices() {
  const { currencies, currency, invoices, now, before } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = (name: string) => answer?.typed[name]?.[0];
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/buy/wallet', label: words.back }} />
      <div className="flex flex-col gap-8">
        {currencies.length === 0 ? (
          <EmptyState
            title={words.none.title}
            text={words.none.text}
            action={
              <ButtonLink to="/buy/wallet/top-up" kind="main">
                {words.none.action}
              </ButtonLink>
            }
          />
        ) : (
          <PostForm failed={answer}>
            <MoneyInput
              name="amount"
              label={words.amount}
              hint={words.hint}
              value={typed('amount') ?? ''}
              currency={(typed('currency') as Currency | undefined) ?? currency}
              currencies={currencies}
              error={answer?.errors.amount}
            />
            <div>
              <SubmitButton>{words.act}</SubmitButton>
            </div>
          </PostForm>
        )}
        <Section id="invoices" title={words.list}>
          {invoices.length === 0 ? (
            <EmptyState {...words.empty} />
          ) : (
            <DataTable
              caption={words.caption}
              rows={invoices}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'number',
                  head: words.number,
                  cell: ({ id, number }) => (
                    <Link
                      to={`/buy/wallet/bank/${id}`}
                      className="inline-flex min-h-6 items-center font-medium whitespace-nowrap"
                    >
                      {number}
                    </Link>
                  ),
                },
                {
                  key: 'made',
                  head: words.made,
                  cell: ({ createdAt }) => <Moment at={createdAt} now={now} />,
                },
                { key: 'asked', head: words.asked, kind: 'figure', cell: (row) => formatMoney(row) },
                {
                  key: 'arrived',
                  head: words.arrived,
                  kind: 'figure',
                  cell: ({ booked }) =>
                    booked.map((receipt) => (
                      <span key={receipt.id} className="block font-medium whitespace-nowrap text-accent">
                        {formatMoney(receipt)}
                      </span>
                    )),
                },
                {
                  key: 'status',
                  head: words.status,
                  cell: ({ status }) => <StateBadge of="bankInvoice" state={status} />,
                },
              ]}
            />
          )}
          <OlderLink
            path="/buy/wallet/bank"
            query={new URLSearchParams()}
            before={invoices.length === PAGE_SIZE ? (invoices.at(-1)?.id ?? null) : null}
            isFirst={before === null}
          />
        </Section>
      </div>
    </>
  );
}
