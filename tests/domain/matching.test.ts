import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { AuctionRecord } from '#app/domain/exchange/auction-record.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { buysAt, DAYS } from '#app/domain/exchange/buying-hours.ts';
import { findCandidates } from '#app/domain/exchange/find-candidates.server.ts';
import { lockOrders } from '#app/domain/exchange/lock-orders.server.ts';
import type { OrderTerms } from '#app/domain/exchange/order.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { listingIdOf } from '#app/domain/exchange/read-listings.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { settleBatch } from '#app/domain/exchange/settle-batch.server.ts';
import { updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { claimContacts } from '#app/domain/leads/claim-contacts.server.ts';
import type { PostedLead } from '#app/domain/leads/prepare-lead.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { takeLeads } from '#app/domain/leads/take-leads.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import { takeIn, usualLead } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { randomOf } from '../faults/random.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let seller: string;

beforeAll(async () => {
  world = await openWorld();
  seller = await makeOrganisation(world.db, 'seller');
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

const ACTOR = { actor: 'test', origin: 'test' };
/** A Wednesday, so that day, week and month do not begin together. */
const NOON = new Date('2026-11-18T12:00:00Z');

const posted = (more: Partial<PostedLead> = {}): PostedLead => ({ ...usualLead('Yes', NOON), ...more });

/** Takes leads in and processes them as one batch, as a worker does. */
async function sell(offerId: string, leads: PostedLead[], now = NOON): Promise<string[]> {
  const offer = present(await readOffer(world.db, { organisationId: seller, offerId }), 'the offer exists');
  const reference = await readReference(world.db.pool);
  const taken = await takeLeads(
    world.db,
    leads.map((lead) => ({
      prepared: prepareLead(reference, offer, lead),
      idempotency: null,
      waitMs: 0,
      now,
    })),
  );
  const leadIds = taken.flatMap((one) => (one.kind === 'taken' ? [one.lead.id] : []));
  await processLeads(world.db, { leadIds, now, checkWaitMs: 0 });
  return leadIds;
}

type SaleRow = { lead_id: string; order_id: string; buyer_organisation_id: string; price_minor: bigint };

async function salesOf(leadIds: string[]): Promise<SaleRow[]> {
  const { rows } = await world.db.pool.query<SaleRow>(
    'SELECT lead_id, order_id, buyer_organisation_id, price_minor FROM sale WHERE lead_id = ANY ($1) ORDER BY lead_id, price_minor',
    [leadIds],
  );
  return rows;
}

const statuses = async (leadIds: string[]) =>
  (await world.db.pool.query('SELECT status FROM lead WHERE id = ANY ($1) ORDER BY id', [leadIds])).rows.map(
    (row) => row.status,
  );

let niche = 0;
/** Tests do not meet: each has a niche of its own. */
const NICHES = [
  'legal.family',
  'legal.migration',
  'cars.new',
  'cars.tyres',
  'health.implants',
  'education.it',
  'transport.moving',
  'goods.print',
  'b2b.crm_setup',
  'b2b.websites',
  'building.wells',
  'building.roofs',
  'climate.boilers',
  'travel.tours',
  'insurance.motor',
  'renovation.kitchens',
  'renovation.ceilings',
  'goods.furniture',
  'goods.children',
  'travel.photo',
  'health.eye_laser',
  'travel.weddings',
  'transport.freight',
  'climate.solar',
  'education.languages',
  'renovation.windows',
];
async function market(
  orders: (Partial<OrderTerms> & { money?: bigint; buyer?: string })[],
  offer: Parameters<typeof makeOffer>[2] = {},
) {
  const code = present(NICHES[niche++], 'there is a niche for every test');
  const made = await makeOffer(world.db, seller, { niche: code, ...offer });
  const placed = [];
  for (const { money, buyer: given, ...terms } of orders) {
    const buyer = given ?? (await makeOrganisation(world.db, 'buyer'));
    if (!given) await fund(world.db, buyer, money ?? 10_000_000n, terms.currency ?? 'UAH');
    placed.push({ buyer, order: await makeOrder(world.db, buyer, { niches: [code], ...terms }) });
  }
  return { offerId: made.id, placed, niche: code };
}

describe('who buys a lead, and at what price', () => {
  it('is the highest bidder, at the second bid', async () => {
    const { offerId, placed } = await market([
      { maxPriceMinor: 60_000n },
      { maxPriceMinor: 90_000n },
      { maxPriceMinor: 40_000n },
    ]);
    const [sale] = await salesOf(await sell(offerId, [posted()]));
    expect(sale).toMatchObject({ order_id: placed[1]?.order.id, price_minor: 60_000n });
  });

  it('takes an order of a wider niche and region, and none of another', async () => {
    const { offerId, placed } = await market([
      { niches: ['legal'], regions: ['UA'] },
      { niches: ['legal.family'], maxPriceMinor: 999_000n, regions: ['UA-46'] },
      { niches: ['credit'], maxPriceMinor: 999_000n },
      { niches: ['legal'], maxPriceMinor: 999_000n, currency: 'EUR' },
    ]);
    const [sale] = await salesOf(await sell(offerId, [posted()]));
    expect(sale?.order_id).toBe(placed[0]?.order.id);
  });

  it('is nobody whose filters the lead does not pass', async () => {
    const { offerId } = await market([
      { temperatures: ['hot'] },
      { minScore: 100 },
      { acceptUnknown: false },
      { status: 'paused' },
    ]);
    expect(await statuses(await sell(offerId, [posted()]))).toEqual(['available']);
    expect(await statuses(await sell(offerId, [posted({ wantedWithinDays: 3 })]))).toEqual(['sold']);
  });

  it('is nobody who wants another language; who does not say is for those who take what is unknown', async () => {
    const { offerId, placed } = await market([{ languages: ['uk', 'ru'] }]);
    const bought = async (language: string | null) =>
      (await statuses(await sell(offerId, [posted({ language })])))[0];
    expect(await bought('hu')).toBe('available');
    expect(await bought('ru')).toBe('sold');
    expect(await bought('ukr')).toBe('sold');
    expect(await bought(null)).toBe('sold');
    // No language at all is not another language.
    expect(await bought('zz')).toBe('sold');
    const { organisationId, id: orderId } = present(placed[0]?.order, 'the order is placed');
    const change = (given: Partial<OrderTerms>) =>
      updateOrder(world.db, { ...ACTOR, organisationId, orderId, change: given, now: NOON });
    await change({ acceptUnknown: false });
    // A number of a region leaves nothing unknown but the language.
    const known = (language: string | null) => {
      const lead = posted({ language });
      const contact = {
        ...lead.contact,
        email: null,
        phone: `+38044${Math.floor(2e6 + Math.random() * 5e6)}`,
      };
      return sell(offerId, [{ ...lead, contact }]).then(statuses);
    };
    expect(await known(null)).toEqual(['available']);
    expect(await known('uk')).toEqual(['sold']);
    await change({ languages: [] });
    expect(await known(null)).toEqual(['sold']);
  });

  it('is looked for by language, and looked at again once its order is locked', async () => {
    const { offerId, placed } = await market([{ languages: ['uk'] }]);
    const orderId = present(placed[0]?.order.id, 'the order is placed');
    const take = async (language: string) => {
      const offer = present(await readOffer(world.db, { organisationId: seller, offerId }), 'it exists');
      const [leadId] = await takeIn(world.db, offer, [{ language }]);
      const { prompt, late } = await checkLeads(world.db, {
        leadIds: [present(leadId, 'the lead is taken')],
        now: NOON,
        checkWaitMs: 0,
      });
      return [...prompt, ...(await late).done];
    };
    const reference = await readReference(world.db.pool);
    const found = async (leads: Awaited<ReturnType<typeof take>>) =>
      [...(await findCandidates(world.db.pool, { reference, leads, depth: 1, now: NOON })).values()].flatMap(
        ({ orderIds }) => orderIds,
      );
    expect(await found(await take('hu'))).toEqual([]);
    const leads = await take('uk');
    expect(await found(leads)).toEqual([orderId]);

    const other = await world.owner.connect();
    await other.query('BEGIN');
    await other.query(`UPDATE standing_order SET languages = '{hu}' WHERE id = $1`, [orderId]);
    const settled = settleBatch(world.db, { checked: leads, now: NOON });
    await expect
      .poll(async () => {
        const { rows } = await world.owner.query(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows[0].n;
      })
      .toBeGreaterThan(0);
    await other.query('COMMIT');
    other.release();
    await settled;
    expect(await statuses(leads.map(({ lead }) => lead.id))).toEqual(['available']);
  });

  it('is never the seller itself', async () => {
    const { offerId, niche: code } = await market([]);
    await fund(world.db, seller, 1_000_000n);
    await makeOrder(world.db, seller, { niches: [code], maxPriceMinor: 900_000n });
    expect(await statuses(await sell(offerId, [posted()]))).toEqual(['available']);
  });

  it('does not come cheaper by placing many orders: the other bid still counts, and no copy is lost', async () => {
    const {
      offerId,
      placed,
      niche: code,
    } = await market([{ maxPriceMinor: 52_500n }], { exclusivity: 'shared', maxSells: 2 });
    const crowd = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, crowd, 10_000_000n);
    for (let n = 0n; n < 14n; n += 1n)
      await makeOrder(world.db, crowd, { niches: [code], maxPriceMinor: 80_000n + n });
    const third = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, third, 10_000_000n);
    await makeOrder(world.db, third, { niches: [code], maxPriceMinor: 40_000n });
    const sales = await salesOf(await sell(offerId, [posted()]));
    expect(sales.map((sale) => [sale.buyer_organisation_id, sale.price_minor]).sort()).toEqual(
      [
        [crowd, 40_000n],
        [placed[0]?.buyer, 40_000n],
      ].sort(),
    );
  });

  it('is several buyers of a shared lead, each once, at one price', async () => {
    const { offerId, placed } = await market(
      [{ maxPriceMinor: 90_000n }, { maxPriceMinor: 80_000n }, { maxPriceMinor: 50_000n }],
      { exclusivity: 'shared', maxSells: 2 },
    );
    const sales = await salesOf(await sell(offerId, [posted()]));
    expect(sales.map((sale) => sale.price_minor)).toEqual([50_000n, 50_000n]);
    expect(new Set(sales.map((sale) => sale.buyer_organisation_id))).toEqual(
      new Set([placed[0]?.buyer, placed[1]?.buyer]),
    );
  });

  it('is nobody without money for the ask, and a smaller bidder when the wallet of the higher runs dry', async () => {
    const { offerId, placed } = await market([
      { maxPriceMinor: 90_000n, money: 70_000n },
      { maxPriceMinor: 31_000n },
    ]);
    const leads = await sell(offerId, [posted(), posted(), posted()]);
    const sales = await salesOf(leads);
    expect(sales.map((sale) => [sale.order_id, sale.price_minor])).toEqual([
      [placed[0]?.order.id, 31_000n],
      [placed[0]?.order.id, 31_000n],
      [placed[1]?.order.id, 30_000n],
    ]);
  });
});

describe('orders that no lead of the batch was expected to reach', () => {
  const once = { caps: { hour: 1, day: null, week: null, month: null } };

  it('set the price, and buy, once those above them have no room left', async () => {
    const { offerId, placed } = await market([
      { maxPriceMinor: 90_000n, ...once },
      { maxPriceMinor: 80_000n, ...once },
      { maxPriceMinor: 70_000n },
      { maxPriceMinor: 60_000n },
    ]);
    // Each lead asks another question, so each alone looks at two orders.
    const leads = [3, 20, 60].map((wantedWithinDays) => posted({ wantedWithinDays }));
    const sales = await salesOf(await sell(offerId, leads));
    expect(sales.map((sale) => [sale.order_id, sale.price_minor])).toEqual(
      expect.arrayContaining([
        [placed[0]?.order.id, 80_000n],
        [placed[1]?.order.id, 70_000n],
        [placed[2]?.order.id, 60_000n],
      ]),
    );
  });

  it('take their turn among equal ones', async () => {
    const { offerId, placed } = await market(Array.from({ length: 5 }, () => ({ maxPriceMinor: 50_000n })));
    const batch = () => Array.from({ length: 5 }, () => posted());
    for (const leads of [
      await sell(offerId, batch()),
      await sell(offerId, batch(), new Date(NOON.getTime() + 1_000)),
    ])
      expect(new Set((await salesOf(leads)).map((sale) => sale.order_id))).toEqual(
        new Set(placed.map(({ order }) => order.id)),
      );
  });

  it('are counted among those who bid, one an organisation', async () => {
    const {
      offerId,
      placed,
      niche: code,
    } = await market(Array.from({ length: 6 }, (_, n) => ({ maxPriceMinor: 90_000n - BigInt(n) * 5_000n })));
    const buyer = present(placed[0], 'the first order was placed').buyer;
    await makeOrder(world.db, buyer, { niches: [code], maxPriceMinor: 88_000n });
    const { rows } = await world.db.pool.query<{ auction: AuctionRecord; price_minor: bigint }>(
      'SELECT auction, price_minor FROM sale WHERE lead_id = ANY ($1)',
      [await sell(offerId, [posted()])],
    );
    expect(rows).toEqual([
      { price_minor: 85_000n, auction: expect.objectContaining({ bidders: 6, bids: ['90000', '85000'] }) },
    ]);
  });
});

describe('caps and budgets are walls', () => {
  it('a cap holds within one batch and over many at once', async () => {
    const { offerId, placed } = await market([{ caps: { hour: null, day: 7, week: null, month: null } }]);
    await sell(
      offerId,
      Array.from({ length: 5 }, () => posted()),
    );
    const batches = await Promise.all(
      Array.from({ length: 6 }, () => sell(offerId, [posted(), posted(), posted()])),
    );
    const { rows } = await world.db.pool.query('SELECT count(*)::int AS n FROM sale WHERE order_id = $1', [
      placed[0]?.order.id,
    ]);
    expect(rows[0].n).toBe(7);
    expect((await statuses(batches.flat())).filter((status) => status === 'sold')).toHaveLength(2);
  });

  it('a budget for k leads buys exactly k, however many batches come at once', async () => {
    const { offerId, placed } = await market([
      { budgetMinor: { day: null, month: null, total: 30_000n * 11n + 29_999n } },
    ]);
    await Promise.all(
      Array.from({ length: 8 }, () => sell(offerId, [posted(), posted(), posted(), posted()])),
    );
    const { rows } = await world.db.pool.query(
      'SELECT count(*)::int AS n, sum(price_minor)::bigint AS spent FROM sale WHERE order_id = $1',
      [placed[0]?.order.id],
    );
    expect(rows[0]).toEqual({ n: 11, spent: 330_000n });
  });

  it('a period begins anew by the order’s own clock', async () => {
    const { offerId } = await market([
      { caps: { hour: null, day: 1, week: null, month: null }, timezone: 'Asia/Ulaanbaatar' },
    ]);
    expect(await statuses(await sell(offerId, [posted(), posted()]))).toEqual(['sold', 'available']);
    // 15:59 UTC is 23:59 in Ulaanbaatar, 16:00 UTC the next day there and not yet in UTC.
    const beforeMidnight = new Date('2026-11-18T15:59:00Z');
    expect(await statuses(await sell(offerId, [posted()], beforeMidnight))).toEqual(['available']);
    expect(await statuses(await sell(offerId, [posted()], new Date('2026-11-18T16:00:00Z')))).toEqual([
      'sold',
    ]);
  });

  it('a batch that comes late from before midnight does not give the new day its count back', async () => {
    const { offerId } = await market([{ caps: { hour: null, day: 1, week: null, month: null } }]);
    const [before, after] = [new Date('2026-11-18T23:59:59Z'), new Date('2026-11-19T00:00:01Z')];
    expect(await statuses(await sell(offerId, [posted()], after))).toEqual(['sold']);
    expect(await statuses(await sell(offerId, [posted()], before))).toEqual(['available']);
    expect(await statuses(await sell(offerId, [posted()], after))).toEqual(['available']);
  });

  it('a paused order stops at once', async () => {
    const { offerId, placed } = await market([{}]);
    const [first] = placed;
    const order = {
      organisationId: present(first, 'an order').buyer,
      orderId: present(first, 'an order').order.id,
    };
    await updateOrder(world.db, { ...ACTOR, ...order, change: { status: 'paused' }, now: NOON });
    expect(await statuses(await sell(offerId, [posted()]))).toEqual(['available']);
    await updateOrder(world.db, { ...ACTOR, ...order, change: { status: 'active' }, now: NOON });
    expect(await statuses(await sell(offerId, [posted()]))).toEqual(['sold']);
  });
});

describe('a contact is claimed', () => {
  it('by one of a batch, and by one of many batches at once', async () => {
    const { offerId } = await market([{}]);
    const contact = { ...posted().contact, phone: '+380671110001' };
    const batch = await sell(offerId, [posted({ contact }), posted({ contact }), posted({ contact })]);
    expect((await statuses(batch)).sort()).toEqual(['duplicate', 'duplicate', 'sold']);
    const rival = { ...posted().contact, phone: '+380671110002' };
    const many = await Promise.all(
      Array.from({ length: 8 }, () => sell(offerId, [posted({ contact: rival })])),
    );
    expect((await statuses(many.flat())).filter((status) => status === 'sold')).toHaveLength(1);
  });

  it('not by a lead that was refused, and not beyond thirty days', async () => {
    const { offerId } = await market([{}]);
    const contact = { ...posted().contact, phone: '+380671110003' };
    const consent = { text: 'Yes', givenAt: new Date(NOON.getTime() - 90 * DAY_MS) };
    expect(await statuses(await sell(offerId, [posted({ contact, channel: 'import', consent })]))).toEqual([
      'rejected',
    ]);
    expect(await statuses(await sell(offerId, [posted({ contact })]))).toEqual(['sold']);
    const later = (days: number) => new Date(NOON.getTime() + days * DAY_MS);
    expect(await statuses(await sell(offerId, [posted({ contact })], later(29)))).toEqual(['duplicate']);
    expect(await statuses(await sell(offerId, [posted({ contact })], later(31)))).toEqual(['sold']);
  });

  it('in one go however often one batch brings it, and asked again only behind one that did not keep it', async () => {
    const now = NOON;
    const claim = (leadId: string, ...contacts: string[]) => ({
      leadId,
      nicheCode: 'legal.family',
      hashes: contacts.map((contact) => Buffer.from(contact.padEnd(32))),
    });
    const claimAll = (claims: ReturnType<typeof claim>[]) =>
      transact(world.db.pool, (tx) => claimContacts(tx, { claims, now }));
    const crowd = await claimAll(Array.from({ length: 50 }, (_, n) => claim(`lead_${n}`, 'phone-of-one')));
    expect([...crowd.values()].filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    expect([...crowd.values()].filter((outcome) => outcome === 'taken')).toHaveLength(49);
    const behind = await claimAll([claim('lead_a', 'phone-of-one', 'mail-a'), claim('lead_b', 'mail-a')]);
    expect([...behind]).toEqual([
      ['lead_a', 'taken'],
      ['lead_b', 'contended'],
    ]);
  });

  it('anew with a sale on the open market, and a listing whose person came by another lead since is gone', async () => {
    const { offerId } = await market([]);
    const contact = { ...posted().contact, phone: '+380671110010' };
    const [first] = await sell(offerId, [posted({ contact })]);
    const later = (days: number) => new Date(NOON.getTime() + days * DAY_MS);
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 1_000_000n);
    const buy = (leadId: string | undefined, now: Date) =>
      buyListing(world.db, {
        ...ACTOR,
        organisationId: buyer,
        listingId: listingIdOf(present(leadId, 'a lead')),
        maxPrice: null,
        now,
      });
    await buy(first, later(29));
    expect(await statuses(await sell(offerId, [posted({ contact })], later(40)))).toEqual(['duplicate']);

    const other = { ...posted().contact, phone: '+380671110011' };
    const [stale] = await sell(offerId, [posted({ contact: other })]);
    const [anew] = await sell(offerId, [posted({ contact: other })], later(31));
    await expect(buy(stale, later(31))).rejects.toMatchObject({ code: 'listing_gone' });
    await buy(anew, later(31));
  });

  it('whole or not at all: a lead whose e-mail is taken does not keep its phone from others', async () => {
    const { offerId } = await market([{}]);
    const by = (phone: string, email: string | null) =>
      posted({ contact: { ...posted().contact, phone, email } });
    expect(await statuses(await sell(offerId, [by('+380671110004', 'a.b@gmail.com')]))).toEqual(['sold']);
    expect(await statuses(await sell(offerId, [by('+380671110005', 'ab@gmail.com')]))).toEqual(['duplicate']);
    expect(await statuses(await sell(offerId, [by('+380671110005', null)]))).toEqual(['sold']);
  });
});

describe('money follows the sale', () => {
  it('stays on hold until the dispute window is over, and is freed once', async () => {
    const { offerId } = await market([{}], { disputeWindowHours: 48 });
    const [leadId] = await sell(offerId, [posted()]);
    const before = new Date(NOON.getTime() + 48 * HOUR_MS - 1);
    const status = async () =>
      (await world.db.pool.query('SELECT status FROM sale WHERE lead_id = $1', [leadId])).rows[0].status;
    await releaseDueHolds(world.db, { now: before });
    expect(await status()).toBe('held');
    const due = new Date(NOON.getTime() + 48 * HOUR_MS);
    await Promise.all([releaseDueHolds(world.db, { now: due }), releaseDueHolds(world.db, { now: due })]);
    expect(await status()).toBe('released');
  });

  it('is not taken when a listing is bought without enough of it, and the lead stays for sale', async () => {
    const { offerId } = await market([]);
    const [leadId] = await sell(offerId, [posted()]);
    const listingId = listingIdOf(present(leadId, 'a lead'));
    const poor = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, poor, 29_999n);
    const buy = (organisationId: string) =>
      buyListing(world.db, { ...ACTOR, organisationId, listingId, maxPrice: null, now: NOON });
    await expect(buy(poor)).rejects.toMatchObject({ code: 'insufficient_funds' });
    const rich = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, rich, 30_000n);
    await buy(rich);
    await expect(buy(poor)).rejects.toMatchObject({ code: 'listing_gone' });
    const { rows } = await world.owner.query(
      'SELECT balance_minor FROM account_balance WHERE account_id = ANY ($1) ORDER BY 1',
      [[accountOf(poor, 'spendable', 'UAH'), accountOf(rich, 'spendable', 'UAH')]],
    );
    expect(rows.map((row) => row.balance_minor)).toEqual(['0', '29999']);
  });
});

describe('hours of an order', () => {
  /** NOON is 14:00 on a Wednesday in Kyiv. */
  const kyiv = (hours: NonNullable<OrderTerms['hours']>) => ({ timezone: 'Europe/Kyiv', hours });

  it('let it buy in them and not outside of them, whatever it bids', async () => {
    const { offerId, placed } = await market([
      { ...kyiv({ days: ['wed'], from: 9, to: 14 }), maxPriceMinor: 90_000n },
      { ...kyiv({ days: ['wed'], from: 14, to: 15 }), maxPriceMinor: 50_000n },
      { ...kyiv({ days: ['thu'], from: 9, to: 18 }), maxPriceMinor: 80_000n },
    ]);
    const [sale, ...others] = await salesOf(await sell(offerId, [posted()]));
    expect(others).toEqual([]);
    expect(sale?.order_id).toBe(placed[1]?.order.id);
  });

  it('are looked at again under lock: a batch that was late sells to nobody whose hours are over', async () => {
    const { offerId } = await market([kyiv({ days: ['wed'], from: 9, to: 14 })]);
    const leads = await sell(offerId, [posted()]);
    expect(await salesOf(leads)).toEqual([]);
    expect(await statuses(leads)).toEqual(['available']);
    const { rows } = await world.db.pool.query<{ id: string }>(
      'SELECT id FROM standing_order WHERE hours_to = 14',
    );
    const locked = await transact(world.db.pool, (tx) =>
      lockOrders(tx, { orderIds: rows.map(({ id }) => id), sellerIds: [], now: NOON }),
    );
    expect([...locked.values()].map(({ active }) => active)).toEqual([false, false]);
  });

  it('mean in the database what they mean on the screen', async () => {
    const random = randomOf(7);
    const below = (limit: number) => Math.floor(random.between(0, limit));
    const zones = ['Europe/Kyiv', 'Asia/Kolkata', 'America/New_York', 'Pacific/Apia', 'UTC'];
    const asked = Array.from({ length: 2_000 }, () => {
      const from = below(24);
      const to = below(24) + 1;
      const days = DAYS.filter(() => random.chance(0.5));
      return {
        days: days.length > 0 ? days : (['sun'] as const),
        from,
        to,
        timezone: random.pick(zones),
        at: new Date(Date.UTC(2026, 0, 1) + below(365 * 24 * 4) * (HOUR_MS / 4)),
      };
    }).filter(({ from, to }) => from !== to);
    const { rows } = await world.db.pool.query<{ buys: boolean }>(
      `SELECT order_buys_at(ARRAY(SELECT jsonb_array_elements_text(days)), "from", "to", timezone, at) AS buys
       FROM ROWS FROM (jsonb_to_recordset($1) AS (days jsonb, "from" int, "to" int, timezone text, at timestamptz))
         WITH ORDINALITY AS t (days, "from", "to", timezone, at, nth) ORDER BY nth`,
      [JSON.stringify(asked)],
    );
    expect(asked.filter((one, index) => buysAt(one, one.timezone, one.at) !== rows[index]?.buys)).toEqual([]);
    expect(new Set(rows.map(({ buys }) => buys))).toEqual(new Set([true, false]));
  });
});
