import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { type Demand, type DemandQuestion, readDemand } from '#app/domain/exchange/read-demand.server.ts';
import { ASSUMED_RATES } from '#app/domain/pricing/exchange-rates.ts';
import { fund, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date('2026-11-20T21:30:00Z');

let world: World;
let seller: string;
let buyer: string;

beforeAll(async () => {
  world = await openWorld();
  seller = await makeOrganisation(world.db, 'both');
});
afterAll(() => world.close());

/** Each test has the board to itself. */
beforeEach(async () => {
  await world.owner.query(`UPDATE standing_order SET status = 'paused'`);
  buyer = await makeOrganisation(world.db, 'buyer');
  await fund(world.db, buyer, 1_000_000n);
});

async function board(question: Partial<DemandQuestion> = {}): Promise<Demand[]> {
  const { demand, total } = await readDemand(world.db.pool, await readReference(world.db.pool), {
    nicheCode: null,
    regionCode: null,
    exceptOrganisationId: seller,
    sort: 'new',
    rates: ASSUMED_RATES.rubPerUnit,
    page: 1,
    pageSize: 25,
    now: NOW,
    ...question,
  });
  if (question.pageSize === undefined) expect(total).toBe(demand.length);
  return demand;
}

const counted = (orderId: string, columns: string) =>
  world.owner.query(`UPDATE standing_order SET ${columns} WHERE id = $1`, [orderId]);

describe('the demand board', () => {
  it('tells at which hours an order buys, and by which clock', async () => {
    const hours = { days: ['mon', 'fri'] as const, from: 9, to: 18 };
    await makeOrder(world.db, buyer, { hours, timezone: 'Europe/Kyiv' });
    expect(await board()).toMatchObject([{ hours, timezone: 'Europe/Kyiv' }]);
  });

  it('shows what is asked for and nothing by which the buyer could be told', async () => {
    await makeOrder(world.db, buyer, {
      maxPriceMinor: 52_500n,
      temperatures: ['hot'],
      minScore: 40,
      languages: ['uk'],
    });
    const [row, ...others] = await board();
    expect(others).toEqual([]);
    expect(row).toEqual({
      niches: ['property'],
      regions: ['UA', 'RU-LEN'],
      currency: 'UAH',
      topPriceMinor: 52_000n,
      roomToday: 10,
      renewsAt: new Date('2026-11-21T00:00:00Z'),
      hours: null,
      timezone: 'UTC',
      roomPerHour: null,
      temperatures: ['hot'],
      minScore: 40,
      acceptUnknown: true,
      languages: ['uk'],
    });
  });

  it('is the same for wallets that differ by less than it tells', async () => {
    await makeOrder(world.db, buyer, { maxPriceMinor: 52_500n });
    const [before] = await board();
    await fund(world.db, buyer, 400n);
    expect(await board()).toEqual([before]);
  });

  it('leaves out who is paused, has no money for one lead, or is the asker themselves', async () => {
    await makeOrder(world.db, buyer, { status: 'paused' });
    await makeOrder(world.db, buyer, { currency: 'EUR' });
    const poor = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, poor, 89_999n);
    await makeOrder(world.db, poor);
    await fund(world.db, seller, 1_000_000n);
    await makeOrder(world.db, seller);
    expect(await board()).toEqual([]);
    await fund(world.db, poor, 1n);
    expect(await board()).toHaveLength(1);
  });

  it('counts what caps and budgets leave of the day, by the buyer’s clock', async () => {
    const { id } = await makeOrder(world.db, buyer, {
      maxPriceMinor: 10_000n,
      caps: { hour: 3, day: 50, week: null, month: null },
      timezone: 'Europe/Kyiv',
    });
    expect((await board())[0]).toMatchObject({
      roomToday: 50,
      roomPerHour: 2,
      renewsAt: new Date('2026-11-20T22:00:00Z'),
    });
    await counted(id, `day_start = '2026-11-19T22:00:00Z', day_count = 45`);
    expect((await board())[0]?.roomToday).toBe(5);
    await counted(id, 'day_count = 50');
    expect((await board())[0]?.roomToday, 'full today, and shown as full').toBe(0);
    expect((await board({ now: new Date('2026-11-20T22:30:00Z') }))[0]).toMatchObject({
      roomToday: 50,
      renewsAt: new Date('2026-11-21T22:00:00Z'),
    });
    await counted(id, `budget_day_minor = 100000, day_spent_minor = 79000, day_count = 5`);
    expect((await board())[0]?.roomToday).toBe(2);
  });

  it('drops an order whose week, month or whole budget is bought', async () => {
    const { id } = await makeOrder(world.db, buyer, {
      maxPriceMinor: 10_000n,
      caps: { hour: null, day: null, week: 5, month: null },
    });
    await counted(id, `week_start = '2026-11-16T00:00:00Z', week_count = 5`);
    expect(await board()).toEqual([]);
    await counted(id, `week_count = 0, budget_total_minor = 100000, total_spent_minor = 90001`);
    expect(await board()).toEqual([]);
    await counted(id, 'total_spent_minor = 90000');
    expect((await board())[0]?.roomToday).toBe(1);
  });

  it.each([
    ['a niche of the sector asked for', { nicheCode: 'property.flat_new' }, 1],
    ['the sector itself', { nicheCode: 'property' }, 1],
    ['another sector', { nicheCode: 'legal' }, 0],
    ['a region inside', { regionCode: 'UA-30' }, 1],
    ['a region around', { regionCode: 'RU' }, 1],
    ['a region elsewhere', { regionCode: 'HU' }, 0],
    ['both', { nicheCode: 'property.letting', regionCode: 'UA-46' }, 1],
  ] as const)('is narrowed by %s', async (_what, question, count) => {
    await makeOrder(world.db, buyer);
    expect(await board(question)).toHaveLength(count);
  });

  it('puts the highest price first across currencies, the newest first otherwise, page by page', async () => {
    await fund(world.db, buyer, 1_000_000n, 'EUR');
    await makeOrder(world.db, buyer, { maxPriceMinor: 2_000n, currency: 'EUR' });
    await makeOrder(world.db, buyer, { maxPriceMinor: 20_000n, currency: 'UAH' });
    const currencies = async (question: Partial<DemandQuestion>) =>
      (await board(question)).map(({ currency }) => currency);
    expect(await currencies({})).toEqual(['UAH', 'EUR']);
    expect(await currencies({ sort: 'price' })).toEqual(['EUR', 'UAH']);
    expect(await currencies({ pageSize: 1, page: 2 })).toEqual(['EUR']);
  });

  it('tells nothing of exact prices by its order', async () => {
    const dearer = await makeOrder(world.db, buyer, { maxPriceMinor: 52_900n, minScore: 1 });
    const cheaper = await makeOrder(world.db, buyer, { maxPriceMinor: 52_100n, minScore: 2 });
    const scores = async () => (await board({ sort: 'price' })).map(({ minScore }) => minScore);
    const before = await scores();
    expect(before.filter((score) => score > 0)).toEqual([2, 1]);
    await world.db.prisma.standingOrder.update({
      where: { id: dearer.id },
      data: { maxPriceMinor: 52_100n },
    });
    await world.db.prisma.standingOrder.update({
      where: { id: cheaper.id },
      data: { maxPriceMinor: 52_900n },
    });
    expect(await scores()).toEqual(before);
  });
});
