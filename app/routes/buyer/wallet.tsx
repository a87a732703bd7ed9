import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readStandingChargebacks } from '#app/domain/billing/read-chargebacks.server.ts';
import { LINES_LIMIT, readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readOpenTopUps, readTopUp } from '#app/domain/billing/read-top-ups.server.ts';
import { readWaitingBankInvoices } from '#app/domain/billing/read-waiting-bank-invoices.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { walletWords as words } from '#app/words/en/wallet.ts';
import { requireMember } from '../guard.ts';
import { tileFigure } from '../tile-figure.ts';
import { BankInvoicesWaiting, BankLink } from './bank-invoices-waiting.tsx';
import { DropButton } from './drop-button.tsx';
import { FrozenNotice } from './frozen-notice.tsx';
import { PaymentNotice } from './payment-notice.tsx';
import { readCardsShown } from './read-cards-shown.ts';
import { toStatementLines } from './statement-lines.ts';
import { topPricesOf } from './top-prices.ts';
import { WalletCards } from './wallet-cards.tsx';

const PAGE_SIZE = 25;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the wallet all the same. */
const questionSchema = z.object({
  currency: z.enum(CURRENCIES).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(LINES_LIMIT).catch(1),
  top_up: z.string().max(64).nullable().catch(null),
  left: z.string().max(8).nullable().catch(null),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const asked = questionSchema.parse({
    currency: null,
    top_up: null,
    left: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const organisationId = organisation.id;
  const [wallets, open, tops, back, chargebacks, waiting] = await Promise.all([
    readWallet(db.pool, organisationId),
    readOpenTopUps(db, { organisationId }),
    topPricesOf(db, organisationId),
    asked.top_up ? readTopUp(db, { organisationId, topUpId: asked.top_up }) : null,
    readStandingChargebacks(db.pool, organisationId),
    readWaitingBankInvoices(db, { organisationId, now }),
  ]);
  const usual = defaultCurrency(organisation.countryCode);
  const shown = wallets.length > 0 ? wallets : [{ currency: usual, spendable: 0n, reserved: 0n }];
  const currency =
    shown.find((one) => one.currency === (asked.currency ?? back?.currency))?.currency ??
    shown.toSorted((a, b) => (a.spendable < b.spendable ? 1 : -1))[0]?.currency ??
    usual;
  const { page } = asked;
  const { lines, total } = await readStatement(db, { organisationId, currency, page, pageSize: PAGE_SIZE });
  return {
    now,
    chargebacks,
    mayPay: roleReaches(organisation.role, 'manager'),
    balances: shown.map(({ currency, spendable, reserved }) => ({
      currency,
      spendable,
      reserved,
      top: tops.get(currency) ?? null,
    })),
    back: back && {
      id: back.id,
      status: back.status,
      amount: formatMoney(back),
      wasLeft: asked.left !== null,
      isDropped: back.droppedAt !== null,
    },
    cards: await readCardsShown(
      db,
      organisationId,
      shown.map((one) => one.currency),
    ),
    open: open.filter(({ id }) => id !== back?.id),
    waiting,
    currency,
    lines: await toStatementLines(db, { organisationId, currency, lines }),
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    boundedTo: total === LINES_LIMIT ? LINES_LIMIT : null,
  };
}

export default function Wallet() {
  const { back, mayPay, cards, currency, chargebacks, waiting } = useLoaderData<typeof loader>();
  return (
    <>
      <FrozenNotice chargebacks={chargebacks} mayPay={mayPay} />
      {back && <PaymentNotice payment={{ ...back, mayPay }} />}
      <WorkTitle
        title={words.title}
        intro={words.intro}
        action={
          mayPay && (
            <div className="flex flex-wrap gap-3">
              <BankLink waiting={waiting} />
              <ButtonLink to="/buy/wallet/top-up" kind="main">
                {words.act}
              </ButtonLink>
            </div>
          )
        }
      />
      <div className="flex flex-col gap-8">
        <Balances />
        <OpenTopUps />
        <WalletCards shown={cards} currency={currency} mayPay={mayPay} />
        {mayPay && <BankInvoicesWaiting waiting={waiting} />}
        <Statement />
      </div>
    </>
  );
}

function Balances() {
  const { balances } = useLoaderData<typeof loader>();
  return (
    <StatTiles
      label={words.tilesLabel}
      tiles={balances.map(({ currency, spendable, reserved, top }) => ({
        label: words.spendable(currency),
        figure: tileFigure({ amountMinor: spendable, currency }),
        sub: [
          top === null ? null : enoughFor(spendable, top, formatMoney({ amountMinor: top, currency })),
          reserved > 0n ? `${formatMoney({ amountMinor: reserved, currency })} ${words.reserved}` : null,
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  );
}

function enoughFor(spendable: bigint, top: bigint, written: string): string {
  const leads = Number(spendable / top);
  return leads > 0 ? words.buysLeads(leads, written) : words.buysNone(written);
}

function OpenTopUps() {
  const { open, now, mayPay } = useLoaderData<typeof loader>();
  if (open.length === 0) return null;
  return (
    <Section id="open" title={words.open.title} intro={words.open.intro}>
      <CardList label={words.open.list}>
        {open.map((topUp) => (
          <Card
            key={topUp.id}
            level={3}
            title={formatMoney(topUp)}
            badges={
              topUp.droppedAt ? (
                <Badge tone="neutral">{words.open.closing}</Badge>
              ) : (
                <StateBadge of="topUp" state={topUp.status} />
              )
            }
            meta={
              <span>
                {words.open.started} <Moment at={topUp.createdAt} now={now} />
              </span>
            }
            actions={
              mayPay &&
              !topUp.droppedAt && (
                <>
                  <PostButton action="/buy/wallet/top-up" fields={{ continue: topUp.id }} small>
                    {words.open.goOn(formatMoney(topUp))}
                  </PostButton>
                  <DropButton id={topUp.id} />
                </>
              )
            }
          />
        ))}
      </CardList>
    </Section>
  );
}

function Statement() {
  const { balances, currency, lines, now, page, pages, boundedTo, mayPay } = useLoaderData<typeof loader>();
  const hrefOf = (one: string, number = 1) => `/buy/wallet?currency=${one}&page=${number}#movements`;
  return (
    <Section
      id="movements"
      title={words.statement.title}
      aside={mayPay && <Link to="/account/statements">{words.statement.papers}</Link>}
    >
      {balances.length > 1 && (
        <Tabs
          label={words.statement.currencies}
          current={hrefOf(currency)}
          items={balances.map((one) => ({ to: hrefOf(one.currency), label: one.currency }))}
        />
      )}
      {lines.length === 0 ? (
        <NoLines />
      ) : (
        <DataTable
          caption={words.statement.caption}
          rows={lines}
          rowKey={(line) => line.key}
          columns={[
            {
              key: 'what',
              head: words.statement.what,
              cell: ({ what, lead, to }) => (
                <>
                  <span className="block font-medium">{to && lead ? <Link to={to}>{lead}</Link> : what}</span>
                  {lead && <span className="block text-xs text-ink-faint">{what}</span>}
                </>
              ),
            },
            { key: 'when', head: words.statement.when, cell: ({ at }) => <Moment at={at} now={now} /> },
            {
              key: 'amount',
              head: words.statement.amount,
              kind: 'figure',
              cell: ({ amount, isIncome }) => (
                <span
                  className={`whitespace-nowrap tabular-nums ${isIncome ? 'font-medium text-accent' : ''}`}
                >
                  {amount}
                </span>
              ),
            },
            {
              key: 'balance',
              head: words.statement.balance,
              kind: 'figure',
              cell: ({ balance }) => (
                <span className="whitespace-nowrap text-ink-soft tabular-nums">{balance}</span>
              ),
            },
          ]}
        />
      )}
      <Pager page={page} pages={pages} hrefOf={(number) => hrefOf(currency, number)} />
      {boundedTo !== null && page === pages && (
        <p className="text-xs text-ink-faint">{words.statement.bounded(boundedTo)}</p>
      )}
    </Section>
  );
}

function NoLines() {
  const { page, mayPay } = useLoaderData<typeof loader>();
  if (page > 1) {
    const { title, text, action } = words.statement.none;
    return <EmptyState title={title} text={text} action={<Link to="/buy/wallet">{action}</Link>} />;
  }
  return (
    <EmptyState
      {...words.statement.empty}
      action={
        mayPay && (
          <ButtonLink to="/buy/wallet/top-up" kind="main">
            {words.act}
          </ButtonLink>
        )
      }
    />
  );
}
