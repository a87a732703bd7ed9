import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideOnSeller } from '#app/domain/casework/decide-on-seller.server.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { finalistsOf } from '#app/domain/exchange/find-candidates.server.ts';
import { lockOrders } from '#app/domain/exchange/lock-orders.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { readListing } from '#app/domain/exchange/read-listing.server.ts';
import { listingIdOf, readListings } from '#app/domain/exchange/read-listings.server.ts';
import { countListedLeads } from '#app/domain/leads/count-listed-leads.server.ts';
import { transact } from '#app/platform/db.server.ts';
import * as organisation from '#app/routes/admin/organisation.tsx';
import * as offerPage from '#app/routes/public/offer.tsx';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const NICHE = 'legal.family';
let world: World;
let url: string;
let stop: () => Promise<void>;
let admin: Person;
let market: Awaited<ReturnType<typeof makeMarket>>;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ url, stop } = await serve(world, { works: false }));
  admin = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
});

beforeEach(async () => {
  await world.db.prisma.standingOrder.updateMany({ data: { status: 'paused' } });
  await world.owner.query('DELETE FROM order_target');
  market = await makeMarket();
});

afterAll(async () => {
  await stop();
  await world.close();
});

/** A seller, and a buyer whose order takes what the seller sends. */
async function makeMarket() {
  const { db } = world;
  const [seller, buyer] = [await makeOrganisation(db, 'seller'), await makeOrganisation(db, 'buyer')];
  await fund(db, buyer, 10_000_000n);
  const offer = await makeOffer(db, seller, { niche: NICHE, regions: ['UA'] });
  const order = await makeOrder(db, buyer, { niches: [NICHE], regions: ['UA'] });
  const sell = apiClient(url, await makeKey(db, seller));
  const buy = apiClient(url, await makeKey(db, buyer));
  const post = async () => (await sell('POST', '/leads', { body: leadBody(offer.id) })).body;
  const settle = async (leadId: string) => {
    await processLeads(db, { leadIds: [leadId], now: new Date(), checkWaitMs: 0 });
    return db.prisma.lead.findUniqueOrThrow({ where: { id: leadId } });
  };
  return { seller, buyer, offer, order, sell, buy, post, settle };
}

/** As an admin does it: by the form, with its question. */
async function say(intent: 'block' | 'unblock', organisationId: string) {
  const ask = (form: Record<string, string>) =>
    askPage(world, organisation as unknown as PageModule, {
      token: admin.token,
      path: `/admin/organisations/${organisationId}`,
      params: { organisationId },
      form,
    });
  const asked = await ask({ intent, reason: 'Sold made-up contacts, by three rulings.' });
  if (asked.location) return asked.location;
  const { ask: question } = asked.data as { ask: { fields: Record<string, string> } };
  return (await ask({ ...question.fields, confirmed: 'yes' })).location;
}

describe('an organisation', () => {
  it('is blocked only once that is confirmed', async () => {
    const { seller } = market;
    await askPage(world, organisation as unknown as PageModule, {
      token: admin.token,
      path: `/admin/organisations/${seller}`,
      params: { organisationId: seller },
      form: { intent: 'block', reason: 'Sold made-up contacts, by three rulings.' },
    });
    const read = () => world.db.prisma.organisation.findUniqueOrThrow({ where: { id: seller } });
    expect((await read()).blockedAt).toBeNull();
    expect(await say('block', seller)).toBe(`/admin/organisations/${seller}?done=blocked`);
    expect(await read()).toMatchObject({ blockReason: 'Sold made-up contacts, by three rulings.' });
    expect(await world.db.prisma.auditEntry.findFirst({ where: { subjectId: seller } })).toMatchObject({
      action: 'organisation.blocked',
      actor: admin.id,
      organisationId: seller,
    });
  });
});

describe('a blocked seller', () => {
  it('posts nothing: its keys are refused until it may trade again', async () => {
    const { seller, sell, offer } = market;
    await say('block', seller);
    const body = leadBody(offer.id);
    const refused = await sell('POST', '/leads', { body });
    expect([refused.status, refused.body.code]).toEqual([403, 'organisation_blocked']);
    expect((await sell('GET', '/offers')).status).toBe(403);
    await say('unblock', seller);
    expect((await sell('POST', '/leads', { body })).status).toBe(202);
  });

  it('sells nothing of what it sent before', async () => {
    const { seller, post, settle } = market;
    const { id } = await post();
    await say('block', seller);
    expect(await settle(id)).toMatchObject({ status: 'available', salesCount: 0 });
  });

  it('is not on the market with its leads and offers, and is again when it may trade', async () => {
    const { db } = world;
    const { seller, order, offer, post, settle } = market;
    await db.prisma.standingOrder.update({ where: { id: order.id }, data: { status: 'paused' } });
    const { id } = await post();
    await settle(id);
    const buyer = await makeOrganisation(db, 'buyer');
    await fund(db, buyer, 1_000_000n);
    const buy = () =>
      buyListing(db, {
        organisationId: buyer,
        listingId: listingIdOf(id),
        maxPrice: null,
        actor: 'test',
        origin: 'test',
        now: new Date(),
      });
    const shown = async () => ({
      listed: (await readListings(db, { limit: 100, before: null, now: new Date() })).some(
        ({ lead }) => lead.id === id,
      ),
      counted: await countListedLeads(db.pool, { limit: 100 }),
      offer: (
        await askPage(world, offerPage as unknown as PageModule, {
          token: null,
          path: `/market/${offer.id}`,
          params: { offerId: offer.id },
        })
      ).status,
    });
    const before = await shown();
    expect(before).toMatchObject({ listed: true, offer: 200 });
    await say('block', seller);
    expect(await shown()).toEqual({ listed: false, counted: before.counted - 1, offer: 404 });
    await expect(buy()).rejects.toThrow('listing_gone');
    await say('unblock', seller);
    expect(await shown()).toEqual(before);
    expect((await buy()).repeated).toBe(false);
  });
});

describe('a refused seller', () => {
  const decide = (organisationId: string, decision: 'approved' | 'refused') =>
    decideOnSeller(world.db, {
      organisationId,
      decision,
      reason: 'The landing page does not say who sells what.',
      offers: [],
      actor: admin.id,
      origin: 'test',
      now: new Date(),
    });

  it('sells no lead that is listed already, and does again once it is let in', async () => {
    const { db } = world;
    const { seller, order, post, settle } = market;
    await db.prisma.standingOrder.update({ where: { id: order.id }, data: { status: 'paused' } });
    const { id } = await post();
    await settle(id);
    const listingId = listingIdOf(id);
    const buyer = await makeOrganisation(db, 'buyer');
    await fund(db, buyer, 1_000_000n);
    const buy = apiClient(url, await makeKey(db, buyer));
    const buyIt = () => buy('POST', `/listings/${listingId}/buy`, { body: {} });
    const shown = async () => ({
      listed: (await readListings(db, { limit: 100, before: null, now: new Date() })).some(
        ({ lead }) => lead.id === id,
      ),
      counted: await countListedLeads(db.pool, { limit: 100 }),
      isForSale: (await readListing(db, { listingId, organisationId: buyer, now: new Date() }))?.isForSale,
    });
    const before = await shown();
    expect(before).toMatchObject({ listed: true, isForSale: true });
    await decide(seller, 'refused');
    expect(await shown()).toEqual({ listed: false, counted: before.counted - 1, isForSale: false });
    const refused = await buyIt();
    expect([refused.status, refused.body.code]).toEqual([409, 'listing_gone']);
    await decide(seller, 'approved');
    expect(await shown()).toEqual(before);
    expect((await buyIt()).status).toBe(201);
  });

  it('sells nothing to orders of what it sent before', async () => {
    const { seller, post, settle } = market;
    const { id } = await post();
    await decide(seller, 'refused');
    expect(await settle(id)).toMatchObject({ status: 'available', salesCount: 0 });
  });
});

describe('a blocked buyer', () => {
  it('buys nothing by its orders, and goes on when it may trade again', async () => {
    const { buyer, post, settle } = market;
    await say('block', buyer);
    expect(await settle((await post()).id)).toMatchObject({ status: 'available', salesCount: 0 });
    await say('unblock', buyer);
    expect(await settle((await post()).id)).toMatchObject({ status: 'sold', salesCount: 1 });
  });

  it('takes no place of others who would buy, however much more it offers', async () => {
    const { db } = world;
    const { buyer, post, settle } = market;
    for (let i = 0; i < finalistsOf({ leads: 1, copies: 1, depth: 1 }); i += 1) {
      const richer = await makeOrganisation(db, 'buyer');
      await fund(db, richer, 1_000_000n);
      await makeOrder(db, richer, { niches: [NICHE], regions: ['UA'], maxPriceMinor: 200_000n });
      await db.prisma.organisation.update({ where: { id: richer }, data: { blockedAt: new Date() } });
    }
    const lead = await settle((await post()).id);
    const sale = await db.prisma.sale.findFirst({ where: { leadId: lead.id } });
    expect(sale?.buyerOrganisationId).toBe(buyer);
  });

  it('is found so under lock too, when it was blocked after it was found', async () => {
    const { buyer, order } = market;
    await say('block', buyer);
    const locked = await transact(world.db.pool, (tx) =>
      lockOrders(tx, { orderIds: [order.id], sellerIds: [], now: new Date() }),
    );
    expect(locked.get(order.id)?.active).toBe(false);
  });

  it('buys nothing singly, by key or by page', async () => {
    const { db } = world;
    const { buyer, order, buy, post, settle } = market;
    await db.prisma.standingOrder.update({ where: { id: order.id }, data: { status: 'paused' } });
    const { id } = await post();
    await settle(id);
    await say('block', buyer);
    const byKey = await buy('POST', `/listings/${listingIdOf(id)}/buy`, { body: {} });
    expect([byKey.status, byKey.body.code]).toEqual([403, 'organisation_blocked']);
    const byPage = buyListing(db, {
      organisationId: buyer,
      listingId: listingIdOf(id),
      maxPrice: null,
      actor: 'test',
      origin: 'test',
      now: new Date(),
    });
    await expect(byPage).rejects.toThrow('organisation_blocked');
  });
});
