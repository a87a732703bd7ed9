import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { continueTopUp } from '#app/domain/billing/continue-top-up.server.ts';
import { dropTopUp } from '#app/domain/billing/drop-top-up.server.ts';
import { expireTopUp } from '#app/domain/billing/expire-top-up.server.ts';
import { healTopUps } from '#app/domain/billing/heal-top-ups.server.ts';
import { readOpenTopUps } from '#app/domain/billing/read-top-ups.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { after, MINUTE_MS } from '#app/kernel/time.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const MONEY = { amountMinor: 500_000n, currency: 'UAH' } as const;
/** Of what is posted to a page that is open, all is its end. */
const EXPIRE = { method: 'POST', path: '/v1/checkout/sessions/*' };

let payments: Payments;
let buyer: string;

beforeAll(async () => {
  payments = await openPayments();
});
afterAll(async () => {
  expect(await checkBooks(payments.world.owner)).toEqual([]);
  await payments.stop();
});
beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});
afterEach(() => payments.stripe.heals());

const db = () => payments.world.db;
const start = () => startTopUp(db(), { ...ACTOR, organisationId: buyer, money: MONEY, now: new Date() });
const drop = (topUpId: string, organisationId = buyer) =>
  dropTopUp(db(), { ...ACTOR, organisationId, topUpId, now: new Date() });
const rowOf = (id: string) => db().prisma.topUp.findUniqueOrThrow({ where: { id } });
const ended = (id: string, status: string) =>
  until(`the top-up is ${status}`, async () => (await rowOf(id)).status === status);
const spendable = async () =>
  (await readWallet(db().pool, buyer)).find(({ currency }) => currency === 'UAH')?.spendable ?? 0n;
const pageAtStripe = async (id: string) =>
  payments.stripe.client().checkout.sessions.retrieve((await rowOf(id)).stripeSessionId ?? '');

describe('a payment that its payer gives up', () => {
  it('ends at Stripe and here, once, however often it is asked, and leaves room for others', async () => {
    const { topUpId } = await start();
    await Promise.all([drop(topUpId), drop(topUpId), drop(topUpId)]);
    await ended(topUpId, 'expired');
    expect((await pageAtStripe(topUpId)).status).toBe('expired');
    expect(await readOpenTopUps(db(), { organisationId: buyer })).toEqual([]);
    const audit = await db().prisma.auditEntry.findMany({ where: { subjectId: topUpId } });
    expect(audit.map(({ action }) => action).sort()).toEqual(['top_up.dropped', 'top_up.started']);
    await expect(drop(topUpId)).rejects.toMatchObject({ code: 'top_up_over' });
    const asked = { ...ACTOR, organisationId: buyer, topUpId, now: new Date() };
    await expect(continueTopUp(db(), asked)).rejects.toMatchObject({ code: 'top_up_over' });
  });

  it('is nobody else’s to give up', async () => {
    const { topUpId } = await start();
    const stranger = await makeOrganisation(db(), 'buyer');
    await expect(drop(topUpId, stranger)).rejects.toMatchObject({ code: 'top_up_unknown' });
    expect(await rowOf(topUpId)).toMatchObject({ status: 'open', droppedAt: null });
  });

  it('is booked where it was paid a moment before, which no event had told yet', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { topUpId, url } = await start();
    await payByCard(url);
    await drop(topUpId);
    await ended(topUpId, 'paid');
    expect(await spendable()).toBe(MONEY.amountMinor);
    await payments.stripe.heals();
    expect(await spendable()).toBe(MONEY.amountMinor);
    await expect(drop(topUpId)).rejects.toMatchObject({ code: 'top_up_over' });
  });

  it('is paid or closed, and never both, when payer and job meet', async () => {
    const begun: Awaited<ReturnType<typeof start>>[] = [];
    for (let at = 0; at < 4; at += 1) begun.push(await start());
    await Promise.all(begun.flatMap(({ topUpId, url }) => [payByCard(url).catch(() => null), drop(topUpId)]));
    await until('all are over', async () =>
      (await Promise.all(begun.map(({ topUpId }) => rowOf(topUpId)))).every(
        ({ status }) => status !== 'open',
      ),
    );
    const rows = await Promise.all(begun.map(({ topUpId }) => rowOf(topUpId)));
    for (const { id, status } of rows)
      expect((await pageAtStripe(id)).payment_status, id).toBe(status === 'paid' ? 'paid' : 'unpaid');
    const paid = rows.filter(({ status }) => status === 'paid').length;
    await until('the credits', async () => (await spendable()) === BigInt(paid) * MONEY.amountMinor);
  });

  it('is closed once, where Stripe’s answer was lost after it had done it', async () => {
    const { topUpId } = await start();
    await payments.stripe.breaks({ requests: [{ ...EXPIRE, times: 3, does: 'drop' }] });
    await drop(topUpId);
    await ended(topUpId, 'expired');
    expect((await pageAtStripe(topUpId)).status).toBe('expired');
  });

  it('is closed where nobody heard of its page: the same page is found by its key', async () => {
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/checkout/sessions', times: 3, does: 'drop' }],
    });
    await expect(start()).rejects.toMatchObject({ code: 'payments_unreachable' });
    const [open] = await readOpenTopUps(db(), { organisationId: buyer });
    await drop(open?.id ?? '');
    await ended(open?.id ?? '', 'expired');
    expect((await pageAtStripe(open?.id ?? '')).status).toBe('expired');
  });

  it('is looked after where its job was lost, and not while nobody gave it up', async () => {
    const [kept, lost] = [await start(), await start()];
    await db().prisma.topUp.update({ where: { id: lost.topUpId }, data: { droppedAt: new Date() } });
    expect(await expireTopUp(db(), { topUpId: kept.topUpId, now: new Date() })).toBeNull();
    const outcomes = await healTopUps(db(), { now: after(new Date(), 4 * MINUTE_MS) });
    expect(outcomes.get(lost.topUpId)).toBe('expired');
    expect(outcomes.get(kept.topUpId)).toBe('waiting');
  });

  it('ends by the event alone where its page was closed at Stripe', async () => {
    const { topUpId } = await start();
    await payments.stripe.client().checkout.sessions.expire((await rowOf(topUpId)).stripeSessionId ?? '');
    await ended(topUpId, 'expired');
    await expect(
      payments.stripe.client().checkout.sessions.expire((await rowOf(topUpId)).stripeSessionId ?? ''),
      'Stripe closes what is open',
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('is given up for good, which the database holds', async () => {
    const { topUpId } = await start();
    await drop(topUpId);
    await ended(topUpId, 'expired');
    await expect(
      db().pool.query('UPDATE top_up SET dropped_at = NULL WHERE id = $1', [topUpId]),
    ).rejects.toThrow('given up once');
  });
});
