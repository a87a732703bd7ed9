import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { OrganisationAccount } from '#app/domain/billing/accounts.ts';
import {
  type AccountMonth,
  type KindTotal,
  openStatement,
} from '#app/domain/billing/open-statement.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { isMonthOver, type Month } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { paperWords } from '#app/words/en/papers.ts';
import { requireMember } from '../guard.ts';
import { DownloadLink } from './download-link.tsx';
import { kindWords } from './kind-words.ts';
import { type NamedLine, nameLines } from './name-lines.ts';
import { readStatementQuestion } from './statement-query.ts';

const words = paperWords.statement;
const PAGE_SIZE = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const asked = await readStatementQuestion(db, { url: args.request.url, organisationId, now });
  if (!asked) return null;
  const { page, month, currencies } = asked;
  const read = await openStatement(db, { ...asked, organisationId }, async (statement) => {
    const { accounts } = statement;
    const busiest = accounts.toSorted((a, b) => b.lineCount - a.lineCount)[0];
    const shown = accounts.find(({ account }) => account === asked.account) ?? busiest ?? null;
    return {
      accounts,
      shown,
      lines: shown ? await statement.page(shown, (page - 1) * PAGE_SIZE, PAGE_SIZE) : [],
    };
  });
  const reference = await readReference(db.pool);
  const overview = currencies.length > 1 ? await readOverview(db, { currencies, month, organisationId }) : [];
  const lines = read.shown
    ? await nameLines(db, {
        reference,
        organisationId,
        account: read.shown.account,
        lines: read.lines,
      })
    : [];
  return {
    now,
    asked,
    isOver: isMonthOver(month, now),
    overview,
    accounts: read.accounts,
    shown: read.shown,
    lines,
    pages: Math.max(1, Math.ceil((read.shown?.lineCount ?? 0) / PAGE_SIZE)),
  };
}

type OverviewRow = AccountMonth & { readonly currency: Currency };

/** The accounts of every currency in a month. */
async function readOverview(
  db: Db,
  of: { currencies: readonly Currency[]; month: Month; organisationId: string },
): Promise<OverviewRow[]> {
  const rows: OverviewRow[] = [];
  for (const currency of of.currencies)
    await openStatement(db, { ...of, currency }, async ({ accounts }) => {
      rows.push(...accounts.map((account) => ({ ...account, currency })));
    });
  return rows;
}

type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>>;

export default function Statements() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      {data === null || (data.shown === null && data.overview.length === 0) ? (
        <EmptyState {...words.empty} />
      ) : (
        <StatementOf data={data} />
      )}
    </>
  );
}

function queryOf({ asked }: Shown, more: { account?: OrganisationAccount; page?: number } = {}): string {
  const { month, currency } = asked;
  const query = new URLSearchParams({ month, currency });
  if (more.account) query.set('account', more.account);
  if (more.page) query.set('page', String(more.page));
  return query.toString();
}

function StatementOf({ data }: { data: Shown }) {
  const { asked, isOver } = data;
  return (
    <div className="flex flex-col gap-8">
      <FilterBar label={words.filter} submitLabel={words.show}>
        <Select
          name="month"
          label={words.month}
          value={asked.month}
          choices={asked.months.map((value) => ({ value, label: paperWords.month(value) }))}
        />
        {asked.currencies.length > 1 && (
          <Select
            name="currency"
            label={words.currency}
            value={asked.currency}
            choices={asked.currencies.map((value) => ({ value, label: value }))}
          />
        )}
      </FilterBar>
      {!isOver && <Notice tone="blue" {...words.running} />}
      {data.overview.length > 0 && <Overview data={data} />}
      {data.shown === null ? <EmptyState {...words.quietCurrency} /> : <Summary data={data} />}
      <Lines data={data} />
    </div>
  );
}

/** What all currencies come to in the month, where there are several. */
function Overview({ data }: { data: Shown }) {
  const { asked, overview, isOver } = data;
  const query = new URLSearchParams({ month: asked.month, currency: 'all' });
  return (
    <Section
      id="overview"
      title={words.overview(paperWords.month(asked.month))}
      aside={<DownloadLink to={`/account/statements/csv?${query}`}>{words.csvOfAll}</DownloadLink>}
    >
      <DataTable
        caption={words.overviewCaption}
        rows={overview}
        rowKey={({ currency, account }) => `${currency} ${account}`}
        columns={[
          {
            key: 'account',
            head: words.account,
            cell: ({ currency, account }) => (
              <Link
                to={`/account/statements?${new URLSearchParams({ month: asked.month, currency, account })}`}
              >
                {words.inCurrency(paperWords.accounts[account], currency)}
              </Link>
            ),
          },
          ...balanceFigures<OverviewRow>(isOver, ({ currency }) => currency),
        ]}
      />
    </Section>
  );
}

/** Opening, number of movements and closing of an account's month. */
function balanceFigures<Row extends AccountMonth>(isOver: boolean, currencyOf: (row: Row) => Currency) {
  const write = (row: Row, amountMinor: bigint) => formatMoney({ amountMinor, currency: currencyOf(row) });
  return [
    figure<Row>('opening', words.opening, (row) => write(row, row.openingMinor)),
    figure<Row>('lines', words.movements, ({ lineCount }) => words.lineCount(lineCount)),
    figure<Row>('closing', isOver ? words.closing : words.closingSoFar, (row) =>
      write(row, row.closingMinor),
    ),
  ];
}

function Summary({ data }: { data: Shown }) {
  const { asked, accounts, isOver } = data;
  const query = queryOf(data);
  return (
    <Section
      id="summary"
      title={words.summary(paperWords.month(asked.month), asked.currency)}
      intro={words.summaryIntro}
      aside={
        <div className="flex flex-wrap gap-3">
          <DownloadLink to={`/account/statements/csv?${query}`}>{words.csv}</DownloadLink>
          <DownloadLink to={`/account/statements/pdf?${query}`}>{words.pdf}</DownloadLink>
        </div>
      }
    >
      <DataTable
        caption={words.accounts}
        rows={accounts}
        rowKey={({ account }) => account}
        columns={[
          { key: 'account', head: words.account, cell: ({ account }) => paperWords.accounts[account] },
          ...balanceFigures<AccountMonth>(isOver, () => asked.currency),
        ]}
      />
    </Section>
  );
}

function figure<Row>(key: string, head: string, write: (row: Row) => string) {
  return {
    key,
    head,
    kind: 'figure' as const,
    cell: (row: Row) => <span className="whitespace-nowrap tabular-nums">{write(row)}</span>,
  };
}

function Lines({ data }: { data: Shown }) {
  const { asked, accounts, shown, lines, pages } = data;
  if (!shown) return null;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: asked.currency });
  const name = paperWords.accounts[shown.account];
  const month = paperWords.month(asked.month);
  const hrefOf = (account: OrganisationAccount, page = 1) =>
    `/account/statements?${queryOf(data, { account, page })}#lines`;
  return (
    <Section id="lines" title={words.lines(name)}>
      {accounts.length > 1 && (
        <Tabs
          label={words.accounts}
          current={hrefOf(shown.account)}
          items={accounts.map(({ account }) => ({
            to: hrefOf(account),
            label: paperWords.accounts[account],
          }))}
        />
      )}
      {shown.lineCount === 0 ? (
        <EmptyState {...words.quiet} />
      ) : lines.length === 0 ? (
        <EmptyState
          title={words.noPage.title}
          text={words.noPage.text}
          action={<Link to={hrefOf(shown.account)}>{words.noPage.action}</Link>}
        />
      ) : (
        <>
          <DataTable
            caption={words.totalsCaption(name, month)}
            rows={shown.totals}
            rowKey={({ kind }) => kind}
            columns={[
              { key: 'what', head: words.totals, cell: ({ kind }) => kindWords(kind, shown.account) },
              figure<KindTotal>('count', words.count, ({ count }) => String(count)),
              figure<KindTotal>('amount', words.amount, ({ amountMinor }) => write(amountMinor)),
            ]}
          />
          <DataTable
            caption={words.caption(name, month)}
            rows={lines}
            rowKey={({ id }) => id.toString()}
            columns={[
              {
                key: 'what',
                head: words.what,
                cell: ({ what, lead, detail, to }) => (
                  <>
                    <span className="block">{to ? <Link to={to}>{lead || what}</Link> : what}</span>
                    {(lead || detail) && (
                      <span className="block text-xs text-ink-faint wrap-anywhere">
                        {lead ? what : detail}
                      </span>
                    )}
                  </>
                ),
              },
              { key: 'when', head: words.when, cell: ({ at }) => <Moment at={at} now={data.now} exact /> },
              figure<NamedLine>('amount', words.amount, ({ amountMinor }) => write(amountMinor)),
              figure<NamedLine>('balance', words.balance, ({ balanceMinor }) => write(balanceMinor)),
            ]}
          />
        </>
      )}
      <Pager page={asked.page} pages={pages} hrefOf={(page) => hrefOf(shown.account, page)} />
    </Section>
  );
}
