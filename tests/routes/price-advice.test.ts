import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renewForecasts } from '#app/domain/pricing/renew-forecasts.server.ts';
import { addMonths, monthOf } from '#app/kernel/month.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import * as outlooksPage from '#app/routes/account/outlooks.tsx';
import * as topPage from '#app/routes/buyer/top-price-outlook.tsx';
import * as calculatorPage from '#app/routes/public/calculator.tsx';
import * as pricesPage from '#app/routes/public/prices.tsx';
import * as askPageOf from '#app/routes/seller/ask-outlook.tsx';
import { type LeadMade, sendLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let seller: string;
let buyer: string;
const tokens = {} as Record<'seller' | 'buyer', string>;

beforeAll(async () => {
  world = await openWorld();
  seller = await makeOrganisation(world.db, 'seller');
  buyer = await makeOrganisation(world.db, 'buyer');
  for (const [side, organisationId] of [
    ['seller', seller],
    ['buyer', buyer],
  ] as const)
    tokens[side] = (await makePerson(world.db, { organisationId, role: 'owner' })).token;
});
afterAll(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: pages' data are looked at by single fields
async function show(page: unknown, path: string, token: string | null = null): Promise<any> {
  const answer = await askPage(world, page as PageModule, { token, path });
  expect(answer.status).toBe(200);
  return answer.data;
}

describe('the calculator', () => {
  const open = (query: string) => show(calculatorPage, `/calculator?${query}`);

  it('opens with the published example', async () => {
    const { text, currency, placeName, outlook } = await open('');
    expect(text).toMatchObject({ visits: '50000', conversion: '10', close: '10' });
    expect([currency, placeName, outlook]).toEqual(['RUB', 'Moscow, Russia', null]);
  });

  it('keeps what was typed when the market changes, and renews what was only the last market’s', async () => {
    const first = await open('niche=legal.family&region=UA-30');
    const query = new URLSearchParams({
      ...first.text,
      niche: 'property.flat_new',
      of: first.of,
      region: 'UA-30',
    });
    const next = await open(query.toString());
    expect(next.text.visits).toBe(first.text.visits);
    expect(next.text.profit).not.toBe(first.text.profit);
    query.set('profit', '777');
    expect((await open(query.toString())).text.profit).toBe('777');
  });

  it.each([
    'visits=none&currency=BTC&niche=no.such&region=XX',
    'of=a|b|c&visits=5',
    'q=Kyiv',
    'q=nowhere%20at%20all',
  ])('stands whatever its address says: %s', async (query) =>
    expect((await open(query)).niches.length).toBeGreaterThan(5),
  );

  it('shows the forecast of the niche and place, or of what it lies in', async () => {
    const now = new Date();
    const leads = Array.from({ length: 24 }, (_, index) => ({
      ...{ sector: 'legal', niche: 'legal.family', country: 'UA', region: 'UA-30' },
      month: addMonths(monthOf(now), index - 24),
      count: 60,
    }));
    await renewForecasts(world.db, { leads, now });
    const kyiv = await open('niche=legal.family&region=UA-30');
    expect(kyiv.outlook).toMatchObject({ isWider: false, history: 24, leads: 24 * 60 });
    expect(kyiv.outlook.months[0]).toMatchObject({ month: monthOf(now) });
    expect(kyiv.outlook.months[1].p50).toBeCloseTo(60, -1);
    const lviv = await open('niche=legal.family&region=UA-46');
    expect(lviv.outlook).toMatchObject({ isWider: true, placeName: 'Ukraine' });
  });
});

describe('the price guide', () => {
  it('ranks all regions of the place’s country, the dearest first, and marks the chosen one', async () => {
    const { regions } = await show(pricesPage, '/prices?niche=legal.family&region=UA-46');
    const prices = regions.map(({ p50 }: { p50: { amountMinor: bigint } }) => p50.amountMinor);
    expect(prices).toEqual([...prices].sort((a, b) => Number(b - a)));
    expect(regions.length).toBeGreaterThan(20);
    const chosen = regions.filter(({ isChosen }: { isChosen: boolean }) => isChosen);
    expect(chosen.map(({ key }: { key: string }) => key)).toEqual(['UA-46']);
  });
});

describe('the niche that a page about prices begins with', () => {
  it('is that of the reader’s own offers or orders, those on the market first', async () => {
    const organisationId = await makeOrganisation(world.db, 'seller');
    const { token } = await makePerson(world.db, { organisationId, role: 'owner' });
    const first = async (page: unknown, path: string, who: string) =>
      (await show(page, path, who)).market.niche;
    expect(await first(askPageOf, '/sell/offers/price', token)).toBe('legal.consultation');
    await makeOffer(world.db, organisationId, { niche: 'property.flat_new' });
    await makeOffer(world.db, organisationId, { niche: 'legal.family', status: 'paused' });
    expect(await first(askPageOf, '/sell/offers/price', token)).toBe('property.flat_new');
    expect(await first(outlooksPage, '/account/outlooks', token)).toBe('property.flat_new');
    expect(await first(askPageOf, '/sell/offers/price?niche=legal.family', token)).toBe('legal.family');
    const other = await makeOrganisation(world.db, 'buyer');
    const reader = await makePerson(world.db, { organisationId: other, role: 'owner' });
    await makeOrder(world.db, other, { niches: ['legal.family'], regions: ['UA'] });
    expect(await first(topPage, '/buy/orders/price', reader.token)).toBe('legal.family');
    expect(await first(outlooksPage, '/account/outlooks', reader.token)).toBe('legal.family');
  });
});

describe('what each ask brings', () => {
  const open = (query: string) =>
    show(askPageOf, `/sell/offers/price?niche=legal.family&region=UA-30&${query}`, tokens.seller);

  it('counts the orders that pay it: with money, of this currency, and not the seller’s own', async () => {
    const { market } = await open('');
    const { p50Minor, p90Minor } = market.band;
    for (const maxPriceMinor of [p50Minor, p90Minor * 2n]) {
      const one = await makeOrganisation(world.db, 'buyer');
      await fund(world.db, one, 10_000_000n);
      await makeOrder(world.db, one, { niches: ['legal'], regions: ['UA'], maxPriceMinor });
    }
    const poor = await makeOrganisation(world.db, 'buyer');
    await makeOrder(world.db, poor, { niches: ['legal'], regions: ['UA'], maxPriceMinor: p90Minor });
    const { rungs, ordersFound } = await open('');
    expect(ordersFound).toBe(2);
    expect(rungs[0].orders).toBe(2);
    expect(rungs.at(-1).orders).toBe(1);
    expect((await open('currency=EUR')).ordersFound).toBe(0);
  });

  it('tells the same of an ask that the seller types, in its place among the others', async () => {
    const plain = await open('');
    expect([plain.typed, plain.ask.isUnknown]).toEqual([null, false]);
    const typedMinor = (plain.rungs[2].askMinor + plain.rungs[3].askMinor) / 2n;
    const { typed, rungs, fairReached } = await open(`ask=${Number(typedMinor) / 100}`);
    expect(rungs.map(({ askMinor }: { askMinor: bigint }) => askMinor)).toEqual([
      ...plain.rungs.slice(0, 3).map(({ askMinor }: { askMinor: bigint }) => askMinor),
      typedMinor,
      ...plain.rungs.slice(3).map(({ askMinor }: { askMinor: bigint }) => askMinor),
    ]);
    expect(typed).toMatchObject({ askMinor: typedMinor, isTyped: true, verdict: 'ok', observed: null });
    expect(typed.reached).toBeLessThan(rungs[2].reached);
    expect(typed.reached).toBeGreaterThan(rungs[4].reached);
    expect(fairReached).toBeCloseTo(0.5, 5);
    // One of the ladder's is named once.
    expect((await open(`ask=${Number(plain.rungs[1].askMinor) / 100}`)).rungs).toHaveLength(5);
    for (const text of ['0', 'a%20lot', '-5']) {
      const { typed: none, ask } = await open(`ask=${text}`);
      expect([none, ask.isUnknown]).toEqual([null, true]);
    }
  });

  it('says what is below cost once the fee is off', async () => {
    const { rungs } = await open('');
    const middle = rungs[2];
    const cost = (minor: bigint) => `cost=${Number(minor) / 100}`;
    expect((await open(cost(middle.shareMinor))).rungs[2].verdict).toBe('ok');
    expect((await open(cost(middle.shareMinor + 1n))).rungs[2].verdict).toBe('below_cost');
    expect((await open('cost=a%20lot')).cost.isUnknown).toBe(true);
  });

  it('reaches fewer sales the higher it is', async () => {
    const reached = (await open('')).rungs.map(({ reached }: { reached: number }) => reached);
    expect(reached).toEqual([...reached].sort((a, b) => b - a));
  });
});

describe('how leads sold about each ask', () => {
  const NICHE = 'property.flat_new';
  const open = (region: string) =>
    show(askPageOf, `/sell/offers/price?niche=${NICHE}&region=${region}&currency=UAH`, tokens.seller);
  const observed = async (region: string) =>
    (await open(region)).rungs.map((rung: { observed: unknown }) => rung.observed);

  it('is shown once thirty are known: of those that passed their checks, up to yesterday', async () => {
    const { market } = await open('UA-30');
    const offer = await makeOffer(world.db, seller, { askMinor: market.band.p50Minor });
    const days = (past: number) => later(new Date(), -past * DAY_MS);
    const send = (count: number, past: number, more: LeadMade = {}) =>
      sendLeads(
        world.db,
        offer,
        Array.from({ length: count }, () => more),
        days(past),
      );
    await send(12, 3);
    await fund(world.db, buyer, 100_000_000n);
    await makeOrder(world.db, buyer, { maxPriceMinor: 2n * market.band.p50Minor });
    await send(17, 2);
    expect(await observed('UA-30')).toEqual([null, null, null, null, null]);

    await send(20, 0.5);
    await send(20, 100);
    await send(20, 2, { test: true });
    await send(20, 2, { contact: { phone: '+380000000000' } });
    expect(await observed('UA-30')).toEqual([null, null, null, null, null]);
    await send(3, 2);
    const kyiv = { leads: 32, sold: 20, placeName: 'Kyiv, Ukraine', isWider: false };
    expect(await observed('UA-30')).toEqual([null, null, expect.objectContaining(kyiv), null, null]);
  });

  it('is told of the closest place that knows enough', async () => {
    const lviv = (await observed('UA-46'))[2];
    expect(lviv).toEqual({ leads: 32, sold: 20, placeName: 'Ukraine', isWider: true });
    expect((await observed('HU'))[2]).toEqual({ leads: 32, sold: 20, placeName: null, isWider: true });
  });
});

describe('what each top price brings', () => {
  const open = () => show(topPage, '/buy/orders/price?niche=legal.family&region=UA-30', tokens.buyer);

  it('counts the offers that fit it and the leads to be had of those forecast', async () => {
    const { rungs, market } = await open();
    expect(rungs.map(({ offers }: { offers: number }) => offers)).toEqual(rungs.map(() => 0));
    await makeOffer(world.db, seller, {
      niche: 'legal.family',
      regions: ['UA'],
      askMinor: market.band.p50Minor,
    });
    const after = await open();
    expect(after.rungs[0].offers).toBe(0);
    expect(after.rungs.at(-1).offers).toBe(1);
    const last = after.rungs.at(-1);
    expect(last.volume.p50).toBeCloseTo(market.outlook.months[1].p50 * last.share, 9);
  });

  it('recommends no more than a lead brings, nor more than wins one', async () => {
    const { market, recommendedMinor } = await open();
    expect(recommendedMinor).toBeLessThanOrEqual(market.band.p90Minor);
    expect(recommendedMinor).toBeLessThanOrEqual(market.breakEvenMinor);
    expect(recommendedMinor).toBeGreaterThan(market.band.p50Minor);
  });
});
