import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadBody, makeKey, makeOffer, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let url: string;
let seller: ReturnType<typeof apiClient>;
let buyer: ReturnType<typeof apiClient>;
let offerId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ url, stop } = await serve(world, { works: false }));
  const [sellerId, buyerId] = [
    await makeOrganisation(world.db, 'seller'),
    await makeOrganisation(world.db, 'buyer'),
  ];
  seller = apiClient(url, await makeKey(world.db, sellerId));
  buyer = apiClient(url, await makeKey(world.db, buyerId));
  offerId = (await makeOffer(world.db, sellerId)).id;
});
afterAll(async () => {
  await stop();
  await world.close();
});

const money = (amount_minor: string, currency = 'UAH') => ({ amount_minor, currency });
const order = (more: Record<string, unknown> = {}) => ({
  niches: ['property'],
  regions: ['UA'],
  max_price: money('90000'),
  ...more,
});

describe('an order', () => {
  it.each(['CTT', 'PST', 'IST', '+03:00', '+0300', 'US/Pacific-New', 'Mars/Olympus', 'europe/kyiv'])(
    'does not take %s for a time zone: runtime and database must mean the same by it',
    async (timezone) => {
      const answer = await buyer('POST', '/orders', { body: order({ timezone }) });
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'timezone_unknown', errors: [{ field: 'timezone' }] },
      });
    },
  );

  it.each(['UTC', 'Europe/Kyiv', 'Asia/Ulaanbaatar', 'America/Argentina/Buenos_Aires'])(
    'takes %s',
    async (timezone) => {
      expect((await buyer('POST', '/orders', { body: order({ timezone }) })).status).toBe(201);
    },
  );

  it('cannot be stored with a zone that the database cannot use, whoever writes it', async () => {
    await expect(world.owner.query(`UPDATE standing_order SET timezone = 'CTT'`)).rejects.toThrow(
      /time zone "CTT"/,
    );
  });

  it('keeps its currency, in price and budgets alike', async () => {
    const { body } = await buyer('POST', '/orders', { body: order() });
    const patch = (change: unknown) => buyer('PATCH', `/orders/${body.id}`, { body: change });
    expect(await patch({ max_price: money('1', 'EUR') })).toMatchObject({
      status: 422,
      body: { code: 'order_currency_stays' },
    });
    expect(await patch({ budget: { day: money('1', 'EUR') } })).toMatchObject({
      status: 422,
      body: { code: 'budget_currency' },
    });
    const day = await patch({ budget: { day: money('500') }, caps: { day: 7 } });
    expect(day.body).toMatchObject({
      budget: { day: money('500'), total: null },
      caps: { day: 7, week: null },
    });
    expect((await patch({ caps: { week: 9 } })).body.caps).toEqual({
      hour: null,
      day: 7,
      week: 9,
      month: null,
    });
    expect((await patch({ budget: { day: null } })).body.budget.day).toBeNull();
  });

  it('may have hours, which have to begin and end differently', async () => {
    const hours = { days: ['mon'], from: 22, to: 6 };
    const { body } = await buyer('POST', '/orders', { body: { ...order(), hours } });
    expect(body.hours).toEqual(hours);
    const patch = (change: unknown) => buyer('PATCH', `/orders/${body.id}`, { body: change });
    expect(await patch({ hours: { ...hours, to: 22 } })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'hours', code: 'hours_empty' }] },
    });
    expect((await patch({ caps: { day: 3 } })).body.hours).toEqual(hours);
    expect((await patch({ hours: null })).body.hours).toBeNull();
  });

  it('is refused when there are too many, with a way out', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const crowd = apiClient(url, await makeKey(world.db, organisationId));
    const { body } = await crowd('POST', '/orders', { body: order() });
    await world.owner.query(
      `INSERT INTO standing_order (id, organisation_id, niches, regions, currency, max_price_minor, temperatures, min_score,
         accept_unknown, timezone, status)
       SELECT 'ord_copy' || n, organisation_id, niches, regions, currency, max_price_minor, temperatures, min_score,
         accept_unknown, timezone, status FROM standing_order, generate_series(2, 200) n WHERE id = $1`,
      [body.id],
    );
    expect(await crowd('POST', '/orders', { body: order() })).toMatchObject({
      status: 409,
      body: { code: 'orders_limit' },
    });
  });
});

describe('consent', () => {
  it.each([
    ['0000-01-01T00:00:00Z', 'too_old'],
    ['0001-01-01T00:00:00+14:00', 'too_old'],
    ['2999-01-01T00:00:00Z', 'in_the_future'],
  ])('given at %s is %s', async (given_at, code) => {
    const answer = await seller('POST', '/leads', {
      body: leadBody(offerId, { consent: { text: 'Yes', given_at } }),
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'consent.given_at', code }] } });
  });
});

describe('a cursor of nobody’s', () => {
  it.each(['/leads', '/offers', '/sales', '/endpoints'])(
    'reads nothing on %s, rather than all anew',
    async (path) => {
      await seller('POST', '/endpoints', { body: { url: 'https://example.com/', events: ['lead.verdict'] } });
      const answer = await seller('GET', `${path}?cursor=abc`);
      expect(answer).toMatchObject({ status: 200, body: { data: [], next_cursor: null } });
    },
  );
});

describe('below the API’s prefix', () => {
  it.each([
    ['GET', '/nope'],
    ['GET', '/pings'],
    ['PUT', '/leads'],
    ['DELETE', '/leads'],
    ['POST', '/pings'],
  ])('%s %s is a problem of the API’s', async (method, path) => {
    const answer = await seller(method, path);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found', status: 404 } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});
