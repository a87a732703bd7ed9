import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { diagnoseOrders } from '#app/domain/exchange/diagnose-orders.server.ts';
import { readOrder, readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { present } from '#app/kernel/assert.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { askToBuy } from './confirm-order.ts';
import { OlderLink } from './older-link.tsx';
import { type OrderLine, toOrderLine } from './order-line.ts';
import { OrderReasons } from './order-reasons.tsx';
import { sayTime } from './say-time.ts';
import { spendableIn } from './spendable.ts';

const words = buyerWords.orders;
const PAGE_SIZE = 20;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const before = new URL(args.request.url).searchParams.get('before');
  const rows = await readOrders(db, { organisationId: organisation.id, limit: PAGE_SIZE + 1, before });
  const orders = rows.slice(0, PAGE_SIZE);
  const [reference, diagnoses] = await Promise.all([
    readReference(db.pool),
    diagnoseOrders(db, { organisationId: organisation.id, orders, now }),
  ]);
  return {
    mayChange: roleReaches(organisation.role, 'manager'),
    older: rows.length > PAGE_SIZE ? (orders.at(-1)?.id ?? null) : null,
    isFirst: before === null,
    orders: orders.map((order) =>
      toOrderLine(
        reference,
        order,
        present(diagnoses.get(order.id), 'every order read is diagnosed'),
        (at: Date) => sayTime(at, organisation.timezone, now),
      ),
    ),
  };
}

/** Pausing is done at once; letting an order buy again is asked about, with its terms as they are now. */
export async function action(args: ActionFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const typed = await readForm(args.request);
  const order = await readOrder(db, { organisationId, orderId: one(typed, 'order') });
  if (!order) throw new Response(null, { status: 404 });
  const status = one(typed, 'status') === 'active' ? ('active' as const) : ('paused' as const);
  const top = order.maxPriceMinor.toString();
  const isAgreed = one(typed, 'confirmed') === 'yes' && one(typed, 'top') === top;
  if (status === 'active' && !isAgreed) {
    const balanceMinor = await spendableIn(args.context, organisationId, order.currency);
    const fields = { order: order.id, status, top };
    const changed = one(typed, 'confirmed') === 'yes';
    return { ask: askToBuy({ kind: 'resume', terms: order, balanceMinor, fields, changed }), failed: null };
  }
  const changed = await attempt(
    typed,
    updateOrder(db, { organisationId, orderId: order.id, change: { status }, actor, origin, now }),
  );
  if (!changed.ok) return { ask: null, failed: changed.failed };
  throw redirect(`/buy/orders?done=${status === 'active' ? 'resumed' : 'paused'}`);
}

export default function Orders() {
  const { orders, mayChange, older, isFirst } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const create = (
    <ButtonLink to="/buy/orders/new" kind="main">
      {words.create}
    </ButtonLink>
  );
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/buy/orders" />}
      <FlashNotice notices={words.done} />
      <WorkTitle
        title={words.title}
        intro={mayChange ? words.intro : `${words.intro} ${words.askAgents}`}
        action={mayChange && orders.length > 0 ? create : undefined}
      />
      <div className="flex flex-col gap-4">
        <ErrorSummary failed={answer?.failed} />
        {orders.length === 0 && isFirst ? (
          <EmptyState {...words.empty} action={mayChange ? create : undefined} />
        ) : (
          <CardList label={words.list}>
            {orders.map((order) => (
              <OrderCard key={order.id} order={order} mayChange={mayChange} />
            ))}
          </CardList>
        )}
        <OlderLink path="/buy/orders" before={older} isFirst={isFirst} />
      </div>
    </>
  );
}

function OrderCard({ order, mayChange }: { order: OrderLine; mayChange: boolean }) {
  const only = [
    order.temperatures.map((temperature) => pageWords.temperatures[temperature].toLowerCase()).join(', '),
    order.minScore > 0 ? words.onlyScore(order.minScore) : '',
    order.acceptUnknown ? '' : words.onlyKnown,
    order.languages && words.onlySpeaking(order.languages),
    order.hours ?? '',
  ].filter(Boolean);
  const isPaused = order.status === 'paused';
  return (
    <Card
      title={order.title}
      {...(mayChange ? { to: `/buy/orders/${order.id}` } : {})}
      meta={<span>{order.regions}</span>}
      badges={<StateBadge of="order" state={order.status} />}
      actions={
        mayChange && (
          <>
            <PostButton
              fields={{ order: order.id, status: isPaused ? 'active' : 'paused' }}
              kind={isPaused ? 'main' : 'other'}
              small
            >
              {isPaused ? words.resume : words.pause}
            </PostButton>
            <ButtonLink to={`/buy/orders/${order.id}`} kind="other" small>
              {words.edit}
            </ButtonLink>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <OrderReasons reasons={order.reasons} />
        <div className="max-w-xl">
          <DefinitionList
            items={[
              { term: words.top, value: order.top },
              { term: words.today, value: order.today },
              ...(order.month ? [{ term: words.month, value: order.month }] : []),
              ...(order.total ? [{ term: words.total, value: order.total }] : []),
              { term: words.offers, value: order.offers },
              ...(only.length > 0 ? [{ term: words.filters, value: only.join('; ') }] : []),
            ]}
          />
        </div>
      </div>
    </Card>
  );
}
