import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer, OfferTerms } from '#app/domain/catalog/offer.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import * as compare from '#app/routes/public/compare.tsx';
import * as market from '#app/routes/public/market.tsx';
import * as offerPage from '#app/routes/public/offer.tsx';
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
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let seller: string;
const offers = {} as Record<'kyiv' | 'lviv' | 'russia' | 'shared' | 'call' | 'paused', Offer>;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const { db } = world;
  seller = await makeOrganisation(db, 'seller');
  const make = (terms: Partial<OfferTerms>) => makeOffer(db, seller, { niche: 'legal.family', ...terms });
  offers.kyiv = await make({ regions: ['UA-30'], askMinor: 20_000n });
  offers.lviv = await make({ regions: ['UA-46'], askMinor: 10_000n });
  // 380.00 UAH by the assumed rates.
  offers.russia = await make({ regions: ['RU'], askMinor: 72_200n, currency: 'RUB' });
  offers.shared = await make({
    niche: 'property.flat_new',
    regions: ['UA'],
    exclusivity: 'shared',
    maxSells: 3,
    askMinor: 30_000n,
  });
  offers.call = await make({ regions: ['UA'], targetAction: 'call', askMinor: 50_000n });
  offers.paused = await make({ regions: ['UA-30'], status: 'paused' });
});

afterAll(async () => {
  await world.close();
});

// biome-ignore lint/suspicious/noExplicitAny: pages' data are looked at by single fields
async function show(page: unknown, path: string, params: Record<string, string> = {}): Promise<any> {
  const answer = await askPage(world, page as PageModule, { token: null, path, params });
  return answer.status === 200 ? answer.data : { status: answer.status };
}

const names = (ids: readonly string[]) =>
  ids.map((id) => Object.entries(offers).find(([, offer]) => offer.id === id)?.[0] ?? id);
const rows = async (query: string) =>
  names((await show(market, `/market?${query}`)).rows.map(({ id }: { id: string }) => id));

describe('the market', () => {
  it('shows active offers alone, newest first, and not whose they are', async () => {
    expect(await rows('')).toEqual(['call', 'shared', 'russia', 'lviv', 'kyiv']);
    const written = JSON.stringify(await show(market, '/market'), (_key, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    expect(written).not.toContain(seller);
    expect(written).not.toContain('Test seller');
  });

  it.each([
    ['niche=legal', ['call', 'russia', 'lviv', 'kyiv']],
    ['niche=property.flat_new', ['shared']],
    ['region=UA-30', ['call', 'shared', 'kyiv']],
    ['region=UA', ['call', 'shared', 'lviv', 'kyiv']],
    ['q=Lviv', ['call', 'shared', 'lviv']],
    ['exclusivity=shared', ['shared']],
    ['action=call', ['call']],
    ['from=300&currency=UAH', ['call', 'shared', 'russia']],
    ['from=300&to=300&currency=UAH', ['shared']],
    ['to=380&from=380&currency=UAH', ['russia']],
    ['to=200&currency=UAH', ['lviv', 'kyiv']],
    ['niche=legal&region=UA-30&to=200&currency=UAH', ['kyiv']],
    [
      'niche=nothing&exclusivity=half&action=none&page=-1&sort=best',
      ['call', 'shared', 'russia', 'lviv', 'kyiv'],
    ],
  ])('narrows by %s', async (query, expected) => {
    expect(await rows(query)).toEqual(expected);
  });

  it('says of a price that is none, and shows the rest', async () => {
    const data = await show(market, '/market?from=cheap&to=200&currency=UAH');
    expect(data.wrong).toEqual({ from: true, to: false });
    expect(data.filters.from).toBe('cheap');
    expect(data.total).toBe(2);
  });

  it.each([
    ['price', ['lviv', 'kyiv', 'shared', 'russia', 'call']],
    ['price_high', ['call', 'russia', 'shared', 'kyiv', 'lviv']],
  ])('puts asks in order across currencies: %s', async (sort, expected) => {
    expect(await rows(`sort=${sort}`)).toEqual(expected);
  });

  it('puts first what is closest to the fair price, above or below', async () => {
    const { rows: found } = await show(market, '/market?sort=fair');
    const distances = found.map((row: { ask: { amountMinor: bigint }; judged: { p50Minor: bigint } }) =>
      Math.abs(Math.log(Number(row.ask.amountMinor) / Number(row.judged.p50Minor))),
    );
    expect(found).toHaveLength(5);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances.at(-1)).toBeGreaterThan(distances[0] ?? 0);
  });

  it('goes on over pages, in every order', async () => {
    const more = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        makeOffer(world.db, seller, {
          niche: 'climate.solar',
          regions: ['HU'],
          askMinor: BigInt(1_000 + index),
        }),
      ),
    );
    for (const sort of ['new', 'price', 'price_high', 'fair']) {
      const pageOf = async (page: number) =>
        (await show(market, `/market?niche=climate.solar&sort=${sort}&page=${page}`)).rows.map(
          ({ id }: { id: string }) => id,
        );
      const both = [...(await pageOf(1)), ...(await pageOf(2))];
      expect(both, sort).toHaveLength(30);
      expect(new Set(both), sort).toEqual(new Set(more.map(({ id }) => id)));
      expect(await pageOf(3), sort).toEqual([]);
    }
  });
});

describe('offers side by side', () => {
  const ids = (data: { offers: { id: string }[] }) => names(data.offers.map(({ id }) => id));
  const query = (...which: (keyof typeof offers)[]) =>
    which.map((name) => `offer=${offers[name].id}`).join('&');

  it('stand in the order in which they were ticked, each once', async () => {
    const data = await show(compare, `/market/compare?${query('lviv', 'kyiv', 'lviv', 'shared')}`);
    expect(ids(data)).toEqual(['lviv', 'kyiv', 'shared']);
    expect(data).toMatchObject({ isCut: false, gone: 0 });
  });

  it('are four at most', async () => {
    const data = await show(compare, `/market/compare?${query('lviv', 'kyiv', 'shared', 'call', 'russia')}`);
    expect(ids(data)).toEqual(['lviv', 'kyiv', 'shared', 'call']);
    expect(data.isCut).toBe(true);
  });

  it('leave out what is not on the market', async () => {
    const data = await show(compare, `/market/compare?${query('paused', 'kyiv')}&offer=nonsense`);
    expect(ids(data)).toEqual(['kyiv']);
    expect(data.gone).toBe(1);
  });

  it('are none where none is ticked', async () => {
    expect(ids(await show(compare, '/market/compare'))).toEqual([]);
  });
});

describe('an offer', () => {
  it('is public while it is active, without whose it is', async () => {
    const data = await show(offerPage, `/market/${offers.kyiv.id}`, { offerId: offers.kyiv.id });
    expect(data.consentText).toBe(offers.kyiv.consentText);
    expect(data.questions.length).toBeGreaterThan(0);
    expect(data.price.p50.currency).toBe('UAH');
    expect(Object.keys(data.offer)).not.toContain('organisationId');
    const { id } = offers.paused;
    expect(await show(offerPage, `/market/${id}`, { offerId: id })).toEqual({ status: 404 });
    expect(await show(offerPage, '/market/x', { offerId: 'x' })).toEqual({ status: 404 });
  });

  it('shows what its leads were like with how many there were, once that says something', async () => {
    const { db } = world;
    const served = await serve(world, { works: false });
    const buyer = await makeOrganisation(db, 'buyer');
    await fund(db, buyer, 10_000_000n);
    const mine = await makeOrganisation(db, 'seller');
    const offer = await makeOffer(db, mine, { niche: 'legal.bankruptcy', regions: ['UA'] });
    await makeOrder(db, buyer, {
      niches: [offer.niche],
      regions: ['UA'],
      caps: { hour: 20, day: null, week: null, month: null },
    });
    const call = apiClient(served.url, await makeKey(db, mine));
    const send = async (more: Record<string, unknown> = {}) => {
      const { body } = await call('POST', '/leads', { body: leadBody(offer.id, more) });
      await processLeads(db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
      return body.id as string;
    };
    for (let i = 0; i < 21; i += 1) await send();
    for (let i = 0; i < 3; i += 1) await send({ contact: { name: 'Olena', phone: '+380671' } });
    await send({ test: true, contact: { name: 'Olena', phone: freshPhone() } });
    await served.stop();
    const sale = await db.prisma.sale.findFirstOrThrow({ where: { offerId: offer.id } });
    const by = { actor: 'test', origin: 'test', now: new Date() };
    const claim = { reason: 'invalid_phone', detail: 'Nobody has this number.' } as const;
    const { id: disputeId } = await openDispute(db, {
      ...by,
      ...claim,
      saleId: sale.id,
      buyerOrganisationId: buyer,
    });
    await ruleDispute(db, {
      ...by,
      disputeId,
      outcome: 'upheld',
      early: true,
      reasoning: 'The number does not exist, and was given by the seller as it is.',
    });
    const { quality } = await show(offerPage, `/market/${offer.id}`, { offerId: offer.id });
    expect(quality.acceptance).toEqual({ part: 21, of: 24, percent: 87.5 });
    expect(quality.sellThrough).toEqual({ part: 20, of: 21, percent: 95.2 });
    expect(quality.returns).toEqual({ part: 1, of: 20, percent: 5 });
  });
});
