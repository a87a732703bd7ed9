import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnoseOrders } from '#app/domain/exchange/diagnose-orders.server.ts';
import type { OrderTerms } from '#app/domain/exchange/order.ts';
import { readListing } from '#app/domain/exchange/read-listing.server.ts';
import { readOrder } from '#app/domain/exchange/read-orders.server.ts';
import { readSpending } from '#app/domain/exchange/read-spending.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openTrade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let seller: string;

/** A Wednesday. */
const NOON = new Date('2026-11-18T12:00:00Z');

beforeAll(async () => {
  world = await openWorld();
  seller = await makeOrganisation(world.db, 'seller');
  await makeOffer(world.db, seller, { niche: 'legal.family', regions: ['UA'], askMinor: 30_000n });
  await makeOffer(world.db, seller, { niche: 'legal.family', regions: ['UA-46'], askMinor: 50_000n });
  await makeOffer(world.db, seller, {
    niche: 'legal.family',
    regions: ['UA'],
    askMinor: 1n,
    status: 'paused',
  });
  await makeOffer(world.db, seller, { niche: 'legal.migration', regions: ['UA'], askMinor: 1_000n });
  await makeOffer(world.db, seller, { niche: 'legal.family', regions: ['HU'], askMinor: 1_000n });
  await makeOffer(world.db, seller, {
    niche: 'legal.family',
    regions: ['UA'],
    askMinor: 1_000n,
    currency: 'EUR',
  });
});
afterAll(() => world.close());

/** The diagnosis of an order with these terms, of a buyer with so much money. */
async function diagnose(terms: Partial<OrderTerms>, walletMinor = 1_000_000n, now = NOON) {
  const organisationId = await makeOrganisation(world.db, 'buyer');
  if (walletMinor > 0n) await fund(world.db, organisationId, walletMinor);
  const order = await makeOrder(world.db, organisationId, {
    niches: ['legal.family'],
    regions: ['UA'],
    ...terms,
  });
  const found = (await diagnoseOrders(world.db, { organisationId, orders: [order], now })).get(order.id);
  return present(found, 'every order is diagnosed');
}

describe('the offers that fit an order', () => {
  it.each<[string, Partial<OrderTerms>, object]>([
    ['by niche, region, currency and price', {}, { fitting: 2, dearer: 0, cheapestMinor: 30_000n }],
    [
      'above its top price too',
      { maxPriceMinor: 40_000n },
      { fitting: 1, dearer: 1, cheapestMinor: 30_000n },
    ],
    ['of a whole sector', { niches: ['legal'] }, { fitting: 3, dearer: 0, cheapestMinor: 1_000n }],
    ['for the country that its city lies in', { regions: ['UA-30'] }, { fitting: 1, dearer: 0 }],
    [
      'once, whatever it names',
      { niches: ['legal', 'legal.family'], regions: ['UA', 'UA-46'] },
      { fitting: 3 },
    ],
    ['in its own currency', { currency: 'EUR' }, { fitting: 1, cheapestMinor: 1_000n }],
    ['not, where nobody sells', { regions: ['MN'] }, { fitting: 0, dearer: 0, cheapestMinor: null }],
  ])('are counted %s', async (_how, terms, expected) => {
    expect((await diagnose(terms)).offers).toMatchObject(expected);
  });

  it('are not the buyer’s own', async () => {
    const organisationId = await makeOrganisation(world.db, 'both');
    await makeOffer(world.db, organisationId, { niche: 'credit.mortgage', regions: ['UA'] });
    const order = await makeOrder(world.db, organisationId, { niches: ['credit'], regions: ['UA'] });
    const diagnoses = await diagnoseOrders(world.db, { organisationId, orders: [order], now: NOON });
    expect(diagnoses.get(order.id)?.offers).toMatchObject({ fitting: 0, dearer: 0 });
  });
});

describe('a diagnosis', () => {
  it.each<[string, Partial<OrderTerms>, bigint, string[]]>([
    ['nothing of an order that waits', {}, 1_000_000n, []],
    ['that it is paused', { status: 'paused' }, 1_000_000n, ['paused']],
    ['that there is no money', {}, 0n, ['wallet_empty']],
    ['that the money is in another currency', { currency: 'EUR' }, 1_000_000n, ['wallet_empty']],
    ['that the wallet pays for no offer', {}, 29_999n, ['wallet_below_offers']],
    ['that the wallet bids less', {}, 30_000n, ['wallet_below_top']],
    ['that all offers are dearer', { maxPriceMinor: 29_999n }, 1_000_000n, ['offers_too_dear']],
    ['that there is no offer', { regions: ['MN'] }, 1_000_000n, ['no_offers']],
  ])('says %s', async (_what, terms, walletMinor, codes) => {
    expect((await diagnose(terms, walletMinor)).reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('says that the exchange stopped the buyer, and counts no offer of a seller it stopped', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, organisationId, 1_000_000n);
    const other = await makeOrganisation(world.db, 'seller');
    await makeOffer(world.db, other, { niche: 'insurance.travel', regions: ['UA'] });
    const order = await makeOrder(world.db, organisationId, { niches: ['insurance'], regions: ['UA'] });
    const look = async () =>
      (await diagnoseOrders(world.db, { organisationId, orders: [order], now: NOON })).get(order.id);
    const block = (id: string) =>
      world.db.prisma.organisation.update({ where: { id }, data: { blockedAt: NOON } });
    expect(await look()).toMatchObject({ offers: { fitting: 1 }, reasons: [] });
    await block(other);
    expect(await look()).toMatchObject({ offers: { fitting: 0 }, reasons: [{ code: 'no_offers' }] });
    await block(organisationId);
    expect((await look())?.reasons).toEqual([{ code: 'blocked' }]);
  });

  it('counts what was bought by the clock of the order, until the period is over', async () => {
    const trade = await openTrade(world.db, {
      niche: 'credit.consumer',
      order: {
        timezone: 'Europe/Kyiv',
        caps: { hour: null, day: 2, week: null, month: null },
        budgetMinor: { day: null, month: null, total: 80_000n },
      },
    });
    const look = async (now: Date) => {
      const { buyerId: organisationId, orderId } = trade;
      const order = present(await readOrder(world.db, { organisationId, orderId }), 'the order exists');
      const found = await diagnoseOrders(world.db, { organisationId, orders: [order], now });
      return present(found.get(orderId), 'every order is diagnosed');
    };
    await trade.sell(NOON);
    expect(await look(NOON)).toMatchObject({
      usage: { counts: { hour: 1, day: 1, week: 1, month: 1 }, spentMinor: { day: 30_000n, total: 30_000n } },
      reasons: [],
    });
    await trade.sell(later(NOON, HOUR_MS));
    const midnight = new Date('2026-11-18T22:00:00Z');
    expect(await look(later(NOON, HOUR_MS))).toMatchObject({
      usage: { counts: { hour: 1, day: 2 } },
      reasons: [
        { code: 'budget_spent', period: 'total', leftMinor: 20_000n, until: null },
        { code: 'cap_reached', period: 'day', until: midnight },
      ],
    });
    expect(await look(midnight)).toMatchObject({
      usage: { counts: { hour: 0, day: 0, week: 2 }, spentMinor: { day: 0n, total: 60_000n } },
      reasons: [{ code: 'budget_spent' }],
    });
  });

  it('tells when a period ends where the clocks are changed in it', async () => {
    const { usage } = await diagnose(
      { timezone: 'Europe/Kyiv' },
      1_000_000n,
      new Date('2026-10-24T22:00:00Z'),
    );
    expect(usage.ends).toEqual({
      hour: new Date('2026-10-24T23:00:00Z'),
      day: new Date('2026-10-25T22:00:00Z'),
      week: new Date('2026-10-25T22:00:00Z'),
      month: new Date('2026-10-31T22:00:00Z'),
    });
  });
});

describe('what was spent', () => {
  it('is told by currency, today and in a week', async () => {
    const trade = await openTrade(world.db, { niche: 'credit.business' });
    const organisationId = trade.buyerId;
    const startOfDay = new Date('2026-11-18T00:00:00Z');
    const ask = () =>
      readSpending(world.db, { organisationId, startOfDay, weekAgo: later(NOON, -7 * DAY_MS) });
    expect(await ask()).toEqual([]);
    await trade.sell(later(NOON, -8 * DAY_MS));
    await trade.sell(later(NOON, -2 * DAY_MS));
    await trade.sell(NOON);
    expect(await ask()).toEqual([
      {
        currency: 'UAH',
        todayMinor: 30_000n,
        todayCount: 1,
        weekMinor: 60_000n,
        weekCount: 2,
        medianMinor: 30_000n,
      },
    ]);
  });
});

describe('a listing', () => {
  it('is read by its id, with what hinders buying it', async () => {
    const trade = await openTrade(world.db, { niche: 'property.letting', order: { maxPriceMinor: 90_000n } });
    const { leadId, saleId } = await trade.sell(NOON);
    const listingId = leadId.replace('lead_', 'lst_');
    const stranger = await makeOrganisation(world.db, 'buyer');
    expect(
      await readListing(world.db, { listingId, organisationId: stranger, now: new Date() }),
    ).toMatchObject({
      isForSale: false,
      isOwn: false,
      saleId: null,
    });
    expect(
      await readListing(world.db, { listingId, organisationId: trade.buyerId, now: new Date() }),
    ).toMatchObject({
      saleId,
    });
    expect(
      await readListing(world.db, { listingId, organisationId: trade.sellerId, now: new Date() }),
    ).toMatchObject({
      isOwn: true,
    });
    for (const other of [leadId, 'lst_', 'lst_01jd8m3c9ve0r8x2b6kqz4t7na', ''])
      expect(
        await readListing(world.db, { listingId: other, organisationId: stranger, now: new Date() }),
      ).toBeNull();
  });
});
