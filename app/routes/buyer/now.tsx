import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { readSpendable, type Spendable } from '#app/domain/billing/read-spendable.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readDisputes } from '#app/domain/disputes/read-disputes.server.ts';
import { diagnoseOrders } from '#app/domain/exchange/diagnose-orders.server.ts';
import { stops } from '#app/domain/exchange/explain-order.ts';
import { LOW_LEADS } from '#app/domain/exchange/low-wallet.ts';
import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { readSpending } from '#app/domain/exchange/read-spending.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { countInbox } from '#app/domain/inbox/count-inbox.server.ts';
import { COUNT_LIMIT } from '#app/domain/inbox/count-limit.ts';
import { type InboxItem, readInbox } from '#app/domain/inbox/read-inbox.server.ts';
import { readResults } from '#app/domain/inbox/read-results.server.ts';
import { respondWithinMs } from '#app/domain/inbox/respond-within.ts';
import { countOpenNotices } from '#app/domain/privacy/read-notices.server.ts';
import { atHour } from '#app/kernel/local-hour.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { type Task, TaskList } from '#app/ui/task-list.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { withdrawalWords } from '#app/words/en/privacy.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { TemperatureBadge } from './lead-badges.tsx';
import { Newcomer, type NewcomerStep } from './newcomer.tsx';
import { orderTitle } from './order-line.ts';
import { sayReason } from './say-reason.ts';
import { sayTime } from './say-time.ts';
import { tilesOf } from './tiles-of.ts';
import { readWalletTasks } from './wallet-tasks.ts';

const words = buyerWords.home;
const HOTTEST_SHOWN = 5;
const ORDERS_LOOKED_AT = 20;
const DISPUTES_LOOKED_AT = 10;
const RESULTS_DAYS = 30;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const { timezone } = organisation;
  const organisationId = organisation.id;
  const startOfDay = atHour(now, timezone, 0, 0);
  const endOfDay = atHour(now, timezone, 1, 0);
  const [reference, counts, hottest, orders, wallets, disputes, spending, results] = await Promise.all([
    readReference(db.pool),
    countInbox(db, {
      organisationId,
      personId: person.id,
      now,
      endOfDay,
      closingBefore: after(now, DAY_MS),
    }),
    readInbox(db, {
      organisationId,
      personId: person.id,
      view: 'new',
      nicheCode: null,
      regionCode: null,
      state: null,
      now,
      endOfDay,
      after: null,
      pageSize: HOTTEST_SHOWN,
    }),
    readOrders(db, { organisationId, limit: ORDERS_LOOKED_AT, before: null }),
    readSpendable(db.pool, organisationId),
    readDisputes(db, { organisationId, side: 'buyer', limit: DISPUTES_LOOKED_AT, before: null }),
    readSpending(db, { organisationId, startOfDay, weekAgo: after(now, -7 * DAY_MS) }),
    readResults(db, { organisationId, since: after(now, -RESULTS_DAYS * DAY_MS) }),
  ]);
  const [withdrawn, diagnoses, walletTasks] = await Promise.all([
    countOpenNotices(db, organisationId),
    diagnoseOrders(db, { organisationId, orders, now }),
    readWalletTasks(db, { organisationId, wallets }),
  ]);
  const say = (at: Date) => sayTime(at, timezone, now);
  const mayBuy = roleReaches(organisation.role, 'manager');
  const hasMoney = wallets.some((wallet) => wallet.spendable > 0n);
  const step: NewcomerStep | null =
    counts.hasBought || !mayBuy
      ? null
      : !hasMoney && orders.length === 0
        ? 'topUp'
        : orders.length === 0
          ? 'order'
          : hasMoney
            ? 'lead'
            : 'topUp';
  return {
    step,
    steps: { topUp: hasMoney, order: orders.length > 0 },
    counts,
    stopped: orders.flatMap((order) => {
      const reason = diagnoses.get(order.id)?.reasons.find(stops);
      return reason
        ? [
            {
              id: order.id,
              title: orderTitle(reference, order),
              text: sayReason(reason, order.currency, say),
              canWait: reason.code === 'paused' || reason.code === 'no_offers',
            },
          ]
        : [];
    }),
    low: walletTasks.isLow ? null : lowOf(orders, wallets),
    withdrawn,
    walletTasks: walletTasks.tasks,
    hasOrders: orders.length > 0,
    mayBuy,
    contested: contestedOf(disputes),
    decided: disputes.flatMap((dispute) =>
      dispute.outcome && dispute.ruledAt && dispute.ruledAt > after(now, -7 * DAY_MS)
        ? [
            {
              id: dispute.id,
              outcome: dispute.outcome,
              amount: formatMoney({ amountMinor: dispute.refundMinor, currency: dispute.currency }),
              when: say(dispute.ruledAt),
            },
          ]
        : [],
    ),
    hottest: hottest.items.map((item) => toHot(reference, item, now)),
    tiles: tilesOf(spending, results),
  };
}

/** The disputes that run among the newest, with their sum where they are of one currency. */
function contestedOf(disputes: Awaited<ReturnType<typeof readDisputes>>): {
  count: number;
  amount: string | null;
} {
  const open = disputes.filter(({ outcome }) => outcome === null);
  const [first] = open;
  const isOneCurrency = open.every(({ currency }) => currency === first?.currency);
  const amountMinor = open.reduce((sum, { refundMinor }) => sum + refundMinor, 0n);
  return {
    count: open.length,
    amount: first && isOneCurrency ? formatMoney({ amountMinor, currency: first.currency }) : null,
  };
}

/** The wallet of an active order that has the fewest leads left, where these are few; one that is empty is told by its order. */
function lowOf(
  orders: Awaited<ReturnType<typeof readOrders>>,
  wallets: readonly Spendable[],
): { balance: string; leads: number } | null {
  const low = orders
    .filter(({ status }) => status === 'active')
    .flatMap(({ currency, maxPriceMinor }) => {
      const held = wallets.find((wallet) => wallet.currency === currency)?.spendable ?? 0n;
      const leads = held / maxPriceMinor;
      return held > 0n && leads < LOW_LEADS
        ? [{ balance: formatMoney({ amountMinor: held, currency }), leads: Number(leads) }]
        : [];
    })
    .sort((a, b) => a.leads - b.leads);
  return low[0] ?? null;
}

/** A new lead without its contact: it is opened where it is worked. */
function toHot(reference: Reference, { sale, lead }: InboxItem, now: Date) {
  const waitsMs = now.getTime() - sale.soldAt.getTime();
  const standardMs = respondWithinMs(lead.channel);
  return {
    saleId: sale.id,
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    temperature: lead.temperature,
    score: lead.score,
    waitsMs,
    standardMs,
    isLate: waitsMs > standardMs,
  };
}

export default function BuyersNow() {
  const { step, steps, hottest, tiles, counts, walletTasks, withdrawn } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-8">
        {step && <Newcomer step={step} done={steps} />}
        {(counts.hasBought || !step || walletTasks.length > 0 || withdrawn > 0) && <Tasks />}
        {hottest.length > 0 && <Hottest />}
        {counts.hasBought && (
          <Section id="going" title={words.going}>
            <StatTiles label={words.going} tiles={tiles} />
          </Section>
        )}
      </div>
    </>
  );
}

function Tasks() {
  const { counts, stopped, low, hasOrders, mayBuy, contested, decided, walletTasks, withdrawn } =
    useLoaderData<typeof loader>();
  const { task } = words;
  const tasks: (Task | false)[] = [
    withdrawn > 0 && {
      key: 'withdrawn',
      icon: 'shield',
      text: withdrawalWords.waiting(withdrawn),
      to: '/buy/withdrawals?show=open',
    },
    counts.promisesDue > 0 && {
      key: 'promises',
      icon: 'calendar',
      text: task.promises(counts.promisesDue, COUNT_LIMIT),
      to: '/buy/inbox?view=due',
    },
    counts.new > 0 && {
      key: 'new',
      icon: 'phone',
      text: task.untried(counts.new, COUNT_LIMIT),
      to: '/buy/inbox?view=new',
    },
    counts.closingUntried > 0 && {
      key: 'closing',
      icon: 'clock',
      text: task.closing(counts.closingUntried, COUNT_LIMIT),
      to: '/buy/inbox?view=new',
    },
    counts.othersDue > 0 && {
      key: 'due',
      icon: 'inbox',
      text: task.due(counts.othersDue, COUNT_LIMIT),
      to: '/buy/inbox?view=due',
    },
    ...(mayBuy
      ? [
          ...stopped.map((order) => ({
            key: order.id,
            icon: 'orders' as const,
            text: task.stopped(order.title, order.text),
            to: '/buy/orders',
            tone: order.canWait ? ('blue' as const) : ('amber' as const),
          })),
          ...walletTasks.map((task) => ({ ...task, icon: 'wallet' as const })),
          low !== null && {
            key: 'low',
            icon: 'wallet' as const,
            text: task.low(low.balance, low.leads),
            to: '/buy/wallet',
          },
          !hasOrders && {
            key: 'order',
            icon: 'orders' as const,
            text: task.noOrder,
            to: '/buy/orders/new',
            tone: 'blue' as const,
          },
        ]
      : []),
    contested.count > 0 && {
      key: 'contested',
      icon: 'gavel',
      text: task.contested(contested.count, contested.amount),
      to: '/buy/disputes',
      tone: 'blue',
    },
    ...decided.map((dispute) => ({
      key: dispute.id,
      icon: 'gavel' as const,
      text: task.decided(dispute.outcome, dispute.amount, dispute.when),
      to: `/buy/disputes/${dispute.id}`,
      tone: 'blue' as const,
    })),
  ];
  return (
    <TaskList
      title={words.tasks}
      empty={words.nothing}
      tasks={tasks.filter((one): one is Task => one !== false)}
    />
  );
}

function Hottest() {
  const { hottest } = useLoaderData<typeof loader>();
  return (
    <Section
      id="hottest"
      title={words.hottest}
      intro={words.hottestIntro}
      aside={<Link to="/buy/inbox?view=new">{words.allNew}</Link>}
    >
      <CardList label={words.hottest}>
        {hottest.map((lead) => (
          <Card
            key={lead.saleId}
            level={3}
            title={lead.niche}
            to={`/buy/inbox/${lead.saleId}`}
            badges={<TemperatureBadge temperature={lead.temperature} score={lead.score} />}
            meta={
              <>
                <span>{lead.place}</span>
                <span className="flex items-center gap-2">
                  {lead.isLate && <Badge tone="amber">{words.waitsLate}</Badge>}
                  {words.waiting(lead.waitsMs, lead.standardMs)}
                </span>
              </>
            }
          />
        ))}
      </CardList>
    </Section>
  );
}
