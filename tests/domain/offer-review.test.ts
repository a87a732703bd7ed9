import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/kernel/ids.ts';
import { leadBody, makeKey } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  world = await openWorld();
  await world.owner.query(`UPDATE niche SET trade = 'reviewed' WHERE code = 'legal'`);
  await world.owner.query(`UPDATE niche SET trade = 'forbidden' WHERE code = 'credit'`);
  ({ url, stop } = await serve(world, { works: false }));
});
afterAll(async () => {
  await stop();
  await world.close();
});

const OFFER = {
  niche: 'property.flat_new',
  regions: ['UA'],
  ask: { amount_minor: '30000', currency: 'UAH' },
  consent_text: 'I agree to be called about my request.',
};

async function sellerWho(is: 'waiting' | 'approved' | 'refused') {
  const { id } = await world.db.prisma.organisation.create({
    data: {
      id: newId('org'),
      name: `Seller ${is}`,
      countryCode: 'UA',
      sells: true,
      buys: false,
      reviewStatus: is,
    },
  });
  return { id, call: apiClient(url, await makeKey(world.db, id)) };
}

/** As a moderator does it. */
const decide = (offerId: string, reason: string | null) =>
  world.db.prisma.offer.update({
    where: { id: offerId },
    data: {
      status: reason === null ? 'active' : 'draft',
      reviewReason: reason,
      reviewedBy: 'pers_moderator',
      reviewedAt: new Date(),
    },
  });

describe('an offer of a seller who was not looked at yet', () => {
  it('waits, takes no leads while it waits, and is active once it was let in', async () => {
    const { call } = await sellerWho('waiting');
    const made = await call('POST', '/offers', { body: OFFER });
    expect(made).toMatchObject({ status: 201, body: { status: 'review', review: null } });
    expect(await call('POST', '/leads', { body: leadBody(made.body.id) })).toMatchObject({
      status: 409,
      body: { code: 'offer_not_active' },
    });
    await decide(made.body.id, null);
    expect((await call('GET', `/offers/${made.body.id}`)).body).toMatchObject({
      status: 'active',
      review: { reason: null, reviewed_at: expect.any(String) },
    });
    expect((await call('POST', '/leads', { body: leadBody(made.body.id) })).status).toBe(202);
  });

  it('says why it was sent back, until it is let in', async () => {
    const { call } = await sellerWho('waiting');
    const { body } = await call('POST', '/offers', { body: OFFER });
    await decide(body.id, 'Name the company that calls.');
    const patch = (change: unknown) => call('PATCH', `/offers/${body.id}`, { body: change });
    expect((await patch({ consent_text: 'Flats Ltd may call me.' })).body).toMatchObject({
      status: 'draft',
      review: { reason: 'Name the company that calls.' },
    });
    expect((await patch({ status: 'active' })).body).toMatchObject({
      status: 'review',
      review: { reason: 'Name the company that calls.', reviewed_at: null },
    });
    await decide(body.id, null);
    expect((await patch({ status: 'paused' })).body.status).toBe('paused');
    expect((await patch({ status: 'active' })).body).toMatchObject({
      status: 'active',
      review: { reason: null },
    });
  });
});

describe('an offer of a niche that is looked at first', () => {
  it('goes back to review with another landing page and traffic, not with another ask', async () => {
    const { call } = await sellerWho('approved');
    const { body } = await call('POST', '/offers', { body: { ...OFFER, niche: 'legal.family' } });
    expect(body.status).toBe('review');
    await decide(body.id, null);
    const patch = (change: unknown) => call('PATCH', `/offers/${body.id}`, { body: change });
    const dearer = await patch({ ask: { amount_minor: '40000', currency: 'UAH' } });
    expect(dearer.body).toMatchObject({ status: 'active', ask: { amount_minor: '40000' } });
    const changed = await patch({ landing_url: 'https://example.com/law', traffic: ['sms'] });
    expect(changed.body).toMatchObject({
      status: 'review',
      review: null,
      landing_url: 'https://example.com/law',
      traffic: ['sms'],
    });
    const row = await world.db.prisma.offer.findUniqueOrThrow({ where: { id: body.id } });
    expect(row).toMatchObject({ reviewedBy: null, reviewedAt: null, submittedAt: row.updatedAt });
  });

  it('leaves in the audit what became of it, not only what was asked', async () => {
    const { call } = await sellerWho('approved');
    const { body } = await call('POST', '/offers', {
      body: { ...OFFER, niche: 'legal.family', status: 'draft' },
    });
    await call('PATCH', `/offers/${body.id}`, { body: { status: 'active' } });
    const entries = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: body.id },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ action, details }) => [action, (details as { status: string }).status])).toEqual([
      ['offer.created', 'draft'],
      ['offer.changed', 'review'],
    ]);
  });
});

describe('what is not let onto the market at all', () => {
  it('is a niche of a forbidden sector', async () => {
    const { call } = await sellerWho('approved');
    expect(
      await call('POST', '/offers', { body: { ...OFFER, niche: 'credit.consumer', status: 'draft' } }),
    ).toMatchObject({ status: 422, body: { code: 'niche_forbidden', errors: [{ field: 'niche' }] } });
  });

  it('is an offer of a refused seller, who may keep drafts', async () => {
    const { call } = await sellerWho('refused');
    expect(await call('POST', '/offers', { body: OFFER })).toMatchObject({
      status: 409,
      body: { code: 'seller_refused' },
    });
    const draft = await call('POST', '/offers', { body: { ...OFFER, status: 'draft' } });
    expect(draft.body.status).toBe('draft');
    expect(await call('PATCH', `/offers/${draft.body.id}`, { body: { status: 'active' } })).toMatchObject({
      body: { code: 'seller_refused' },
    });
  });

  it.each([
    'ftp://example.com',
    'example.com',
    'javascript:alert(1)',
    `https://example.com/${'a'.repeat(500)}`,
  ])('is a landing page at %s', async (landing_url) => {
    const { call } = await sellerWho('approved');
    expect(await call('POST', '/offers', { body: { ...OFFER, landing_url } })).toMatchObject({
      status: 422,
      body: { code: 'invalid', errors: [{ field: 'landing_url' }] },
    });
  });
});
