import { accountOf } from '#app/domain/billing/accounts.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { startOnboarding } from '#app/domain/billing/start-onboarding.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { apiClient } from '../setup/client.ts';
import type { Payments } from '../setup/payments.ts';
import { onboard, payByCard } from '../setup/stripe.ts';
import { until, type World } from '../setup/world.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from './market.ts';

const ACTOR = { actor: 'test', origin: 'test' };

/** Pays into a wallet by card and waits for the credit. */
export async function topUp(
  payments: { world: Pick<World, 'db'> },
  organisationId: string,
  amountMinor: bigint,
): Promise<string> {
  const { db } = payments.world;
  const { topUpId, url } = await startTopUp(db, {
    ...ACTOR,
    organisationId,
    money: { amountMinor, currency: 'UAH' },
    now: new Date(),
  });
  await payByCard(url);
  await until('the credit', async () => {
    const row = await db.prisma.topUp.findUnique({ where: { id: topUpId } });
    return row?.status === 'paid';
  });
  return topUpId;
}

/** Sends the seller through the payout account's pages, and waits until we have heard of it. */
export async function setUpPayouts(payments: Payments, organisationId: string): Promise<string> {
  const { db } = payments.world;
  const url = await startOnboarding(db, { ...ACTOR, organisationId, country: 'HU', now: new Date() });
  await onboard(url);
  const account = await until('that payouts are enabled', async () =>
    db.prisma.payoutAccount.findFirst({ where: { organisationId, payoutsEnabled: true } }),
  );
  return account.stripeAccountId;
}

/**
 * Sells a lead for 900 UAH and lets its dispute window pass.
 * @param options.paidBy `card`: the buyer's money lies at Stripe; `demo`: it is play money, which Stripe knows nothing of
 * @returns the seller's organisation and what is available to it, minor units
 */
export async function makeEarner(
  payments: { world: Pick<World, 'db' | 'owner'>; url: string },
  options: { paidBy?: 'card' | 'demo' } = {},
): Promise<{ seller: string; buyer: string; saleId: string; availableMinor: bigint }> {
  const { db, owner } = payments.world;
  const [seller, buyer] = [await makeOrganisation(db, 'seller'), await makeOrganisation(db, 'buyer')];
  const offer = await makeOffer(db, seller, { askMinor: 90_000n });
  if (options.paidBy === 'demo') await fund(db, buyer, 90_000n);
  else await topUp(payments, buyer, 90_000n);
  // Nobody else bids.
  await db.prisma.orderTarget.deleteMany();
  await makeOrder(db, buyer, { maxPriceMinor: 90_000n });
  const call = apiClient(payments.url, await makeKey(db, seller));
  const { body } = await call('POST', '/leads', { body: leadBody(offer.id) });
  await processLeads(db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
  const sale = await until('the sale', () => db.prisma.sale.findFirst({ where: { leadId: body.id } }));
  await openAccounts(db.pool, { organisationId: seller, currency: 'UAH', now: new Date() });
  await releaseDueHolds(db, { now: after(new Date(), 10 * DAY_MS) });
  const { rows } = await owner.query('SELECT balance_minor FROM account_balance WHERE account_id = $1', [
    accountOf(seller, 'available', 'UAH'),
  ]);
  return { seller, buyer, saleId: sale.id, availableMinor: BigInt(rows[0].balance_minor) };
}
