import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { announce } from '#app/domain/delivery/announce.server.ts';
import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { deleteEndpoint } from '#app/domain/delivery/delete-endpoint.server.ts';
import type { Event } from '#app/domain/delivery/endpoint.ts';
import { readDeliveries } from '#app/domain/delivery/read-deliveries.server.ts';
import { updateEndpoint } from '#app/domain/delivery/update-endpoint.server.ts';
import { leadSettled } from '#jobs/handlers/lead-settled.ts';
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
let testLeadId: string;

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
  const tried = await seller('POST', '/leads', {
    body: leadBody(offer.id, { test: true }),
    headers: { prefer: 'wait=10' },
  });
  testLeadId = tried.body.id;
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

/** Ends the seller's endpoints, so that what hangs is not tried again. */
async function endSeller() {
  const { rows } = await world.owner.query(
    'SELECT id FROM endpoint WHERE organisation_id = $1 AND deleted_at IS NULL',
    [sellerId],
  );
  for (const { id } of rows) {
    await deleteEndpoint(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      endpointId: id,
      now: new Date(),
    });
  }
}

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

const attempt = (
  deliveryId: string,
  more: Partial<{ attempt: number; once: boolean; allowPrivate: boolean; now: Date }> = {},
) =>
  attemptDelivery(world.db, {
    deliveryId,
    attempt: 1,
    once: false,
    allowPrivate: true,
    now: new Date(),
    ...more,
  });

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
    await attempt(waiting.id, { attempt: 2, now: waiting.nextAttemptAt ?? new Date() });
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

  it('does not wait for the receivers of another organisation that hang', async () => {
    const hang: Set<{ destroy: () => void }> = new Set();
    let givenUp = 0;
    const tarpit = createTcpServer((socket) => {
      hang.add(socket.on('error', () => undefined));
      socket.on('close', () => {
        givenUp += 1;
      });
    });
    await new Promise<void>((resolve) => tarpit.listen(0, '127.0.0.1', resolve));
    const open = url;
    url = `http://127.0.0.1:${(tarpit.address() as AddressInfo).port}/hook`;
    for (let made = 0; made < 20; made += 1) await endpointOf(sellerId, ['lead.sale', 'lead.verdict']);
    url = open;
    await endpointOf(buyerId);
    await tell('lead.sale', saleId, sellerId);
    await tell('lead.verdict', leadId, sellerId);
    await until('the tarpit holds what it can', async () => hang.size >= 6);
    await tellOfSale();
    await until('the other organisation is told', async () => arrived.length > 0);
    const [held, givenUpBefore] = [hang.size, givenUp];
    tarpit.close();
    await endSeller();
    for (const socket of hang) socket.destroy();
    expect({ held, givenUpBefore }).toEqual({ held: 6, givenUpBefore: 0 });
  });

  it('that more wait for than are sent at once does not wait for the next poll', async () => {
    for (let made = 0; made < 20; made += 1) await endpointOf(buyerId);
    const woken = vi.spyOn(world.db.queue, 'notifyWorker');
    await tellOfSale();
    await until('all arrive', async () => arrived.length === 20);
    await until('each that is done woke who may take the next', async () => woken.mock.calls.length >= 20);
    woken.mockRestore();
  });

  it('goes to nobody of the inner network when that is not allowed, whatever the address was when it was set', async () => {
    const endpoint = await endpointOf(buyerId);
    await world.db.queue.offWork('deliver-webhook');
    await tellOfSale();
    const [delivery] = await endpoint.log();
    await attempt(delivery?.id ?? '', { allowPrivate: false });
    const [logged] = await endpoint.log();
    expect(logged?.attempts).toMatchObject([{ httpStatus: null, errorCode: 'private_address' }]);
    await world.owner.query(
      `UPDATE endpoint SET url = replace(url, '127.0.0.1', 'localhost') WHERE id = $1`,
      [endpoint.id],
    );
    const now = logged?.nextAttemptAt ?? new Date();
    await attempt(delivery?.id ?? '', { attempt: 2, allowPrivate: false, now });
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
    await expect(attempt(delivery?.id ?? '')).rejects.toThrow(/goes to the organisation that bought it/);
    expect(arrived).toEqual([]);
  });

  it('tells the seller of verdict and sale without contact or buyer', async () => {
    const endpoint = await endpointOf(sellerId, ['lead.sale', 'lead.verdict']);
    await tell('lead.sale', saleId, sellerId);
    await tell('lead.verdict', leadId, sellerId);
    for (const delivery of await endpoint.log()) {
      await attempt(delivery.id);
    }
    expect(arrived.map((one) => JSON.parse(one.body).type).sort()).toEqual(['lead.sale', 'lead.verdict']);
    for (const { body } of arrived) expect(body).not.toMatch(new RegExp(`Olena|\\+38067|${buyerId}`));
  });
});

/** The queue's worker rests here, so that only what a test asks for is done. */
describe('an attempt', () => {
  beforeAll(() => world.db.queue.offWork('deliver-webhook'));

  async function failedOnce() {
    const endpoint = await endpointOf(buyerId);
    await tellOfSale();
    const [made] = await endpoint.log();
    answer = { status: 500 };
    await attempt(made?.id ?? '');
    const [waiting] = await endpoint.log();
    return { endpoint, id: made?.id ?? '', dueAt: waiting?.nextAttemptAt ?? new Date(0) };
  }

  const earlier = (moment: Date, ms: number) => new Date(moment.getTime() - ms);

  const queued = async (deliveryId: string) => {
    const { rows } = await world.owner.query<{ data: object }>(
      `SELECT data FROM pgboss.job WHERE name = 'deliver-webhook' AND data ->> 'deliveryId' = $1
       ORDER BY data ->> 'attempt'`,
      [deliveryId],
    );
    return rows.map((row) => row.data);
  };

  it('whose job is run twice is made once, and sets up one next attempt', async () => {
    const { endpoint, id, dueAt } = await failedOnce();
    await attempt(id);
    await attempt(id, { now: dueAt });
    expect((await endpoint.log())[0]).toMatchObject({ attemptCount: 1, attempts: [{ number: 1 }] });
    expect(arrived).toHaveLength(1);
    const data = { deliveryId: id, organisationId: buyerId, once: false };
    expect(await queued(id)).toEqual([
      { ...data, attempt: 1 },
      { ...data, attempt: 2 },
    ]);
  });

  it('is not made before its time, but for a little difference of clocks', async () => {
    const { endpoint, id, dueAt } = await failedOnce();
    await expect(attempt(id, { attempt: 2, now: earlier(dueAt, 4_000) })).rejects.toThrow(/time has come/);
    expect(arrived).toHaveLength(1);
    await attempt(id, { attempt: 2, now: earlier(dueAt, 1_000) });
    expect((await endpoint.log())[0]?.attemptCount).toBe(2);
  });

  it('at telling the verdict on a test lead is the only one', async () => {
    const endpoint = await endpointOf(sellerId, ['lead.verdict']);
    const context = {
      db: world.db,
      now: () => new Date(),
      checkWaitMs: 0,
      allowPrivateWebhooks: true,
    };
    await leadSettled(context, [{ ids: [testLeadId] }]);
    const [made] = await endpoint.log();
    const [job] = await queued(made?.id ?? '');
    expect(job).toMatchObject({ attempt: 1, once: true });
    answer = { status: 503 };
    await attempt(made?.id ?? '', { once: true });
    expect((await endpoint.log())[0]).toMatchObject({ status: 'failed', nextAttemptAt: null });
    expect(await queued(made?.id ?? '')).toHaveLength(1);
  });
});

describe('what waits for an endpoint that is turned off', () => {
  beforeAll(() => world.db.queue.offWork('deliver-webhook'));

  const states = async (endpointId: string) => {
    const { rows } = await world.owner.query(
      'SELECT status, next_attempt_at AS next FROM delivery WHERE endpoint_id = $1',
      [endpointId],
    );
    return rows;
  };
  const change = (endpointId: string, what: { status?: 'active' | 'disabled'; url?: string }) =>
    updateEndpoint(world.db, {
      ...ACTOR,
      organisationId: buyerId,
      endpointId,
      change: what,
      allowPrivate: true,
      now: new Date(),
    });

  it('fails when its owner disables the endpoint, and stays so when it is active again', async () => {
    const endpoint = await endpointOf(buyerId);
    await tellOfSale();
    await change(endpoint.id, { status: 'disabled' });
    expect(await states(endpoint.id)).toEqual([{ status: 'failed', next: null }]);
    await change(endpoint.id, { status: 'active' });
    const [made] = await endpoint.log();
    await attempt(made?.id ?? '');
    expect(arrived).toEqual([]);
  });

  it('fails when the endpoint is deleted', async () => {
    const endpoint = await endpointOf(buyerId);
    await tellOfSale();
    await deleteEndpoint(world.db, {
      ...ACTOR,
      organisationId: buyerId,
      endpointId: endpoint.id,
      now: new Date(),
    });
    expect(await states(endpoint.id)).toEqual([{ status: 'failed', next: null }]);
  });

  it('fails when the receiver says of another delivery that the endpoint is gone', async () => {
    const endpoint = await endpointOf(sellerId, ['lead.sale', 'lead.verdict']);
    await tell('lead.sale', saleId, sellerId);
    await tell('lead.verdict', leadId, sellerId);
    answer = { status: 410 };
    const [made] = await endpoint.log();
    await attempt(made?.id ?? '');
    const failed = { status: 'failed', next: null };
    expect(await states(endpoint.id)).toEqual([failed, failed]);
  });

  it('fails at its attempt when it was announced while the endpoint was turned off', async () => {
    const endpoint = await endpointOf(buyerId);
    await tellOfSale();
    await world.owner.query(`UPDATE endpoint SET status = 'disabled' WHERE id = $1`, [endpoint.id]);
    const [made] = await endpoint.log();
    await attempt(made?.id ?? '');
    expect(await states(endpoint.id)).toEqual([{ status: 'failed', next: null }]);
    expect(arrived).toEqual([]);
  });
});

describe('the audit of an endpoint', () => {
  it('says from which host to which it was moved, and no more of the address', async () => {
    const endpoint = await endpointOf(buyerId);
    await updateEndpoint(world.db, {
      ...ACTOR,
      organisationId: buyerId,
      endpointId: endpoint.id,
      change: { url: 'https://hooks.example.com/secret?token=1' },
      allowPrivate: true,
      now: new Date(),
    });
    const { rows } = await world.owner.query(
      `SELECT details FROM audit_entry WHERE subject_id = $1 AND action = 'endpoint.changed'`,
      [endpoint.id],
    );
    expect(rows).toEqual([{ details: { hostBefore: new URL(url).host, hostAfter: 'hooks.example.com' } }]);
  });
});
