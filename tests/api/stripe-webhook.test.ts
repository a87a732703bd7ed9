import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '#app/kernel/time.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const OLD = 'whsec_oldandstillinforce';
const NEW = 'whsec_new';

let world: World;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  world = await openWorld({
    env: { STRIPE_WEBHOOK_SECRETS: `${OLD}, ${NEW}`, STRIPE_SECRET_KEY: 'sk_test_x' },
  });
  ({ url, stop } = await serve(world, { works: false }));
});
afterAll(async () => {
  await stop();
  await world.close();
});

let serial = 0;
function eventBody(more: Record<string, unknown> = {}): { id: string; body: string } {
  serial += 1;
  const id = `evt_test_${serial}`;
  const event = {
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: 1_790_000_000,
    data: { object: { id: 'cs_test_1', object: 'checkout.session' } },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'checkout.session.completed',
    ...more,
  };
  return { id, body: JSON.stringify(event) };
}

function signature(body: string, { secret = NEW, at = new Date() } = {}): string {
  const seconds = Math.floor(at.getTime() / SECOND_MS);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

async function send(body: string, header?: string, contentType = 'application/json; charset=utf-8') {
  const response = await fetch(`${url}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': contentType, ...(header ? { 'stripe-signature': header } : {}) },
    body,
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    answer: JSON.parse(await response.text()) as Record<string, unknown>,
  };
}

const stored = (id: string) => world.db.prisma.stripeEvent.findUnique({ where: { id } });

async function jobsOf(eventId: string): Promise<number> {
  const { rows } = await world.owner.query(
    "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'work-stripe-event' AND data->>'eventId' = $1",
    [eventId],
  );
  return rows[0].n;
}

describe('POST /webhooks/stripe', () => {
  it.each([OLD, NEW])('takes what %s signed, and leaves it to a job', async (secret) => {
    const { id, body } = eventBody({ account: 'acct_1' });
    expect(await send(body, signature(body, { secret }))).toMatchObject({ status: 200 });
    expect(await stored(id)).toMatchObject({
      type: 'checkout.session.completed',
      account: 'acct_1',
      apiVersion: '2026-10-28.endive',
      objectId: 'cs_test_1',
      createdAt: new Date(1_790_000_000_000),
      workedAt: null,
    });
    expect(await jobsOf(id)).toBe(1);
  });

  it('takes an event once, however often and however close together it is sent', async () => {
    const { id, body } = eventBody();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(body, signature(body))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await send(body, signature(body))).toMatchObject({ status: 200 });
    expect(await jobsOf(id)).toBe(1);
  });

  it('reads the body as it came: of another kind, with spaces, in any letters', async () => {
    const { id, body } = eventBody({ note: 'Ґанок, 5 000 ₴' });
    const spaced = JSON.stringify(JSON.parse(body), null, 4);
    expect(await send(spaced, signature(spaced), 'text/plain')).toMatchObject({ status: 200 });
    expect(await stored(id)).not.toBeNull();
  });

  it('takes an event of an old version, and one about something without an id', async () => {
    const { id, body } = eventBody({ api_version: '2015-01-26', data: { object: { object: 'balance' } } });
    expect(await send(body, signature(body))).toMatchObject({ status: 200 });
    expect(await stored(id)).toMatchObject({ apiVersion: '2015-01-26', objectId: null });
  });

  it.each([
    ['without a signature', () => undefined],
    ['with an empty one', () => ''],
    ['with one that is none', () => 'made up'],
    ['signed by somebody else', (body: string) => signature(body, { secret: 'whsec_other' })],
    ['with the signature of another body', () => signature('{}')],
    [
      'signed six minutes ago',
      (body: string) => signature(body, { at: new Date(Date.now() - 6 * MINUTE_MS) }),
    ],
    [
      'signed for in six minutes',
      (body: string) => signature(body, { at: new Date(Date.now() + 6 * MINUTE_MS) }),
    ],
    ['without a time', (body: string) => signature(body).replace(/^t=\d+,/, '')],
  ])('refuses what comes %s', async (_what, sign) => {
    const { id, body } = eventBody();
    const { status, type, answer } = await send(body, sign(body));
    expect(status).toBe(400);
    expect(type).toContain('application/problem+json');
    expect(answer).toMatchObject({ code: 'signature_invalid', status: 400 });
    expect(answer.detail).toMatch(/Stripe-Signature/);
    expect(await stored(id)).toBeNull();
  });

  it.each([
    ['four minutes old', -4 * MINUTE_MS],
    ['four minutes ahead', 4 * MINUTE_MS],
  ])('takes one whose time is %s: clocks differ', async (_what, offMs) => {
    const { id, body } = eventBody();
    const at = new Date(Date.now() + offMs);
    expect(await send(body, signature(body, { at }))).toMatchObject({ status: 200 });
    expect(await stored(id)).not.toBeNull();
  });

  it('takes a header in which another secret signed too, as while secrets are exchanged at Stripe', async () => {
    const { id, body } = eventBody();
    const other = /v1=.*/.exec(signature(body, { secret: 'whsec_other' }))?.[0];
    const header = signature(body).replace('v1=', `${other},v1=`);
    expect(await send(body, header)).toMatchObject({ status: 200 });
    expect(await stored(id)).not.toBeNull();
  });

  it('takes an event of a kind that nobody knows, and one of Stripe’s newer API without an object in it', async () => {
    const unknown = eventBody({ type: 'moon.landed', data: { object: { id: 'moon_1' } } });
    expect(await send(unknown.body, signature(unknown.body))).toMatchObject({ status: 200 });
    const thin = eventBody({
      object: 'v2.core.event',
      type: 'v2.core.account.updated',
      created: '2026-11-26T10:00:00.000Z',
      data: undefined,
      api_version: undefined,
    });
    expect(await send(thin.body, signature(thin.body))).toMatchObject({ status: 200 });
    expect(await stored(thin.id)).toMatchObject({
      objectId: null,
      apiVersion: null,
      createdAt: new Date('2026-11-26T10:00:00.000Z'),
    });
  });

  it.each(['{}', '[]', 'null', '"evt_1"', 'no JSON', '', '{"id":5,"type":"x"}', '{"id":"evt_1","type":"x"}'])(
    'refuses %s, though we signed it, without breaking',
    async (body) => {
      expect((await send(body, signature(body))).status).toBe(400);
    },
  );

  it('refuses a body that was changed on the way', async () => {
    const { body } = eventBody();
    const changed = body.replace('cs_test_1', 'cs_test_2');
    expect(await send(changed, signature(body))).toMatchObject({ status: 400 });
  });

  it('takes no more than it has to', async () => {
    const response = await fetch(`${url}/webhooks/stripe`, { method: 'POST', body: 'x'.repeat(600_000) });
    expect(response.status).toBe(413);
  });

  it('answers other methods as pages that do not exist', async () => {
    const response = await fetch(`${url}/webhooks/stripe`, { method: 'PUT', body: '{}' });
    expect([403, 404]).toContain(response.status);
  });
});
