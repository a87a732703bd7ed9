import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { readBankDetails } from '#app/domain/billing/read-bank-details.server.ts';
import { readPayoutAccount } from '#app/domain/billing/read-payout-account.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { countUnanswered } from '#app/domain/disputes/count-unanswered.server.ts';
import { type Income, readSellersIncome } from '#app/domain/exchange/read-sellers-income.server.ts';
import { readApiKeys } from '#app/domain/identity/read-api-keys.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { countSellersLeads, type LeadCount, sumLeads } from '#app/domain/leads/count-sellers-leads.server.ts';
import { readLeads } from '#app/domain/leads/read-leads.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { dateTimeIn, parseDateTime } from '#app/ui/date-time.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { type StatTile, StatTiles } from '#app/ui/stat-tiles.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TaskList } from '#app/ui/task-list.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerWords } from '#app/words/en/seller.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { leadRequest } from './first-request.ts';
import { FirstSteps, firstStep } from './first-steps.tsx';
import { reasonOf } from './lead-reason.ts';
import { tasksOf } from './seller-tasks.ts';

const words = sellerWords.home;
const WEEK_MS = 7 * DAY_MS;
const OFFERS_LIMIT = 100;
const NEWEST = 5;
const EXAMPLE_PHONE = '+380 44 235 89 07';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now, appUrl } = args.context;
  const of = { organisationId: organisation.id };
  const week = { ...of, since: after(now, -WEEK_MS) };
  const today = { ...of, since: startOfDay(now, organisation.timezone) };
  const [
    reference,
    offers,
    leads,
    counts,
    todays,
    income,
    incomeToday,
    disputes,
    keys,
    wallets,
    account,
    banks,
  ] = await Promise.all([
    readReference(db.pool),
    readOffers(db, { ...of, limit: OFFERS_LIMIT, before: null }),
    readLeads(db.pool, { ...of, limit: NEWEST, before: null }),
    countSellersLeads(db.pool, week),
    countSellersLeads(db.pool, today),
    readSellersIncome(db.pool, week),
    readSellersIncome(db.pool, today),
    countUnanswered(db, of),
    readApiKeys(db, of),
    readWallet(db.pool, organisation.id),
    readPayoutAccount(db, organisation.id),
    readBankDetails(db, organisation.id),
  ]);
  const hasKey = keys.some(({ revokedAt }) => revokedAt === null);
  const hasSold = wallets.some(({ pending, available, paidOut }) => pending + available + paidOut > 0n);
  const active = offers.find(({ status }) => status === 'active');
  const quietSince = after(now, -WEEK_MS);
  return {
    now,
    review: organisation.reviewStatus,
    mayWrite: roleReaches(organisation.role, 'manager'),
    start: hasSold
      ? null
      : {
          step: firstStep(offers, counts.length > 0 || leads.some(({ test }) => !test)),
          offerId: active?.id ?? offers[0]?.id ?? null,
          hasKey,
          request: active ? requestOf(appUrl, active, now) : null,
        },
    tasks: tasksOf({
      offers: offers.map((offer) => {
        const { sent, validating, rejected } = sumLeads(counts.filter(({ offerId }) => offerId === offer.id));
        return {
          ...offer,
          name: nicheNameOf(reference, offer.niche),
          settled: sent - validating,
          refused: rejected,
          isQuiet: offer.status === 'active' && sent === 0 && offer.createdAt < quietSince,
        };
      }),
      disputes,
      // Who has sold nothing yet is told of keys by the first steps.
      hasKey: hasKey || !hasSold,
      money: wallets
        .filter(({ currency }) => !banks.some((bank) => bank.currency === currency))
        .map(({ pending, available, currency }) => ({ amountMinor: pending + available, currency })),
      canBePaid: account?.payoutsEnabled === true,
      now,
    }),
    figures: figuresOf(counts, todays, income, incomeToday),
    newest: leads.map((lead) => ({
      id: lead.id,
      niche: nicheNameOf(reference, lead.niche),
      place: regionNameOf(reference, lead.placeCode),
      status: lead.status,
      reason: reasonOf(lead),
      test: lead.test,
      createdAt: lead.createdAt,
    })),
  };
}

/** When the day began by the clock of a zone. */
function startOfDay(now: Date, zone: string): Date {
  const { text, zone: known } = dateTimeIn(now, zone);
  return parseDateTime(`${text.slice(0, 10)}T00:00`, known) ?? now;
}

function requestOf(appUrl: string, offer: Offer, now: Date): string {
  return leadRequest(
    appUrl,
    { id: offer.id, channel: offer.channels[0] ?? 'form', consentText: offer.consentText },
    { region: offer.regions[0] ?? '', phone: EXAMPLE_PHONE },
    now,
  );
}

function figuresOf(
  counts: readonly LeadCount[],
  todays: readonly LeadCount[],
  income: readonly Income[],
  incomeToday: readonly Income[],
) {
  const { sent, validating, rejected, duplicate, sold } = sumLeads(counts);
  const settled = sent - validating;
  const currencies = [...new Set([...counts, ...income].map(({ currency }) => currency))];
  return {
    today: sumLeads(todays).sent,
    sent,
    settled,
    accepted: settled - rejected - duplicate,
    sold,
    money: currencies.map((currency) => ({
      currency,
      earned: sumIncome(income, currency),
      earnedToday: sumIncome(incomeToday, currency),
      sent: sumLeads(counts.filter((count) => count.currency === currency)).sent,
    })),
  };
}

function sumIncome(income: readonly Income[], currency: Currency) {
  const of = income.filter((one) => one.currency === currency);
  return {
    amountMinor: of.reduce((sum, { earnedMinor }) => sum + earnedMinor, 0n),
    sales: of.reduce((sum, { salesCount }) => sum + salesCount, 0),
  };
}

export default function SellerHome() {
  const { start, tasks, review, newest } = useLoaderData<typeof loader>();
  const isNew = start !== null;
  return (
    <>
      <WorkTitle
        title={words.title}
        action={
          !isNew && (
            <ButtonLink to="/sell/leads/new" kind="main">
              {words.send}
            </ButtonLink>
          )
        }
      />
      <div className="flex flex-col gap-8">
        {review === 'waiting' && (
          <Notice tone="blue" title={words.reviewWaiting.title} text={words.reviewWaiting.text} />
        )}
        {review === 'refused' && (
          <Notice tone="red" title={words.reviewRefused.title} text={words.reviewRefused.text} />
        )}
        {(!isNew || tasks.length > 0) && <TaskList title={words.tasks} tasks={tasks} empty={words.nothing} />}
        {isNew && <Start />}
        {newest.length > 0 && <Going />}
        {newest.length > 0 && <Newest />}
      </div>
    </>
  );
}

function Start() {
  const { start, mayWrite } = useLoaderData<typeof loader>();
  return start && <FirstSteps {...start} mayWrite={mayWrite} />;
}

function Going() {
  const { figures } = useLoaderData<typeof loader>();
  const { tiles } = words;
  const percent = (part: number, whole: number) =>
    whole === 0 ? sellerWords.share.none : sellerWords.share.percent(part / whole);
  const money = figures.money.flatMap((of): StatTile[] => [
    {
      label: tiles.earned(figures.money.length > 1 ? of.currency : null),
      figure: <Money amountMinor={of.earned.amountMinor} currency={of.currency} />,
      sub: (
        <span>
          {tiles.sales(of.earned.sales)}, {tiles.todayBefore}{' '}
          <Money amountMinor={of.earnedToday.amountMinor} currency={of.currency} />
        </span>
      ),
      to: '/sell/earnings',
    },
    {
      label: tiles.epl(figures.money.length > 1 ? of.currency : null),
      figure:
        of.sent === 0 ? (
          sellerWords.share.none
        ) : (
          <Money amountMinor={of.earned.amountMinor / BigInt(of.sent)} currency={of.currency} />
        ),
      sub: tiles.eplSub,
      sample: of.sent,
    },
  ]);
  return (
    <Section id="going" title={words.going} intro={words.goingIntro}>
      <StatTiles
        label={words.going}
        tiles={[
          { label: tiles.today, figure: figures.today },
          { label: tiles.week, figure: figures.sent, to: '/sell/leads?since=week' },
          {
            label: tiles.accepted,
            figure: percent(figures.accepted, figures.settled),
            sub: tiles.acceptedSub,
            sample: figures.settled,
          },
          {
            label: tiles.sold,
            figure: percent(figures.sold, figures.accepted),
            sub: tiles.soldSub,
            sample: figures.accepted,
          },
          ...money,
        ]}
      />
    </Section>
  );
}

function Newest() {
  const { newest, now } = useLoaderData<typeof loader>();
  const { leads } = sellerWords;
  return (
    <Section id="newest" title={words.newest} aside={<Link to="/sell/leads">{words.allLeads}</Link>}>
      <DataTable
        caption={words.newest}
        rows={newest}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'lead',
            head: leads.lead,
            cell: (row) => (
              <>
                <Link to={`/sell/leads/${row.id}`} className="inline-flex min-h-6 items-center font-medium">
                  {row.niche}
                </Link>
                <span className="block">{row.place}</span>
              </>
            ),
          },
          {
            key: 'state',
            head: leads.verdict,
            cell: (row) => (
              <span className="flex flex-col items-end gap-1 md:items-start">
                <span className="flex flex-wrap gap-1">
                  <StateBadge of="lead" state={row.status} />
                  {row.test && (
                    <Badge tone="neutral" sign={false}>
                      {leads.test}
                    </Badge>
                  )}
                </span>
                {row.reason && <span className="max-w-[40ch] text-xs text-ink-soft">{row.reason}</span>}
              </span>
            ),
          },
          { key: 'sent', head: leads.sent, cell: (row) => <Moment at={row.createdAt} now={now} /> },
        ]}
      />
    </Section>
  );
}
