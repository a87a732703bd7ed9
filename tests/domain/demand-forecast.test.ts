import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readMonthlyLeads } from '#app/domain/leads/read-monthly-leads.server.ts';
import { readForecast } from '#app/domain/pricing/read-forecast.server.ts';
import { type CountedLeads, renewForecasts } from '#app/domain/pricing/renew-forecasts.server.ts';
import { addMonths, type Month } from '#app/kernel/month.ts';
import { forecastDemand } from '#jobs/handlers/forecast-demand.ts';
import { checkedLeads } from '../factories/leads.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date('2026-11-20T21:30:00Z');
const FROM = '2026-11';

let world: World;
let offer: Offer;

beforeAll(async () => {
  world = await openWorld();
  const seller = await makeOrganisation(world.db, 'seller');
  offer = await makeOffer(world.db, seller, { niche: 'legal.family', regions: ['UA'] });
});
afterAll(() => world.close());
beforeEach(() => renewForecasts(world.db, { leads: [], now: NOW }));

const LEGAL = { sector: 'legal', niche: 'legal.family', country: 'UA', region: 'UA-30' };

/** Two years of a wave about a rate, up to the month before this one. */
function years(rate: number, where: Partial<CountedLeads> = {}): CountedLeads[] {
  return Array.from({ length: 24 }, (_, index) => {
    const month: Month = addMonths('2024-11', index);
    const wave = Math.cos((2 * Math.PI * (Number(month.slice(5)) - 1)) / 12);
    return { ...LEGAL, month, count: Math.round(rate * Math.exp(0.5 * wave)), ...where };
  });
}

const ask = (niche: string[], place: string[]) =>
  readForecast(world.db.pool, { nichePath: niche, placePath: place, from: FROM });

describe('leads to be expected', () => {
  it('are forecast from this month on for a year after it', async () => {
    await renewForecasts(world.db, { leads: years(200), now: NOW });
    const found = await ask(['legal.family', 'legal'], ['UA-30', 'UA']);
    expect(found).toMatchObject({ niche: 'legal.family', region: 'UA-30', history: 24, madeAt: NOW });
    expect(found?.months.map(({ month }) => month)).toEqual(
      Array.from({ length: 13 }, (_, index) => addMonths(FROM, index)),
    );
    const of = (month: Month) => found?.months.find((one) => one.month === month)?.p50 ?? 0;
    expect(of('2027-01') / of('2027-07')).toBeGreaterThan(2);
  });

  it('are those of the country where the region has none, and of the sector where the niche has none', async () => {
    await renewForecasts(world.db, {
      leads: [...years(200), ...years(50, { niche: 'legal.consultation', region: null })],
      now: NOW,
    });
    expect(await ask(['legal.family', 'legal'], ['UA-46', 'UA'])).toMatchObject({
      niche: 'legal.family',
      region: 'UA',
    });
    const sector = await ask(['legal.migration', 'legal'], ['UA-30', 'UA']);
    expect(sector).toMatchObject({ niche: 'legal', region: 'UA' });
    const niche = await ask(['legal.family', 'legal'], ['UA']);
    expect(sector?.months[0]?.p50).toBeGreaterThan(niche?.months[0]?.p50 ?? 0);
    expect(await ask(['legal.family', 'legal'], ['HU-BU', 'HU'])).toBeNull();
  });

  it('take no month into account that is not over', async () => {
    await renewForecasts(world.db, { leads: years(200), now: NOW });
    const before = await ask(['legal.family'], ['UA-30']);
    await renewForecasts(world.db, {
      leads: [...years(200), { ...LEGAL, month: FROM, count: 9_000 }],
      now: NOW,
    });
    expect(await ask(['legal.family'], ['UA-30'])).toEqual(before);
  });

  it('fall to nothing where leads have stopped coming', async () => {
    await renewForecasts(world.db, {
      leads: years(20).filter(({ month }) => month < '2026-01'),
      now: NOW,
    });
    const found = await ask(['legal.family'], ['UA-30']);
    expect(found?.months.every(({ p50 }) => p50 < 3)).toBe(true);
  });

  it('are the same from two that renew them at once', async () => {
    const renew = () => renewForecasts(world.db, { leads: years(200), now: NOW });
    expect(await Promise.all([renew(), renew(), renew()])).toEqual([39, 39, 39]);
    expect((await ask(['legal.family'], ['UA-30']))?.months).toHaveLength(13);
  });

  it('are made each night from what passed its checks', async () => {
    const october = new Date('2026-10-31T23:59:00Z');
    const november = new Date('2026-11-01T00:01:00Z');
    await checkedLeads(world.db, [offer, offer, offer], october);
    await checkedLeads(world.db, [offer], november);
    // All have passed their checks, and the last is a test lead: past the guard that freezes what a lead is.
    await world.owner.query(
      `BEGIN; SET LOCAL session_replication_role = replica; UPDATE lead SET status = 'available';
       UPDATE lead SET test = true WHERE id = (SELECT max(id) FROM lead WHERE created_at = '${october.toISOString()}'); COMMIT`,
    );
    expect(await readMonthlyLeads(world.db.pool, { from: '2026-09', to: '2026-10' })).toEqual([
      { niche: 'legal.family', region: 'UA-30', month: '2026-10', count: 2 },
    ]);
    await forecastDemand({ db: world.db, now: () => NOW, checkWaitMs: 0, allowPrivateWebhooks: true });
    const found = await ask(['legal.family', 'legal'], ['UA-30', 'UA']);
    expect(found).toMatchObject({ region: 'UA-30', leads: 2, history: 1 });
    expect(found?.months).toHaveLength(13);
  });
});
