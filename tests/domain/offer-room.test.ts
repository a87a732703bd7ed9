import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { closureEvent } from '#app/domain/exchange/closure-event.server.ts';
import type { Order } from '#app/domain/exchange/order.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { readOpenClosure } from '#app/domain/exchange/read-closure.server.ts';
import { updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { watchOffers } from '#app/domain/exchange/watch-offers.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { offerRoomChanged } from '#jobs/handlers/watch-offers.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { openReceiver, type Received } from '../setup/receiver.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const CAPS = { hour: null, day: 1, week: null, month: null };
const MORNING = new Date('2026-03-10T08:00:00Z');

let world: World;
let stop: () => Promise<void>;
let seller: ReturnType<typeof apiClient>;
let sellerId: string;
let buyerId: string;

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world, { works: false });
  stop = served.stop;
  sellerId = await makeOrganisation(world.db, 'seller');
  buyerId = await makeOrganisation(world.db, 'buyer');
  await makePerson(world.db, { organisationId: sellerId });
  await fund(world.db, buyerId, 10_000_000n);
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
});
afterAll(async () => {
  await stop();
  await world.close();
});

/** Runs what the queue holds of changed rooms, as the worker does. */
async function work(now: Date): Promise<number> {
  const { rows } = await world.owner.query<{ id: string; data: { closureId: string; to: 'full' | 'open' } }>(
    `DELETE FROM pgboss.job WHERE name = 'offer-room' RETURNING id, data`,
  );
  const context = { db: world.db, now: () => now, checkWaitMs: 0, allowPrivateWebhooks: true };
  const jobs = rows.map(({ data }) => data);
  // Twice: a job may be repeated.
  for (let run = 0; run < 2; run += 1) await offerRoomChanged(context, jobs);
  return jobs.length;
}

async function sell(offer: Offer, now: Date): Promise<number> {
  const { body } = await seller('POST', '/leads', { body: leadBody(offer.id) });
  await processLeads(world.db, { leadIds: [body.id], now, checkWaitMs: 0 });
  return world.db.prisma.sale.count({ where: { leadId: body.id } });
}

/** The clock is the test's own, and ids begin with their time. */
const watchAt = async (now: Date) => {
  await watchOffers(world.db, { now });
  return work(now);
};

const mails = () => world.db.prisma.mail.count({ where: { template: 'offer_full' } });

function setCap(order: Order, day: number | null, now: Date) {
  return updateOrder(world.db, {
    ...ACTOR,
    organisationId: buyerId,
    orderId: order.id,
    change: { caps: { ...CAPS, day } },
    now,
  });
}

describe('the last buyer with room', () => {
  it('that is gone is told of once, and so is the next; of one offer one mail goes out a day', async () => {
    const offer = await makeOffer(world.db, sellerId);
    const idle = await makeOffer(world.db, sellerId, { niche: 'climate.solar' });
    const order = await makeOrder(world.db, buyerId, { caps: CAPS });
    const open = () => readOpenClosure(world.db, { offerId: offer.id });

    // Nothing was sold yet, so nothing is watched.
    expect(await watchAt(MORNING)).toBe(0);
    expect(await sell(offer, MORNING)).toBe(1);
    expect(await watchAt(later(MORNING, HOUR_MS)), 'the cap is full').toBe(1);
    expect(await open()).toMatchObject({
      organisationId: sellerId,
      opensAt: new Date('2026-03-11T00:00:00Z'),
      endedAt: null,
    });
    expect(await mails()).toBe(1);
    expect(await watchAt(later(MORNING, HOUR_MS + 1)), 'it is still full').toBe(0);
    expect(await readOpenClosure(world.db, { offerId: idle.id })).toBeNull();

    await setCap(order, 2, MORNING);
    expect(await watchAt(later(MORNING, 2 * HOUR_MS)), 'there is room again').toBe(1);
    expect(await open()).toBeNull();
    await setCap(order, 1, MORNING);
    expect(await watchAt(later(MORNING, 3 * HOUR_MS)), 'and none again').toBe(1);
    expect(await mails(), 'the seller knows').toBe(1);

    // The next day the cap begins anew by itself, and is filled anew.
    const nextDay = later(MORNING, DAY_MS + 3 * HOUR_MS);
    expect(await watchAt(nextDay)).toBe(1);
    expect(await sell(offer, nextDay)).toBe(1);
    expect(await watchAt(later(nextDay, 1))).toBe(1);
    expect(await mails()).toBe(2);

    // An offer that is taken off the market waits for nobody, silently.
    await world.db.prisma.offer.update({ where: { id: offer.id }, data: { status: 'paused' } });
    expect(await watchAt(later(nextDay, 2))).toBe(0);
    expect(await open()).toBeNull();
    await world.db.prisma.standingOrder.update({ where: { id: order.id }, data: { status: 'paused' } });
  });

  it('is one of several: while another has room nothing is said; two that look at once tell once', async () => {
    const offer = await makeOffer(world.db, sellerId, { regions: ['UA-30'] });
    const now = later(MORNING, 10 * DAY_MS);
    await makeOrder(world.db, buyerId, { caps: CAPS, maxPriceMinor: 90_000n });
    const otherId = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, otherId, 65_000n);
    // It buys in all of the country and has money for two.
    await makeOrder(world.db, otherId, { maxPriceMinor: 40_000n });
    expect(await sell(offer, now)).toBe(1);
    expect(await watchAt(now)).toBe(0);
    while ((await sell(offer, now)) === 1);
    await Promise.all([1, 2, 3].map(() => watchOffers(world.db, { now })));
    expect(await work(now)).toBe(1);
    expect(await readOpenClosure(world.db, { offerId: offer.id })).toMatchObject({
      opensAt: new Date('2026-03-21T00:00:00Z'),
    });
  });

  it('is one whose country the seller’s may trade with: another’s room is none', async () => {
    const now = later(MORNING, 15 * DAY_MS);
    await world.db.prisma.standingOrder.updateMany({ data: { status: 'paused' } });
    const offer = await makeOffer(world.db, sellerId, { regions: ['UA-51'] });
    const abroadId = await makeOrganisation(world.db, 'buyer');
    await world.db.prisma.organisation.update({ where: { id: abroadId }, data: { countryCode: 'KZ' } });
    await fund(world.db, abroadId, 10_000_000n);
    await makeOrder(world.db, abroadId, { regions: ['UA-51'] });
    const { body } = await seller('POST', '/leads', {
      body: leadBody(offer.id, { region: 'UA-51', city: 'Odesa' }),
    });
    await processLeads(world.db, { leadIds: [body.id], now, checkWaitMs: 0 });
    await watchAt(now);
    const closure = () => readOpenClosure(world.db, { offerId: offer.id });
    expect(await closure()).toBeNull();
    await changeSetting(world.db, { ...ACTOR, key: 'barred_pairs', value: [['KZ', 'UA']], now });
    await watchAt(now);
    expect(await closure(), 'nobody is left who may buy').toMatchObject({ opensAt: null });
    await changeSetting(world.db, { ...ACTOR, key: 'barred_pairs', value: [], now });
    await watchAt(now);
    expect(await closure()).toBeNull();
    await world.db.prisma.standingOrder.updateMany({
      where: { organisationId: abroadId },
      data: { status: 'paused' },
    });
  });

  it('is told by webhook, without a word on whose order it was', async () => {
    const received: Received[] = [];
    const receiver = await openReceiver((message) => received.push(message));
    const made = await createEndpoint(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      url: receiver.url,
      events: ['offer.full', 'offer.open'],
      allowPrivate: true,
      now: MORNING,
    });
    const now = later(MORNING, 20 * DAY_MS);
    const offer = await makeOffer(world.db, sellerId, { regions: ['UA-46'] });
    await makeOrder(world.db, buyerId, { caps: CAPS, regions: ['UA-46'] });
    const { body } = await seller('POST', '/leads', {
      body: leadBody(offer.id, { region: 'UA-46', city: 'Lviv' }),
    });
    await processLeads(world.db, { leadIds: [body.id], now, checkWaitMs: 0 });
    await world.db.prisma.standingOrder.updateMany({
      where: { regions: { hasSome: ['UA'] } },
      data: { status: 'paused' },
    });
    await watchAt(now);
    const deliveries = await world.db.prisma.delivery.findMany({ where: { endpointId: made.endpoint.id } });
    const closure = await readOpenClosure(world.db, { offerId: offer.id });
    const delivery = deliveries.find(({ subjectId }) => subjectId === closure?.id);
    await attemptDelivery(world.db, {
      deliveryId: delivery?.id ?? '',
      attempt: 1,
      once: true,
      allowPrivate: true,
      others: { 'offer.full': closureEvent },
      now: new Date(),
    });
    await receiver.close();
    const message = JSON.parse(received[0]?.body ?? '{}');
    expect(message).toMatchObject({ type: 'offer.full', data: { offer_id: offer.id, ended_at: null } });
    expect(received[0]?.body).not.toMatch(/org_|ord_/);
  });
});
