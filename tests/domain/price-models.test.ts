import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Quote } from '#app/domain/pricing/cold-start.ts';
import { nicheSales } from '#app/domain/pricing/niche-sales.ts';
import type { LeadKnown } from '#app/domain/pricing/quote-place.ts';
import { expirePriceModel } from '#app/domain/pricing/read-price-model.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { LEAST_OBSERVED, refitPrices } from '#app/domain/pricing/refit-prices.server.ts';
import { updatePrices } from '#app/domain/pricing/update-prices.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { refitPrices as refitJob } from '#jobs/handlers/refit-prices.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { quoteThere, soldPrices } from '../factories/sold-prices.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date('2026-11-20T02:07:00Z');
const NICHE = 'legal.family';

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

const sales = (count: number, timesOf: (at: number) => number) =>
  soldPrices(world.db, { niche: NICHE, count, now: NOW, timesOf });

async function quote(known: LeadKnown = {}): Promise<Quote> {
  expirePriceModel(world.db.pool);
  return quoteThere(world.db, { niche: NICHE, now: NOW, known });
}

async function versions() {
  const { rows } = await world.db.pool.query<{ id: string; refused_for: string | null; kept: boolean }>(
    'SELECT id, refused_for, model IS NOT NULL AS kept FROM price_model ORDER BY id',
  );
  return rows;
}

describe('the price model of the exchange', () => {
  it('is the cold start while little is sold', async () => {
    expect(
      await refitPrices(world.db, { observed: await sales(LEAST_OBSERVED - 1, () => 2), now: NOW }),
    ).toBeNull();
    expect((await quote()).modelVersion).toMatch(/^cold-start/);
    expect(await versions()).toEqual([]);
  });

  it('moves quotes to what is paid, and they name its version', async () => {
    const before = await quote();
    expirePriceModel(world.db.pool);
    const refit = present(
      await refitPrices(world.db, { observed: await sales(300, () => 2), now: NOW }),
      'there is enough to learn from',
    );
    expect(refit.refusedFor).toBeNull();
    const learned = await quote();
    expect(learned.modelVersion).toBe(refit.version);
    const times = Number(learned.p50Minor) / Number(before.p50Minor);
    expect(Math.abs(times - 2)).toBeLessThan(0.25);
    expect(learned.factors.find(({ factor }) => factor === 'base')).toMatchObject({ n: 300, assumed: false });
  });

  it('is not published when it rests on far fewer sales, and the last one goes on', async () => {
    const first = await refitPrices(world.db, { observed: await sales(300, () => 2), now: NOW });
    const second = await refitPrices(world.db, {
      observed: await sales(100, () => 2),
      now: later(NOW, DAY_MS),
    });
    expect(second?.refusedFor).toBe('fewer_sales');
    expect((await quote()).modelVersion).toBe(first?.version);
    expect(await versions()).toMatchObject([
      { refused_for: null, kept: true },
      { refused_for: 'fewer_sales', kept: false },
    ]);
    const { rows } = await world.db.pool.query(`SELECT action FROM audit_entry WHERE subject_id = $1`, [
      second?.version,
    ]);
    expect(rows).toEqual([{ action: 'price_model_refused' }]);
  });

  it('is not published when the latest prices are nothing like what it foretold', async () => {
    await refitPrices(world.db, { observed: await sales(400, () => 2), now: NOW });
    // The newest come first: of late every price is another.
    const odd = await sales(400, (at) => (at < 40 ? (at % 2 === 0 ? 12 : 0.3) : 2));
    const refit = await refitPrices(world.db, { observed: odd, now: later(NOW, DAY_MS) });
    expect(refit?.refusedFor).toMatch(/^worse_/);
  });

  it('is told of to admins when it is refused', async () => {
    await makePerson(world.db, { platformRole: 'admin' });
    const { rows: admins } = await world.owner.query(
      "SELECT FROM person WHERE platform_role = 'admin' AND email_confirmed_at IS NOT NULL AND disabled_at IS NULL",
    );
    expect(admins.length).toBeGreaterThan(0);
    await refitPrices(world.db, { observed: await sales(300, () => 2), now: NOW });
    const told = async () =>
      (await world.owner.query("SELECT recipient FROM mail WHERE template = 'price_model_refused'")).rowCount;
    const before = await told();
    await refitPrices(world.db, { observed: await sales(100, () => 2), now: NOW });
    expect((await told()) ?? 0).toBe((before ?? 0) + admins.length);
  });

  it('stays as it was published', async () => {
    await refitPrices(world.db, { observed: await sales(300, () => 2), now: NOW });
    await expect(world.owner.query('UPDATE price_model SET rows = 1')).rejects.toThrow();
    await expect(world.owner.query('DELETE FROM price_model')).rejects.toThrow();
    await expect(world.owner.query('TRUNCATE price_model')).rejects.toThrow();
    await expect(world.db.pool.query('UPDATE price_model SET rows = 1')).rejects.toThrow();
  });

  it('learns from offers at night, and so from a market in which nothing was sold yet', async () => {
    for (let made = 0; made < LEAST_OBSERVED; made += 1)
      await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
        niche: NICHE,
        regions: ['UA-30'],
      });
    const job = { db: world.db, now: () => NOW, checkWaitMs: 0, allowPrivateWebhooks: true };
    await refitJob(job);
    const [version] = await versions();
    expect(version).toMatchObject({ refused_for: null, kept: true });
    const learned = await quote();
    expect(learned.modelVersion).toBe(version?.id);
    // An ask is no sale: nothing of it is told as one, and no offer is moved or paused by it.
    expect(learned.factors.map(({ n }) => n)).toEqual(learned.factors.map(() => 0));
    const { priceModel } = await readPricedReference(world.db.pool);
    expect(nicheSales(present(priceModel, 'a model is there').open, NICHE)).toBe(0);
  });

  it('is judged by its sales alone: asks and bids come and go', async () => {
    const asked = (await sales(300, () => 6)).map((one) => ({ ...one, weight: 0.2, at: NOW }));
    const paid = await sales(300, () => 2);
    const first = await refitPrices(world.db, { observed: [...paid, ...asked], now: NOW });
    expect(first?.refusedFor).toBeNull();
    const { factors } = await quote();
    expect(factors.find(({ factor }) => factor === 'base')?.n).toBe(300);
    const second = await refitPrices(world.db, { observed: paid, now: later(NOW, DAY_MS) });
    expect(second?.refusedFor).toBeNull();
    const third = await refitPrices(world.db, {
      observed: [...paid.slice(0, 200), ...asked],
      now: later(NOW, 2 * DAY_MS),
    });
    expect(third?.refusedFor).toBe('fewer_sales');
  });
});

describe('a model that was published before anything was believed of buyers and copies', () => {
  const HOUR_MS = 3_600_000;
  const change = (of: string) =>
    world.owner.query(
      `ALTER TABLE price_model DISABLE TRIGGER USER; UPDATE price_model SET ${of}; ALTER TABLE price_model ENABLE TRIGGER USER`,
    );
  const p50 = async (known: LeadKnown) => Number((await quote(known)).p50Minor);
  const namesOf = ({ factors }: Quote) => factors.map(({ factor }) => factor);

  /** All of its sales were exclusive and without an auction: the fit is the same on either belief. */
  async function publishEarlier() {
    await refitPrices(world.db, { observed: await sales(300, () => 2), now: NOW });
    await change(`model = model - 'belief' || '{"format": 1}'`);
  }

  it('quotes as it did, and is kept up to date as it was, until the next night', async () => {
    await publishEarlier();
    const [one, told] = [await quote({}), await quote({ copies: 4, buyers: 5 })];
    expect(told.p50Minor).toBe(one.p50Minor);
    expect(namesOf(told)).toEqual(namesOf(one));
    // Of a lead to four buyers it believes what it does of one: these are a third dearer than it says, not nearly three times as dear.
    const fresh = (await sales(60, () => 2.7)).map((sale) => ({
      ...sale,
      copies: 4,
      at: later(NOW, HOUR_MS),
    }));
    const updated = await updatePrices(world.db, {
      readSales: async () => fresh,
      now: later(NOW, 2 * HOUR_MS),
    });
    expect(updated?.refusedFor).toBeNull();
    const times = (await p50({ copies: 4 })) / Number(one.p50Minor);
    expect(times).toBeGreaterThan(1.15);
    expect(times).toBeLessThan(1.4);
  });

  it('gives way to the first fit on the new belief, which believes of copies what no sale told', async () => {
    await publishEarlier();
    const observed = await sales(300, () => 2);
    const next = await refitPrices(world.db, { observed, now: later(NOW, DAY_MS) });
    expect(next?.refusedFor).toBeNull();
    const told = await quote({ copies: 4 });
    expect(told.modelVersion).toBe(next?.version);
    expect(told.factors.find(({ factor }) => factor === 'copies')).toEqual({
      ...{ factor: 'copies', multiplier: 0.5, n: 0, assumed: true },
    });
    expect((await p50({ copies: 1 })) / (await p50({ copies: 4 }))).toBeCloseTo(2, 2);
    // All that was sold was exclusive: so is the usual lead.
    expect(Math.abs((await p50({})) - (await p50({ copies: 1 })))).toBeLessThanOrEqual(1);
  });

  it('is asked before one on a belief that this release does not know', async () => {
    const first = await refitPrices(world.db, { observed: await sales(300, () => 2), now: NOW });
    const second = await refitPrices(world.db, {
      observed: await sales(300, () => 3),
      now: later(NOW, DAY_MS),
    });
    expect((await quote()).modelVersion).toBe(second?.version);
    await change(
      `model = jsonb_set(model, '{belief,version}', '"cold-start-of-another-time"') WHERE id = '${second?.version}'`,
    );
    expect((await quote()).modelVersion).toBe(first?.version);
  });
});

it('sales, updates and quotes are on top of the same belief: what is as believed moves no price', async () => {
  // All is half as dear again as believed; each copy of leads to three buyers so much cheaper as it is believed to be.
  const shared = (await sales(300, () => 1.5 * 3 ** -0.5)).map((sale) => ({ ...sale, copies: 3 }));
  const exclusive = await sales(300, () => 1.5);
  const observed = [...shared, ...exclusive];
  const refit = await refitPrices(world.db, { observed, now: NOW });
  expect(refit?.refusedFor).toBeNull();
  const p50 = async (known: LeadKnown) => Number((await quote(known)).p50Minor);
  const before = [await p50({ copies: 3 }), await p50({ copies: 1 }), await p50({})];
  const [three = 0, one = 0, usual = 0] = before;
  expect(Math.abs(three / one / 3 ** -0.5 - 1)).toBeLessThan(0.03);
  expect(Math.abs(usual / one / 3 ** -0.25 - 1)).toBeLessThan(0.03);
  // A day on which shared leads alone are sold.
  const fresh = shared.slice(0, 60).map((sale) => ({ ...sale, at: later(NOW, 3_600_000) }));
  await updatePrices(world.db, { readSales: async () => fresh, now: later(NOW, 7_200_000) });
  const updated = [await p50({ copies: 3 }), await p50({ copies: 1 }), await p50({})];
  updated.forEach((now, at) => {
    expect(Math.abs(now / (before[at] ?? 0) - 1)).toBeLessThan(0.08);
  });
});
