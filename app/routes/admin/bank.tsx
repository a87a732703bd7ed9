import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { bankCurrencies } from '#app/domain/billing/bank-payee.ts';
import { RECEIPT_STATUSES } from '#app/domain/billing/bank-receipt.ts';
import { readAskedCosts } from '#app/domain/billing/read-bank-debits.server.ts';
import { readOpenBankInvoices } from '#app/domain/billing/read-bank-invoices.server.ts';
import { readBankStandings } from '#app/domain/billing/read-bank-standings.server.ts';
import { readBankStatements } from '#app/domain/billing/read-bank-statements.server.ts';
import { readAskedReceipts, readReceipts } from '#app/domain/billing/read-receipts.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { OlderLink } from '../buyer/older-link.tsx';
import { requireStaff } from '../guard.ts';
import { BankStandings } from './bank-standings.tsx';
import { DebitRows } from './debit-table.tsx';
import { GapNotice } from './gap-notice.tsx';
import { ReceiptTable } from './receipt-table.tsx';

const words = bankWords.admin;
const PAGE_SIZE = 50;
const STATEMENTS_SHOWN = 10;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows what waits all the same. */
const questionSchema = z.object({
  receipts: z.enum(RECEIPT_STATUSES).catch('waiting'),
  before: z.string().max(64).nullable().catch(null),
  search: z.string().trim().max(100).catch(''),
});

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const asked = questionSchema.parse({
    before: null,
    search: '',
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [setting, receipts, invoices, statements, standings, costs, bookings] = await Promise.all([
    readSetting(db, 'bank_account'),
    readReceipts(db, { status: asked.receipts, limit: PAGE_SIZE, before: asked.before }),
    readOpenBankInvoices(db, { search: asked.search, limit: PAGE_SIZE, now }),
    readBankStatements(db, { limit: STATEMENTS_SHOWN }),
    readBankStandings(db.pool),
    readAskedCosts(db, { limit: PAGE_SIZE }),
    readAskedReceipts(db, { limit: PAGE_SIZE }),
  ]);
  return {
    ...{ now, asked, isOffered: bankCurrencies(setting).length > 0 },
    ...{ receipts, invoices, statements, standings, costs, bookings },
  };
}

export default function Bank() {
  const { isOffered, standings, costs, bookings } = useLoaderData<typeof loader>();
  const { notOffered } = words;
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro}
        action={
          <div className="flex flex-wrap gap-3">
            <ButtonLink to="/admin/payout-batches" kind="other">
              {bankWords.batches.link}
            </ButtonLink>
            <ButtonLink to="/admin/bank/import" kind="main">
              {words.import}
            </ButtonLink>
          </div>
        }
      />
      <div className="flex flex-col gap-10">
        {!isOffered && (
          <Notice
            tone="amber"
            title={notOffered.title}
            text={notOffered.text}
            action={<Link to="/admin/settings#setting-bank_account">{notOffered.action}</Link>}
          />
        )}
        <GapNotice gaps={standings.flatMap(({ gaps }) => gaps)} />
        {bookings.length > 0 && (
          <Section id="asked" title={words.asked.title} intro={words.asked.intro}>
            <ReceiptTable caption={words.asked.title} rows={bookings} />
          </Section>
        )}
        {costs.length > 0 && (
          <Section id="costs" title={bankBalanceWords.debits.waiting}>
            <DebitRows caption={bankBalanceWords.debits.waiting} rows={costs} />
          </Section>
        )}
        <Receipts />
        <Invoices />
        <BankStandings standings={standings} />
        <Statements />
      </div>
    </>
  );
}

function Receipts() {
  const { asked, receipts } = useLoaderData<typeof loader>();
  const hrefOf = (status: string) => `/admin/bank?receipts=${status}`;
  return (
    <Section id="receipts" title={words.receipts.title}>
      <Tabs
        label={words.receipts.views}
        current={hrefOf(asked.receipts)}
        items={RECEIPT_STATUSES.map((status) => ({
          to: hrefOf(status),
          label: words.receipts.tabs[status],
        }))}
      />
      {receipts.length === 0 ? (
        <EmptyState {...words.receipts.empty} />
      ) : (
        <ReceiptTable caption={words.receipts.caption} rows={receipts} />
      )}
      <OlderLink
        path="/admin/bank"
        query={new URLSearchParams({ receipts: asked.receipts })}
        before={receipts.length === PAGE_SIZE ? (receipts.at(-1)?.id ?? null) : null}
        isFirst={asked.before === null}
      />
    </Section>
  );
}

function Invoices() {
  const { asked, invoices, now } = useLoaderData<typeof loader>();
  const text = words.invoices;
  return (
    <Section id="invoices" title={text.title} intro={text.intro}>
      <FilterBar
        label={text.search}
        submitLabel={text.submit}
        clearTo={asked.search ? '/admin/bank' : undefined}
      >
        <TextInput name="search" label={text.search} value={asked.search} maxLength={100} />
      </FilterBar>
      {invoices.length === 0 ? (
        <EmptyState {...text.empty} />
      ) : (
        <DataTable
          caption={text.caption}
          rows={invoices}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'number',
              head: text.number,
              cell: ({ id, number }) => (
                <Link
                  to={`/admin/bank/invoices/${id}`}
                  className="inline-flex min-h-6 items-center font-medium whitespace-nowrap"
                >
                  {number}
                </Link>
              ),
            },
            {
              key: 'organisation',
              head: text.organisation,
              cell: ({ organisationId, organisationName }) => (
                <Link
                  to={`/admin/organisations/${organisationId}`}
                  className="inline-flex min-h-6 items-center"
                >
                  {organisationName}
                </Link>
              ),
            },
            { key: 'made', head: text.made, cell: ({ createdAt }) => <Moment at={createdAt} now={now} /> },
            { key: 'amount', head: text.amount, kind: 'figure', cell: (row) => formatMoney(row) },
            {
              key: 'status',
              head: text.status,
              cell: ({ status }) => <StateBadge of="bankInvoice" state={status} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Statements() {
  const { statements, now } = useLoaderData<typeof loader>();
  const text = words.statements;
  return (
    <Section id="statements" title={text.title}>
      {statements.length === 0 ? (
        <EmptyState {...text.empty} />
      ) : (
        <DataTable
          caption={text.caption}
          rows={statements}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'when',
              head: text.when,
              cell: ({ id, importedAt }) => (
                <Link to={`/admin/bank/statements/${id}`} className="inline-flex min-h-6 items-center">
                  <Moment at={importedAt} now={now} exact />
                </Link>
              ),
            },
            {
              key: 'account',
              head: text.account,
              cell: ({ account }) => <span className="font-mono wrap-anywhere">{account}</span>,
            },
            { key: 'lines', head: text.lines, kind: 'figure', cell: ({ linesCount }) => linesCount },
            { key: 'fresh', head: text.fresh, kind: 'figure', cell: ({ newCount }) => newCount },
          ]}
        />
      )}
    </Section>
  );
}
