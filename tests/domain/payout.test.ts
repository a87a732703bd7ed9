import { describe, expect, it } from 'vitest';
import { healPayments } from '#app/domain/billing/heal-payments.server.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { paySellers } from '#app/domain/billing/pay-sellers.server.ts';
import { readPayoutAccount } from '#app/domain/billing/read-payout-account.server.ts';
import { readPayouts } from '#app/domain/billing/read-payouts.server.ts';
import { readWallet, type Wallet } from '#app/domain/billing/read-wallet.server.ts';
import { refreshPayoutAccount } from '#app/domain/billing/refresh-payout-account.server.ts';
import { sendPayout } from '#app/domain/billing/send-payout.server.ts';
import { startOnboarding } from '#app/domain/billing/start-onboarding.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { makeEarner, setUpPayouts } from '../factories/earnings.ts';
import { makeOrganisation } from '../factories/market.ts';
import { setOperator } from '../factories/papers.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { onboard, payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
/** Of 900 UAH, less the niche's fee of a tenth. */
const SHARE = 81_000n;

const payments = paymentsOfFile({ agrees: false });

async function walletOf(organisationId: string): Promise<Wallet> {
  const wallets = await readWallet(payments.world.db.pool, organisationId);
  return present(
    wallets.find(({ currency }) => currency === 'UAH'),
    'who earned has a wallet',
  );
}

const pay = (organisationId: string, amountMinor: bigint | null = null) =>
  paySeller(payments.world.db, {
    ...ACTOR,
    organisationId,
    currency: 'UAH',
    amountMinor,
    now: new Date(),
  });

const inMs = (ms: number) => new Date(Date.now() + ms);
const send = (payoutId: string) => sendPayout(payments.world.db, { payoutId, now: new Date() });
const rowOf = (id: string) => payments.world.db.prisma.payout.findUniqueOrThrow({ where: { id } });
const settled = (id: string, status: string) =>
  until(`that the payout is ${status}`, async () => {
    const row = await rowOf(id);
    return row.status === status && row;
  });

/** What the account got at Stripe, by the payout that it was for. */
async function received(stripeAccountId: string) {
  const { data } = await payments.stripe
    .client()
    .transfers.list({ destination: stripeAccountId, limit: 100 });
  return data.map(({ transfer_group: payoutId, amount }) => ({ payoutId, amount }));
}

describe('a payout', () => {
  it('passes on what is available, once, and says so', async () => {
    const { seller, availableMinor } = await makeEarner(payments);
    expect(availableMinor).toBe(SHARE);
    const account = await setUpPayouts(payments, seller);
    const id = await pay(seller, SHARE);
    expect(await walletOf(seller)).toMatchObject({ available: 0n, paidOut: SHARE });
    const row = await settled(id, 'sent');
    expect(row.stripeTransferId).toMatch(/^tr_/);
    expect(await received(account)).toEqual([{ payoutId: id, amount: Number(SHARE) }]);
    await expect(pay(seller)).rejects.toMatchObject({ code: 'payout_too_small' });
  });

  it('is decided by the clock for whoever is due, and for nobody twice', async () => {
    const { seller } = await makeEarner(payments);
    const { seller: unprepared } = await makeEarner(payments);
    await setUpPayouts(payments, seller);
    const now = new Date();
    const decided = await Promise.all(
      Array.from({ length: 3 }, () => paySellers(payments.world.db, { now })),
    );
    expect(decided.reduce((sum, one) => sum + one)).toBe(1);
    const [payout, ...others] = await readPayouts(payments.world.db, {
      organisationId: seller,
      limit: 10,
      before: null,
    });
    expect(others).toEqual([]);
    await settled(payout?.id ?? '', 'sent');
    expect(await walletOf(unprepared)).toMatchObject({ available: SHARE, paidOut: 0n });
  });

  it('is of the amount that was agreed to, or none', async () => {
    const { seller } = await makeEarner(payments);
    await setUpPayouts(payments, seller);
    await expect(pay(seller, SHARE - 1n)).rejects.toMatchObject({ code: 'payout_changed' });
    await expect(pay(seller, SHARE + 1n)).rejects.toMatchObject({ code: 'payout_changed' });
    expect((await walletOf(seller)).available).toBe(SHARE);
  });

  it('goes to nobody whose account is not ready, who is blocked, or while payouts are paused', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments);
    await expect(pay(seller)).rejects.toMatchObject({ code: 'payout_account_not_ready' });
    await setUpPayouts(payments, seller);
    await db.prisma.organisation.update({ where: { id: seller }, data: { blockedAt: new Date() } });
    await expect(pay(seller)).rejects.toMatchObject({ code: 'organisation_blocked' });
    await paySellers(db, { now: new Date() });
    await db.prisma.organisation.update({ where: { id: seller }, data: { blockedAt: null } });
    await changeSetting(db, { ...ACTOR, key: 'payouts_paused', value: true, now: new Date() });
    await expect(pay(seller)).rejects.toMatchObject({ code: 'payouts_paused' });
    expect(await paySellers(db, { now: new Date() })).toBe(0);
    expect(await readPayouts(db, { organisationId: seller, limit: 10, before: null })).toEqual([]);
    await changeSetting(db, { ...ACTOR, key: 'payouts_paused', value: false, now: new Date() });
    expect(await paySellers(db, { now: new Date() })).toBe(1);
  });

  const block = (seller: string, is: boolean) =>
    payments.world.db.prisma.organisation.update({
      where: { id: seller },
      data: { blockedAt: is ? new Date() : null },
    });
  const bar = async (_seller: string, is: boolean) => {
    const { db } = payments.world;
    const value = is ? [['HU', 'UA']] : [];
    await setOperator(db);
    await changeSetting(db, { ...ACTOR, key: 'barred_pairs', value: value as never, now: new Date() });
  };
  it.each([
    ['its seller was blocked', block],
    ['its seller’s country was barred', bar],
  ])('decided before %s waits until they are not', async (_why, stop) => {
    const { seller } = await makeEarner(payments);
    await setUpPayouts(payments, seller);
    await payments.stripe.breaks({
      requests: [{ method: 'GET', path: '/v1/transfers*', times: 100, does: 'fail', status: 500 }],
    });
    const id = await pay(seller);
    await stop(seller, true);
    await payments.stripe.heals();
    await send(id);
    expect((await rowOf(id)).status).toBe('pending');
    await stop(seller, false);
    await until('that it is sent', async () => {
      // The job may be at it; then this one has nothing to do and is asked again.
      await send(id);
      return (await rowOf(id)).status === 'sent';
    });
  });

  it('that Stripe refuses brings the money back as available, with the reason', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments);
    await db.prisma.payoutAccount.create({
      data: {
        organisationId: seller,
        stripeAccountId: 'acct_closed_by_its_owner',
        payoutsEnabled: true,
        detailsSubmitted: true,
        createdAt: new Date(),
        updatedAt: new Date(),
      },
    });
    const id = await pay(seller);
    const row = await settled(id, 'failed');
    expect(row.failureCode).toBe('resource_missing');
    expect(await walletOf(seller)).toMatchObject({ available: SHARE, paidOut: 0n });
    await until('that the account is known not to be ready', async () => {
      const account = await readPayoutAccount(db, seller);
      return account?.payoutsEnabled === false;
    });
  });

  it('that fails is not tried by itself before a day has passed', async () => {
    const { db } = payments.world;
    // Play money: Stripe holds none of it.
    const { seller } = await makeEarner(payments, { paidBy: 'demo' });
    await setUpPayouts(payments, seller);
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/transfers', times: 1, does: 'fail', status: 400 }],
    });
    await settled(await pay(seller), 'failed');
    expect(await paySellers(db, { now: inMs(23 * HOUR_MS) })).toBe(0);
    expect(await paySellers(db, { now: inMs(DAY_MS + MINUTE_MS) })).toBe(1);
  });

  it('sent twice at the same time is one transfer', async () => {
    const { seller } = await makeEarner(payments);
    const account = await setUpPayouts(payments, seller);
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/transfers', times: 10, does: 'delay', delayMs: 200 }],
    });
    const id = await pay(seller);
    await Promise.all([send(id), send(id), send(id)]);
    await settled(id, 'sent');
    await send(id);
    expect(await received(account)).toEqual([{ payoutId: id, amount: Number(SHARE) }]);
  });

  it('whose answer is lost after Stripe did it is not done again', async () => {
    const { seller } = await makeEarner(payments);
    const account = await setUpPayouts(payments, seller);
    // Longer than the tries of one call: the answer to be found is one of another call.
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/transfers', times: 3, does: 'drop' }],
    });
    const id = await pay(seller);
    await settled(id, 'sent');
    expect(await received(account)).toEqual([{ payoutId: id, amount: Number(SHARE) }]);
    expect(await walletOf(seller)).toMatchObject({ available: 0n, paidOut: SHARE });
  });

  it('that was passed on and not noted is found after Stripe has forgotten the key', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments);
    const account = await setUpPayouts(payments, seller);
    const id = await pay(seller);
    await settled(id, 'sent');
    const { owner } = payments.world;
    // As a database that was put back to before the answer was noted.
    await owner.query('ALTER TABLE payout DISABLE TRIGGER payout_terms_stay');
    await owner.query(
      `UPDATE payout SET status = 'pending', stripe_transfer_id = NULL, settled_at = NULL, created_at = now() - interval '2 days' WHERE id = $1`,
      [id],
    );
    await owner.query('ALTER TABLE payout ENABLE TRIGGER payout_terms_stay');
    await payments.stripe.breaks({ clockAheadS: 2 * 24 * 60 * 60 });
    await healPayments(db, { now: new Date() });
    await settled(id, 'sent');
    expect(await received(account)).toHaveLength(1);
  });

  it('whose failure Stripe remembers waits, and goes when the key is forgotten', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments);
    const account = await setUpPayouts(payments, seller);
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/transfers', times: 1, does: 'fail', status: 503 }],
    });
    const id = await pay(seller);
    await refused(id);
    await refused(id);
    expect((await rowOf(id)).status).toBe('pending');
    expect(await walletOf(seller)).toMatchObject({ available: 0n, paidOut: SHARE });
    await payments.stripe.breaks({ clockAheadS: 2 * 24 * 60 * 60 });
    await healPayments(db, { now: inMs(2 * DAY_MS) });
    await settled(id, 'sent');
    expect(await received(account)).toHaveLength(1);
  });

  it('that is reversed at Stripe is available again, once', async () => {
    const { seller } = await makeEarner(payments);
    await setUpPayouts(payments, seller);
    const id = await pay(seller);
    const { stripeTransferId } = await settled(id, 'sent');
    await payments.stripe.breaks({ events: { copies: 3 } });
    await payments.stripe.client().transfers.createReversal(stripeTransferId ?? '');
    await settled(id, 'reversed');
    expect(await walletOf(seller)).toMatchObject({ available: SHARE, paidOut: 0n });
  });

  it('that is reversed in part makes that part available again', async () => {
    const { seller } = await makeEarner(payments);
    await setUpPayouts(payments, seller);
    const id = await pay(seller);
    const { stripeTransferId } = await settled(id, 'sent');
    const part = 1_000;
    await payments.stripe.client().transfers.createReversal(stripeTransferId ?? '', { amount: part });
    const { prisma } = payments.world.db;
    const event = await until('the event', () =>
      prisma.stripeEvent.findFirst({
        where: { objectId: stripeTransferId, type: 'transfer.reversed', outcome: { not: null } },
      }),
    );
    expect(event.outcome).toBe('partly');
    expect((await rowOf(id)).status).toBe('sent');
    expect(await walletOf(seller)).toMatchObject({ available: BigInt(part), paidOut: SHARE - BigInt(part) });
    await payments.stripe.client().transfers.createReversal(stripeTransferId ?? '');
    await settled(id, 'reversed');
  });
});

describe('a payout account', () => {
  it('is one per organisation, however often it is set up', async () => {
    const { db } = payments.world;
    const organisationId = await makeOrganisation(db, 'seller');
    const begin = () => startOnboarding(db, { ...ACTOR, organisationId, country: 'HU', now: new Date() });
    const links = await Promise.all([begin(), begin(), begin()]);
    expect(new Set(links).size).toBe(3);
    const account = await readPayoutAccount(db, organisationId);
    const { data } = await payments.stripe.client().accounts.list({ limit: 100 });
    const own = data.filter(({ metadata }) => metadata?.organisation === organisationId);
    expect(own.map(({ id }) => id)).toEqual([account?.stripeAccountId]);
    const audit = await db.prisma.auditEntry.findMany({ where: { subjectId: organisationId } });
    expect(audit.map(({ action }) => action)).toEqual(['payout_account.opened']);
  });

  it('says what is missing until nothing is', async () => {
    const { db } = payments.world;
    const organisationId = await makeOrganisation(db, 'seller');
    const begin = (country: string | null) =>
      startOnboarding(db, { ...ACTOR, organisationId, country, now: new Date() });
    await expect(begin(null)).rejects.toMatchObject({ code: 'payout_account_missing' });
    await expect(begin('UA')).rejects.toMatchObject({ code: 'payout_country_unknown' });
    await onboard(await begin('HU'), { bank: 'document' });
    await until('what is missing', async () => {
      const account = await readPayoutAccount(db, organisationId);
      return account?.detailsSubmitted && account.currentlyDue.includes('individual.verification.document');
    });
    await onboard(await begin(null));
    await until('that nothing is', async () => (await readPayoutAccount(db, organisationId))?.payoutsEnabled);
  });

  it('is not set back by an answer that was overtaken', async () => {
    const { db } = payments.world;
    const organisationId = await makeOrganisation(db, 'seller');
    await setUpPayouts(payments, organisationId);
    const asked = new Date();
    await refreshPayoutAccount(db, { organisationId, now: inMs(HOUR_MS) });
    await db.prisma.payoutAccount.update({ where: { organisationId }, data: { payoutsEnabled: false } });
    await refreshPayoutAccount(db, { organisationId, now: asked });
    expect((await readPayoutAccount(db, organisationId))?.payoutsEnabled).toBe(false);
  });
});

describe('the books', () => {
  it.each([
    [
      'a payout that came back and is not said to have',
      'payout',
      "status = 'sent'",
      'reversed',
      [/^payout pout_/],
    ],
    [
      'a top-up that is credited and not said to be',
      'top_up',
      "status = 'open', paid_at = NULL",
      'paid',
      [/^top-up topup_/, /^charge topup_/],
    ],
  ])('are not in order with %s', async (_what, table, wrong, status, violations) => {
    const { owner } = payments.world;
    const client = await owner.connect();
    await client.query('BEGIN');
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    const { rowCount } = await client.query(
      `UPDATE ${table} SET ${wrong} WHERE id = (SELECT id FROM ${table} WHERE status = $1 LIMIT 1)`,
      [status],
    );
    expect(rowCount).toBe(1);
    expect(await checkBooks(client)).toEqual(violations.map((violation) => expect.stringMatching(violation)));
    await client.query('ROLLBACK');
    client.release();
  });
});

describe('what lies at Stripe', () => {
  it('is what the books say, with what is under way counted', async () => {
    const { db, owner } = payments.world;
    const { seller } = await makeEarner(payments);
    await setUpPayouts(payments, seller);
    const compare = () => compareWithStripe(owner, db.stripe);
    expect((await compare())?.differences).toEqual([]);
    // Booked here and not yet passed on there.
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/transfers', times: 1, does: 'fail', status: 503 }],
    });
    const id = await pay(seller);
    await refused(id);
    expect((await rowOf(id)).status).toBe('pending');
    expect((await compare())?.differences).toEqual([]);
    // Paid there and not yet credited here.
    await payments.stripe.breaks({ events: { hold: true } });
    const { url } = await startTopUp(db, {
      ...ACTOR,
      organisationId: await makeOrganisation(db, 'buyer'),
      money: { amountMinor: 12_345n, currency: 'UAH' },
      now: new Date(),
    });
    await payByCard(url);
    expect((await compare())?.differences).toEqual([]);
    // Gone there and nobody's here.
    const account = await readPayoutAccount(db, seller);
    await payments.stripe.client().transfers.create({
      amount: 777,
      currency: 'uah',
      destination: account?.stripeAccountId ?? '',
    });
    expect((await compare())?.differences).toEqual([
      expect.stringMatching(/^Stripe holds \d+ minor units of UAH/),
    ]);
  });
});

/** The job may be at it; then this one has nothing to do and is asked again. */
function refused(payoutId: string): Promise<unknown> {
  return until('that Stripe refuses for now', () =>
    send(payoutId).then(
      () => false,
      () => true,
    ),
  );
}
