import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readChargebacks } from '#app/domain/billing/read-chargebacks.server.ts';
import { countAgreedLines, readOpenLines } from '#app/domain/billing/read-reconciliations.server.ts';
import { readTrialBalances } from '#app/domain/billing/read-trial-balance.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { reconcile } from '#app/domain/billing/reconcile.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { monthOf } from '#app/kernel/month.ts';
import { payIn } from '../factories/cards.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { until } from '../setup/world.ts';

/*
 * Stripe pays out in few of the currencies that are traded here: what is paid in another stands in the balance converted, at a
 * rate that is another each time.
 */

const ACTOR = { actor: 'test', origin: 'test' };
const DISPUTED = '4000000000000259';

let payments: Payments;
beforeAll(async () => {
  payments = await openPayments();
});
afterAll(async () => {
  expect(await checkBooks(payments.world.owner)).toEqual([]);
  await payments.stop();
});
afterEach(() => payments.stripe.heals());

const db = () => payments.world.db;
const settledAt = (rate: number) => payments.stripe.breaks({ settles: { uah: { to: 'eur', rate } } });
const run = () => reconcile(db(), { startedBy: 'test', now: new Date() });

async function worked(): Promise<void> {
  await until('that all was posted', async () => (await payments.stripe.waiting()) === 0);
  await until(
    'that all was worked',
    async () => (await db().prisma.stripeEvent.count({ where: { workedAt: null } })) === 0,
  );
}

async function agrees(): Promise<void> {
  await worked();
  expect(await checkBooks(payments.world.owner)).toEqual([]);
  expect((await compareWithStripe(payments.world.owner, db().stripe))?.differences).toEqual([]);
}

/** What the books hold of a kind, by currency; the other way round than credits less debits. */
async function held(kind: string): Promise<Record<string, bigint>> {
  const books = await readTrialBalances(db().pool, monthOf(new Date()));
  return Object.fromEntries(
    books.flatMap(({ currency, lines }) =>
      lines.filter((line) => line.kind === kind).map(({ closingMinor }) => [currency, -closingMinor]),
    ),
  );
}

const spendable = async (organisationId: string) =>
  (await readWallet(db().pool, organisationId))[0]?.spendable;

describe('a payment that Stripe converts', () => {
  it('is in the wallet as it was paid, agrees line by line, and is held as what Stripe made of it', async () => {
    const buyer = await makeOrganisation(db(), 'buyer');
    await settledAt(0.0225);
    await payments.stripe.breaks({ fees: { basisPoints: 300 } });
    await payIn(payments, buyer, { amountMinor: 100_000n });
    expect(await spendable(buyer)).toBe(100_000n);
    await agrees();
    expect(await run()).toMatchObject({ open: 0 });
    await agrees();
    expect(await held('stripe_clearing')).toEqual({ UAH: 0n, EUR: 2_182n });
    expect(await held('stripe_exchange')).toEqual({ UAH: 100_000n, EUR: -2_250n });
    expect(await held('stripe_fees')).toEqual({ EUR: 68n });
    expect(await countAgreedLines(db(), { since: new Date(0) })).toMatchObject([
      {
        ...{ type: 'charge', currency: 'UAH', stripeMinor: 100_000n, count: 1 },
        ...{ heldAs: 'EUR', heldMinor: 2_250n, feeMinor: 68n },
      },
    ]);
    expect(await run()).toMatchObject({ open: 0, healed: 0 });
    expect(await held('stripe_clearing')).toEqual({ UAH: 0n, EUR: 2_182n });
  });

  it('goes back to its card at the rate of that day, and the difference stands on an account of its own', async () => {
    const buyer = await makeOrganisation(db(), 'buyer');
    await settledAt(0.02);
    await payIn(payments, buyer, { amountMinor: 50_000n });
    await settledAt(0.03);
    await refundToCard(db(), {
      ...{ ...ACTOR, organisationId: buyer, currency: 'UAH', amountMinor: 50_000n, plan: null },
      now: new Date(),
    });
    await until('that it is sent', async () => {
      const row = await db().prisma.cardRefund.findFirst({ where: { organisationId: buyer } });
      return row?.status === 'sent';
    });
    await agrees();
    const before = await held('stripe_exchange');
    expect(await run()).toMatchObject({ open: 0 });
    await agrees();
    // 10.00 EUR came in, 15.00 went out.
    expect((await held('stripe_exchange')).EUR).toBe((before.EUR ?? 0n) + 500n);
    expect((await held('stripe_exchange')).UAH).toBe(before.UAH);
  });

  it('freezes the money when it is disputed, in the currency in which it was paid, and gives it back', async () => {
    const buyer = await makeOrganisation(db(), 'buyer');
    await settledAt(0.02);
    await payments.stripe.breaks({ fees: { dispute: 75_000 } });
    await payIn(payments, buyer, { amountMinor: 90_000n, card: DISPUTED });
    const chargeback = await until('the chargeback', async () => {
      const [found] = await readChargebacks(db().pool, { organisationId: buyer, limit: 1 });
      return found?.withdrawnMinor ? found : null;
    });
    expect(chargeback).toMatchObject({ withdrawnMinor: 90_000n, frozenMinor: 90_000n, costMinor: 0n });
    expect(await spendable(buyer)).toBe(0n);
    const { moneyFrozenAt } = await db().prisma.organisation.findUniqueOrThrow({ where: { id: buyer } });
    expect(moneyFrozenAt).not.toBeNull();
    await agrees();
    const fees = (await held('stripe_fees')).EUR ?? 0n;
    expect(await run()).toMatchObject({ open: 0 });
    await agrees();
    expect((await held('stripe_fees')).EUR).toBe(fees + 1_500n);
    await settledAt(0.021);
    await payments.stripe.client().disputes.update(chargeback.stripeDisputeId, {
      evidence: { uncategorized_text: 'winning_evidence' },
      submit: true,
    });
    await until('that it came back', async () => (await spendable(buyer)) === 90_000n);
    await agrees();
    expect(await run()).toMatchObject({ open: 0 });
    await agrees();
  });

  it('into what no books are kept of here stays open for a person', async () => {
    const buyer = await makeOrganisation(db(), 'buyer');
    await payments.stripe.breaks({ settles: { uah: { to: 'gbp', rate: 0.018 } } });
    await payIn(payments, buyer, { amountMinor: 20_000n });
    await worked();
    expect(await run()).toMatchObject({ open: 1 });
    expect(await readOpenLines(db(), { limit: 5 })).toMatchObject([
      { verdict: 'unknown', type: 'charge', currency: 'UAH', stripeMinor: 20_000n, oursMinor: 20_000n },
    ]);
  });
});

it('the database books nothing as converted that Stripe’s lines do not name', async () => {
  await expect(
    payments.world.owner.query(
      `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
       VALUES ('stripe_exchange_out:smov_1', 'stripe_exchange_out', 'platform:stripe_exchange:UAH', 'platform:stripe_clearing:UAH', 'UAH', 1, 'smov_1', 'test', 'test')`,
    ),
  ).rejects.toMatchObject({ constraint: 'transfer_is_expected' });
});
