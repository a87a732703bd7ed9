import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let seller: ReturnType<typeof apiClient>;
let buyer: ReturnType<typeof apiClient>;
let offerId: string;
let orderId: string;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world);
  stop = served.stop;
  const [sellerId, buyerId] = [
    await makeOrganisation(world.db, 'seller'),
    await makeOrganisation(world.db, 'buyer'),
  ];
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
  buyer = apiClient(served.url, await makeKey(world.db, buyerId));
  await fund(world.db, buyerId, 10_000_000n);
  offerId = (await makeOffer(world.db, sellerId)).id;
  orderId = (await makeOrder(world.db, buyerId)).id;
});

afterAll(async () => {
  await stop();
  await world.close();
});

const send = (more: Record<string, unknown> = {}) =>
  seller('POST', '/leads', { body: leadBody(offerId, more), headers: { prefer: 'wait=10' } });

describe('a lead becomes a sale', () => {
  it('is checked, sold to the standing order, charged, and signed for in the buyer’s hands', async () => {
    const receiver = await openReceiver();
    const endpoint = await buyer('POST', '/endpoints', {
      body: { url: receiver.url, events: ['lead.sold'] },
    });
    const contact = { name: 'Olena Koval', phone: '+380671234568', email: 'olena.koval@gmail.com' };
    const sent = await send({ contact, message: 'Two rooms, near the river' });

    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ status: 'sold', reason: null });
    expect(sent.body.checks.map((check: { check: string }) => check.check)).toEqual(
      expect.arrayContaining(['phone', 'email', 'region', 'duplicate', 'consent', 'fit']),
    );
    expect(sent.body.sales[0]).toMatchObject({
      price: { amount_minor: '30000', currency: 'UAH' },
      earned: { amount_minor: '27000', currency: 'UAH' },
    });

    const sale = await buyer('GET', `/sales/${sent.body.sales[0].id}`);
    expect(sale.body).toMatchObject({
      role: 'buyer',
      order_id: orderId,
      status: 'held',
      contact: { ...contact, message: 'Two rooms, near the river' },
    });
    expect(sale.body.quote.factors.map((one: { factor: string }) => one.factor)).toContain('geography');

    const asSeller = await seller('GET', `/sales/${sent.body.sales[0].id}`);
    expect(asSeller.body.role).toBe('seller');
    expect(JSON.stringify(asSeller.body)).not.toContain('Koval');

    const message = await receiver.next();
    const event = new Webhook(endpoint.body.secret).verify(message.body, message.headers);
    expect(event).toMatchObject({ type: 'lead.sold', data: { id: sent.body.sales[0].id, contact } });
    await receiver.close();
  });

  it('refuses the articles’ Viktor for his phone, and takes him with a real one', async () => {
    const viktor = {
      region: 'RU-LEN',
      city: 'Vsevolozhsk',
      language: 'ru',
      message:
        'Sold a three-room flat in Vsevolozhsk, looks for a two-room flat in a new building, first payment about 2 million roubles',
      attributes: { rooms: 2, first_payment: 2_000_000 },
      budget: { amount_minor: '200000000', currency: 'RUB' },
    };
    const refused = await send({ ...viktor, contact: { name: 'Viktor', phone: '+755555' } });
    expect(refused.body).toMatchObject({ status: 'rejected', reason: { code: 'phone_too_short' } });
    expect(refused.body.reason.detail).toMatch(/too short/i);

    const taken = await send({ ...viktor, contact: { name: 'Viktor', phone: '+7 813 702-51-87' } });
    expect(taken.body).toMatchObject({
      status: 'sold',
      region: 'RU-LEN',
      attributes: { rooms: 2, first_payment: 2_000_000 },
      budget: { amount_minor: '200000000', currency: 'RUB' },
    });
    expect(taken.body.checks).toContainEqual(expect.objectContaining({ check: 'region', verdict: 'pass' }));
  });

  it('sells a contact once in a niche, whichever of its two ways it comes by', async () => {
    const contact = { name: 'Ihor', phone: '+380501112233', email: 'ihor.shevchuk@gmail.com' };
    expect((await send({ contact })).body.status).toBe('sold');
    expect((await send({ contact: { name: 'I.', phone: '050 111 22 33' } })).body).toMatchObject({
      status: 'duplicate',
      reason: { code: 'duplicate_claimed' },
    });
    expect((await send({ contact: { name: 'I.', email: 'Ihor.Shevchuk+flat@gmail.com' } })).body.status).toBe(
      'duplicate',
    );
  });

  it('lists a lead that no order takes, masked, and sells it once to who buys it', async () => {
    const sent = await send({
      region: 'UA-46',
      city: 'Lviv',
      wanted_within_days: 200,
      contact: { name: 'Marta', phone: '+380322358900' },
    });
    expect(sent.body.status).toBe('sold');

    const order = await buyer('PATCH', `/orders/${orderId}`, { body: { status: 'paused' } });
    expect(order.body.status).toBe('paused');
    const listed = await send({
      region: 'UA-46',
      city: 'Lviv',
      contact: { name: 'Taras Melnyk', phone: '+380322358901' },
    });
    expect(listed.body).toMatchObject({ status: 'available', sales: [] });

    const market = await buyer('GET', '/listings');
    expect(market.body.data).toHaveLength(1);
    expect(JSON.stringify(market.body)).not.toMatch(/Taras|358901/);
    const listing = market.body.data[0];

    const tooDear = await buyer('POST', `/listings/${listing.id}/buy`, {
      body: { max_price: { amount_minor: '29999', currency: 'UAH' } },
    });
    expect(tooDear).toMatchObject({ status: 409, body: { code: 'price_above_limit' } });

    const twice = await Promise.all([1, 2, 3].map(() => buyer('POST', `/listings/${listing.id}/buy`)));
    expect(twice.map((one) => one.status).sort()).toEqual([200, 200, 201]);
    expect(new Set(twice.map((one) => one.body.id)).size).toBe(1);
    expect(twice[0]?.body.contact).toMatchObject({ name: 'Taras Melnyk', phone: '+380322358901' });
    expect((await buyer('GET', '/listings')).body.data).toEqual([]);
    await buyer('PATCH', `/orders/${orderId}`, { body: { status: 'active' } });
  });

  it('keeps a lead waiting nobody waits for, and settles it all the same', async () => {
    const sent = await seller('POST', '/leads', { body: leadBody(offerId) });
    expect(sent).toMatchObject({ status: 202, body: { status: 'validating', checks: [] } });
    await until('the lead is sold', async () => {
      const lead = await seller('GET', `/leads/${sent.body.id}`);
      return lead.body.status === 'sold';
    });
  });
});

type Message = { body: string; headers: Record<string, string> };

/** A receiver of webhooks, outside of what is tested. */
async function openReceiver() {
  const arrived: Message[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    arrived.push({
      body: Buffer.concat(chunks).toString(),
      headers: request.headers as Record<string, string>,
    });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next: () => until('a webhook arrives', async () => arrived.shift()),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
