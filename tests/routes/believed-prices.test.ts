import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLD_START_VERSION } from '#app/domain/pricing/cold-start.ts';
import type { QuoteJson } from '#app/domain/pricing/quote-json.ts';
import { expireUsualBuyers } from '#app/domain/pricing/read-usual-buyers.server.ts';
import { storeCompetition } from '#app/domain/pricing/store-competition.server.ts';
import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import * as landingPage from '#app/routes/public/landing.tsx';
import * as pricesPage from '#app/routes/public/prices.tsx';
import * as askPageOf from '#app/routes/seller/ask-outlook.tsx';
import { sendLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { fairOfShared } from '../setup/fair-of-shared.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const NICHE = 'legal.family';
const QUERY = `niche=${NICHE}&region=UA-30`;
const SHARED_BY_3 = 3 ** -0.5;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: pages' data are looked at by single fields
async function show(page: unknown, path: string, token: string | null = null, params = {}): Promise<any> {
  const answer = await askPage(world, page as PageModule, { token, path, params });
  expect(answer.status).toBe(200);
  return answer.data;
}

async function guide(more = '') {
  const { price, regions } = await show(pricesPage, `/prices?${QUERY}${more}`);
  const steps: { factor: string; multiplier: number; n: number; assumed: boolean }[] = price.steps;
  return {
    p50: Number(price.p50.amountMinor),
    regions,
    stepOf: (name: string) => steps.find(({ factor }) => factor === name),
  };
}

describe('before any sale', () => {
  it('the price guide tells of buyers and copies as assumed where they are asked for, in all its regions', async () => {
    const [usual, told] = [await guide(), await guide('&buyers=5&copies=3')];
    expect([usual.stepOf('competition'), usual.stepOf('copies')]).toEqual([undefined, undefined]);
    expect(told.stepOf('competition')).toMatchObject({ n: 0, assumed: true });
    expect(told.stepOf('competition')?.multiplier).toBeCloseTo(2 ** 0.2, 12);
    expect(told.stepOf('copies')).toMatchObject({ n: 0, assumed: true });
    expect(told.p50 / usual.p50).toBeCloseTo(2 ** 0.2 * SHARED_BY_3, 3);
    const chosen = told.regions.find((one: { isChosen: boolean }) => one.isChosen);
    expect(Number(chosen.p50.amountMinor)).toBe(told.p50);
    expect(chosen.href).toContain('buyers=5&copies=3');
  });

  it('GET /prices answers the same', async () => {
    const told = await guide('&buyers=5&copies=3');
    const api = await serve(world, { works: false });
    const answer = await fetch(`${api.url}/api/v1/prices?${QUERY}&buyers=5&copies=3`);
    const { p50, factors, model_version } = await answer.json();
    await api.stop();
    expect(model_version).toBe(COLD_START_VERSION);
    expect(p50.amount_minor).toBe(`${told.p50}`);
    expect(factors.map(({ factor }: QuoteJson['factors'][number]) => factor)).toEqual([
      ...['base', 'geography', 'season', 'temperature', 'competition', 'copies', 'currency'],
    ]);
  });

  it('an ask to three buyers is held against the price of such leads, wherever its verdict stands', async () => {
    const { p50Minor, whyHref } = await fairOfShared(world, { niche: NICHE, region: 'UA-30' });
    expect(Number(p50Minor) / (await guide('&copies=1')).p50).toBeCloseTo(SHARED_BY_3, 3);
    const why = await show(pricesPage, whyHref);
    expect(why.price.p50.amountMinor).toBe(p50Minor);
  });

  it('a sale’s frozen quote tells of its bidders and copies, as the front page does of a lead for sale', async () => {
    const shared = { exclusivity: 'shared', maxSells: 3 } as const;
    const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), shared);
    const waits = await sendLeads(world.db, offer, [{}]);
    const { example } = await show(landingPage, '/');
    expect(example.price.steps.find(({ factor }: { factor: string }) => factor === 'copies')).toMatchObject({
      ...{ multiplier: SHARED_BY_3, n: 0, assumed: true },
    });
    for (const _ of [1, 2, 3, 4, 5]) {
      const buyer = await makeOrganisation(world.db, 'buyer');
      await fund(world.db, buyer, 10_000_000n);
      await makeOrder(world.db, buyer);
    }
    const [sold] = await sendLeads(world.db, offer, [{}]);
    expect(waits[0]?.id).not.toBe(sold?.id);
    const { rows } = await world.owner.query<{ quote: QuoteJson }>(
      'SELECT quote FROM sale WHERE lead_id = $1',
      [sold?.id],
    );
    const { factors } = present(rows[0], 'the lead was sold').quote;
    const told = factors.filter(({ factor }) => factor === 'competition' || factor === 'copies');
    expect(told).toEqual([
      { factor: 'competition', multiplier: 2 ** 0.2, n: 0, assumed: true },
      { factor: 'copies', multiplier: SHARED_BY_3, n: 0, assumed: true },
    ]);
  });

  it('a shared lead that sold at its own fair price is one that sold at the fair price', async () => {
    const { token } = await makePerson(world.db, {
      organisationId: await makeOrganisation(world.db, 'seller'),
      role: 'owner',
    });
    const open = () =>
      show(askPageOf, '/sell/offers/price?niche=renovation.windows&region=UA-30&currency=UAH', token);
    const { market } = await open();
    const askMinor = BigInt(Math.round(Number(market.band.p50Minor) * SHARED_BY_3));
    const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
      ...{ niche: 'renovation.windows', exclusivity: 'shared', maxSells: 3, askMinor },
    });
    const leads = Array.from({ length: 30 }, () => ({ region: 'UA-30' }));
    await sendLeads(world.db, offer, leads, after(new Date(), -2 * DAY_MS));
    const { rungs } = await open();
    expect(rungs.map(({ observed }: { observed: unknown }) => observed)).toEqual([
      ...[null, null, expect.objectContaining({ leads: 30, sold: 0 }), null, null],
    ]);
  });

  it('bidders of the leads sold of late count once they are measured', async () => {
    const before = await guide();
    const measured = {
      ...{ niche: NICHE, region: 'UA-30', buyers: 0, orders: 0, sellers: 0, offers: 0, topRubMinor: null },
      ...{ leads: 120, sold: 100, copies: 100, bidders: 500 },
    };
    await storeCompetition(world.db, { measured: [measured], now: new Date() });
    expireUsualBuyers(world.db.pool);
    const now = await guide();
    expect(now.stepOf('competition')).toMatchObject({ n: 0, assumed: true });
    expect(now.p50 / before.p50).toBeCloseTo(2 ** 0.2, 3);
  });
});
