import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { payableOf } from '#app/domain/billing/payout.ts';
import { askedOf, PAYOUT_COUNTRIES, wordsOfDue } from '#app/domain/billing/payout-account.ts';
import { readBankDetails } from '#app/domain/billing/read-bank-details.server.ts';
import { readBankFailure } from '#app/domain/billing/read-bank-failure.server.ts';
import { readPayoutAccount } from '#app/domain/billing/read-payout-account.server.ts';
import { readPayoutSchedule } from '#app/domain/billing/read-payout-schedule.server.ts';
import { readPayouts } from '#app/domain/billing/read-payouts.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { startOnboarding } from '#app/domain/billing/start-onboarding.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readPendingSales } from '#app/domain/exchange/read-pending-sales.server.ts';
import { readSale } from '#app/domain/exchange/read-sales.server.ts';
import { readSoldSales } from '#app/domain/exchange/read-sold-sales.server.ts';
import type { Sale } from '#app/domain/exchange/sale.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { CURRENCIES, type Currency, largest } from '#app/kernel/money.ts';
import { Confirm } from '#app/ui/confirm.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { earningsWords as words } from '#app/words/en/earnings.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { OlderLink } from '../buyer/older-link.tsx';
import { attempt, type Failed, one, readForm, type Typed } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { tileFigure } from '../tile-figure.ts';
import { PayoutList, PendingList, SoldList, whatHappened } from './earnings-lists.tsx';
import { PayoutAccountSection } from './payout-account.tsx';
import { toSoldLine } from './sold-line.ts';

const PAGE_SIZE = 25;
const AMOUNT = /^[1-9]\d{0,17}$/;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the newest all the same. */
const questionSchema = z.object({
  view: z.enum(['sales', 'pending', 'payouts']).catch('sales'),
  before: z.string().max(64).nullable().catch(null),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const asked = questionSchema.parse({
    before: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [wallets, [latest], account, settings, schedule, bankFailure, banks] = await Promise.all([
    readWallet(db.pool, organisation.id),
    readPayouts(db, { organisationId: organisation.id, limit: 1, before: null }),
    readPayoutAccount(db, organisation.id),
    readSettings(db),
    readPayoutSchedule(db, organisation.id),
    readBankFailure(db, organisation.id),
    readBankDetails(db, organisation.id),
  ]);
  const { payout_minimum_minor: minimum, payouts_paused: isPaused } = settings.values;
  const usual = defaultCurrency(organisation.countryCode);
  const empty = { currency: usual, pending: 0n, available: 0n, paidOut: 0n, debt: 0n };
  const isOwner = roleReaches(organisation.role, 'owner');
  const mayBePaid = isOwner && !isPaused && !organisation.blocked && account?.payoutsEnabled === true;
  return {
    now,
    ...asked,
    isPlayMoney: args.context.isDemo && latest?.failureCode === 'balance_insufficient',
    schedule,
    bankFailure,
    troubled: latest && (latest.status === 'failed' || latest.status === 'reversed') ? latest : null,
    balances: (wallets.length > 0 ? wallets : [empty]).map(
      ({ currency, pending, available, paidOut, debt }) => ({
        currency,
        pending,
        available,
        paidOut,
        debt,
        least: largest(minimum[currency], schedule.minimumMinor[currency] ?? 0n),
        payable:
          mayBePaid && available > debt ? payableOf(available - debt, currency, minimum[currency]) : 0n,
      }),
    ),
    payoutAccount: {
      isOwner,
      isPaused,
      isBlocked: organisation.blocked,
      countries: PAYOUT_COUNTRIES,
      country: organisation.countryCode,
      hasUncovered: wallets.some(
        ({ currency, pending, available }) =>
          pending + available > 0n && !banks.some((bank) => bank.currency === currency),
      ),
      banks: banks.map(({ currency, masked, usableFrom }) => ({ currency, masked, usableFrom })),
      account: account && {
        detailsSubmitted: account.detailsSubmitted,
        payoutsEnabled: account.payoutsEnabled,
        disabledReason: account.disabledReason,
        dueBy: account.dueBy,
        asked: askedOf(account),
        pendingVerification: wordsOfDue(account.pendingVerification),
      },
    },
    pending: asked.view === 'pending' ? await pendingList(args, organisation.id, asked.before) : null,
    list: asked.view === 'sales' ? await soldList(args, organisation.id, asked.before) : null,
    payouts:
      asked.view === 'payouts'
        ? await readPayouts(db, { organisationId: organisation.id, limit: PAGE_SIZE, before: asked.before })
        : null,
  };
}

async function soldList(args: LoaderFunctionArgs, organisationId: string, before: string | null) {
  const { db } = args.context;
  return linesOf(args, await readSoldSales(db, { organisationId, limit: PAGE_SIZE, before }));
}

async function pendingList(args: LoaderFunctionArgs, organisationId: string, before: string | null) {
  const { db } = args.context;
  const after = before === null ? null : await readSale(db, { organisationId, saleId: before });
  return linesOf(args, await readPendingSales(db, { organisationId, limit: PAGE_SIZE, after }));
}

async function linesOf({ context: { db } }: LoaderFunctionArgs, sales: readonly Sale[]) {
  const reference = await readReference(db.pool);
  const leads = await readLeadsById(
    db.pool,
    sales.map(({ leadId }) => leadId),
  );
  const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
  return sales.map((sale) => toSoldLine(reference, sale, leadOf));
}

type Answer = { failed: Failed; ask: null } | { failed: null; ask: ReturnType<typeof askAbout> };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'sells', role: 'owner' });
  const typed = await readForm(args.request);
  return one(typed, 'intent') === 'pay' ? payOut(args, member, typed) : setUp(args, member, typed);
}

/** Without a country it goes on with the account that there is. */
async function setUp({ context }: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const begun = await attempt(
    typed,
    startOnboarding(context.db, {
      organisationId: member.organisation.id,
      country: one(typed, 'country') || null,
      actor: member.actor,
      origin: member.origin,
      now: context.now,
    }),
    {
      payout_country_unknown: 'country',
      payout_account_missing: 'country',
      payout_account_refused: 'country',
    },
  );
  if (!begun.ok) return { failed: begun.failed, ask: null };
  throw redirect(begun.data);
}

/** Pays out what was asked about and agreed to, and no other amount. */
async function payOut({ context }: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now } = context;
  const organisationId = member.organisation.id;
  const currency = z.enum(CURRENCIES).safeParse(one(typed, 'currency'));
  const amount = one(typed, 'amount');
  if (!currency.success || !AMOUNT.test(amount)) throw redirect('/sell/earnings');
  const amountMinor = BigInt(amount);
  if (one(typed, 'confirmed') !== 'yes') {
    const wallets = await readWallet(db.pool, organisationId);
    const available = wallets.find((wallet) => wallet.currency === currency.data)?.available ?? 0n;
    return { failed: null, ask: askAbout(currency.data, amountMinor, available) };
  }
  const { actor, origin } = member;
  const paid = await attempt(
    typed,
    paySeller(db, { organisationId, currency: currency.data, amountMinor, actor, origin, now }),
  );
  if (!paid.ok) return { failed: paid.failed, ask: null };
  throw redirect('/sell/earnings?view=payouts&done=paid');
}

function askAbout(currency: Currency, amountMinor: bigint, availableMinor: bigint) {
  const write = (minor: bigint) => formatMoney({ amountMinor: minor, currency });
  const { confirm } = words.pay;
  return {
    title: confirm.title(write(amountMinor)),
    text: confirm.text,
    figures: [
      { label: confirm.amount, value: write(amountMinor) },
      { label: confirm.left, value: write(availableMinor - amountMinor) },
    ],
    fields: { intent: 'pay', currency, amount: amountMinor.toString() },
    confirmLabel: confirm.act(write(amountMinor)),
  };
}

export default function Earnings() {
  const { payoutAccount, troubled, bankFailure, isPlayMoney, view, list, pending, payouts, now, before } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = list ?? payouts ?? [];
  return (
    <>
      <FlashNotice
        notices={{
          paid: { ...words.done.paid, tone: 'blue' },
          returned: { ...words.done.returned, tone: 'blue' },
          unreachable: { ...words.done.unreachable, tone: 'amber' },
        }}
      />
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/sell/earnings" />}
      {troubled && (
        <div className="mb-4">
          <Notice
            tone="red"
            title={words.trouble(formatMoney(troubled))}
            text={
              <>
                <p>{whatHappened(troubled)}</p>
                {isPlayMoney && <p>{words.demoLacks}</p>}
              </>
            }
          />
        </div>
      )}
      {bankFailure && (
        <div className="mb-4">
          <Notice
            tone="red"
            title={sellerMoneyWords.bankTrouble.title(formatForeign(bankFailure.money))}
            text={
              <>
                <p>{sellerMoneyWords.bankFailure(bankFailure.code)}</p>
                <p>{sellerMoneyWords.bankTrouble.text}</p>
              </>
            }
          />
        </div>
      )}
      <WorkTitle title={words.title} intro={words.intro} />
      {payoutAccount.account && <ErrorSummary failed={answer?.failed} />}
      <div className="flex flex-col gap-8">
        <Balances />
        <PayoutAccountSection
          shown={payoutAccount}
          failed={answer?.failed ?? null}
          chosen={answer?.failed?.typed.country?.[0] ?? null}
          now={now}
        />
        <ScheduleLine />
        {payoutAccount.banks.length === 0 && (
          <Link to="/sell/earnings/bank" className="inline-flex min-h-6 items-center self-start text-sm">
            {bankWords.details.link}
          </Link>
        )}
        <div id="lists" className="flex scroll-mt-4 flex-col gap-4">
          <Tabs
            label={words.views.label}
            current={`/sell/earnings?view=${view}#lists`}
            items={[
              { to: '/sell/earnings?view=sales#lists', label: words.views.sales },
              { to: '/sell/earnings?view=pending#lists', label: sellerMoneyWords.pending.view },
              { to: '/sell/earnings?view=payouts#lists', label: words.views.payouts },
            ]}
          />
          {list && <SoldList lines={list} now={now} />}
          {pending && <PendingList lines={pending} now={now} />}
          {payouts && <PayoutList list={payouts} now={now} />}
          {pending ? (
            <LaterLink
              isFirst={before === null}
              after={pending.length === PAGE_SIZE ? pending.at(-1)?.id : undefined}
            />
          ) : (
            <OlderLink
              path="/sell/earnings"
              query={new URLSearchParams({ view })}
              before={shown.length === PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null}
              isFirst={before === null}
            />
          )}
        </div>
      </div>
    </>
  );
}

/** What is on hold is read from what is freed first on. */
function LaterLink({ isFirst, after }: { isFirst: boolean; after: string | undefined }) {
  const { later, first, more } = sellerMoneyWords.pending;
  if (isFirst && after === undefined) return null;
  return (
    <nav aria-label={more} className="flex gap-6 pt-2 text-sm">
      {!isFirst && <Link to="/sell/earnings?view=pending#lists">{first}</Link>}
      {after !== undefined && <Link to={`/sell/earnings?view=pending&before=${after}#lists`}>{later}</Link>}
    </nav>
  );
}

/** When it is paid without being asked, and where that and what is owed stand. */
function ScheduleLine() {
  const { schedule } = useLoaderData<typeof loader>();
  const { rhythm, weekday, monthDay, nextRunAt } = schedule;
  const said = sellerMoneyWords.schedule;
  return (
    <Section id="schedule" title={said.title}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <p>
          {said.says(rhythm, weekday, monthDay)}
          {nextRunAt && ` ${said.next(`${nextRunAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`)}`}
        </p>
        <Link to="/sell/earnings/schedule" className="inline-flex min-h-6 items-center">
          {said.change}
        </Link>
        <Link to="/sell/earnings/debt" className="inline-flex min-h-6 items-center">
          {sellerMoneyWords.debt.link}
        </Link>
      </div>
    </Section>
  );
}

/** A bank is paid in its own currency, which need not be one that is traded here. */
function formatForeign({ amountMinor, currency }: { amountMinor: bigint; currency: string }): string {
  const known = CURRENCIES.find((code) => code === currency);
  return known ? formatMoney({ amountMinor, currency: known }) : `${majorOf(amountMinor)} ${currency}`;
}

function Balances() {
  const { balances, troubled, schedule } = useLoaderData<typeof loader>();
  return balances.map(({ currency, pending, available, paidOut, debt, least, payable }) => {
    const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
    const figure = (amountMinor: bigint) => tileFigure({ amountMinor, currency });
    const text = words.balances;
    return (
      <div key={currency} className="flex flex-col gap-3">
        <StatTiles
          label={text.label(currency)}
          tiles={[
            { label: text.pending, figure: figure(pending), sub: text.pendingHint },
            { label: text.available, figure: figure(available), sub: text.availableHint(write(least)) },
            { label: text.paidOut, figure: figure(paidOut), sub: text.paidOutHint },
            ...(debt > 0n
              ? [{ label: text.debt, figure: figure(debt), sub: text.debtHint, to: '/sell/earnings/debt' }]
              : []),
          ]}
        />
        {payable > 0n && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <PostButton
              action="/sell/earnings"
              kind="main"
              fields={{ intent: 'pay', currency, amount: payable.toString() }}
            >
              {words.pay.act(write(payable))}
            </PostButton>
            {schedule.rhythm === 'at_once' && (
              <p className="text-sm text-ink-soft">
                {troubled ? words.pay.againByItself : words.pay.byItself}
              </p>
            )}
          </div>
        )}
      </div>
    );
  });
}
