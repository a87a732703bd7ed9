import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { toTerms } from '#app/api/orders.ts';
import { diagnoseOrders } from '#app/domain/exchange/diagnose-orders.server.ts';
import { readOrder } from '#app/domain/exchange/read-orders.server.ts';
import { updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { askToBuy } from './confirm-order.ts';
import { OrderForm } from './order-form.tsx';
import { orderFormData } from './order-form-data.ts';
import { toOrderLine } from './order-line.ts';
import { OrderReasons } from './order-reasons.tsx';
import { orderValues } from './order-values.ts';
import { ORDER_REFUSALS, readOrderForm } from './read-order-form.ts';
import { sayTime } from './say-time.ts';
import { spendableIn } from './spendable.ts';

const words = buyerWords.orderForm;

export const meta: MetaFunction = () => [{ title: words.metaChange }];

/** @throws Response 404 for another's order as for none */
async function findOrder(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db } = args.context;
  const orderId = args.params.orderId ?? '';
  const order = await readOrder(db, { organisationId: member.organisation.id, orderId });
  if (!order) throw new Response(null, { status: 404 });
  return { member, order, reference: await readPricedReference(db.pool) };
}

export async function loader(args: LoaderFunctionArgs) {
  const { member, order, reference } = await findOrder(args);
  const { db, now } = args.context;
  const { organisation } = member;
  const diagnoses = await diagnoseOrders(db, { organisationId: organisation.id, orders: [order], now });
  const diagnosis = present(diagnoses.get(order.id), 'every order read is diagnosed');
  const say = (at: Date) => sayTime(at, organisation.timezone, now);
  return {
    line: toOrderLine(reference, order, diagnosis, say),
    form: orderFormData(reference, { values: orderValues(order), currency: order.currency, now }),
  };
}

/** Terms by which it would buy are asked about first, whatever was changed of them. */
export async function action(args: ActionFunctionArgs) {
  const { member, order, reference } = await findOrder(args);
  const { db, now } = args.context;
  const { organisation, actor, origin } = member;
  const organisationId = organisation.id;
  const { currency } = order;
  const typed = { ...(await readForm(args.request)), currency: [currency] };
  const read = readOrderForm(reference, typed, currency);
  const again = (values: typeof typed) => orderFormData(reference, { values, currency, now });
  if (!read.ok) return { ask: null, failed: read.failed, form: again({ ...typed, ...read.failed.typed }) };
  const terms = toTerms(read.data);
  const values = { ...typed, regions: terms.regions, region_add: [''] };
  if (terms.status === 'active' && one(typed, 'confirmed') !== 'yes') {
    const balanceMinor = await spendableIn(args.context, organisationId, currency);
    const ask = askToBuy({ kind: 'change', terms, balanceMinor, fields: values });
    return { ask, failed: null, form: again(values) };
  }
  const { budgetMinor: _minor, ...rest } = terms;
  const change = { ...rest, budget: read.data.budget };
  const changed = await attempt(
    values,
    updateOrder(db, { organisationId, orderId: order.id, change, actor, origin, now }),
    ORDER_REFUSALS,
  );
  if (!changed.ok) return { ask: null, failed: changed.failed, form: again(values) };
  throw redirect('/buy/orders?done=saved');
}

export default function ChangeOrder() {
  const { form, line } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/buy/orders/${line.id}`} />}
      <WorkTitle
        title={words.titleChange}
        badges={<StateBadge of="order" state={line.status} />}
        intro={`${line.title} · ${line.regions}`}
        back={{ to: '/buy/orders', label: words.back }}
      />
      <div className="flex flex-col gap-6">
        <OrderReasons reasons={line.reasons} />
        <OrderForm form={answer?.form ?? form} failed={answer?.failed ?? null}>
          <SubmitButton name="status" value="active">
            {words.save}
          </SubmitButton>
          <SubmitButton kind="other" name="status" value="paused">
            {words.keep}
          </SubmitButton>
        </OrderForm>
      </div>
    </>
  );
}
