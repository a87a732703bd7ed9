import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let url: string;
let seller: ReturnType<typeof apiClient>;
let other: ReturnType<typeof apiClient>;
let offerId: string;
let otherOfferId: string;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ url, stop } = await serve(world));
  const [sellerId, otherId, buyerId] = await Promise.all([
    makeOrganisation(world.db, 'seller'),
    makeOrganisation(world.db, 'seller'),
    makeOrganisation(world.db, 'buyer'),
  ]);
  seller = apiClient(url, await makeKey(world.db, sellerId));
  other = apiClient(url, await makeKey(world.db, otherId));
  offerId = (await makeOffer(world.db, sellerId)).id;
  otherOfferId = (await makeOffer(world.db, otherId)).id;
  await fund(world.db, buyerId, 10_000_000n);
  await makeOrder(world.db, buyerId);
});

afterAll(async () => {
  await stop();
  await world.close();
});

const post = (client: typeof seller, body: unknown, key: string, prefer?: string) =>
  client('POST', '/leads', { body, headers: { 'idempotency-key': key, ...(prefer ? { prefer } : {}) } });

async function leadsOf(client: typeof seller): Promise<number> {
  return (await client('GET', '/leads?limit=100')).body.data.length;
}

describe('an idempotency key', () => {
  it('gives the same answer to the same body, and takes one lead', async () => {
    const before = await leadsOf(seller);
    const body = leadBody(offerId);
    const first = await post(seller, body, 'same');
    const again = await post(seller, body, 'same');
    expect(first.status).toBe(202);
    expect(again.status).toBe(202);
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await leadsOf(seller)).toBe(before + 1);
  });

  it('gives the waited-for answer again, also to who does not wait', async () => {
    const body = leadBody(offerId);
    const first = await post(seller, body, 'waited', 'wait=10');
    expect(first).toMatchObject({ status: 200, body: { status: 'sold' } });
    expect(await post(seller, body, 'waited')).toMatchObject({ status: 200, body: first.body });
  });

  it('does not mind the order of the fields', async () => {
    const body = leadBody(offerId, { attributes: { rooms: 2, area_m2: 50 } });
    const turned = Object.fromEntries(Object.entries(body).reverse());
    const first = await post(seller, body, 'turned');
    expect((await post(seller, { ...turned, attributes: { area_m2: 50, rooms: 2 } }, 'turned')).body.id).toBe(
      first.body.id,
    );
  });

  it('is refused with another body, which changes nothing', async () => {
    const first = await post(seller, leadBody(offerId), 'reused');
    const before = await leadsOf(seller);
    const reused = await post(seller, leadBody(offerId), 'reused');
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await leadsOf(seller)).toBe(before);
    expect((await seller('GET', `/leads/${first.body.id}`)).status).toBe(200);
  });

  it('belongs to its seller: another one may use the same', async () => {
    const mine = await post(seller, leadBody(offerId), 'shared-word');
    const theirs = await post(other, leadBody(otherOfferId), 'shared-word');
    expect(theirs.status).toBe(202);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('is free again when the request with it was refused', async () => {
    const wrong = await post(seller, leadBody(offerId, { region: 'XX-99' }), 'corrected');
    expect(wrong).toMatchObject({ status: 422, body: { code: 'region_unknown' } });
    expect((await post(seller, leadBody(offerId), 'corrected')).status).toBe(202);
  });

  it('takes one lead of twenty requests at once', async () => {
    const before = await leadsOf(seller);
    const body = leadBody(offerId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(seller, body, 'at-once')));
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([202]));
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
    expect(await leadsOf(seller)).toBe(before + 1);
  });

  it('answers 409 while the first request still waits for the verdict', async () => {
    const stuck = leadBody(offerId, { contact: { name: 'Lina', email: 'lina@slow.example' } });
    const waiting = post(seller, stuck, 'in-flight', 'wait=10');
    await until('the first request is taken', async () => {
      const { rowCount } = await world.owner.query(
        'SELECT FROM intake_key WHERE in_flight_until > now() AND answer_status IS NULL',
      );
      return rowCount === 1;
    });
    expect((await post(seller, stuck, 'in-flight')).body.code).toBe('idempotency_in_flight');
    expect((await waiting).status).toBe(200);
    expect((await post(seller, stuck, 'in-flight')).status).toBe(200);
  });

  it('is answered from the lead itself when the process that took it died before it could answer', async () => {
    const body = leadBody(offerId);
    const first = await post(seller, body, 'died', 'wait=10');
    await world.owner.query(
      `UPDATE intake_key SET answer_status = NULL, answer_body = NULL, in_flight_until = now() - interval '1 second' WHERE lead_id = $1`,
      [first.body.id],
    );
    expect(await post(seller, body, 'died')).toMatchObject({
      status: 200,
      body: { id: first.body.id, status: 'sold' },
    });
  });

  it('gets its first answer again though the offer takes no more leads', async () => {
    const body = leadBody(offerId);
    const first = await post(seller, body, 'paused-since');
    await seller('PATCH', `/offers/${offerId}`, { body: { status: 'paused' } });
    const again = await post(seller, body, 'paused-since');
    const fresh = await post(seller, leadBody(offerId), 'not-before');
    await seller('PATCH', `/offers/${offerId}`, { body: { status: 'active' } });
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(fresh).toMatchObject({ status: 409, body: { code: 'offer_not_active' } });
  });

  it('is refused when it is longer than 255 characters', async () => {
    const answer = await post(seller, leadBody(offerId), 'k'.repeat(256));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'idempotency-key' }] } });
  });

  it('is kept as a keyed hash, and so is the request', async () => {
    const body = leadBody(offerId, { contact: { name: 'Findme Uniquename', phone: '+380671999888' } });
    const { body: lead } = await post(seller, body, 'order of +380671999888');
    const { rows } = await world.owner.query('SELECT k::text AS text FROM intake_key k WHERE lead_id = $1', [
      lead.id,
    ]);
    expect(rows[0].text).not.toMatch(/Uniquename|671999888/);
  });
});
