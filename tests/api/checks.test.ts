import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  freshPhone,
  fund,
  leadBody,
  makeKey,
  makeOffer,
  makeOrder,
  makeOrganisation,
} from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let seller: ReturnType<typeof apiClient>;
let buyer: ReturnType<typeof apiClient>;
let anyone: ReturnType<typeof apiClient>;
let offerId: string;
let buyerId: string;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world);
  stop = served.stop;
  const sellerId = await makeOrganisation(world.db, 'seller');
  buyerId = await makeOrganisation(world.db, 'buyer');
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
  buyer = apiClient(served.url, await makeKey(world.db, buyerId));
  anyone = apiClient(served.url, null);
  await fund(world.db, buyerId, 10_000_000n);
  offerId = (await makeOffer(world.db, sellerId)).id;
  await makeOrder(world.db, buyerId);
});

afterAll(async () => {
  await stop();
  await world.close();
});

const send = (more: Record<string, unknown>) =>
  seller('POST', '/leads', { body: leadBody(offerId, more), headers: { prefer: 'wait=10' } });

type Check = { check: string; verdict: string; code: string; detail: string };
const verdictOf = (body: { checks: Check[] }, name: string) => body.checks.find((one) => one.check === name);

let serial = 0;
function mailbox(): string {
  serial += 1;
  return `person${serial}`;
}

describe('an e-mail address', () => {
  it.each([
    ['takes mail', 'gmail.com', 'sold', 'pass', 'email_valid'],
    ['of a domain that does not exist', 'nxdomain-shop.com', 'rejected', 'fail', 'email_no_domain'],
    ['of a domain that refuses mail', 'nullmx-shop.com', 'rejected', 'fail', 'email_null_mx'],
    ['of a domain without mail', 'nomx-shop.com', 'rejected', 'fail', 'email_no_mail_host'],
    ['of a domain whose servers do not answer', 'slow-shop.com', 'sold', 'unknown', 'email_no_answer'],
    ['of a disposable kind', 'mailinator.com', 'sold', 'warn', 'email_disposable'],
  ])('%s', async (_what, domain, status, verdict, code) => {
    const { body } = await send({ contact: { name: 'Olena', email: `${mailbox()}@${domain}` } });
    expect(body.status).toBe(status);
    expect(verdictOf(body, 'email')).toMatchObject({ verdict, code });
    expect(JSON.stringify(body)).not.toContain(`${domain}`);
  });

  it('that is bad only warns where a phone reaches the person', async () => {
    const { body } = await send({
      contact: { name: 'Olena', phone: '+380671234599', email: `${mailbox()}@nxdomain-shop.com` },
    });
    expect(body.status).toBe('sold');
    expect(verdictOf(body, 'email')?.verdict).toBe('warn');
  });
});

describe('a region', () => {
  it('that the phone contradicts warns and names both', async () => {
    const { body } = await send({
      contact: { name: 'Olena', phone: '+380442345699' },
      region: 'UA-46',
      city: 'Lviv',
    });
    expect(verdictOf(body, 'region')).toMatchObject({ verdict: 'warn', code: 'region_phone_other_place' });
    expect(verdictOf(body, 'region')?.detail).toMatch(/Kyiv.*Lviv/);
  });

  it('that the city contradicts warns and names both, in whatever language it is typed', async () => {
    const at = async (region: string, city: string) => {
      const contact = { name: 'Olena', phone: freshPhone() };
      return verdictOf((await send({ contact, region, city })).body, 'region');
    };
    const other = await at('UA-46', 'м. Харків');
    expect(other).toMatchObject({ verdict: 'warn', code: 'region_text_other_place' });
    expect(other?.detail).toMatch(/Kharkiv.*Lviv/);
    expect(await at('UA-46', 'Львів')).toMatchObject({ verdict: 'unknown' });
    expect(await at('UA-46', 'hamlet by the river')).toMatchObject({ verdict: 'unknown' });
  });

  it('outside of what the offer names warns: it is on the market, and sold to who asks for that place', async () => {
    const fromBudapest = (phone: string) => ({
      region: 'HU-BU',
      city: 'Budapest',
      contact: { name: 'Réka', phone },
    });
    const { body } = await send(fromBudapest('+36301234501'));
    expect(body).toMatchObject({ status: 'available', sales: [] });
    expect(verdictOf(body, 'fit')).toMatchObject({ verdict: 'warn', code: 'fit_out_of_area' });
    expect(body.score_reasons[0]).toMatchObject({ effect: 'raises' });
    expect(body.score_reasons[1]).toMatchObject({ effect: 'lowers', code: 'fit_out_of_area' });

    const [listing] = (await buyer('GET', '/listings')).body.data;
    expect(listing.lead).toMatchObject({ region: 'HU-BU', score: body.score });
    expect(verdictOf(listing, 'fit')).toMatchObject({ code: 'fit_out_of_area' });
    const bought = await buyer('POST', `/listings/${listing.id}/buy`);
    expect(bought.status).toBe(201);

    await makeOrder(world.db, buyerId, { regions: ['HU-BU'] });
    const next = await send(fromBudapest('+36301234502'));
    expect(next.body).toMatchObject({ status: 'sold', reason: null });
    expect(next.body.score).toBeLessThan((await send({})).body.score);
  });

  it('is found while one types, in either script, the place first that is meant', async () => {
    const first = async (q: string) =>
      (await anyone('GET', `/regions?q=${encodeURIComponent(q)}&limit=3`)).body.data[0]?.code;
    expect(await first('Kyi')).toBe('UA-30');
    expect(await first('киї')).toBe('UA-30');
    expect(await first('lenin')).toBe('RU-LEN');
    expect(await first('vsevo')).toMatch(/^city_/);
    expect(await first('nowhere-at-all')).toBeUndefined();
  });
});

describe('what a person wrote', () => {
  it('goes to the buyer alone: a city nobody lists, answers nobody asked, the message', async () => {
    const { body } = await send({
      contact: { name: 'Olena', phone: '+380671234601' },
      city: 'call 380671112233',
      attributes: { rooms: 2, note: 'ring +380501112299' },
      message: 'my other number is 380931112299',
    });
    expect(body).toMatchObject({ status: 'sold', city: null, attributes: { rooms: 2 } });
    expect(verdictOf(body, 'fit')).toMatchObject({ verdict: 'warn' });
    expect(JSON.stringify(body)).not.toMatch(/380/);
    const sale = await buyer('GET', `/sales/${body.sales[0].id}`);
    expect(sale.body.contact).toMatchObject({
      city: 'call 380671112233',
      extra_attributes: { note: 'ring +380501112299' },
      message: 'my other number is 380931112299',
    });
  });

  it('lies nowhere in the clear: not in a table, the queue or the answers kept', async () => {
    const contact = { name: 'Zlatopysna Unikalna', phone: '+380679998877', email: 'zlatopysna@gmail.com' };
    await seller('POST', '/leads', {
      body: leadBody(offerId, {
        contact,
        message: 'unikalna-message',
        source: { url: 'https://x.example/?p=380679998877', ip: '203.0.113.77' },
      }),
      headers: { 'idempotency-key': 'leak', prefer: 'wait=10' },
    });
    const { rows: tables } = await world.owner.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    // Bytes are read as PostgreSQL writes them.
    const bytes = ['Unikalna', 'unikalna', 'Zlatopysna', 'zlatopysna', '679998877', '203.0.113.77'].map(
      (text) => Buffer.from(text).toString('hex'),
    );
    for (const { name } of tables) {
      const { rows } = await world.owner.query(
        `SELECT t::text AS text FROM ${name} t WHERE t::text ~* ('unikalna|zlatopysna|679998877|203\\.0\\.113\\.77|' || $1)`,
        [bytes.join('|')],
      );
      expect([name, rows]).toEqual([name, []]);
    }
  });
});

describe('a test lead', () => {
  it('walks the way, is not sold, not listed, and claims nothing', async () => {
    const contact = { name: 'Olena', phone: '+380671234602' };
    const { body } = await send({ contact, test: true });
    expect(body).toMatchObject({ status: 'available', test: true, sales: [] });
    expect((await buyer('GET', '/listings')).body.data).toEqual([]);
    expect((await send({ contact })).body.status).toBe('sold');
  });
});
