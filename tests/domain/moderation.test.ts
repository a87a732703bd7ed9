import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideOnSeller } from '#app/domain/casework/decide-on-seller.server.ts';
import { readCase } from '#app/domain/casework/read-case.server.ts';
import { readDesk } from '#app/domain/casework/read-desk.server.ts';
import { showContact } from '#app/domain/casework/show-contact.server.ts';
import { decideOffer } from '#app/domain/catalog/decide-offer.server.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readOffersInReview } from '#app/domain/catalog/read-offers-in-review.server.ts';
import { expireReference } from '#app/domain/catalog/read-reference.server.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import {
  readSellerInReview,
  readSellersInReview,
} from '#app/domain/identity/read-sellers-in-review.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let moderator: string;
const NOW = new Date('2026-11-18T12:00:00Z');
const REASON = 'The landing page does not say who sells what.';
const FORBIDDEN = 'legal.bankruptcy';
const REVIEWED = 'legal.migration';

beforeAll(async () => {
  world = await openWorld();
  await trade('reviewed', REVIEWED);
  moderator = (await makePerson(world.db, { platformRole: 'moderator', secondFactor: true })).id;
});
afterAll(() => world.close());

/** As an admin sets it. */
async function trade(how: string, niche: string): Promise<void> {
  await world.owner.query('UPDATE niche SET trade = $1 WHERE code = $2', [how, niche]);
  expireReference(world.db.pool);
}

async function newSeller(): Promise<string> {
  const id = await makeOrganisation(world.db, 'seller');
  await world.db.prisma.organisation.update({ where: { id }, data: { reviewStatus: 'waiting' } });
  return id;
}

const offerOf = async (organisationId: string, offerId: string) =>
  present(await readOffer(world.db, { organisationId, offerId }), 'the offer is there');

/** As a moderator has it before them. */
const seen = async (organisationId: string, offerId: string) => ({
  offerId,
  submittedAt: present((await offerOf(organisationId, offerId)).review.submittedAt, 'it was submitted'),
});

const onSeller = (organisationId: string, decision: 'approved' | 'refused', more: object = {}) =>
  decideOnSeller(world.db, {
    organisationId,
    decision,
    reason: REASON,
    offers: [],
    actor: moderator,
    origin: 'test',
    now: NOW,
    ...more,
  });

const onOffer = (
  offer: { offerId: string; submittedAt: Date },
  decision: 'approved' | 'refused',
  more: object = {},
) =>
  decideOffer(world.db, {
    ...offer,
    decision,
    reason: decision === 'refused' ? REASON : null,
    actor: moderator,
    origin: 'test',
    now: NOW,
    ...more,
  });

const statusOf = async (organisationId: string) =>
  (await world.db.prisma.organisation.findUniqueOrThrow({ where: { id: organisationId } })).reviewStatus;

describe('a new seller', () => {
  it('is let in with those of its offers that were ticked, in one act, and told once', async () => {
    const seller = await newSeller();
    const owner = await makePerson(world.db, { organisationId: seller });
    const ticked = await makeOffer(world.db, seller, { niche: 'legal.family' });
    const left = await makeOffer(world.db, seller, { niche: 'cars.new' });
    expect([ticked.status, left.status]).toEqual(['review', 'review']);
    await onSeller(seller, 'approved', { offers: [await seen(seller, ticked.id)] });
    expect(await statusOf(seller)).toBe('approved');
    expect((await offerOf(seller, ticked.id)).status).toBe('active');
    expect((await offerOf(seller, left.id)).status).toBe('review');
    const noted = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: { in: [seller, ticked.id] }, actor: moderator },
      orderBy: { id: 'asc' },
    });
    expect(noted.map(({ action }) => action)).toEqual(['seller.reviewed', 'offer.reviewed']);
    expect(await world.db.prisma.mail.findMany({ where: { recipient: owner.email } })).toMatchObject([
      { template: 'seller_reviewed' },
    ]);
  });

  it('is not let in at all when one of the offers cannot be', async () => {
    const seller = await newSeller();
    const good = await makeOffer(world.db, seller, { niche: 'legal.family' });
    const changed = await makeOffer(world.db, seller, { niche: 'cars.new' });
    const offers = [await seen(seller, good.id), await seen(seller, changed.id)];
    await updateOffer(world.db, {
      actor: 'test',
      origin: 'test',
      organisationId: seller,
      offerId: changed.id,
      change: { consentText: 'I agree to be called by anybody about anything.' },
      now: new Date(),
    });
    await expect(onSeller(seller, 'approved', { offers })).rejects.toMatchObject({
      code: 'offer_changed_meanwhile',
    });
    expect(await statusOf(seller)).toBe('waiting');
    expect((await offerOf(seller, good.id)).status).toBe('review');
  });

  it('is not let in with the offer of another', async () => {
    const [seller, other] = [await newSeller(), await newSeller()];
    const foreign = await makeOffer(world.db, other, { niche: 'legal.family' });
    await expect(
      onSeller(seller, 'approved', { offers: [await seen(other, foreign.id)] }),
    ).rejects.toMatchObject({ code: 'offer_unknown' });
    expect(await statusOf(seller)).toBe('waiting');
  });

  it('that is refused loses its place on the market, and reads why', async () => {
    const seller = await newSeller();
    const waiting = await makeOffer(world.db, seller, { niche: 'legal.family' });
    await onSeller(seller, 'approved', { offers: [await seen(seller, waiting.id)] });
    const second = await makeOffer(world.db, seller, { niche: REVIEWED });
    await onSeller(seller, 'refused');
    for (const id of [waiting.id, second.id])
      expect(await offerOf(seller, id)).toMatchObject({ status: 'draft', review: { reason: REASON } });
    expect(await readSellerInReview(world.db, seller)).toMatchObject({
      reviewStatus: 'refused',
      reviewReason: REASON,
    });
    const relist = updateOffer(world.db, {
      actor: 'test',
      origin: 'test',
      organisationId: seller,
      offerId: waiting.id,
      change: { status: 'active' },
      now: new Date(),
    });
    await expect(relist).rejects.toMatchObject({ code: 'seller_refused' });
  });

  it('is decided on by nobody of its own, and there has to be one', async () => {
    const seller = await newSeller();
    const own = await makePerson(world.db, {
      organisationId: seller,
      platformRole: 'moderator',
      secondFactor: true,
    });
    await expect(onSeller(seller, 'approved', { actor: own.id })).rejects.toMatchObject({ code: 'own_case' });
    const buyer = await makeOrganisation(world.db, 'buyer');
    for (const none of [newId('org'), buyer])
      await expect(onSeller(none, 'approved')).rejects.toMatchObject({ code: 'seller_unknown' });
  });

  it('stands in the list of those who wait, oldest first, with its people', async () => {
    const seller = await newSeller();
    const person = await makePerson(world.db, { organisationId: seller, confirmed: false });
    const { sellers, total } = await readSellersInReview(world.db, {
      status: 'waiting',
      page: 1,
      pageSize: 100,
    });
    expect(sellers.at(-1)?.id).toBe(seller);
    expect(total).toBe(sellers.length);
    expect((await readSellerInReview(world.db, seller))?.people).toMatchObject([
      { email: person.email, isConfirmed: false, role: 'owner' },
    ]);
    expect((await readDesk(world.db)).sellers.count).toBe(total);
  });
});

describe('an offer in review', () => {
  async function inReview() {
    const seller = await makeOrganisation(world.db, 'seller');
    const { id } = await makeOffer(world.db, seller, { niche: REVIEWED });
    return { seller, offer: await seen(seller, id) };
  }

  it('goes on the market by a word, and is decided once', async () => {
    const { seller, offer } = await inReview();
    const tries = await Promise.allSettled([
      onOffer(offer, 'approved'),
      onOffer(offer, 'refused'),
      onOffer(offer, 'approved'),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'offer_not_in_review' });
    expect(['active', 'draft']).toContain((await offerOf(seller, offer.offerId)).status);
  });

  it('that is sent back is a draft with its reason', async () => {
    const { seller, offer } = await inReview();
    await onOffer(offer, 'refused');
    expect(await offerOf(seller, offer.offerId)).toMatchObject({
      status: 'draft',
      review: { reason: REASON, reviewedAt: NOW },
    });
  });

  it('waits until its seller is let in', async () => {
    const seller = await newSeller();
    const { id } = await makeOffer(world.db, seller, { niche: 'legal.family' });
    await expect(onOffer(await seen(seller, id), 'approved')).rejects.toMatchObject({
      code: 'seller_not_approved',
    });
    await expect(onOffer(await seen(seller, id), 'refused')).resolves.toBeUndefined();
  });

  it('of a niche that is not traded any more is only sent back', async () => {
    const seller = await newSeller();
    const { id } = await makeOffer(world.db, seller, { niche: FORBIDDEN });
    await trade('forbidden', FORBIDDEN);
    await expect(onSeller(seller, 'approved', { offers: [await seen(seller, id)] })).rejects.toMatchObject({
      code: 'niche_forbidden',
    });
    await expect(onOffer(await seen(seller, id), 'refused')).resolves.toBeUndefined();
  });

  it('is read with those that wait, the longest first', async () => {
    const { offer } = await inReview();
    const { offers, total } = await readOffersInReview(world.db, { page: 1, pageSize: 100 });
    expect(offers.at(-1)?.id).toBe(offer.offerId);
    expect((await readDesk(world.db)).offers.count).toBe(total);
    await expect(onOffer({ ...offer, offerId: newId('offer') }, 'approved')).rejects.toMatchObject({
      code: 'offer_unknown',
    });
  });
});

describe('a case', () => {
  it('holds what it is judged by, the contact masked until somebody says why', async () => {
    const market = await openTrade(world.db, { niche: 'health.implants' });
    const { saleId } = await market.sell();
    const { id } = await openDispute(world.db, {
      saleId,
      buyerOrganisationId: market.buyerId,
      reason: 'wrong_person',
      detail: 'A man answered.',
      actor: 'test',
      origin: 'test',
      now: new Date(),
    });
    const found = present(await readCase(world.db, id), 'there is such a case');
    expect(found).toMatchObject({
      dispute: { id, detail: 'A man answered.' },
      sale: { id: saleId },
      contact: { name: 'O••• K•••', phone: expect.stringMatching(/^\+380 ••• \d\d$/), email: null },
      consent: { text: 'I agree to be called about my request.' },
      buyer: { sales: 1, opened: 1, upheld: 0, refused: 0 },
      seller: { sales: 1, opened: 1, upheld: 0, refused: 0 },
    });
    expect(found.money.map(({ kind }) => kind)).toEqual(['sale_share', 'sale_fee']);
    expect(JSON.stringify(found, plain)).not.toContain('Kovalenko');
    const contact = await showContact(world.db, {
      disputeId: id,
      why: 'To compare with the buyer’s call log.',
      actor: moderator,
      origin: 'test',
      now: NOW,
    });
    expect(contact.name).toBe('Olena Kovalenko');
    expect(
      await world.db.prisma.auditEntry.findMany({ where: { action: 'contact.read', actor: moderator } }),
    ).toMatchObject([{ subjectId: saleId, details: { why: 'To compare with the buyer’s call log.' } }]);
    expect(await readCase(world.db, newId('disp'))).toBeNull();
  });

  it('does not show its contact to who belongs to a side of it', async () => {
    const market = await openTrade(world.db, { niche: 'health.implants' });
    const { saleId } = await market.sell();
    const { id } = await openDispute(world.db, {
      saleId,
      buyerOrganisationId: market.buyerId,
      reason: 'wrong_person',
      detail: 'A man answered.',
      actor: 'test',
      origin: 'test',
      now: new Date(),
    });
    for (const organisationId of [market.buyerId, market.sellerId]) {
      const { id: actor } = await makePerson(world.db, {
        organisationId,
        role: 'agent',
        platformRole: 'moderator',
        secondFactor: true,
      });
      const why = 'To compare with the call log.';
      const shown = showContact(world.db, { disputeId: id, why, actor, origin: 'test', now: NOW });
      await expect(shown).rejects.toMatchObject({ code: 'own_case' });
    }
    const where = { action: 'contact.read', subjectId: saleId };
    expect(await world.db.prisma.auditEntry.count({ where })).toBe(0);
  });
});

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
