import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { MemberRole } from '#app/domain/identity/visitor.ts';
import { type LeadQuestion, readSellersLeads } from '#app/domain/leads/read-sellers-leads.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Failed } from '#app/routes/form.ts';
import * as demandPage from '#app/routes/seller/demand.tsx';
import * as homePage from '#app/routes/seller/home.tsx';
import * as leadPage from '#app/routes/seller/lead.tsx';
import * as leadsPage from '#app/routes/seller/leads.tsx';
import * as newLeadPage from '#app/routes/seller/new-lead.tsx';
import * as newOfferPage from '#app/routes/seller/new-offer.tsx';
import * as offerPage from '#app/routes/seller/offer.tsx';
import * as offersPage from '#app/routes/seller/offers.tsx';
import {
  freshPhone,
  fund,
  leadBody,
  makeKey,
  makeOffer,
  makeOrder,
  makeOrganisation,
} from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageAnswer, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let url: string;
let stop: () => Promise<void>;
let seller: string;
let token: string;

beforeAll(async () => {
  world = await openWorld();
  await world.owner.query(`UPDATE niche SET trade = 'reviewed' WHERE code = 'legal'`);
  ({ url, stop } = await serve(world, { works: false }));
});
afterAll(async () => {
  await stop();
  await world.close();
});

/** Each test sells for an organisation of its own, to buyers of its own. */
beforeEach(async () => {
  await world.owner.query('DELETE FROM order_target');
  seller = await makeOrganisation(world.db, 'seller');
  token = await tokenOf('owner');
});

const tokenOf = async (role: MemberRole) =>
  (await makePerson(world.db, { organisationId: seller, role })).token;

type Form = Record<string, string | string[]>;
type Asked = { params?: Record<string, string>; form?: Form; as?: string };

const ask = (page: unknown, path: string, { as, ...asked }: Asked = {}): Promise<PageAnswer> =>
  askPage(world, page as PageModule, { token: as ?? token, path, ...asked });
const dataOf = async <Data>(
  page: { loader: (args: never) => Promise<Data> },
  path: string,
  asked: Asked = {},
) => {
  const { status, data } = await ask(page, path, asked);
  expect(status, path).toBe(200);
  return data as Data;
};
const failedOf = (answer: PageAnswer) => (answer.data as { failed: Failed }).failed;

const OFFER: Form = {
  niche: 'renovation.windows',
  regions: ['UA-30'],
  region_add: '',
  target_action: 'contact',
  ask: '120,50',
  currency: 'UAH',
  exclusivity: 'exclusive',
  max_sells: '3',
  dispute_window_hours: '168',
  daily_volume: '',
  channels: ['form', 'quiz'],
  traffic: ['search'],
  languages: ['uk'],
  landing_url: 'https://example.com/windows',
  consent_text: 'I agree to be called about windows.',
  status: 'active',
};
const makeByForm = (more: Form = {}) =>
  ask(newOfferPage, '/sell/offers/new', { form: { ...OFFER, ...more } });
const offersOf = () =>
  world.db.prisma.offer.findMany({ where: { organisationId: seller }, orderBy: { id: 'asc' } });

describe('an offer made on the screen', () => {
  it('is the same as one made by the API', async () => {
    const { location } = await makeByForm();
    const [offer] = await offersOf();
    expect(location).toBe(`/sell/offers/${offer?.id}?done=active`);
    expect(offer).toMatchObject({
      nicheCode: 'renovation.windows',
      regions: ['UA-30'],
      askMinor: 12_050n,
      currency: 'UAH',
      exclusivity: 'exclusive',
      maxSells: 1,
      channels: ['form', 'quiz'],
      traffic: ['search'],
      languages: ['uk'],
      landingUrl: 'https://example.com/windows',
      disputeWindowHours: 168,
      dailyVolume: null,
      status: 'active',
    });
  });

  it('goes to review where its niche is looked at first, and says so', async () => {
    const { location } = await makeByForm({ niche: 'legal.family' });
    expect(location).toMatch(/\?done=review$/);
  });

  it('keeps what was typed and says of each field what to do, in one answer', async () => {
    const wrong = {
      niche: '',
      regions: [],
      ask: 'a lot',
      consent_text: 'yes',
      landing_url: 'example',
      channels: [],
    };
    const failed = failedOf(await makeByForm({ ...wrong, daily_volume: '50' }));
    expect(Object.keys(failed.errors).sort()).toEqual([
      'ask',
      'channels',
      'consent_text',
      'landing_url',
      'niche',
      'regions',
    ]);
    expect(failed.errors.ask).toMatch(/^Type the ask/);
    expect(failed.typed).toMatchObject({ ask: ['a lot'], landing_url: ['example'], daily_volume: ['50'] });
    expect(await offersOf()).toEqual([]);
  });

  it('takes a place that was typed and not picked, and asks where it could be several', async () => {
    await makeByForm({ regions: ['UA-46'], region_add: 'Kyiv' });
    expect((await offersOf()).map(({ regions }) => regions)).toEqual([['UA-46', 'UA-30']]);
    const unsure = failedOf(await makeByForm({ regions: [], region_add: 'Odes' }));
    expect(unsure.errors.regions).toMatch(/check it/);
    expect(unsure.typed.regions).toHaveLength(1);
    const nowhere = failedOf(await makeByForm({ region_add: 'Xyzzyville' }));
    expect(nowhere.errors.regions).toMatch(/Xyzzyville/);
    expect(nowhere.typed).toMatchObject({ regions: ['UA-30'], region_add: ['Xyzzyville'] });
    expect(await offersOf()).toHaveLength(1);
  });

  it('shows the fair price on asking for it, without being made', async () => {
    const answer = await makeByForm({ intent: 'price', ask: '' });
    expect(answer.data).toMatchObject({
      failed: { errors: {}, refusal: null },
      preview: {
        niche: { code: 'renovation.windows' },
        fair: { currency: 'UAH', p50Minor: expect.any(BigInt) },
      },
    });
    expect(await offersOf()).toEqual([]);
  });

  it('is refused what its seller may not, in words and without losing anything', async () => {
    await world.db.prisma.organisation.update({ where: { id: seller }, data: { reviewStatus: 'refused' } });
    const failed = failedOf(await makeByForm());
    expect(failed.refusal).toMatch(/refused/);
    expect(failed.typed.ask).toEqual(['120,50']);
    expect((await makeByForm({ status: 'draft' })).location).toMatch(/done=draft$/);
  });

  it('is not for an agent to make or change', async () => {
    const agent = await tokenOf('agent');
    const offer = await makeOffer(world.db, seller);
    expect((await ask(newOfferPage, '/sell/offers/new', { as: agent })).status).toBe(403);
    expect((await ask(newOfferPage, '/sell/offers/new', { as: agent, form: OFFER })).status).toBe(403);
    const page = await dataOf(offerPage, '/sell/offers/x', { as: agent, params: { offerId: offer.id } });
    expect(page.mayWrite).toBe(false);
    const pause = { intent: 'status', status: 'paused' };
    const answer = await ask(offerPage, '/sell/offers/x', {
      as: agent,
      params: { offerId: offer.id },
      form: pause,
    });
    expect(answer.status).toBe(403);
    expect((await offersOf())[0]?.status).toBe('active');
  });
});

describe('a link from the demand board', () => {
  it('fills in what the order asks for, with an ask that the order pays', async () => {
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 1_000_000n);
    await makeOrder(world.db, buyer, {
      niches: ['renovation.windows'],
      regions: ['UA-30'],
      maxPriceMinor: 9_999n,
    });
    const board = await dataOf(demandPage, '/sell/demand?niche=renovation.windows&region=UA-30');
    const [row] = board.rows;
    expect(row).toMatchObject({ top: { amountMinor: 9_900n, currency: 'UAH' }, mine: null });
    const form = await dataOf(newOfferPage, row?.offerHref ?? '');
    expect(form.typed).toMatchObject({
      niche: ['renovation.windows'],
      regions: ['UA-30'],
      currency: ['UAH'],
      ask: ['99'],
    });
    await makeByForm({ ask: '99' });
    const again = await dataOf(demandPage, '/sell/demand?niche=renovation.windows&region=UA-30');
    expect(again.rows[0]?.mine).toBe((await offersOf())[0]?.id);
  });

  it('comes with nothing that names a buyer', async () => {
    const buyer = await makeOrganisation(world.db, 'buyer');
    await world.db.prisma.organisation.update({ where: { id: buyer }, data: { name: 'Secret Windows Ltd' } });
    await fund(world.db, buyer, 1_234_567n);
    const order = await makeOrder(world.db, buyer, { maxPriceMinor: 54_321n });
    const board = await dataOf(demandPage, '/sell/demand');
    const written = JSON.stringify(board, (_key, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(board.rows.length).toBeGreaterThan(0);
    for (const secret of ['Secret Windows', buyer, order.id, '54321', '1234567'])
      expect(written).not.toContain(secret);
  });
});

describe('an offer changed on its page', () => {
  const change = (offerId: string, form: Form) =>
    ask(offerPage, `/sell/offers/${offerId}`, { params: { offerId }, form });

  it('pauses and goes on', async () => {
    const { id } = await makeOffer(world.db, seller);
    expect((await change(id, { intent: 'status', status: 'paused' })).location).toBe(
      `/sell/offers/${id}?done=paused`,
    );
    expect((await change(id, { intent: 'status', status: 'active' })).location).toMatch(/done=active$/);
  });

  it('is saved with all its terms', async () => {
    await makeByForm();
    const [made] = await offersOf();
    const id = made?.id ?? '';
    const form = {
      ...OFFER,
      ask: '200',
      exclusivity: 'shared',
      max_sells: '4',
      daily_volume: '30',
      landing_url: '',
    };
    expect((await change(id, form)).location).toBe(`/sell/offers/${id}?done=saved`);
    expect((await offersOf())[0]).toMatchObject({
      askMinor: 20_000n,
      exclusivity: 'shared',
      maxSells: 4,
      dailyVolume: 30,
      landingUrl: null,
      status: 'active',
    });
    const failed = failedOf(await change(id, { ...form, ask: '0' }));
    expect(failed.errors).toEqual({ ask: expect.stringMatching(/above zero/) });
    expect(failed.typed.daily_volume).toEqual(['30']);
  });

  it('shows why it was sent back', async () => {
    const { id } = await makeOffer(world.db, seller, { status: 'draft' });
    await world.db.prisma.offer.update({ where: { id }, data: { reviewReason: 'Say who calls.' } });
    const page = await dataOf(offerPage, `/sell/offers/${id}`, { params: { offerId: id } });
    expect(page.offer.review.reason).toBe('Say who calls.');
    const home = await dataOf(homePage, '/sell');
    expect(home.tasks.map(({ key }) => key)).toEqual([`back-${id}`]);
  });

  it('of another seller is not there', async () => {
    const stranger = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'));
    const params = { offerId: stranger.id };
    expect((await ask(offerPage, '/sell/offers/x', { params })).status).toBe(404);
    const form = { intent: 'status', status: 'paused' };
    expect((await ask(offerPage, '/sell/offers/x', { params, form })).status).toBe(404);
  });
});

const lead = (offerId: string, more: Form = {}): Form => ({
  offer_id: offerId,
  form_key: newId('key'),
  kind: 'real',
  name: 'Olena',
  phone: freshPhone(),
  email: '',
  region: ['UA-30'],
  region_add: '',
  city: 'Kyiv',
  message: '',
  wanted_within_days: '14',
  channel: 'form',
  'attributes.rooms': '2',
  consent_text: 'I agree to be called about my request.',
  consent_at: new Date().toISOString().slice(0, 16),
  consent_at_zone: 'UTC',
  agreed: 'yes',
  external_id: '',
  ...more,
});
const sendByForm = (form: Form) => ask(newLeadPage, '/sell/leads/new', { form });
const idOf = (answer: PageAnswer) => /lead_\w+/.exec(answer.location ?? '')?.[0] ?? '';
const process = (leadIds: string[]) => processLeads(world.db, { leadIds, now: new Date(), checkWaitMs: 0 });

describe('a lead sent from the screen', () => {
  it('is checked and sold like any other, and its page says for how much', async () => {
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 1_000_000n);
    await makeOrder(world.db, buyer, { niches: ['property.letting'], maxPriceMinor: 40_000n });
    const offer = await makeOffer(world.db, seller, { niche: 'property.letting' });
    const answer = await sendByForm(lead(offer.id));
    const leadId = idOf(answer);
    expect(answer.location).toBe(`/sell/leads/${leadId}?done=sent`);
    const page = () => dataOf(leadPage, `/sell/leads/${leadId}`, { params: { leadId } });
    expect((await page()).lead).toMatchObject({ status: 'validating', wantedWithinDays: 14, checks: [] });
    await process([leadId]);
    const sold = await page();
    expect(sold.lead).toMatchObject({ status: 'sold', temperature: 'hot', test: false });
    expect(sold.sales).toMatchObject([
      {
        status: 'held',
        price: { amountMinor: 30_000n, currency: 'UAH' },
        fee: { amountMinor: 3_000n },
        share: { amountMinor: 27_000n },
        auction: { bids: 1, losing: null },
        disputeId: null,
      },
    ]);
    expect(sold.history.map(({ key }) => key)).toEqual([sold.sales[0]?.id, 'settled', 'sent']);
    const written = JSON.stringify(sold, (_key, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    for (const secret of ['Olena', '+38067', buyer, 'Test buyer']) expect(written).not.toContain(secret);
  });

  it('is a test where that was said, and is never sold', async () => {
    const offer = await makeOffer(world.db, seller);
    const leadId = idOf(await sendByForm(lead(offer.id, { kind: 'test' })));
    await process([leadId]);
    const { lead: shown } = await dataOf(leadPage, '/sell/leads/x', { params: { leadId } });
    expect(shown).toMatchObject({ test: true, status: 'available' });
  });

  it('from where its offer is not for is let in, said to be from elsewhere, and named beside its offer’s own regions', async () => {
    const offer = await makeOffer(world.db, seller, { regions: ['UA-30', 'UA-46'] });
    const from = async (region: string, phone: string) => {
      const leadId = idOf(await sendByForm(lead(offer.id, { region, city: '', phone })));
      await process([leadId]);
      return dataOf(leadPage, '/sell/leads/x', { params: { leadId } });
    };
    const shown = await from('HU-BU', '+36301234567');
    expect(shown.lead).toMatchObject({ status: 'available', isElsewhere: true });
    expect(shown.place).toContain('Budapest');
    expect(shown.offer).toMatch(/Kyiv.* and 1 more$/);
    expect((await from('UA-46', freshPhone())).lead).toMatchObject({ isElsewhere: false });
  });

  it('is one lead however often its form is sent, and another once the form is changed', async () => {
    const offer = await makeOffer(world.db, seller);
    const form = lead(offer.id);
    const first = await sendByForm(form);
    const again = await sendByForm(form);
    expect(again.location).toBe(`/sell/leads/${idOf(first)}?done=repeated`);
    const other = await sendByForm({ ...form, phone: freshPhone() });
    expect(idOf(other)).not.toBe(idOf(first));
    expect(other.location).toMatch(/done=sent$/);
  });

  it('keeps what was typed and says what to do', async () => {
    const offer = await makeOffer(world.db, seller);
    const wrong = { name: '', phone: '', region: [], agreed: '', 'attributes.rooms': 'two', consent_at: '' };
    const failed = failedOf(await sendByForm(lead(offer.id, { ...wrong, city: 'Lviv' })));
    expect(Object.keys(failed.errors).sort()).toEqual([
      'agreed',
      'attributes.rooms',
      'consent_at',
      'phone',
      'region',
    ]);
    expect(failed.typed).toMatchObject({ city: ['Lviv'], 'attributes.rooms': ['two'] });
    const nameless = failedOf(await sendByForm(lead(offer.id, { name: '' })));
    expect(Object.keys(nameless.errors)).toEqual(['name']);
  });

  it.each([
    ['in review', { niche: 'legal.family' }],
    ['paused', { status: 'paused' }],
  ] as const)('is not taken for an offer that is %s', async (_state, terms) => {
    const offer = await makeOffer(world.db, seller, terms);
    const failed = failedOf(await sendByForm(lead(offer.id, { 'attributes.rooms': '' })));
    expect(failed.refusal).toMatch(/active/);
    expect(await world.db.prisma.lead.count({ where: { organisationId: seller } })).toBe(0);
  });

  it('is not taken for another’s offer, nor from a seller who is blocked', async () => {
    const stranger = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'));
    const failed = failedOf(await sendByForm(lead(stranger.id, { 'attributes.rooms': '' })));
    expect(failed.errors.offer_id).toBeDefined();
    const own = await makeOffer(world.db, seller);
    await world.db.prisma.organisation.update({ where: { id: seller }, data: { blockedAt: new Date() } });
    expect(failedOf(await sendByForm(lead(own.id))).refusal).toMatch(/blocked/);
  });

  it('of another seller is not there', async () => {
    const offer = await makeOffer(world.db, seller);
    const leadId = idOf(await sendByForm(lead(offer.id)));
    const stranger = await makePerson(world.db, {
      organisationId: await makeOrganisation(world.db, 'seller'),
    });
    expect((await ask(leadPage, '/sell/leads/x', { params: { leadId }, as: stranger.token })).status).toBe(
      404,
    );
  });
});

describe('the lists', () => {
  it('of leads are narrowed by state, offer and time', async () => {
    const [one, other] = [await makeOffer(world.db, seller), await makeOffer(world.db, seller)];
    const call = apiClient(url, await makeKey(world.db, seller));
    const send = async (body: Record<string, unknown>) =>
      (await call('POST', '/leads', { body })).body.id as string;
    const good = await send(leadBody(one.id));
    const bad = await send(leadBody(other.id, { contact: { name: 'Ivan', phone: '12' } }));
    await process([good, bad]);
    const idsOf = async (query: string) =>
      (await dataOf(leadsPage, `/sell/leads${query}`)).rows.map(({ id }) => id);
    expect(await idsOf('')).toEqual([bad, good]);
    expect(await idsOf('?status=rejected')).toEqual([bad]);
    expect(await idsOf(`?offer=${one.id}`)).toEqual([good]);
    expect(await idsOf('?since=day')).toEqual([bad, good]);
    expect(await idsOf('?page=2')).toEqual([]);
    const [rejected] = (await dataOf(leadsPage, '/sell/leads?status=rejected')).rows;
    expect(rejected?.reason).toMatch(/^(Too short|Not a phone)/);
    const own = { organisationId: seller };
    expect(await world.db.prisma.lead.count({ where: own })).toBe(2);
  });

  it('of leads look for what fits among the newest, and say so where older ones may fit', async () => {
    const offer = await makeOffer(world.db, seller);
    const call = apiClient(url, await makeKey(world.db, seller));
    const ids: string[] = [];
    for (const phone of ['12', freshPhone(), freshPhone()])
      ids.push(
        (await call('POST', '/leads', { body: leadBody(offer.id, { contact: { name: 'Ivan', phone } }) }))
          .body.id,
      );
    await process(ids);
    const read = (status: 'rejected' | null, more: Partial<LeadQuestion> = {}) =>
      readSellersLeads(world.db.pool, {
        ...{ organisationId: seller, status, offerId: null, since: null },
        ...{ page: 1, pageSize: 2, countLimit: 10, lookLimit: 2 },
        ...more,
      });
    const idsOf = async (asked: ReturnType<typeof read>) => (await asked).leads.map(({ id }) => id);
    expect(await read('rejected')).toEqual({ leads: [], total: 0, isCut: true });
    const [bad, good, newest] = ids;
    expect(await read('rejected', { lookLimit: 4 })).toMatchObject({
      leads: [{ id: bad }],
      total: 1,
      isCut: false,
    });
    expect(await read(null)).toMatchObject({ total: 3, isCut: false });
    expect(await idsOf(read(null))).toEqual([newest, good]);
    expect(await idsOf(read(null, { page: 2 }))).toEqual([bad]);
    expect(await read(null, { countLimit: 1, page: 2 })).toMatchObject({ leads: [{ id: bad }], total: 1 });
  });

  it('of offers and the start page count the same leads, tests aside', async () => {
    const offer = await makeOffer(world.db, seller);
    const call = apiClient(url, await makeKey(world.db, seller));
    const bodies = [
      leadBody(offer.id),
      leadBody(offer.id, { test: true }),
      leadBody(offer.id, { contact: { name: 'Ivan', phone: '12' } }),
    ];
    const ids: string[] = [];
    for (const body of bodies) ids.push((await call('POST', '/leads', { body })).body.id);
    await process(ids);
    const [row] = (await dataOf(offersPage, '/sell/offers')).rows;
    expect(row).toMatchObject({ id: offer.id, sent: 2, accepted: 1, sold: 0, need: null });
    const { figures } = await dataOf(homePage, '/sell');
    expect(figures).toMatchObject({ today: 2, sent: 2, settled: 2, accepted: 1, sold: 0 });
  });

  it('name an offer that no lead came for in a week', async () => {
    const { id } = await makeOffer(world.db, seller);
    const eightDaysAgo = after(new Date(), -8 * DAY_MS);
    await world.db.prisma.offer.update({ where: { id }, data: { createdAt: eightDaysAgo } });
    expect((await dataOf(offersPage, '/sell/offers')).rows[0]?.need).toBe('noLeads');
    expect((await dataOf(homePage, '/sell')).tasks.map(({ key }) => key)).toEqual([`quiet-${id}`]);
  });
});

describe('the way to the first sale', () => {
  it('goes from an offer by a lead to a sale, and ends there', async () => {
    const step = async () => (await dataOf(homePage, '/sell')).start?.step ?? null;
    expect(await step()).toBe('offer');
    const offer = await makeOffer(world.db, seller, { niche: 'legal.family', status: 'draft' });
    expect(await step()).toBe('draft');
    const params = { offerId: offer.id };
    await ask(offerPage, '/sell/offers/x', { params, form: { intent: 'status', status: 'active' } });
    expect(await step()).toBe('review');
    await world.db.prisma.offer.update({ where: { id: offer.id }, data: { status: 'active' } });
    const home = await dataOf(homePage, '/sell');
    expect(home.start).toMatchObject({ step: 'send', hasKey: false });
    expect(home.start?.request).toContain(offer.id);
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 1_000_000n);
    await sendByForm(lead(offer.id, { 'attributes.rooms': '', kind: 'test' }));
    const tried = await dataOf(homePage, '/sell');
    expect(tried.newest.map(({ test }) => test)).toEqual([true]);
    expect(tried.start?.step, 'a test lead is never sold').toBe('send');
    const leadId = idOf(await sendByForm(lead(offer.id, { 'attributes.rooms': '' })));
    expect(await step()).toBe('sold');
    await makeOrder(world.db, buyer, { niches: ['legal.family'] });
    await process([leadId]);
    expect(await step()).toBe(null);
    expect((await dataOf(homePage, '/sell')).figures).toMatchObject({
      sold: 1,
      money: [{ currency: 'UAH', earned: { amountMinor: 27_000n, sales: 1 }, sent: 1 }],
    });
  });
});
