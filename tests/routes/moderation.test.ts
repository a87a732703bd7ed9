import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import * as casePage from '../../app/routes/moderator/case.tsx';
import * as queuePage from '../../app/routes/moderator/disputes.tsx';
import * as homePage from '../../app/routes/moderator/home.tsx';
import * as offerPage from '../../app/routes/moderator/offer.tsx';
import * as offersPage from '../../app/routes/moderator/offers.tsx';
import * as sellerPage from '../../app/routes/moderator/seller.tsx';
import * as sellersPage from '../../app/routes/moderator/sellers.tsx';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let trade: Trade;
let moderator: Person;

beforeAll(async () => {
  world = await openWorld();
  trade = await openTrade(world.db, { niche: 'legal.family' });
  moderator = await makePerson(world.db, { platformRole: 'moderator', secondFactor: true });
});
afterAll(() => world.close());

type Form = Record<string, string | string[]>;
// biome-ignore lint/suspicious/noExplicitAny: tests ask for single fields of what a page hands out
type Answer = { status: number; location: string | null; data: any };

const ask = async (
  page: object,
  params: Record<string, string>,
  form?: Form,
  query = '',
  token = moderator.token,
): Promise<Answer> =>
  askPage(world, page as PageModule, {
    token,
    path: `/somewhere${query}`,
    params,
    ...(form ? { form } : {}),
  });

const statusOf = async (saleId: string) =>
  (await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } })).status;

async function contested() {
  const { saleId } = await trade.sell();
  const { id } = await openDispute(world.db, {
    saleId,
    buyerOrganisationId: trade.buyerId,
    reason: 'wrong_person',
    detail: 'A man answered.',
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });
  return { saleId, disputeId: id };
}

async function newSeller(niche = 'cars.new') {
  const id = await makeOrganisation(world.db, 'seller');
  await world.db.prisma.organisation.update({ where: { id }, data: { reviewStatus: 'waiting' } });
  const offer = await makeOffer(world.db, id, { niche });
  return { organisationId: id, offerId: offer.id };
}

const REASONING = 'The log shows calls to another number than the one that was sold.';

describe('a ruling', () => {
  it('is asked about with the figures, and then made', async () => {
    const { saleId, disputeId } = await contested();
    const form = { intent: 'rule', outcome: 'upheld', reasoning: REASONING, early: 'yes' };
    const asked = await ask(casePage, { disputeId }, form);
    expect(asked.data.ask.figures.map(({ value }: { value: string }) => value)).toEqual([
      '300.00\u00a0UAH',
      '270.00\u00a0UAH',
      '30.00\u00a0UAH',
      expect.any(String),
      REASONING,
    ]);
    expect(await statusOf(saleId)).toBe('disputed');
    const done = await ask(casePage, { disputeId }, { ...asked.data.ask.fields, confirmed: 'yes' });
    expect(done.location).toBe(`/moderate/disputes/${disputeId}?done=upheld`);
    expect(await statusOf(saleId)).toBe('refunded');
    const shown = await ask(casePage, { disputeId });
    expect(shown.data.dispute).toMatchObject({ outcome: 'upheld', reasoning: REASONING, isEarly: true });
    const again = await ask(casePage, { disputeId }, { ...asked.data.ask.fields, confirmed: 'yes' });
    expect(again.data.failed.refusal).toMatch(/decided already/);
    expect(await checkBooks(world.owner)).toEqual([]);
  });

  it('says what it lacks, and keeps what was typed', async () => {
    const { saleId, disputeId } = await contested();
    const form = { intent: 'rule', reasoning: 'Too short' };
    const answer = await ask(casePage, { disputeId }, form);
    expect(Object.keys(answer.data.failed.errors).sort()).toEqual(['early', 'outcome', 'reasoning']);
    expect(answer.data.typed.reasoning).toEqual(['Too short']);
    expect(await statusOf(saleId)).toBe('disputed');
  });

  it('is not made on a case of one’s own', async () => {
    const { disputeId } = await contested();
    const own = await makePerson(world.db, {
      organisationId: trade.buyerId,
      platformRole: 'moderator',
      secondFactor: true,
    });
    const form = { intent: 'rule', outcome: 'upheld', reasoning: REASONING, early: 'yes', confirmed: 'yes' };
    const answer = await ask(casePage, { disputeId }, form, '', own.token);
    expect(answer.data.failed.refusal).toMatch(/You belong/);
  });
});

describe('a contact', () => {
  it('is masked until a moderator says why it must be seen, which is kept', async () => {
    const { saleId, disputeId } = await contested();
    const shown = await ask(casePage, { disputeId });
    const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    expect(shown.data.contact.name).toBe('O••• K•••');
    expect(JSON.stringify(shown.data, plain)).not.toContain('Kovalenko');
    const mute = await ask(casePage, { disputeId }, { intent: 'contact', why: 'because' });
    expect(mute.data.failed.errors.why).toMatch(/Say why/);
    expect(mute.data.contact).toBeNull();
    const reads = () =>
      world.db.prisma.auditEntry.count({ where: { action: 'contact.read', subjectId: saleId } });
    expect(await reads()).toBe(0);
    const why = 'To hold it against the call log of the buyer.';
    const opened = await ask(casePage, { disputeId }, { intent: 'contact', why });
    expect(opened.data.contact).toMatchObject({ name: 'Olena Kovalenko' });
    expect(await reads()).toBe(1);
  });
});

describe('a new seller', () => {
  it('is let in with the offers that are ticked', async () => {
    const { organisationId, offerId } = await newSeller();
    const shown = await ask(sellerPage, { organisationId });
    const [offer] = shown.data.offers;
    expect(offer).toMatchObject({ id: offerId, trade: 'open' });
    const offers = `${offerId}@${offer.submittedAt.toISOString()}`;
    const done = await ask(sellerPage, { organisationId }, { intent: 'approve', offers });
    expect(done.location).toBe(`/moderate/sellers/${organisationId}?done=approved`);
    const row = await world.db.prisma.offer.findUniqueOrThrow({ where: { id: offerId } });
    expect(row.status).toBe('active');
  });

  it('is refused only with a reason, and after a question', async () => {
    const { organisationId } = await newSeller();
    const statusNow = async () =>
      (await world.db.prisma.organisation.findUniqueOrThrow({ where: { id: organisationId } })).reviewStatus;
    const mute = await ask(sellerPage, { organisationId }, { intent: 'refuse', reason: 'No' });
    expect(mute.data.failed.errors.reason).toMatch(/seller reads it/);
    const reason = 'The landing page does not say who sells.';
    const asked = await ask(sellerPage, { organisationId }, { intent: 'refuse', reason });
    expect(asked.data.ask.figures.map(({ value }: { value: string }) => value)).toContain('1');
    expect(await statusNow()).toBe('waiting');
    const done = await ask(sellerPage, { organisationId }, { ...asked.data.ask.fields, confirmed: 'yes' });
    expect(done.location).toContain('done=refused');
    expect(await statusNow()).toBe('refused');
  });
});

describe('an offer in review', () => {
  it('is decided as it was seen, and not as it is since', async () => {
    const { organisationId, offerId } = await newSeller();
    await world.db.prisma.organisation.update({
      where: { id: organisationId },
      data: { reviewStatus: 'approved' },
    });
    const { data } = await ask(offerPage, { offerId });
    const offer = `${offerId}@${data.line.submittedAt.toISOString()}`;
    const old = `${offerId}@2020-01-01T00:00:00.000Z`;
    const stale = await ask(offerPage, { offerId }, { intent: 'approve', offer: old });
    expect(stale.data.failed.refusal).toMatch(/changed this offer/);
    const foreign = await ask(
      offerPage,
      { offerId },
      { intent: 'approve', offer: `x@${new Date().toISOString()}` },
    );
    expect(foreign.status).toBe(400);
    const done = await ask(offerPage, { offerId }, { intent: 'approve', offer });
    expect(done.location).toBe(`/moderate/offers/${offerId}?done=approved`);
    const again = await ask(offerPage, { offerId }, { intent: 'approve', offer });
    expect(again.data.failed.refusal).toMatch(/faster/);
  });

  it('is sent back only with a reason', async () => {
    const { offerId } = await newSeller();
    const { data } = await ask(offerPage, { offerId });
    const offer = `${offerId}@${data.line.submittedAt.toISOString()}`;
    const mute = await ask(offerPage, { offerId }, { intent: 'refuse', offer, reason: '' });
    expect(mute.data.failed.errors.reason).toMatch(/what has to change/);
    const reason = 'Name the firm that calls in the consent text.';
    const done = await ask(offerPage, { offerId }, { intent: 'refuse', offer, reason });
    expect(done.location).toContain('done=refused');
    const row = await world.db.prisma.offer.findUniqueOrThrow({ where: { id: offerId } });
    expect(row).toMatchObject({ status: 'draft', reviewReason: reason, reviewedBy: moderator.id });
  });
});

describe('the lists', () => {
  it('hold what waits, and the desk counts it', async () => {
    const { organisationId, offerId } = await newSeller();
    const { disputeId } = await contested();
    const home = await ask(homePage, {});
    const sellers = await ask(sellersPage, {});
    const offers = await ask(offersPage, {});
    const queue = await ask(queuePage, {}, undefined, '?state=awaiting_seller');
    expect(sellers.data.sellers.map(({ id }: { id: string }) => id)).toContain(organisationId);
    expect(offers.data.rows.map(({ id }: { id: string }) => id)).toContain(offerId);
    expect(queue.data.rows.map(({ id }: { id: string }) => id)).toContain(disputeId);
    expect(home.data.desk).toMatchObject({
      sellers: { count: sellers.data.sellers.length },
      offers: { count: offers.data.rows.length },
      toAnswer: { count: queue.data.total },
    });
    const odd = await ask(queuePage, {}, undefined, '?state=nonsense&page=-4');
    expect(odd.data).toMatchObject({ state: 'awaiting_moderator', page: 1 });
  });
});
