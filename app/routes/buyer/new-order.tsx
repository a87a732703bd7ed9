import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { toTerms } from '#app/api/orders.ts';
import { createOrder } from '#app/domain/exchange/create-order.server.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { askToBuy } from './confirm-order.ts';
import { OrderForm } from './order-form.tsx';
import { orderFormData } from './order-form-data.ts';
import { newOrderValues } from './order-values.ts';
import { ORDER_REFUSALS, readOrderForm } from './read-order-form.ts';
import { spendableIn } from './spendable.ts';

const words = buyerWords.orderForm;

export const meta: MetaFunction = () => [{ title: words.metaNew }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const reference = await readPricedReference(db.pool);
  const values = newOrderValues({
    query: new URL(args.request.url).searchParams,
    currency: defaultCurrency(organisation.countryCode),
    timezone: organisation.timezone,
  });
  return { form: orderFormData(reference, { values, currency: null, now }) };
}

/** An order that is to buy is asked about first; one that is kept paused costs nothing and is kept at once. */
export async function action(args: ActionFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const reference = await readPricedReference(db.pool);
  const typed = await readForm(args.request);
  const read = readOrderForm(reference, typed, null);
  const again = (values: typeof typed) => orderFormData(reference, { values, currency: null, now });
  if (!read.ok) return { ask: null, failed: read.failed, form: again(read.failed.typed) };
  const terms = toTerms(read.data);
  const values = { ...typed, regions: terms.regions, region_add: [''] };
  if (terms.status === 'active' && one(typed, 'confirmed') !== 'yes') {
    const balanceMinor = await spendableIn(args.context, organisationId, terms.currency);
    const ask = askToBuy({ kind: 'create', terms, balanceMinor, fields: values });
    return { ask, failed: null, form: again(values) };
  }
  const created = await attempt(
    values,
    createOrder(db, { organisationId, terms, actor, origin, now }),
    ORDER_REFUSALS,
  );
  if (!created.ok) return { ask: null, failed: created.failed, form: again(values) };
  throw redirect(`/buy/orders?done=${terms.status === 'active' ? 'created' : 'kept'}`);
}

export default function NewOrder() {
  const { form } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/buy/orders/new" />}
      <WorkTitle
        title={words.titleNew}
        intro={buyerWords.orders.intro}
        back={{ to: '/buy/orders', label: words.back }}
      />
      <OrderForm form={answer?.form ?? form} failed={answer?.failed ?? null}>
        <SubmitButton name="status" value="active">
          {words.activate}
        </SubmitButton>
        <SubmitButton kind="other" name="status" value="paused">
          {words.keep}
        </SubmitButton>
      </OrderForm>
    </>
  );
}
