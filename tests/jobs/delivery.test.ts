import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announce } from '#app/domain/delivery/announce.server.ts';
import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { deleteEndpoint } from '#app/domain/delivery/delete-endpoint.server.ts';
import type { Event } from '#app/domain/delivery/endpoint.ts';
import { readDeliveries } from '#app/domain/delivery/read-deliveries.server.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };

let world: World;
let stop: () => Promise<void>;
let sellerId: string;
let buyerId: string;
let saleId: string;
let leadId: string;

/** A sale to tell of; the worker that made it works on, so endpoints are made after it. */
beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world);
  stop = served.stop;
  [sellerId, buyerId] = [
    await makeOrganisation(world.db, 'seller'),
    await makeOrganisation(world.db, 'buyer'),
  ];
  await fund(world.db, buyerId, 1_000_000n);
  await makeOrder(world.db, buyerId);
  const seller = apiClient(served.url, await makeKey(world.db, sellerId));
  const offer = await makeOffer(world.db, sellerId);
  const sent = await seller('POST', '/leads', { body: leadBody(offer.id), headers: { prefer: 'wait=10' } });
  saleId = sent.body.sales[0].id;
  leadId = sent.body.id;
});

afterAll(async () => {
  await stop();
  await world.close();
});

type Arrived = { path: string; id: string; headers: Record<string, string>; body: string };
let arrived: Arrived[] = [];
let answer: { status: number; headers?: Record<string, string> } = { status: 204 };
let server: ReturnType<typeof createServer>;
let url: string;

beforeEach(async () => {
  arrived = [];
  answer = { status: 204 };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    arrived.push({
      path: request.url ?? '',
      id: headers['webhook-id'] ?? '',
      headers,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(answer.status, answer.headers).end('{"echo":"+380"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});

afterEach(async () => {
  const { rows } = await world.owner.query(
    'SELECT id, organisation_id FROM endpoint WHERE deleted_at IS NULL',
  );
  for (const row of rows) {
    await deleteEndpoint(world.db, {
      ...ACTOR,
      organisationId: row.organisation_id,
      endpointId: row.id,
      now: new Date(),
    });
  }
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function endpointOf(organisationId: string, events: Event[] = ['lead.sold']) {
  const made = await createEndpoint(world.db, {
    ...ACTOR,
    organisationId,
    url,
    events,
    allowPrivate: true,
    now: new Date(),
  });
  const log = () =>
    readDeliveries(world.db, { organisationId, endpointId: made.endpoint.id, limit: 10, before: null });
  return { id: made.endpoint.id, secret: made.secret, log };
}

const tell = (event: Event, subjectId: string, organisationId: string) =>
  announce(world.db, { announcements: [{ event, subjectId, organisationId }], now: new Date() });

const tellOfSale = () => tell('lead.sold', saleId, buyerId);

describe('a delivery', () => {
  it('is made once per endpoint, however often the event is announced', async () => {
    const endpoint = await endpointOf(buyerId);
    await Promise.all([tellOfSale(), tellOfSale(), tellOfSale()]);
    const delivered = await until('it is delivered', async () =>
      (await endpoint.log()).find((one) => one.status === 'delivered'),
    );
    await tellOfSale();
    expect(await endpoint.log()).toHaveLength(1);
    expect(arrived).toHaveLength(1);
    expect(delivered.attempts).toMatchObject([{ number: 1, httpStatus: 204, errorCode: null }]);
  });

  it('carries a signature that any Standard Webhooks library accepts and no altered body passes', async () => {
    const endpoint = await endpointOf(buyerId);
    await tellOfSale();
    const [message] = await until('it arrives', async () => arrived.length > 0 && arrived);
    const wrong = { ...message?.headers, 'webhook-id': 'dlv_other' };
    const verifier = new Webhook(endpoint.secret);
    expect(verifier.verify(message?.body ?? '', message?.headers ?? {})).toMatchObject({ type: 'lead.sold' });
    expect(() => verifier.verify(`${message?.body} `, message?.headers ?? {})).toThrow();
    expect(() => verifier.verify(message?.body ?? '', wrong)).toThrow();
  });

  it('that fails is tried again under the same id, and both attempts are in the log', async () => {
    const endpoint = await endpointOf(buyerId);
    answer = { status: 500 };
    await tellOfSale();
    const waiting = await until('the first attempt is logged', async () =>
      (await endpoint.log()).find((one) => one.attemptCount === 1),
    );
    expect(waiting.status).toBe('pending');
    expect(waiting.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
    answer = { status: 200 };
    await attemptDelivery(world.db, { deliveryId: waiting.id, allowPrivate: true, now: new Date() });
    const [done] = await endpoint.log();
    expect(done).toMatchObject({ status: 'delivered', attempts: [{ httpStatus: 500 }, { httpStatus: 200 }] });
    expect(new Set(arrived.map((one) => one.id))).toEqual(new Set([waiting.id]));
    expect(arrived[0]?.body).toBe(arrived[1]?.body);
  });

  it('does not follow a redirect', async () => {
    const endpoint = await endpointOf(buyerId);
    answer = { status: 302, headers: { location: '/elsewhere' } };
    await tellOfSale();
    const logged = await until('it is tried', async () =>
      (await endpoint.log()).find((one) => one.attemptCount === 1),
    );
    expect(logged.attempts).toMatchObject([{ httpStatus: 302 }]);
    expect(arrived.map((one) => one.path)).toEqual(['/hook']);
  });

  it('that meets 410 ends, and its endpoint with it', async () => {
    const endpoint = await endpointOf(buyerId);
    answer = { status: 410 };
    await tellOfSale();
    await until('it failed', async () => (await endpoint.log()).find((one) => one.status === 'failed'));
    const { rows } = await world.owner.query('SELECT status, status_reason FROM endpoint WHERE id = $1', [
      endpoint.id,
    ]);
    expect(rows[0]).toEqual({ status: 'disabled', status_reason: 'gone' });
  });

  it('goes to nobody of the inner network when that is not allowed, whatever the address was when it was set', async () => {
    const endpoint = await endpointOf(buyerId);
    await world.db.queue.offWork('deliver-webhook');
    await tellOfSale();
    const [delivery] = await endpoint.log();
    await attemptDelivery(world.db, { deliveryId: delivery?.id ?? '', allowPrivate: false, now: new Date() });
    const [logged] = await endpoint.log();
    expect(logged?.attempts).toMatchObject([{ httpStatus: null, errorCode: 'private_address' }]);
    await world.owner.query(
      `UPDATE endpoint SET url = replace(url, '127.0.0.1', 'localhost') WHERE id = $1`,
      [endpoint.id],
    );
    await attemptDelivery(world.db, { deliveryId: delivery?.id ?? '', allowPrivate: false, now: new Date() });
    expect((await endpoint.log())[0]?.attempts.map((one) => one.errorCode)).toEqual([
      'private_address',
      'private_address',
    ]);
    expect(arrived).toEqual([]);
  });

  it('never gives a contact to an organisation that did not buy it', async () => {
    const endpoint = await endpointOf(sellerId);
    await tell('lead.sold', saleId, sellerId);
    const [delivery] = await endpoint.log();
    await expect(
      attemptDelivery(world.db, { deliveryId: delivery?.id ?? '', allowPrivate: true, now: new Date() }),
    ).rejects.toThrow(/goes to the organisation that bought it/);
    expect(arrived).toEqual([]);
  });

  it('tells the seller of verdict and sale without contact or buyer', async () => {
    const endpoint = await endpointOf(sellerId, ['lead.sale', 'lead.verdict']);
    await tell('lead.sale', saleId, sellerId);
    await tell('lead.verdict', leadId, sellerId);
    for (const delivery of await endpoint.log()) {
      await attemptDelivery(world.db, { deliveryId: delivery.id, allowPrivate: true, now: new Date() });
    }
    expect(arrived.map((one) => JSON.parse(one.body).type).sort()).toEqual(['lead.sale', 'lead.verdict']);
    for (const { body } of arrived) expect(body).not.toMatch(new RegExp(`Olena|\\+38067|${buyerId}`));
  });
});
