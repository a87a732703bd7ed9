import type Stripe from 'stripe';
import type { StripeControls } from '../setup/stripe.ts';

/** What lies at Stripe, read as its owner reads it: everything made at or after a moment. */
export type StripeView = {
  readonly charges: readonly { id: string; reference: string; amount: number; intent: string }[];
  readonly transfers: readonly {
    id: string;
    reference: string;
    amount: number;
    reversed: number;
    account: string;
  }[];
  readonly refunds: readonly { id: string; reference: string; amount: number; hasFailed: boolean }[];
  /** What was taken for a dispute and what was given back, Stripe's fees included. */
  readonly disputes: readonly { id: string; status: string; withdrawn: number; reinstated: number }[];
  readonly events: readonly { id: string; type: string }[];
  /** Organisations by the accounts that were opened for them, all that there are. */
  readonly accounts: readonly { id: string; organisation: string }[];
};

const PAGE = 100;

/** @param options.sinceS seconds of the Unix epoch */
export async function viewStripe(stripe: StripeControls, options: { sinceS: number }): Promise<StripeView> {
  const sdk = stripe.client({ maxNetworkRetries: 2 });
  const since = { created: { gte: options.sinceS }, limit: PAGE };
  const all = async <Item extends { id: string }>(list: Stripe.ApiListPromise<Item>): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const item of list) items.push(item);
    return items;
  };
  const accounts = await all(sdk.accounts.list({ limit: PAGE }));
  const charges = await all(sdk.charges.list(since));
  const transfers = await all(sdk.transfers.list(since));
  const refunds = await all(sdk.refunds.list(since));
  const disputes = await all(sdk.disputes.list({ limit: PAGE }));
  const events = await all(sdk.events.list(since));
  for (const { id } of accounts) events.push(...(await all(sdk.events.list(since, { stripeAccount: id }))));
  return {
    charges: charges
      .filter(({ status }) => status === 'succeeded')
      .map(({ id, metadata, amount, payment_intent: intent }) => ({
        id,
        reference: metadata.reference ?? '',
        amount,
        intent: typeof intent === 'string' ? intent : (intent?.id ?? ''),
      })),
    transfers: transfers.map(({ id, transfer_group, amount, amount_reversed, destination }) => ({
      id,
      reference: transfer_group ?? '',
      amount,
      reversed: amount_reversed,
      account: typeof destination === 'string' ? destination : (destination?.id ?? ''),
    })),
    refunds: refunds.map(({ id, metadata, amount, status }) => ({
      id,
      reference: metadata?.reference ?? '',
      amount,
      hasFailed: status === 'failed' || status === 'canceled',
    })),
    disputes: disputes.map(({ id, status, balance_transactions: lines }) => ({
      id,
      status,
      withdrawn: -netOf(lines.filter(({ amount }) => amount < 0)),
      reinstated: netOf(lines.filter(({ amount }) => amount > 0)),
    })),
    events: events.map(({ id, type }) => ({ id, type })),
    accounts: accounts.map(({ id, metadata }) => ({ id, organisation: metadata?.organisation ?? '' })),
  };
}

function netOf(lines: readonly Stripe.BalanceTransaction[]): number {
  return lines.reduce((sum, { net }) => sum + net, 0);
}
