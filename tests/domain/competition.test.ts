import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { LEAST_BUYERS_SHOWN, measureCompetition } from '#app/domain/exchange/measure-competition.ts';
import { readCompetition } from '#app/domain/pricing/read-competition.server.ts';
import { storeCompetition } from '#app/domain/pricing/store-competition.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import * as pricesPage from '#app/routes/public/prices.tsx';
import { measureAllCompetition } from '#jobs/handlers/measure-competition.ts';
import { sendLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

const NICHE = 'legal.family';

let world: World;
let reference: Reference;
beforeAll(async () => {
  world = await openWorld();
  reference = await readReference(world.db.pool);
});
afterAll(() => world.close());

const order = (organisationId: string, topMinor: bigint, more: object = {}) => ({
  ...{ organisationId, topMinor, niches: [NICHE], regions: ['UA-30'], currency: 'RUB' as Currency },
  ...more,
});
const measure = (orders: ReturnType<typeof order>[], more: object = {}) =>
  measureCompetition(reference, { orders, offers: [], leads: [], ...more });
const inKyiv = (found: ReturnType<typeof measure>) =>
  found.find(({ niche, region }) => niche === NICHE && region === 'UA-30');

describe('who competes for a lead', () => {
  it('counts each buyer once, and orders whose places contain the region or lie in it', () => {
    const found = measure([
      order('a', 100n),
      order('a', 200n),
      order('b', 100n, { regions: ['UA'] }),
      order('c', 100n, { niches: ['legal'] }),
      order('d', 100n, { regions: ['UA-46'] }),
      order('e', 100n, { niches: ['legal.bankruptcy'] }),
    ]);
    expect(inKyiv(found)).toMatchObject({ buyers: 3, orders: 4 });
    expect(found.find(({ niche, region }) => niche === NICHE && region === 'UA')).toMatchObject({
      buyers: 4,
    });
    expect(found.every(({ niche }) => niche !== 'legal')).toBe(true);
  });

  it('shows no quartile of fewer buyers than five, however many orders they have', () => {
    const few = Array.from({ length: LEAST_BUYERS_SHOWN - 1 }, (_, at) => order(`b${at}`, 1_000n));
    expect(
      inKyiv(measure([...few, ...few.map((one) => ({ ...one, topMinor: 9_000n }))]))?.topRubMinor,
    ).toBeNull();
    expect(inKyiv(measure([...few, order('last', 1_000n)]))?.topRubMinor).not.toBeNull();
  });

  it('takes one price a buyer, in one currency, cut to two figures', () => {
    const tops = [10_000n, 20_000n, 30_000n, 40_000n, 55_599n];
    const orders = tops.map((top, at) => order(`b${at}`, top));
    const found = inKyiv(measure([...orders, order('b4', 50_000n), order('b4', 1n)]));
    expect(found?.topRubMinor).toEqual({ q25: 20_000n, q50: 30_000n, q75: 40_000n });
    const dollars = orders.map((one) => ({ ...one, currency: 'USD' as const }));
    expect(inKyiv(measure(dollars))?.topRubMinor).toEqual({
      q25: 1_600_000n,
      q50: 2_400_000n,
      q75: 3_200_000n,
    });
  });

  it('adds leads of a city to its region and its country', () => {
    const city = [...reference.regions.values()].find(
      ({ kind, path }) => kind === 'city' && path.includes('UA-46'),
    );
    const leads = [{ niche: NICHE, place: city?.code ?? '', leads: 4, sold: 2, copies: 5, bidders: 6 }];
    const found = measure([], { leads });
    expect(found.map(({ region }) => region).sort()).toEqual(['UA', 'UA-46']);
    expect(found[0]).toMatchObject({ leads: 4, sold: 2, copies: 5, bidders: 6, buyers: 0 });
  });
});

describe('the hour’s figures', () => {
  it('are what the exchange holds, and the next hour takes the place of the last', async () => {
    const { db } = world;
    const seller = await makeOrganisation(db, 'seller');
    const offer = await makeOffer(db, seller, {
      niche: NICHE,
      regions: ['UA'],
      exclusivity: 'shared',
      maxSells: 2,
    });
    const buyers = [];
    for (let at = 0; at < LEAST_BUYERS_SHOWN; at += 1) {
      const buyer = await makeOrganisation(db, 'buyer');
      await fund(db, buyer, 10_000_000n);
      await makeOrder(db, buyer, { niches: [NICHE], regions: ['UA-30'], maxPriceMinor: 40_000n });
      buyers.push(buyer);
    }
    const poor = await makeOrganisation(db, 'buyer');
    await makeOrder(db, poor, { niches: [NICHE], regions: ['UA-30'], maxPriceMinor: 40_000n });
    await sendLeads(db, { organisationId: seller, id: offer.id }, [{}, {}]);
    const now = new Date();
    const context = { db, now: () => now, checkWaitMs: 0, allowPrivateWebhooks: true };
    await measureAllCompetition(context);
    await measureAllCompetition(context);
    const place = reference.regions.get('UA-30');
    const ask = async () =>
      (await readCompetition(db.pool, [{ nicheCode: NICHE, placePath: place?.path ?? [], at: now }]))[0];
    expect(await ask()).toMatchObject({
      ...{ region: 'UA-30', buyers: 5, orders: 5, sellers: 1, offers: 1, leads: 2, sold: 2, copies: 4 },
      ...{ buyersPerLead: 5, copiesPerLead: 2, topRubMinor: { q25: 76_000n, q50: 76_000n, q75: 76_000n } },
    });
    await world.owner.query("UPDATE standing_order SET status = 'paused' WHERE organisation_id = $1", [
      buyers[0],
    ]);
    await measureAllCompetition(context);
    expect(await ask()).toMatchObject({ buyers: 4, topRubMinor: null });
    const shown = await askPage(world, pricesPage as unknown as PageModule, {
      token: null,
      path: `/prices?niche=${NICHE}&region=UA-30`,
    });
    expect(shown.data).toMatchObject({
      competition: { buyers: 4, topMinor: null, placeName: expect.stringContaining('Kyiv') },
    });
  });

  it('are those of the day asked for, of the country where the region has none, and none after a week', async () => {
    const { db } = world;
    const day = new Date('2026-03-10T10:00:00Z');
    const cell = {
      ...{
        niche: 'climate.solar',
        buyers: 3,
        orders: 3,
        sellers: 0,
        offers: 0,
        leads: 0,
        sold: 0,
        copies: 0,
      },
      ...{ bidders: 0, topRubMinor: null },
    };
    await storeCompetition(db, { measured: [{ ...cell, region: 'UA' }], now: day });
    const ask = (at: Date, placePath = ['UA-30', 'UA']) => ({ nicheCode: 'climate.solar', placePath, at });
    const found = await readCompetition(db.pool, [
      ask(day),
      ask(later(day, 6 * DAY_MS)),
      ask(later(day, 8 * DAY_MS)),
      ask(later(day, -DAY_MS)),
      ask(day, ['HU']),
    ]);
    expect(found.map((one) => one?.region ?? null)).toEqual(['UA', 'UA', null, null, null]);
    expect(found[0]).toMatchObject({ buyersPerLead: null, copiesPerLead: null });
  });

  it('cannot show a quartile of fewer than five buyers, whoever writes them', async () => {
    await expect(
      world.owner.query(
        `INSERT INTO competition VALUES ('legal.family', 'UA-30', '2026-01-01', now(), 4, 4, 0, 0, 0, 0, 0, 0, 1, 1, 1)`,
      ),
    ).rejects.toThrow(/competition_hides_buyers/);
  });
});
