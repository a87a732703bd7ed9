import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { feeOf } from '#app/domain/catalog/reference.ts';
import { setSellerFee } from '#app/domain/catalog/set-seller-fee.server.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { listingIdOf } from '#app/domain/exchange/read-listings.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade } from '../factories/trade.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };

let world: World;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world);
  url = served.url;
  stop = served.stop;
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await stop();
  await world.close();
});

const saleOf = (saleId: string) => world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } });
const setFee = (organisationId: string, feeBasisPoints: number | null, before: number | null) =>
  setSellerFee(world.db, { ...ACTOR, organisationId, feeBasisPoints, before, now: new Date() });

async function sendLead(sellerId: string, offerId: string): Promise<string> {
  const call = apiClient(url, await makeKey(world.db, sellerId));
  const { body } = await call('POST', '/leads', { body: leadBody(offerId) });
  await processLeads(world.db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
  return body.id;
}

async function join(personId: string, organisationId: string): Promise<void> {
  await world.db.prisma.membership.create({
    data: { id: newId('memb'), personId, organisationId, role: 'agent' },
  });
}

describe('the fee of a seller', () => {
  it('is that of the niche, until one of their own is set, and sales that stand keep theirs', async () => {
    const trade = await openTrade(world.db, { niche: 'legal.family' });
    const first = await trade.sell();
    await setFee(trade.sellerId, 250, null);
    const second = await trade.sell();
    await setFee(trade.sellerId, null, 250);
    const third = await trade.sell();
    const fees = await Promise.all([first, second, third].map(({ saleId }) => saleOf(saleId)));
    expect(fees.map(({ feeMinor }) => feeMinor)).toEqual([3_000n, 750n, 3_000n]);
    const audit = await world.db.prisma.auditEntry.findMany({ where: { action: 'seller_fee.set' } });
    expect(audit.map(({ details }) => details)).toEqual([
      { before: null, after: 250 },
      { before: 250, after: null },
    ]);
  });

  it('is not set by who belongs to the seller', async () => {
    const organisationId = await makeOrganisation(world.db, 'seller');
    const { id: actor } = await makePerson(world.db, { platformRole: 'admin', organisationId });
    const set = { actor, origin: 'test', organisationId, feeBasisPoints: 0, before: null, now: new Date() };
    await expect(setSellerFee(world.db, set)).rejects.toMatchObject({ code: 'own_organisation' });
    expect(await world.db.prisma.sellerFee.count({ where: { organisationId } })).toBe(0);
  });

  it('holds on the open market too', async () => {
    const [seller, buyer] = [
      await makeOrganisation(world.db, 'seller'),
      await makeOrganisation(world.db, 'buyer'),
    ];
    const offer = await makeOffer(world.db, seller, { niche: 'renovation.windows' });
    await setFee(seller, 0, null);
    const leadId = await sendLead(seller, offer.id);
    await fund(world.db, buyer, 100_000n);
    const { saleId } = await buyListing(world.db, {
      ...{ ...ACTOR, organisationId: buyer, listingId: listingIdOf(leadId), maxPrice: null, now: new Date() },
    });
    expect((await saleOf(saleId)).feeMinor).toBe(0n);
  });

  it('is not changed by who saw another', async () => {
    const seller = await makeOrganisation(world.db, 'seller');
    const tries = await Promise.allSettled([setFee(seller, 100, null), setFee(seller, 200, null)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'seller_fee_changed' });
    const reference = await readReference(world.db.pool);
    expect([100, 200]).toContain(feeOf(reference, { feeBasisPoints: 1_000 }, seller));
    await expect(
      world.owner.query('UPDATE seller_fee SET fee_basis_points = 5001 WHERE organisation_id = $1', [seller]),
    ).rejects.toThrow(/seller_fee_share/);
  });
});

describe('two organisations that somebody belongs to', () => {
  it('do not trade by a standing order: the next best buyer gets the lead', async () => {
    const niche = 'health.implants';
    const seller = await makeOrganisation(world.db, 'seller');
    const [kin, stranger] = [
      await makeOrganisation(world.db, 'buyer'),
      await makeOrganisation(world.db, 'buyer'),
    ];
    const { id: personId } = await makePerson(world.db, { organisationId: seller });
    await join(personId, kin);
    const offer = await makeOffer(world.db, seller, { niche });
    for (const [buyer, maxPriceMinor] of [
      [kin, 90_000n],
      [stranger, 40_000n],
    ] as const) {
      await fund(world.db, buyer, 1_000_000n);
      await makeOrder(world.db, buyer, { niches: [niche], maxPriceMinor });
    }
    const leadId = await sendLead(seller, offer.id);
    const sales = await world.db.prisma.sale.findMany({ where: { leadId } });
    // The ask, not what the colleague would have bid.
    expect(sales).toMatchObject([{ buyerOrganisationId: stranger, priceMinor: 30_000n }]);
  });

  it('do not trade on the open market', async () => {
    const seller = await makeOrganisation(world.db, 'seller');
    const kin = await makeOrganisation(world.db, 'buyer');
    const { id: personId } = await makePerson(world.db, { organisationId: kin });
    await join(personId, seller);
    const offer = await makeOffer(world.db, seller, { niche: 'education.it' });
    await fund(world.db, kin, 1_000_000n);
    const leadId = await sendLead(seller, offer.id);
    const buy = buyListing(world.db, {
      ...{ ...ACTOR, organisationId: kin, listingId: listingIdOf(leadId), maxPrice: null, now: new Date() },
    });
    await expect(buy).rejects.toMatchObject({ code: 'listing_of_colleagues' });
    expect(await world.db.prisma.sale.count({ where: { leadId } })).toBe(0);
  });
});
