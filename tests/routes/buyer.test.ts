import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { readOrder, readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { readWork } from '#app/domain/inbox/read-work.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { newId } from '#app/kernel/ids.ts';
import * as buyListing from '#app/routes/buyer/buy-listing.tsx';
import * as inbox from '#app/routes/buyer/inbox.tsx';
import * as listing from '#app/routes/buyer/listing.tsx';
import * as market from '#app/routes/buyer/market.tsx';
import * as newOrder from '#app/routes/buyer/new-order.tsx';
import * as now from '#app/routes/buyer/now.tsx';
import * as order from '#app/routes/buyer/order.tsx';
import * as orders from '#app/routes/buyer/orders.tsx';
import * as sale from '#app/routes/buyer/sale.tsx';
import { freshPhone, fund, leadBody, makeKey, makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageAnswer, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let call: ReturnType<typeof apiClient>;
let trade: Trade;
let manager: Person;
let agent: Person;
let stranger: Person;
let solarOffer: string;

type Form = Record<string, string | string[]>;
// biome-ignore lint/suspicious/noExplicitAny: a page's data are read field by field, as the page does
type Shown = any;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world, { works: false });
  stop = served.stop;
  const { db } = world;
  trade = await openTrade(db, { niche: 'legal.family' });
  manager = await makePerson(db, { organisationId: trade.buyerId, role: 'manager' });
  agent = await makePerson(db, { organisationId: trade.buyerId, role: 'agent' });
  const other = await makeOrganisation(db, 'buyer');
  await fund(db, other, 1_000_000n);
  stranger = await makePerson(db, { organisationId: other });
  call = apiClient(served.url, await makeKey(db, trade.sellerId));
  solarOffer = (await makeOffer(db, trade.sellerId, { niche: 'climate.solar', regions: ['UA'] })).id;
});

afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await stop();
  await world.close();
});

const open = (
  page: unknown,
  person: Person,
  path: string,
  params: Record<string, string> = {},
  form?: Form,
): Promise<PageAnswer & { data: Shown }> =>
  askPage(world, page as PageModule, { token: person.token, path, params, ...(form ? { form } : {}) });

/** A lead that no order wants, and where it is listed. */
async function list(more: Record<string, unknown> = {}): Promise<string> {
  const { body } = await call('POST', '/leads', {
    body: leadBody(solarOffer, {
      contact: { name: 'Taras', phone: freshPhone(), email: `taras${freshPhone().slice(1)}@mail.test` },
      ...more,
    }),
  });
  await processLeads(world.db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
  return body.id.replace('lead_', 'lst_');
}

const spendable = async (organisationId: string) =>
  (await readWallet(world.db.pool, organisationId)).find(({ currency }) => currency === 'UAH')?.spendable;
const entries = (saleId: string) => readWork(world.db, { organisationId: trade.buyerId, saleId, limit: 10 });

describe('the inbox', () => {
  it('shows bought leads with their contact to who bought them alone', async () => {
    const { saleId } = await trade.sell();
    const mine = await open(inbox, agent, '/buy/inbox');
    const line = mine.data.lines.find((one: Shown) => one.saleId === saleId);
    expect(line).toMatchObject({
      name: 'Olena Kovalenko',
      phone: expect.stringMatching(/^\+38067/),
      state: 'new',
    });
    expect(mine.data.counts.due).toBeGreaterThan(0);
    const others = await open(inbox, stranger, '/buy/inbox?view=open');
    expect(others.data.lines).toEqual([]);
  });

  it('logs a tap and leads back to where one was', async () => {
    const { saleId } = await trade.sell();
    const form = { sale: saleId, entry: newId('work'), channel: 'call', outcome: 'no_answer' };
    const answer = await open(inbox, agent, '/buy/inbox?view=new&niche=legal', {}, form);
    expect(answer).toMatchObject({ status: 302, location: '/buy/inbox?view=new&niche=legal&done=no_answer' });
    await open(inbox, agent, '/buy/inbox?view=new', {}, form);
    expect(await entries(saleId)).toMatchObject([{ outcome: 'no_answer', channel: 'call' }]);
  });

  it('answers a page that stays with what comes next', async () => {
    const { saleId } = await trade.sell();
    const form = {
      sale: saleId,
      entry: newId('work'),
      outcome: 'callback',
      at: '2027-01-05T10:00',
      at_zone: 'Europe/Kyiv',
      stay: 'yes',
    };
    const { status, data } = await open(inbox, agent, '/buy/inbox', {}, form);
    expect(status).toBe(200);
    expect(data).toMatchObject({ kind: 'logged', outcome: 'callback', next: { action: 'call' } });
    expect(await entries(saleId)).toMatchObject([{ nextAt: new Date('2027-01-05T08:00:00Z') }]);
  });

  it.each([
    ['a callback without a time', { outcome: 'callback' }, 'at'],
    ['a time that is none', { outcome: 'callback', at: 'soon' }, 'at'],
    ['junk without a reason', { outcome: 'junk' }, 'junk'],
  ])('says what is wrong with %s, beside its field', async (_what, fields, field) => {
    const { saleId } = await trade.sell();
    const { data } = await open(
      inbox,
      agent,
      '/buy/inbox',
      {},
      { sale: saleId, entry: newId('work'), ...fields },
    );
    expect(data).toMatchObject({ kind: 'failed', saleId });
    expect(Object.keys(data.failed.errors)).toEqual([`${field}-${saleId}`]);
    expect(await entries(saleId)).toEqual([]);
  });

  it('takes no form about another’s lead, about none, or that is none of ours', async () => {
    const { saleId } = await trade.sell();
    const entry = newId('work');
    for (const id of [saleId, newId('sale'), ''])
      expect(
        (await open(inbox, stranger, '/buy/inbox', {}, { sale: id, entry, outcome: 'reached' })).status,
      ).toBe(404);
    const broken: Form[] = [
      { entry, outcome: 'sold' },
      { outcome: 'reached' },
      { entry: 'sale_1', outcome: 'won' },
    ];
    for (const fields of broken)
      expect((await open(inbox, agent, '/buy/inbox', {}, { sale: saleId, ...fields })).status).toBe(400);
    expect(await entries(saleId)).toEqual([]);
  });

  it('filters by what the leads are, and shrugs at what no link of ours says', async () => {
    const ask = async (query: string) => (await open(inbox, agent, `/buy/inbox?${query}`)).data.lines.length;
    expect(await ask('view=open&niche=legal&region=UA')).toBeGreaterThan(0);
    expect(await ask('view=open&niche=climate')).toBe(0);
    expect(await ask('view=open&region=RU')).toBe(0);
    expect(await ask('view=open&state=won')).toBe(0);
    expect(await ask('view=nothing&niche=x&region=y&state=z&after=-1')).toBeGreaterThan(0);
  });
});

describe('the pages of the inbox', () => {
  it('lead from one to the next and back to the first', async () => {
    const shop = await openTrade(world.db, { niche: 'legal.migration' });
    const person = await makePerson(world.db, { organisationId: shop.buyerId });
    const sold: string[] = [];
    for (let i = 0; i < 21; i += 1) sold.push((await shop.sell()).saleId);
    const first = await open(inbox, person, '/buy/inbox?view=open');
    expect(first.data).toMatchObject({ isFirst: true, isCut: false, next: expect.any(String) });
    const next = await open(inbox, person, `/buy/inbox?view=open&after=${first.data.next}`);
    expect(next.data).toMatchObject({ isFirst: false, next: null });
    const shown = [...first.data.lines, ...next.data.lines].map((line: Shown) => line.saleId);
    expect(first.data.lines).toHaveLength(20);
    expect(shown.sort()).toEqual(sold.sort());
  });
});

describe('a bought lead', () => {
  it('shows its need, checks, consent, price and window', async () => {
    const { saleId } = await trade.sell();
    const { data } = await open(sale, agent, `/buy/inbox/${saleId}`, { saleId });
    expect(data).toMatchObject({
      line: { name: 'Olena Kovalenko', niche: 'Family law' },
      contact: { consent: { text: 'I agree to be called about my request.' } },
      deal: { status: 'held', canClaim: true, auction: { copies: 1, bids: 1, losing: null } },
      entries: [],
    });
    expect(data.checks.length).toBeGreaterThan(5);
    expect(data.deal.fair.steps.length).toBeGreaterThan(3);
  });

  it('is logged with a note, once', async () => {
    const { saleId } = await trade.sell();
    const form = { entry: newId('work'), outcome: 'lost', channel: 'email', note: ' Bought elsewhere. ' };
    for (let taps = 0; taps < 2; taps += 1)
      expect(await open(sale, agent, `/buy/inbox/${saleId}`, { saleId }, form)).toMatchObject({
        status: 302,
        location: `/buy/inbox/${saleId}?done=logged`,
      });
    expect(await entries(saleId)).toMatchObject([
      { outcome: 'lost', channel: 'email', note: 'Bought elsewhere.' },
    ]);
  });

  it('keeps what was typed when it is refused', async () => {
    const { saleId } = await trade.sell();
    const form = { entry: newId('work'), outcome: 'note', channel: 'call', note: '', next_action: 'email' };
    const { data } = await open(sale, agent, `/buy/inbox/${saleId}`, { saleId }, form);
    expect(Object.keys(data.errors)).toEqual([`note-${saleId}`]);
    expect(data.typed.next_action).toEqual(['email']);
  });

  it('is handed to a colleague and to nobody else', async () => {
    const { saleId } = await trade.sell();
    const hand = (owner: string) => open(sale, agent, `/buy/inbox/${saleId}`, { saleId }, { owner });
    expect((await hand(manager.id)).location).toBe(`/buy/inbox/${saleId}?done=assigned`);
    expect((await hand(stranger.id)).data.errors).toHaveProperty('owner');
    const { data } = await open(sale, agent, `/buy/inbox/${saleId}`, { saleId });
    expect(data.ownerId).toBe(manager.id);
  });

  it('shows no contact once it was erased', async () => {
    const { saleId, leadId } = await trade.sell();
    await world.owner.query('DELETE FROM vault.lead_key WHERE lead_id = $1', [leadId]);
    const { data } = await open(sale, agent, `/buy/inbox/${saleId}`, { saleId });
    expect(data).toMatchObject({ contact: null, line: { isErased: true, name: null, phone: null } });
  });
});

const ORDER_FORM: Form = {
  niches: ['property', 'legal.family'],
  regions: ['UA'],
  region_add: 'Leningrad Oblast',
  max_price: '450,50',
  currency: 'UAH',
  temperature: ['hot'],
  min_score: '20',
  accept_unknown: 'yes',
  languages: ['uk', 'bg'],
  cap_day: '5',
  budget_month: '10 000',
  timezone: 'Europe/Kyiv',
  status: 'active',
};

describe('orders', () => {
  const ordersOf = () => readOrders(world.db, { organisationId: trade.buyerId, limit: 50, before: null });

  it('are asked about with their figures before they buy, and made once that is agreed to', async () => {
    const before = (await ordersOf()).length;
    const { data } = await open(newOrder, manager, '/buy/orders/new', {}, ORDER_FORM);
    const figures = data.ask.figures.map(({ value }: Shown) => value.replaceAll('\u00a0', ' '));
    expect(figures[0]).toBe('450.50 UAH');
    expect(figures[1]).toBe('2,252.50 UAH (5 leads)');
    expect(await ordersOf()).toHaveLength(before);
    const made = await open(
      newOrder,
      manager,
      '/buy/orders/new',
      {},
      { ...data.ask.fields, confirmed: 'yes' },
    );
    expect(made.location).toBe('/buy/orders?done=created');
    const [newest, ...rest] = await ordersOf();
    expect(rest).toHaveLength(before);
    expect(newest).toMatchObject({
      niches: ['property', 'legal.family'],
      regions: ['UA', 'RU-LEN'],
      currency: 'UAH',
      maxPriceMinor: 45_050n,
      temperatures: ['hot'],
      minScore: 20,
      acceptUnknown: true,
      languages: ['uk', 'bg'],
      caps: { hour: null, day: 5, week: null, month: null },
      budgetMinor: { day: null, month: 1_000_000n, total: null },
      timezone: 'Europe/Kyiv',
      status: 'active',
    });
  });

  it('are kept paused without a question: that costs nothing', async () => {
    const kept = await open(newOrder, manager, '/buy/orders/new', {}, { ...ORDER_FORM, status: 'paused' });
    expect(kept.location).toBe('/buy/orders?done=kept');
    expect((await ordersOf())[0]?.status).toBe('paused');
  });

  it.each<[string, Form]>([
    ['niches', { niches: [] }],
    ['niches', { niches: ['no.such'] }],
    ['regions', { regions: [], region_add: '' }],
    ['regions', { region_add: 'Xyzzyville' }],
    ['max_price', { max_price: 'much' }],
    ['max_price', { max_price: '0' }],
    ['min_score', { min_score: '101' }],
    ['languages', { languages: ['zz'] }],
    ['cap_day', { cap_day: '0' }],
    ['cap_hour', { cap_hour: '1.5' }],
    ['budget_day', { budget_day: '-5' }],
    ['timezone', { timezone: 'Mars/Olympus' }],
  ])('are not made with a wrong %s, and say so in a sentence', async (field, wrong) => {
    const before = (await ordersOf()).length;
    const form: Form = { ...ORDER_FORM, confirmed: 'yes', ...wrong };
    const { status, data } = await open(newOrder, manager, '/buy/orders/new', {}, form);
    expect(status).toBe(200);
    expect(Object.keys(data.failed.errors)).toEqual([field]);
    expect(data.failed.errors[field]).toMatch(/^\p{Lu}.*\.$/u);
    expect(data.form.values.cap_day).toEqual([form.cap_day].flat());
    expect(await ordersOf()).toHaveLength(before);
  });

  it('are changed by their form, what is emptied lifted', async () => {
    const [made] = await ordersOf();
    const orderId = made?.id ?? '';
    const form = {
      ...ORDER_FORM,
      niches: ['legal'],
      cap_day: '',
      cap_week: '9',
      budget_month: '',
      status: 'paused',
    };
    const changed = await open(order, manager, `/buy/orders/${orderId}`, { orderId }, form);
    expect(changed.location).toBe('/buy/orders?done=saved');
    expect(await readOrder(world.db, { organisationId: trade.buyerId, orderId })).toMatchObject({
      niches: ['legal'],
      caps: { day: null, week: 9 },
      budgetMinor: { month: null },
      status: 'paused',
    });
    const { data } = await open(order, manager, `/buy/orders/${orderId}`, { orderId });
    expect(data.form.values).toMatchObject({ max_price: ['450.50'], cap_week: ['9'], budget_month: [''] });
  });

  it('are paused at once, and let buy again by who saw the terms as they are', async () => {
    const { orderId } = trade;
    const press = (form: Form) => open(orders, manager, '/buy/orders', {}, { order: orderId, ...form });
    const statusOf = async () =>
      (await readOrder(world.db, { organisationId: trade.buyerId, orderId }))?.status;
    expect((await press({ status: 'paused' })).location).toBe('/buy/orders?done=paused');
    expect(await statusOf()).toBe('paused');
    const { data } = await press({ status: 'active' });
    expect(data.ask.fields).toMatchObject({ order: orderId, top: '90000' });
    const old = await press({ status: 'active', confirmed: 'yes', top: '80000' });
    expect(old.data.ask.fields.top).toBe('90000');
    expect(await statusOf()).toBe('paused');
    expect((await press({ ...data.ask.fields, confirmed: 'yes' })).location).toBe('/buy/orders?done=resumed');
    expect(await statusOf()).toBe('active');
  });

  it('are seen by agents and changed by managers', async () => {
    const seen = await open(orders, agent, '/buy/orders');
    expect(seen.data.mayChange).toBe(false);
    expect(seen.data.orders.map(({ id }: Shown) => id)).toContain(trade.orderId);
    const press = { order: trade.orderId, status: 'paused' };
    expect((await open(orders, agent, '/buy/orders', {}, press)).status).toBe(403);
    expect((await open(orders, stranger, '/buy/orders', {}, press)).status).toBe(404);
    expect((await open(orders, stranger, '/buy/orders')).data.orders).toEqual([]);
  });

  it('say why they buy nothing', async () => {
    const poor = await makeOrganisation(world.db, 'buyer');
    const owner = await makePerson(world.db, { organisationId: poor });
    const { data } = await open(newOrder, owner, '/buy/orders/new', {}, ORDER_FORM);
    await open(newOrder, owner, '/buy/orders/new', {}, { ...data.ask.fields, confirmed: 'yes' });
    const shown = await open(orders, owner, '/buy/orders');
    expect(shown.data.orders[0].reasons).toMatchObject([{ code: 'wallet_empty', stops: true }]);
    const home = await open(now, owner, '/buy');
    expect(home.data).toMatchObject({ step: 'topUp', stopped: [{ canWait: false }] });
  });
});

describe('buying singly', () => {
  const buy = (person: Person, listingId: string, form: Form = {}) =>
    open(buyListing, person, `/buy/market/${listingId}/buy`, { listingId }, form);

  it('shows who is behind a lead only after it is paid', async () => {
    const listingId = await list({ message: 'Call Taras on the green door' });
    const shown = await open(listing, agent, `/buy/market/${listingId}`, { listingId });
    expect(shown.data).toMatchObject({ isForSale: true, mayBuy: false, saleId: null });
    expect(JSON.stringify(shown.data, (_k, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toMatch(
      /Taras|green door|mail\.test|\+38067/,
    );
  });

  it('takes the price once, however often it is agreed to', async () => {
    const listingId = await list();
    const before = (await spendable(trade.buyerId)) ?? 0n;
    const asked = await open(buyListing, manager, `/buy/market/${listingId}/buy`, { listingId });
    expect(asked.data.line).toMatchObject({ askMinor: 30_000n });
    const agreed = { price: '30000', confirmed: 'yes' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => buy(manager, listingId, agreed)));
    const places = new Set(answers.map(({ location }) => location));
    expect(places.size).toBe(1);
    expect([...places][0]).toMatch(/^\/buy\/inbox\/sale_\w+\?done=bought$/);
    expect(await spendable(trade.buyerId)).toBe(before - 30_000n);
    const again = await open(buyListing, manager, `/buy/market/${listingId}/buy`, { listingId });
    expect(again.location).toMatch(/^\/buy\/inbox\/sale_/);
  });

  it('buys nothing without an agreement to this very price', async () => {
    const listingId = await list();
    const before = await spendable(trade.buyerId);
    for (const form of [{}, { price: '30000' }, { price: '29999', confirmed: 'yes' }, { confirmed: 'yes' }])
      expect((await buy(manager, listingId, form as Form)).location).toBe(`/buy/market/${listingId}/buy`);
    expect(await spendable(trade.buyerId)).toBe(before);
  });

  it('is for managers: agents spend nothing', async () => {
    const listingId = await list();
    expect((await open(buyListing, agent, '/', { listingId })).status).toBe(403);
    expect((await buy(agent, listingId, { price: '30000', confirmed: 'yes' })).status).toBe(403);
    expect((await open(listing, agent, '/', { listingId })).data.isForSale).toBe(true);
  });

  it('says where the wallet is short, where somebody was faster, and what is one’s own', async () => {
    const listingId = await list();
    const poor = await makePerson(world.db, { organisationId: await makeOrganisation(world.db, 'buyer') });
    const agreed = { price: '30000', confirmed: 'yes' };
    expect((await buy(poor, listingId, agreed)).data.refusal).toMatch(/wallet/);
    expect((await open(buyListing, poor, '/', { listingId })).location).toBe(`/buy/market/${listingId}`);
    expect((await buy(stranger, listingId, agreed)).location).toMatch(/done=bought$/);
    expect((await buy(manager, listingId, agreed)).data.refusal).toMatch(/paid nothing/);
    expect((await open(listing, manager, '/', { listingId })).data).toMatchObject({ isForSale: false });
    await world.db.prisma.organisation.update({ where: { id: trade.sellerId }, data: { buys: true } });
    const trader = await makePerson(world.db, { organisationId: trade.sellerId });
    await fund(world.db, trade.sellerId, 1_000_000n);
    const own = await list();
    expect((await open(listing, trader, '/', { listingId: own })).data.isOwn).toBe(true);
    expect((await buy(trader, own, agreed)).data.refusal).toMatch(/your own/);
    expect((await open(market, trader, '/buy/market')).data.lines).toEqual([]);
    await world.db.prisma.organisation.update({ where: { id: trade.sellerId }, data: { buys: false } });
  });

  it('lists by niche, region and price', async () => {
    const listingId = await list();
    const ask = async (query: string) =>
      (await open(market, agent, `/buy/market?${query}`)).data.lines.map(({ id }: Shown) => id);
    expect((await ask(''))[0]).toBe(listingId);
    expect(await ask('niche=climate&q=Kyiv&max=300&currency=UAH')).toContain(listingId);
    for (const query of ['niche=legal', 'q=Hungary', 'max=299.99&currency=UAH', 'max=300&currency=EUR'])
      expect(await ask(query), query).toEqual([]);
    const unread = await open(market, agent, '/buy/market?max=cheap&q=Xyzzyville&niche=nothing');
    expect(unread.data.filters.isMaxWrong).toBe(true);
    expect(unread.data.missed).toBe('Xyzzyville');
  });
});

describe('what needs a buyer now', () => {
  it('leads a newcomer to the first lead', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const owner = await makePerson(world.db, { organisationId });
    const step = async () => (await open(now, owner, '/buy')).data.step;
    expect(await step()).toBe('topUp');
    await fund(world.db, organisationId, 1_000_000n);
    expect(await step()).toBe('order');
    const form = { ...ORDER_FORM, niches: ['education.languages'] };
    const { data } = await open(newOrder, owner, '/buy/orders/new', {}, form);
    await open(newOrder, owner, '/buy/orders/new', {}, { ...data.ask.fields, confirmed: 'yes' });
    expect(await step()).toBe('lead');
  });

  it('counts what waits, names the hottest without their contact, and says how it goes', async () => {
    await trade.sell();
    const { data } = await open(now, manager, '/buy');
    expect(data.step).toBeNull();
    expect(data.counts.new).toBeGreaterThan(0);
    expect(data.hottest.length).toBeGreaterThan(0);
    expect(JSON.stringify(data.hottest)).not.toMatch(/Olena|\+38067/);
    expect(data.tiles.map(({ label }: Shown) => label)).toContain('Spent today');
  });

  it('warns of a wallet that holds few leads', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const owner = await makePerson(world.db, { organisationId });
    await fund(world.db, organisationId, 100_000n);
    const { data } = await open(newOrder, owner, '/buy/orders/new', {}, ORDER_FORM);
    await open(newOrder, owner, '/buy/orders/new', {}, { ...data.ask.fields, confirmed: 'yes' });
    expect((await open(now, owner, '/buy')).data.low).toMatchObject({ leads: 2 });
  });
});
