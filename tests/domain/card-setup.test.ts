import { beforeEach, describe, expect, it } from 'vitest';
import { CARDS_LIMIT } from '#app/domain/billing/card.ts';
import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { healCardSetups } from '#app/domain/billing/heal-card-setups.server.ts';
import { lookAtCardSetup } from '#app/domain/billing/look-at-card-setup.server.ts';
import { planRecharge } from '#app/domain/billing/plan-recharge.server.ts';
import { readCards } from '#app/domain/billing/read-cards.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { removeCard } from '#app/domain/billing/remove-card.server.ts';
import { settleCardSetup } from '#app/domain/billing/settle-card-setup.server.ts';
import { startCardSetup } from '#app/domain/billing/start-card-setup.server.ts';
import { present } from '#app/kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { payIn } from '../factories/cards.ts';
import { makeOrganisation } from '../factories/market.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { payByCard, visit } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const AGREEMENT = 'The card may be kept.';
const ASKS_UNLESS_SET_UP = '4000002500003155';

const payments = paymentsOfFile({ agrees: false });
let buyer: string;

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});

const db = () => payments.world.db;
const fromNow = (ms: number) => new Date(Date.now() + ms);
const start = (now = new Date()) =>
  startCardSetup(db(), { ...ACTOR, organisationId: buyer, agreement: AGREEMENT, now });
const setupOf = (id: string) => db().prisma.cardSetup.findUniqueOrThrow({ where: { id } });
const become = (id: string, status: string) =>
  until(`a setup that is ${status}`, async () => (await setupOf(id)).status === status);
const pageOf = async (id: string) =>
  db().stripe.readCheckout(present((await setupOf(id)).stripeSessionId, 'it has a page'));

async function heldByStripe(): Promise<string[]> {
  const customer = await db().prisma.paymentCustomer.findUniqueOrThrow({ where: { organisationId: buyer } });
  const { data } = await payments.stripe
    .client()
    .customers.listPaymentMethods(customer.stripeCustomerId, { type: 'card' });
  return data.map(({ card }) => card?.last4 ?? '');
}

async function save(card?: string): Promise<string> {
  const { setupId, url } = await start();
  const { location } = await payByCard(url, card);
  if (location?.includes('/authenticate/')) await visit(location, { answer: 'complete' });
  await become(setupId, 'saved');
  return setupId;
}

describe('a card that nothing is paid by', () => {
  it('is kept once its holder is done, with the words they agreed to, and moves no money', async () => {
    const id = await save();
    const [card] = await readCards(db(), buyer);
    expect(card).toMatchObject({ brand: 'visa', last4: '4242', expiresMonth: 12 });
    expect(await setupOf(id)).toMatchObject({ agreement: AGREEMENT, createdBy: 'test', cardId: card?.id });
    expect(await db().prisma.auditEntry.findFirst({ where: { subjectId: id } })).toMatchObject({
      action: 'card.setup_started',
      details: { agreement: AGREEMENT },
    });
    const { rowCount } = await payments.world.owner.query(
      `SELECT FROM transfer WHERE debit_account_id LIKE $1 || ':%' OR credit_account_id LIKE $1 || ':%'`,
      [buyer],
    );
    expect(rowCount).toBe(0);
    expect(await heldByStripe()).toEqual(['4242']);
  });

  it('is not kept of whom nobody agreed to it', async () => {
    const asked = startCardSetup(db(), { ...ACTOR, organisationId: buyer, agreement: ' ', now: new Date() });
    await expect(asked).rejects.toMatchObject({ code: 'card_agreement_needed' });
    expect(await db().prisma.cardSetup.count({ where: { organisationId: buyer } })).toBe(0);
  });

  it('that its bank declines is not kept, and another is on the same page', async () => {
    const { setupId, url } = await start();
    expect((await payByCard(url, '4000000000000002')).status).toBe(402);
    expect(await settleCardSetup(db(), { page: await pageOf(setupId), now: new Date() })).toBe('waiting');
    expect(await readCards(db(), buyer)).toEqual([]);
    await payByCard(url);
    await become(setupId, 'saved');
    expect(await readCards(db(), buyer)).toMatchObject([{ last4: '4242' }]);
  });

  it('whose bank asked when it was kept recharges without its holder', async () => {
    await save(ASKS_UNLESS_SET_UP);
    const [card] = await readCards(db(), buyer);
    await payIn(payments, buyer);
    await planRecharge(db(), {
      ...{ ...ACTOR, organisationId: buyer, currency: 'UAH', now: new Date() },
      plan: {
        warnMinor: null,
        recharge: {
          ...{ thresholdMinor: 200_000n, amountMinor: 50_000n, ceilingMinor: 50_000n },
          cardId: present(card?.id, 'a card'),
        },
      },
    });
    await decideRecharges(db(), { organisationIds: [buyer], now: new Date() });
    await until('the charge', async () => {
      const row = await db().prisma.recharge.findFirst({ where: { organisationId: buyer } });
      return row?.status === 'paid';
    });
    expect(await readRechargePlans(db(), buyer)).toMatchObject([{ state: 'on' }]);
  });

  it('that was kept by a top-up before is one card still', async () => {
    await payIn(payments, buyer, { saves: true });
    await save();
    expect(await readCards(db(), buyer)).toHaveLength(1);
  });

  it('is kept once, however often and late it is told, and not again after it was removed', async () => {
    await payments.stripe.breaks({ events: { copies: 3 } });
    const id = await save();
    const [card] = await readCards(db(), buyer);
    const page = await pageOf(id);
    const again = () => settleCardSetup(db(), { page, now: new Date() });
    expect(await Promise.all([again(), again(), again()])).toEqual(['known', 'known', 'known']);
    expect(await readCards(db(), buyer)).toHaveLength(1);
    const cardId = present(card?.id, 'a card');
    await removeCard(db(), { ...ACTOR, organisationId: buyer, cardId, now: new Date() });
    await until('that Stripe forgets it', async () => (await heldByStripe()).length === 0);
    expect(await again()).toBe('known');
    expect(await readCards(db(), buyer)).toEqual([]);
  });

  it('is kept when two tell of it at the same moment', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { setupId, url } = await start();
    await payByCard(url);
    const page = await pageOf(setupId);
    const told = await Promise.all([1, 2, 3].map(() => settleCardSetup(db(), { page, now: new Date() })));
    expect(told.sort()).toEqual(['known', 'known', 'saved']);
    expect(await readCards(db(), buyer)).toHaveLength(1);
  });

  it('of another page, or for another customer, is not kept', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { setupId, url } = await start();
    await payByCard(url);
    const page = await pageOf(setupId);
    for (const other of [{ id: 'cs_other' }, { customerId: 'cus_other' }, { card: null }]) {
      const settled = await settleCardSetup(db(), { page: { ...page, ...other }, now: new Date() });
      expect(settled).toBe('differs');
    }
    expect(await settleCardSetup(db(), { page: { ...page, reference: 'csup_none' }, now: new Date() })).toBe(
      'ignored',
    );
    expect(await readCards(db(), buyer)).toEqual([]);
  });

  it('is shown to who comes back before the event, and to nobody else', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { setupId, url } = await start();
    const look = (organisationId: string) =>
      lookAtCardSetup(db(), { organisationId, setupId, now: new Date() });
    expect(await look(buyer)).toMatchObject({ status: 'open', card: null });
    await payByCard(url);
    const stranger = await makeOrganisation(db(), 'buyer');
    expect(await look(stranger)).toBeNull();
    expect((await setupOf(setupId)).status).toBe('open');
    expect(await look(buyer)).toMatchObject({ status: 'saved', card: { last4: '4242' } });
  });

  it('is found without its event, and ends when its page was left or never opened', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const [kept, left] = [await start(), await start()];
    await payByCard(kept.url);
    await payments.stripe.breaks({
      events: { hold: true },
      requests: [{ path: '/v1/checkout/sessions', method: 'POST', times: 9, does: 'fail', status: 500 }],
    });
    await expect(start()).rejects.toMatchObject({ code: 'payments_unreachable' });
    await payments.stripe.breaks({ events: { hold: true } });
    await healCardSetups(db(), { now: fromNow(-MINUTE_MS) });
    expect((await setupOf(kept.setupId)).status).toBe('open');
    await healCardSetups(db(), { now: fromNow(4 * MINUTE_MS) });
    const statuses = async () =>
      (
        await db().prisma.cardSetup.findMany({ where: { organisationId: buyer }, orderBy: { id: 'asc' } })
      ).map(({ status }) => status);
    expect(await statuses()).toEqual(['saved', 'open', 'expired']);
    await payments.stripe.breaks({ events: { hold: true }, clockAheadS: (2 * HOUR_MS) / 1_000 });
    await payByCard(left.url);
    await healCardSetups(db(), { now: fromNow(2 * HOUR_MS) });
    expect(await statuses()).toEqual(['saved', 'expired', 'expired']);
  });

  it('is refused as one too many, and Stripe forgets the one that came in between', async () => {
    await save();
    const [card] = await readCards(db(), buyer);
    const { setupId, url } = await start();
    await db().prisma.paymentCard.createMany({
      data: Array.from({ length: CARDS_LIMIT - 1 }, (_, at) => ({
        ...{ id: `${card?.id.slice(0, -2)}z${at}`, organisationId: buyer, brand: 'visa', last4: '0000' },
        ...{ expiresMonth: 1, expiresYear: 2040, fingerprint: `other-${at}`, createdAt: new Date() },
        stripePaymentMethodId: `pm_other_${at}`,
      })),
    });
    await expect(start()).rejects.toMatchObject({ code: 'cards_limit' });
    await payByCard(url, ASKS_UNLESS_SET_UP).then(({ location }) =>
      visit(location ?? '', { answer: 'complete' }),
    );
    await become(setupId, 'not_kept');
    await until('that Stripe forgets it', async () => (await heldByStripe()).join() === '4242');
    expect(await readCards(db(), buyer)).toHaveLength(CARDS_LIMIT);
  });

  it('keeps the words that were agreed to, and what came of it, whoever writes', async () => {
    const id = await save();
    const { owner } = payments.world;
    for (const [sql, why] of [
      [`UPDATE card_setup SET agreement = 'Anything' WHERE id = $1`, /frozen/],
      [`UPDATE card_setup SET stripe_session_id = 'cs_other' WHERE id = $1`, /frozen/],
      [`UPDATE card_setup SET status = 'expired', card_id = NULL WHERE id = $1`, /does not become/],
      [`DELETE FROM card_setup WHERE id = $1`, /card_setup/],
      [
        `INSERT INTO card_setup (id, organisation_id, status, agreement, created_by, created_at)
         SELECT 'csup_x', organisation_id, 'open', '', created_by, created_at FROM card_setup WHERE id = $1`,
        /card_setup_is_agreed/,
      ],
    ] as const) {
      await expect(owner.query(sql, [id])).rejects.toThrow(why);
    }
  });
});
