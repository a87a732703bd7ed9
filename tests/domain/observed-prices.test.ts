import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAsks } from '#app/domain/catalog/read-asks.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readBids } from '#app/domain/exchange/read-prices.server.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import { type QuoteJson, quoteToJson } from '#app/domain/pricing/quote-json.ts';
import { type LeadKnown, monthOf, questionOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { believedRub } from '#app/domain/pricing/quote-with-model.ts';
import { expirePriceModel } from '#app/domain/pricing/read-price-model.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { type ObservedPrice, refitPrices } from '#app/domain/pricing/refit-prices.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { sendLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date('2026-11-20T02:07:00Z');
const NICHE = 'legal.family';
const REGION = 'UA-30';
const SALES = 600;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner.query(
    'ALTER TABLE price_model DISABLE TRIGGER USER; DELETE FROM refused_fit; DELETE FROM price_model; ALTER TABLE price_model ENABLE TRIGGER USER',
  );
  expirePriceModel(world.db.pool);
});

/** Two years of sales at the believed price times something, up to yesterday. */
async function sales(timesOf: (at: number) => number): Promise<ObservedPrice[]> {
  const reference = await readReference(world.db.pool);
  const niche = present(reference.niches.get(NICHE), 'the niche is seeded');
  const place = present(reference.regions.get(REGION), 'the place is seeded');
  return Array.from({ length: SALES }, (_, at) => {
    const day = later(NOW, -DAY_MS * (1 + Math.floor((at * 700) / SALES)));
    const asked = { niche, place, month: monthOf(day), temperature: 'warm', currency: 'RUB' } as const;
    const noise = Math.exp(0.15 * (((at * 7_919) % 101) / 50 - 1));
    const rub = believedRub(questionOf(reference, asked)) * timesOf(at) * noise;
    return {
      ...{ niche: NICHE, place: REGION, temperature: 'warm', currency: 'RUB', at: day, weight: 1 },
      priceMinor: BigInt(Math.round(100 * rub)),
      copies: 1 + (at % 3),
      buyers: at % 5 === 0 ? null : 1 + (at % 4),
      score: 20 + ((at * 7) % 61),
    };
  });
}

async function quote(known: LeadKnown & { month?: number; temperature?: Temperature } = {}) {
  expirePriceModel(world.db.pool);
  const reference = await readPricedReference(world.db.pool);
  return quotePlace(reference, {
    niche: present(reference.niches.get(NICHE), 'the niche is seeded'),
    place: present(reference.regions.get(REGION), 'the place is seeded'),
    ...{ month: monthOf(NOW), temperature: 'warm', currency: 'RUB' },
    ...known,
  });
}

describe('what is asked and bid', () => {
  it('does not lift what is fairly paid, however far above it lies', async () => {
    const paid = await sales(() => 1);
    await refitPrices(world.db, { observed: paid, now: NOW });
    const before = Number((await quote()).p50Minor);
    const offered = paid.map(
      (one, at): ObservedPrice => ({
        ...one,
        priceMinor: one.priceMinor * (at % 2 === 0 ? 4n : 2n),
        ...{ at: NOW, weight: 0.2, buyers: null, score: null },
        ...(at % 2 === 0 ? { kind: 'bid', copies: null } : { kind: 'asked' }),
      }),
    );
    // On the first of a month as well, in which nothing was sold yet.
    const first = new Date('2026-12-01T02:07:00Z');
    for (const at of [NOW, first]) {
      const observed = [...paid, ...offered.map((one) => ({ ...one, at }))];
      const refit = await refitPrices(world.db, { observed, now: later(at, DAY_MS) });
      expect(refit?.refusedFor).toBeNull();
      for (const known of [{}, { copies: 2 }, { copies: 2, buyers: 2, score: 50 }])
        expect(Math.abs(Number((await quote(known)).p50Minor) / before - 1)).toBeLessThan(0.08);
    }
  });

  it('counts one bid a buyer and market, the highest, and none without the money', async () => {
    const [rich, poor] = [
      await makeOrganisation(world.db, 'buyer'),
      await makeOrganisation(world.db, 'buyer'),
    ];
    await fund(world.db, rich, 200_000n);
    const terms = { niches: [NICHE], regions: [REGION] };
    for (const maxPriceMinor of [40_000n, 60_000n, 50_000n, 900_000n])
      await makeOrder(world.db, rich, { ...terms, maxPriceMinor });
    await makeOrder(world.db, poor, { ...terms, maxPriceMinor: 70_000n });
    const bids = await readBids(world.db.pool, { now: NOW });
    expect(bids.map(({ priceMinor, kind, weight }) => [priceMinor, kind, weight])).toEqual([
      [60_000n, 'bid', 0.2],
    ]);
  });

  it('counts one ask a seller, place and kind of lead: the newest', async () => {
    const seller = await makeOrganisation(world.db, 'seller');
    const terms = { niche: NICHE, regions: [REGION] };
    for (const askMinor of [40_000n, 30_000n]) await makeOffer(world.db, seller, { ...terms, askMinor });
    await makeOffer(world.db, seller, { ...terms, askMinor: 90_000n, targetAction: 'booked_meeting' });
    const asks = await readAsks(world.db.pool, { limit: 10 });
    expect(asks.map(({ askMinor, targetAction }) => [askMinor, targetAction])).toEqual([
      [90_000n, 'booked_meeting'],
      [30_000n, 'contact'],
    ]);
  });
});

describe('the quality of a lead', () => {
  it('is a factor of its price as sales tell, on how many, and none of a lead whose score is not known', async () => {
    const paid = await sales(() => 1);
    const dearer = paid.map((one) => ({
      ...one,
      priceMinor: BigInt(Math.round(Number(one.priceMinor) * ((one.score ?? 0) / 50) ** 0.6)),
    }));
    await refitPrices(world.db, { observed: dearer, now: NOW });
    const qualityOf = async (known: LeadKnown) =>
      (await quote(known)).factors.find(({ factor }) => factor === 'quality');
    const [low, high] = [await qualityOf({ score: 25 }), await qualityOf({ score: 75 })];
    expect(high?.assumed).toBe(false);
    expect(high?.n).toBeGreaterThan(30);
    expect(high?.n).toBeLessThanOrEqual(SALES);
    const times = (high?.multiplier ?? 0) / (low?.multiplier ?? 1);
    expect(Math.abs(times / 3 ** 0.6 - 1)).toBeLessThan(0.12);
    expect(await qualityOf({})).toBeUndefined();
  });

  it('and the week of its day are told by the quote that is frozen at its sale', async () => {
    const isEarly = (at: Date) => at.getUTCDate() <= 7;
    const paid = (await sales(() => 1)).map((one) => ({
      ...one,
      priceMinor: BigInt(
        Math.round(Number(one.priceMinor) * ((one.score ?? 0) / 50) ** 0.6 * (isEarly(one.at) ? 1.6 : 1)),
      ),
    }));
    await refitPrices(world.db, { observed: paid, now: NOW });
    expirePriceModel(world.db.pool);
    const seasonOn = async (at?: Date) =>
      (await quote({ at })).factors.find(({ factor }) => factor === 'season')?.multiplier ?? 0;
    const [early, late] = [new Date('2026-11-03T10:00Z'), new Date('2026-11-24T10:00Z')];
    expect((await seasonOn(early)) / (await seasonOn(late))).toBeCloseTo(1.6, 1);

    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 10_000_000n);
    await makeOrder(world.db, buyer, { niches: [NICHE], regions: [REGION] });
    const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), { niche: NICHE });
    const [sent] = await sendLeads(world.db, offer, [{}]);
    const { rows } = await world.owner.query<{
      quote: QuoteJson;
      score: number;
      temperature: Temperature;
      soldAt: Date;
    }>(
      `SELECT s.quote, l.score, l.temperature, s.sold_at AS "soldAt" FROM sale s JOIN lead l ON l.id = s.lead_id WHERE l.id = $1`,
      [sent?.id],
    );
    const { quote: frozen, score, temperature, soldAt } = present(rows[0], 'the lead was sold');
    const asked = { month: monthOf(soldAt), temperature, at: soldAt, copies: 1, buyers: 1, score };
    const told = quoteToJson(await quote(asked)).factors;
    for (const name of ['season', 'quality']) {
      const own = present(
        frozen.factors.find(({ factor }) => factor === name),
        `${name} is told`,
      );
      expect(own).toEqual(told.find(({ factor }) => factor === name));
    }
  });

  it('that changes no price is none', async () => {
    await refitPrices(world.db, { observed: await sales(() => 1), now: NOW });
    const prices = await Promise.all(
      [20, 80].map(async (score) => Number((await quote({ score })).p50Minor)),
    );
    expect(Math.abs((prices[1] ?? 0) / (prices[0] ?? 1) - 1)).toBeLessThan(0.06);
  });
});
