import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { createPostback } from '#app/domain/delivery/create-postback.server.ts';
import { POSTBACK_STATUSES } from '#app/domain/delivery/postback.ts';
import { readDeliveries } from '#app/domain/delivery/read-deliveries.server.ts';
import { readEndpoints } from '#app/domain/delivery/read-endpoints.server.ts';
import { sendRequest } from '#app/domain/delivery/send-request.server.ts';
import { switchPostback } from '#app/domain/delivery/switch-postback.server.ts';
import { testPostback } from '#app/domain/delivery/test-postback.server.ts';
import { updateEndpoint } from '#app/domain/delivery/update-endpoint.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { forgetPersons } from '#app/domain/privacy/forget-persons.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const SUBS = ['click & 7', 'b', 'c', 'd', 'e'];
const TEMPLATE =
  '/{status}?c={sub1}&all={sub2}{sub3}{sub4}{sub5}&r={reason}&p={payout}&cur={currency}&l={lead_id}&s={sale_id}&o={offer_id}&x={external_id}';

let world: World;
let stop: () => Promise<void>;
let sellerId: string;
let seller: ReturnType<typeof apiClient>;
let buyer: ReturnType<typeof apiClient>;
let sold: Offer;
let unsold: Offer;
let tracker: Server;
let trackerUrl: string;
let status = 200;
const asked: { method: string; path: string }[] = [];

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world);
  stop = served.stop;
  tracker = createServer((request, response) => {
    asked.push({ method: request.method ?? '', path: request.url ?? '' });
    response.writeHead(status).end('OK');
  });
  await new Promise<void>((resolve) => tracker.listen(0, '127.0.0.1', resolve));
  trackerUrl = `http://127.0.0.1:${(tracker.address() as AddressInfo).port}`;
  sellerId = await makeOrganisation(world.db, 'seller');
  const buyerId = await makeOrganisation(world.db, 'buyer');
  await fund(world.db, buyerId, 10_000_000n);
  await makeOrder(world.db, buyerId);
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
  buyer = apiClient(served.url, await makeKey(world.db, buyerId));
  sold = await makeOffer(world.db, sellerId);
  unsold = await makeOffer(world.db, sellerId, { niche: 'climate.solar' });
});
afterAll(async () => {
  await stop();
  await world.close();
  tracker.closeAllConnections();
  await new Promise<void>((resolve) => tracker.close(() => resolve()));
});

function addPostback(more: Partial<Parameters<typeof createPostback>[1]> = {}): Promise<string> {
  return createPostback(world.db, {
    ...ACTOR,
    organisationId: sellerId,
    url: trackerUrl + TEMPLATE,
    statuses: POSTBACK_STATUSES,
    offerId: null,
    allowPrivate: true,
    now: new Date(),
    ...more,
  });
}

async function send(offer: Offer, more: Record<string, unknown> = {}) {
  const { body } = await seller('POST', '/leads', {
    body: leadBody(offer.id, { source: { sub_ids: SUBS }, external_id: 'order 1041', ...more }),
    headers: { prefer: 'wait=10' },
  });
  return body;
}

const heardOf = (id: string, state: string) =>
  until(`the tracker hears ${state} of ${id}`, async () =>
    asked
      .map(({ path }) => new URL(path, trackerUrl))
      .find((url) => url.pathname === `/${state}` && url.search.includes(id)),
  );

const logOf = (endpointId: string) =>
  readDeliveries(world.db, {
    organisationId: sellerId,
    endpointId,
    kind: 'postback',
    limit: 20,
    before: null,
  });

describe('a tracker', () => {
  it('hears of a sale, of its pay and of a return, once each, by GET', async () => {
    const endpointId = await addPostback();
    const lead = await send(sold);
    const saleId = lead.sales[0].id;
    const approved = await heardOf(saleId, 'approved');
    expect(Object.fromEntries(approved.searchParams)).toEqual({
      c: 'click & 7',
      all: 'bcde',
      r: '',
      p: (Number(lead.sales[0].earned.amount_minor) / 100).toFixed(2),
      cur: 'UAH',
      l: lead.id,
      s: saleId,
      o: sold.id,
      x: 'order 1041',
    });
    const returned = await send(sold);
    const returnedId = returned.sales[0].id;
    const { body: dispute } = await buyer('POST', `/sales/${returnedId}/dispute`, {
      body: { reason: 'wrong_person', detail: 'A stranger answers.' },
    });
    await until('the dispute waits for the seller', async () => {
      const { body } = await seller('GET', `/disputes/${dispute.id}`);
      return body.status === 'awaiting_seller';
    });
    await seller('POST', `/disputes/${dispute.id}/reply`, { body: { reply: 'agrees', detail: 'Agreed.' } });
    const rejected = await heardOf(returnedId, 'rejected');
    expect(rejected.searchParams.get('r')).toBe('returned');
    expect(rejected.searchParams.get('p')).toBe('0.00');

    await releaseDueHolds(world.db, { now: later(new Date(), 10 * DAY_MS) });
    const paid = await heardOf(saleId, 'paid');
    expect(paid.searchParams.get('p')).toBe(approved.searchParams.get('p'));
    await until('all are delivered', async () => {
      const log = await logOf(endpointId);
      return log.length === 4 && log.every((one) => one.status === 'delivered');
    });
    expect(asked.every(({ method }) => method === 'GET')).toBe(true);
    expect(new Set(asked.map(({ path }) => path)).size, 'nothing is told twice').toBe(asked.length);
    await switchPostback(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      endpointId,
      status: 'disabled',
      now: new Date(),
    });
  });

  it('hears why a lead was refused, and that another waits', async () => {
    const endpointId = await addPostback({ offerId: unsold.id, statuses: ['pending', 'rejected'] });
    const refused = await send(unsold, { contact: { name: 'Olena', phone: '12' } });
    const waiting = await send(unsold);
    const rejected = await heardOf(refused.id, 'rejected');
    expect(rejected.searchParams.get('r')).toBe(refused.reason.code);
    expect((await heardOf(waiting.id, 'pending')).searchParams.get('p')).toBe('0.00');

    // Neither a test lead nor another offer's lead is told of.
    const tried = await send(unsold, { test: true });
    const elsewhere = await send(sold);
    const last = await send(unsold);
    await heardOf(last.id, 'pending');
    const log = await logOf(endpointId);
    expect(log.map(({ subjectId }) => subjectId).sort()).toEqual([refused.id, waiting.id, last.id].sort());
    for (const id of [tried.id, elsewhere.id])
      expect(asked.some(({ path }) => path.includes(id))).toBe(false);
    await switchPostback(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      endpointId,
      status: 'disabled',
      now: new Date(),
    });
  });

  it('hears that nothing comes of what nobody bought in time, or whose person withdrew before', async () => {
    const endpointId = await addPostback({ offerId: unsold.id, statuses: ['pending', 'rejected'] });
    const withdrawn = await send(unsold);
    await heardOf(withdrawn.id, 'pending');
    await withdrawLead(world.db, {
      leadId: withdrawn.id,
      kind: 'changed_mind',
      suppress: false,
      origin: 'test',
      now: new Date(),
    });
    expect((await heardOf(withdrawn.id, 'rejected')).searchParams.get('r')).toBe('withdrawn');
    const expired = await send(unsold, { wanted_within_days: 1 });
    const tried = await send(unsold, { wanted_within_days: 1, test: true });
    await heardOf(expired.id, 'pending');
    await forgetPersons(world.db, { now: later(new Date(), 32 * DAY_MS) });
    const rejected = await heardOf(expired.id, 'rejected');
    expect(rejected.searchParams.get('r')).toBe('expired');
    expect(rejected.searchParams.get('p')).toBe('0.00');
    expect(asked.some(({ path }) => path.includes(tried.id))).toBe(false);
    expect(new Set(asked.map(({ path }) => path)).size, 'nothing is told twice').toBe(asked.length);
    await switchPostback(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      endpointId,
      status: 'disabled',
      now: new Date(),
    });
  });

  it('that does not answer is asked again; a test is tried once, and both stand in the log', async () => {
    const endpointId = await addPostback({ offerId: unsold.id, statuses: ['pending'] });
    status = 500;
    const lead = await send(unsold);
    // Deliveries and their attempts are read one after the other.
    const failed = await until('the first attempt failed and the next is set', async () =>
      (await logOf(endpointId)).find(
        ({ attempts, nextAttemptAt }) => attempts.length === 1 && nextAttemptAt !== null,
      ),
    );
    expect(failed).toMatchObject({ subjectId: lead.id, status: 'pending', attempts: [{ httpStatus: 500 }] });
    expect(failed.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
    await testPostback(world.db, { organisationId: sellerId, endpointId, now: new Date() });
    const tested = await until('the test is over', async () =>
      (await logOf(endpointId)).find(({ event, status: is }) => event === 'postback.test' && is === 'failed'),
    );
    expect(tested.attempts).toHaveLength(1);
    expect(asked.some(({ path }) => path.startsWith('/test?c=test-sub1'))).toBe(true);
    status = 200;
    await until('the second attempt delivers', async () =>
      (await logOf(endpointId)).find(({ id, status: is }) => id === failed.id && is === 'delivered'),
    );
  });

  it('in our own network is not asked', async () => {
    const before = asked.length;
    const request = { method: 'GET', url: `${trackerUrl}/approved`, headers: {}, body: null } as const;
    const result = await sendRequest({ ...request, allowPrivate: false });
    expect(result).toMatchObject({ httpStatus: null, errorCode: 'private_address' });
    expect(asked).toHaveLength(before);
  });

  it('is nobody else’s, and no webhook', async () => {
    const endpointId = await addPostback();
    const other = await makeOrganisation(world.db, 'seller');
    const now = new Date();
    await expect(testPostback(world.db, { organisationId: other, endpointId, now })).rejects.toThrow(
      'endpoint_unknown',
    );
    await expect(addPostback({ organisationId: other, offerId: sold.id })).rejects.toThrow(
      'offer_id_unknown',
    );
    await expect(
      updateEndpoint(world.db, {
        ...ACTOR,
        organisationId: sellerId,
        endpointId,
        change: { url: 'https://example.com/' },
        allowPrivate: true,
        now,
      }),
    ).rejects.toThrow('endpoint_unknown');
    expect(await readEndpoints(world.db, { organisationId: sellerId, limit: 20, before: null })).toEqual([]);
    await expect(addPostback({ url: 'https://127.0.0.1/{sub1}', allowPrivate: false })).rejects.toThrow(
      'url_private',
    );
  });
});
