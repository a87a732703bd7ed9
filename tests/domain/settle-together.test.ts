import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { checkedLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

const NOON = new Date('2026-11-18T12:00:00Z');
const settle = (checked: readonly CheckedLead[], now = NOON) => settleLeads(world.db, { checked, now });

/** Leads of a niche, and so many orders for them, each of a buyer of its own. */
async function market(
  niche: string,
  options: { leads: number; orders: number; cap: number | null },
): Promise<CheckedLead[]> {
  const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), { niche });
  for (let nth = 0; nth < options.orders; nth += 1) {
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 10_000_000n);
    await makeOrder(world.db, buyer, {
      niches: [niche],
      caps: { hour: null, day: options.cap, week: null, month: null },
    });
  }
  return checkedLeads(world.db, Array(options.leads).fill(offer), NOON);
}

const salesOf = (checked: readonly CheckedLead[]) =>
  world.db.prisma.sale.findMany({
    where: { leadId: { in: checked.map(({ lead }) => lead.id) } },
    orderBy: { leadId: 'asc' },
  });

describe('leads that are settled together', () => {
  it('find the orders behind those that have no room left, however many batches that takes', async () => {
    const leads = await market('legal.family', { leads: 40, orders: 40, cap: 1 });
    await settle(leads);
    const sales = await salesOf(leads);
    expect(new Set(sales.map(({ orderId }) => orderId)).size).toBe(40);
  });

  it('go to equal bids in turn', async () => {
    const leads = await market('legal.migration', { leads: 12, orders: 4, cap: null });
    await settle(leads);
    const bought = Map.groupBy(await salesOf(leads), ({ orderId }) => orderId);
    expect([...bought.values()].map((sales) => sales.length)).toEqual([3, 3, 3, 3]);
  });

  it('are sold once though a job that is repeated brings them twice', async () => {
    const leads = await market('legal.bankruptcy', { leads: 6, orders: 1, cap: null });
    await Promise.all(Array.from({ length: 5 }, () => settle(leads)));
    expect(await salesOf(leads)).toHaveLength(6);
  });

  it('have each their own moment when their calls’ clocks differ', async () => {
    const leads = await market('legal.consultation', { leads: 6, orders: 1, cap: null });
    const moments = leads.map((_, nth) => after(NOON, nth * DAY_MS));
    await Promise.all(leads.map((lead, nth) => settle([lead], moments[nth])));
    expect((await salesOf(leads)).map(({ soldAt }) => soldAt)).toEqual(moments);
  });

  it('do not suffer from the call beside them that fails', async () => {
    const leads = await market('property.flat_new', { leads: 12, orders: 1, cap: null });
    const broken = present(leads[6], 'there are twelve');
    const unknown = { ...broken, lead: { ...broken.lead, niche: 'unknown.niche' } };
    const calls = await Promise.allSettled(leads.map((lead) => settle([lead === broken ? unknown : lead])));
    expect(calls.map(({ status }) => status === 'rejected').indexOf(true)).toBe(6);
    expect(calls.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await salesOf(leads)).toHaveLength(11);
  });
});
