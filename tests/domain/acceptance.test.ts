import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { AcceptanceBy } from '#app/domain/reports/acceptance.ts';
import { readAcceptance } from '#app/domain/reports/read-acceptance.server.ts';
import { DAY_MS } from '#app/kernel/time.ts';
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
let sellerId: string;
let flats: Offer;
let solar: Offer;

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world, { works: false });
  stop = served.stop;
  sellerId = await makeOrganisation(world.db, 'seller');
  const buyerId = await makeOrganisation(world.db, 'buyer');
  await fund(world.db, buyerId, 10_000_000n);
  await makeOrder(world.db, buyerId);
  flats = await makeOffer(world.db, sellerId);
  solar = await makeOffer(world.db, sellerId, { niche: 'climate.solar' });
  const seller = apiClient(served.url, await makeKey(world.db, sellerId));
  const send = async (offer: Offer, sub: string, phone: string, more = {}) => {
    const { body } = await seller('POST', '/leads', {
      body: leadBody(offer.id, {
        contact: { name: 'Olena', phone },
        source: {
          traffic: sub === 'good' ? 'search' : 'social',
          sub_ids: ['same', sub],
          referrer: sub === 'good' ? `https://www.Search.example/?q=${phone}` : null,
        },
        ...more,
      }),
    });
    return body.id as string;
  };
  const twice = freshPhone();
  const ids = [
    await send(flats, 'good', freshPhone()),
    await send(flats, 'good', twice),
    await send(flats, 'bad', '12'),
    await send(flats, 'bad', freshPhone()),
    await send(flats, 'good', freshPhone(), { test: true }),
    await send(solar, 'bad', freshPhone()),
    await send(flats, 'bad', twice),
  ];
  for (const id of ids) await processLeads(world.db, { leadIds: [id], now: new Date(), checkWaitMs: 0 });
  // Without a verdict.
  await send(flats, 'good', freshPhone());
  // Another seller's.
  const otherId = await makeOrganisation(world.db, 'seller');
  const other = apiClient(served.url, await makeKey(world.db, otherId));
  const { body } = await other('POST', '/leads', { body: leadBody((await makeOffer(world.db, otherId)).id) });
  await processLeads(world.db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
});
afterAll(async () => {
  await stop();
  await world.close();
});

const read = (by: AcceptanceBy, more: Partial<Parameters<typeof readAcceptance>[1]> = {}) =>
  readAcceptance(world.db.pool, {
    organisationId: sellerId,
    offerId: null,
    by,
    periodMs: 7 * DAY_MS,
    steps: 7,
    now: new Date(),
    ...more,
  });

describe('acceptance', () => {
  it('is told by sub ID: sent, accepted, sold, without test leads and those being checked', async () => {
    expect((await read('sub2')).lines).toEqual([
      { key: 'bad', sent: 4, accepted: 2, sold: 1, warned: 0, before: { sent: 0, accepted: 0 } },
      { key: 'good', sent: 2, accepted: 2, sold: 2, warned: 0, before: { sent: 0, accepted: 0 } },
    ]);
    expect((await read('sub1')).lines).toMatchObject([{ key: 'same', sent: 6, accepted: 4 }]);
    expect((await read('sub5')).lines).toMatchObject([{ key: '', sent: 6 }]);
    expect((await read('traffic')).lines.map(({ key }) => key)).toEqual(['social', 'search']);
  });

  it('is told by the site that visitors came from; of its address nothing lies in the clear', async () => {
    expect((await read('referrer')).lines).toMatchObject([
      { key: '', sent: 4 },
      { key: 'search.example', sent: 2, accepted: 2, sold: 2 },
    ]);
    const { rows } = await world.owner.query<{ row: string }>(
      'SELECT l::text AS row FROM lead l WHERE organisation_id = $1',
      [sellerId],
    );
    expect(rows.filter(({ row }) => row.includes('search.example')).length).toBeGreaterThan(2);
    expect(rows.filter(({ row }) => row.includes('?q='))).toEqual([]);
  });

  it('is told by check, the one that refuses most first', async () => {
    const { lines } = await read('check');
    expect(
      lines
        .slice(0, 2)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['duplicate', 'phone']);
    expect(lines.find(({ key }) => key === 'phone')).toMatchObject({ sent: 6, accepted: 5 });
    expect(lines.find(({ key }) => key === 'duplicate')).toMatchObject({ sent: 5, accepted: 4 });
  });

  it('is told of one offer', async () => {
    expect((await read('sub2', { offerId: solar.id })).lines).toMatchObject([
      { key: 'bad', sent: 1, sold: 0 },
    ]);
  });

  it('stands beside the period before, and step by step', async () => {
    const { steps } = await read('sub2');
    expect(steps).toHaveLength(7);
    expect(steps.at(-1)).toMatchObject({ sent: 6, accepted: 4 });
    expect(steps.slice(0, -1).every(({ sent }) => sent === 0)).toBe(true);
    // A week later the same leads are those of the week before; a line without new leads is left out.
    const later = await read('sub2', { now: new Date(Date.now() + 8 * DAY_MS) });
    expect(later.lines).toEqual([]);
    expect(later.steps.every(({ sent }) => sent === 0)).toBe(true);
  });

  it.each(['traffic', 'campaign', 'channel', 'sub3', 'sub4'] as const)('can be asked by %s', async (by) => {
    expect((await read(by)).lines.reduce((sum, { sent }) => sum + sent, 0)).toBe(6);
  });
});
