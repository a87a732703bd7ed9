import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planRecharge } from '#app/domain/billing/plan-recharge.server.ts';
import { warnLowWallets } from '#app/domain/billing/warn-low-wallets.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { readUsualThresholds } from '#app/domain/exchange/read-usual-thresholds.server.ts';
import { payIn } from '../factories/cards.ts';
import { fund, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { openReceiver, type Received } from '../setup/receiver.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };

let payments: Payments;
const received: Received[] = [];
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let buyer: string;

beforeAll(async () => {
  payments = await openPayments();
  receiver = await openReceiver((one) => received.push(one));
});
afterAll(async () => {
  await receiver.close();
  await payments.stop();
});

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});

const db = () => payments.world.db;
const look = async () =>
  warnLowWallets(db(), { usual: await readUsualThresholds(db().pool), now: new Date() });
const warnings = () =>
  db().prisma.lowWarning.findMany({ where: { organisationId: buyer }, orderBy: { id: 'asc' } });
const warnBelow = (warnMinor: bigint | null) =>
  planRecharge(db(), {
    ...ACTOR,
    organisationId: buyer,
    currency: 'UAH',
    plan: { warnMinor, recharge: null },
    now: new Date(),
  });

describe('a wallet that falls low', () => {
  it('is told of once by mail and webhook, and again only after it was filled', async () => {
    const { email } = await makePerson(db(), { organisationId: buyer });
    await createEndpoint(db(), {
      ...ACTOR,
      organisationId: buyer,
      url: receiver.url,
      events: ['wallet.low'],
      allowPrivate: true,
      now: new Date(),
    });
    await makeOrder(db(), buyer, { maxPriceMinor: 90_000n });
    await fund(db(), buyer, 449_999n);
    await Promise.all([look(), look(), look()]);
    await look();
    expect(await warnings()).toMatchObject([
      { thresholdMinor: 450_000n, balanceMinor: 449_999n, endedAt: null },
    ]);
    const mails = () => db().prisma.mail.count({ where: { recipient: email, template: 'wallet_low' } });
    await until('the mail', async () => (await mails()) === 1);
    const told = await until('the webhook', async () =>
      received.find(({ body }) => body.includes('wallet.low')),
    );
    expect(JSON.parse(told.body)).toMatchObject({
      type: 'wallet.low',
      data: {
        currency: 'UAH',
        spendable: { amount_minor: '449999', currency: 'UAH' },
        threshold: { amount_minor: '450000', currency: 'UAH' },
      },
    });
    await payIn(payments, buyer, { amountMinor: 5_000n });
    await look();
    expect((await warnings())[0]?.endedAt).not.toBeNull();
    await warnBelow(1_000_000n);
    await look();
    expect(await warnings()).toHaveLength(2);
    await until('the second mail', async () => (await mails()) === 2);
  });

  it('is low below what its owners have set; never, where they want no warning', async () => {
    await makeOrder(db(), buyer, { maxPriceMinor: 90_000n });
    await fund(db(), buyer, 100_000n);
    await warnBelow(100_000n);
    await look();
    expect(await warnings()).toEqual([]);
    await warnBelow(0n);
    await look();
    expect(await warnings()).toEqual([]);
    await warnBelow(100_001n);
    await look();
    expect(await warnings()).toMatchObject([{ thresholdMinor: 100_001n }]);
    // Lifting the warning ends it.
    await warnBelow(0n);
    await look();
    expect((await warnings())[0]?.endedAt).not.toBeNull();
  });

  it('is none that never held anything, nor one that pays for no order', async () => {
    await warnBelow(100n);
    await look();
    expect(await warnings()).toEqual([]);
    await warnBelow(null);
    await fund(db(), buyer, 1n);
    await look();
    expect(await warnings()).toEqual([]);
  });
});
