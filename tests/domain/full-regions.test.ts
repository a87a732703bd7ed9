import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { closureEvent, regionClosureEvent } from '#app/domain/exchange/closure-event.server.ts';
import type { Order } from '#app/domain/exchange/order.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { readFullRegions } from '#app/domain/exchange/read-full-regions.server.ts';
import { updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { watchOffers } from '#app/domain/exchange/watch-offers.server.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import * as offerPage from '#app/routes/seller/offer.tsx';
import { offerRoomChanged, regionRoomChanged } from '#jobs/handlers/watch-offers.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openReceiver, type Received } from '../setup/receiver.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const CAPS = { hour: null, day: 1, week: null, month: null };
const MORNING = new Date('2026-03-10T08:00:00Z');
const KYIV = { region: 'UA-30', city: 'Kyiv' };
const LVIV = { region: 'UA-46', city: 'Lviv' };

let world: World;
let stop: () => Promise<void>;
let seller: ReturnType<typeof apiClient>;
let stranger: ReturnType<typeof apiClient>;
let owner: Person;
let sellerId: string;
let buyerId: string;
let offer: Offer;
let kyivs: Order;
const told: Received[] = [];

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world, { works: false });
  stop = served.stop;
  sellerId = await makeOrganisation(world.db, 'seller');
  buyerId = await makeOrganisation(world.db, 'buyer');
  owner = await makePerson(world.db, { organisationId: sellerId });
  await fund(world.db, buyerId, 10_000_000n);
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
  stranger = apiClient(served.url, await makeKey(world.db, await makeOrganisation(world.db, 'seller')));
  offer = await makeOffer(world.db, sellerId, { regions: ['UA'] });
  kyivs = await makeOrder(world.db, buyerId, { regions: ['UA-30'], caps: CAPS });
  await makeOrder(world.db, buyerId, { regions: ['UA-46'] });
});
afterAll(async () => {
  await stop();
  await world.close();
});

async function sell(place: { region: string; city: string }, now: Date): Promise<number> {
  const { body } = await seller('POST', '/leads', { body: leadBody(offer.id, place) });
  await processLeads(world.db, { leadIds: [body.id], now, checkWaitMs: 0 });
  return world.db.prisma.sale.count({ where: { leadId: body.id } });
}

/** Looks, and works what the queue holds of it; twice, because a job may be repeated. @returns how much was told of regions */
async function watchAt(now: Date): Promise<number> {
  await watchOffers(world.db, { now });
  type Row = { name: string; data: { closureId: string; to: 'full' | 'open' } };
  const { rows } = await world.owner.query<Row>(
    `DELETE FROM pgboss.job WHERE name IN ('offer-room', 'region-room') RETURNING name, data`,
  );
  const context = { db: world.db, now: () => now, checkWaitMs: 0, allowPrivateWebhooks: true };
  const of = (name: string) => rows.filter((row) => row.name === name).map(({ data }) => data);
  for (let run = 0; run < 2; run += 1) {
    await offerRoomChanged(context, of('offer-room'));
    await regionRoomChanged(context, of('region-room'));
  }
  return of('region-room').length;
}

const full = async () =>
  (await readFullRegions(world.db, { offerId: offer.id })).map((one) => one.regionCode);
const mails = () => world.db.prisma.mail.count({ where: { template: 'regions_full' } });
const setCap = (day: number | null, now: Date) =>
  updateOrder(world.db, {
    ...ACTOR,
    organisationId: buyerId,
    orderId: kyivs.id,
    change: { caps: { ...CAPS, day } },
    now,
  });

describe('a region that is full while another is not', () => {
  it('is told of once by webhook, page, mail and API, and so is its end', async () => {
    const receiver = await openReceiver((message) => told.push(message));
    const { endpoint } = await createEndpoint(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      url: receiver.url,
      events: ['offer.full', 'offer.open', 'offer.region_full', 'offer.region_open'],
      allowPrivate: true,
      now: MORNING,
    });
    expect(await sell(KYIV, MORNING)).toBe(1);
    expect(await sell(LVIV, MORNING)).toBe(1);
    expect(await watchAt(later(MORNING, HOUR_MS)), 'Kyiv’s cap is full').toBe(1);
    expect(await watchAt(later(MORNING, HOUR_MS + 1)), 'it is still full').toBe(0);
    expect(await full()).toEqual(['UA-30']);
    expect(await mails()).toBe(1);
    expect(await sell(LVIV, later(MORNING, HOUR_MS)), 'Lviv buys on').toBe(1);

    const opensAt = '2026-03-11T00:00:00.000Z';
    const { body, status } = await seller('GET', `/offers/${offer.id}/room`);
    expect(status).toBe(200);
    expect(body).toEqual({
      offer_id: offer.id,
      full: null,
      full_regions: [{ region: 'UA-30', since: later(MORNING, HOUR_MS).toISOString(), opens_at: opensAt }],
    });
    expect((await stranger('GET', `/offers/${offer.id}/room`)).status).toBe(404);
    const shown = await askPage(world, offerPage as unknown as PageModule, {
      token: owner.token,
      path: `/sell/offers/${offer.id}`,
      params: { offerId: offer.id },
    });
    expect(shown.data).toMatchObject({ closure: null, fullRegions: [{ regionCode: 'UA-30' }] });

    await setCap(5, MORNING);
    expect(await watchAt(later(MORNING, 2 * HOUR_MS)), 'there is room again').toBe(1);
    expect(await full()).toEqual([]);

    const deliveries = await world.db.prisma.delivery.findMany({
      where: { endpointId: endpoint.id },
      orderBy: { id: 'asc' },
    });
    expect(deliveries.map(({ event }) => event)).toEqual(['offer.region_full', 'offer.region_open']);
    for (const { id } of deliveries)
      await attemptDelivery(world.db, {
        deliveryId: id,
        attempt: 1,
        once: true,
        allowPrivate: true,
        others: { 'offer.region_full': regionClosureEvent, 'offer.region_open': regionClosureEvent },
        now: new Date(),
      });
    await receiver.close();
    const [first, second] = told.map(({ body: text }) => JSON.parse(text));
    expect(first).toMatchObject({
      type: 'offer.region_full',
      data: { offer_id: offer.id, region: 'UA-30', opens_at: opensAt },
    });
    expect(second).toMatchObject({ type: 'offer.region_open', data: { region: 'UA-30' } });
    expect(second.data.ended_at).toBe(later(MORNING, 2 * HOUR_MS).toISOString());
    expect(told.map(({ body: text }) => text).join()).not.toMatch(/org_|ord_/);
  });

  it('is told of once by two that look at once, and by one mail a day', async () => {
    const now = later(MORNING, 3 * HOUR_MS);
    await setCap(1, now);
    await Promise.all([1, 2, 3].map(() => watchOffers(world.db, { now })));
    expect(await watchAt(now)).toBe(1);
    expect(await mails(), 'it was mailed this morning').toBe(1);
  });

  it('is told of beside the offer as a whole where all is full, without a mail of its own', async () => {
    const now = later(MORNING, DAY_MS + 4 * HOUR_MS);
    expect(await sell(KYIV, now)).toBe(1);
    await world.db.prisma.standingOrder.updateMany({
      where: { regions: { has: 'UA-46' } },
      data: { status: 'paused' },
    });
    await watchAt(now);
    const whole = await world.db.prisma.offerClosure.findFirstOrThrow({ where: { offerId: offer.id } });
    expect(whole).toMatchObject({ endedAt: null });
    const event = await closureEvent(world.db, { subjectId: whole.id, organisationId: sellerId });
    expect(event.full_regions.sort()).toEqual(['UA', 'UA-30']);
    expect(await mails()).toBe(1);
  });

  it('is forgotten silently when the offer leaves the market or the region', async () => {
    const now = later(MORNING, DAY_MS + 5 * HOUR_MS);
    await world.db.prisma.offer.update({ where: { id: offer.id }, data: { regions: ['UA-46'] } });
    await watchAt(now);
    expect(await full(), 'only what it still offers').toEqual(['UA-46']);
    await world.db.prisma.offer.update({ where: { id: offer.id }, data: { status: 'paused' } });
    expect(await watchAt(later(now, 1))).toBe(0);
    expect(await full()).toEqual([]);
  });
});
