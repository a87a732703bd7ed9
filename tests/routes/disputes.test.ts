import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import * as buyerPage from '../../app/routes/buyer/dispute.tsx';
import * as buyerList from '../../app/routes/buyer/disputes.tsx';
import * as claimPage from '../../app/routes/buyer/open-dispute.tsx';
import * as sellerPage from '../../app/routes/seller/dispute.tsx';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let trade: Trade;
let buyer: string;
let seller: string;
let agent: string;

beforeAll(async () => {
  world = await openWorld();
  trade = await openTrade(world.db, { niche: 'legal.family' });
  const tokenOf = async (organisationId: string, role: 'owner' | 'agent' = 'owner') =>
    (await makePerson(world.db, { organisationId, role })).token;
  buyer = await tokenOf(trade.buyerId);
  seller = await tokenOf(trade.sellerId);
  agent = await tokenOf(trade.sellerId, 'agent');
});
afterAll(() => world.close());

type Form = Record<string, string | string[]>;

const ask = (page: object, token: string, params: Record<string, string>, form?: Form) =>
  askPage(world, page as PageModule, { token, path: '/somewhere', params, ...(form ? { form } : {}) });

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

describe('the form that contests a lead', () => {
  it('opens a dispute and leads to it', async () => {
    const { saleId } = await trade.sell();
    const shown = await ask(claimPage, buyer, { saleId });
    expect(shown.data).toMatchObject({ isOpen: true, price: '300.00\u00a0UAH', replyHours: 48 });
    const form = { reason: 'wrong_person', detail: 'A man answered.\r\nTwice.' };
    const answer = await ask(claimPage, buyer, { saleId }, form);
    expect(answer.location).toMatch(/^\/buy\/disputes\/disp_\w+\?done=opened$/);
    expect(await statusOf(saleId)).toBe('disputed');
    const disputeId = answer.location?.slice('/buy/disputes/'.length).split('?')[0] ?? '';
    const page = await ask(buyerPage, buyer, { disputeId });
    expect(page.data).toMatchObject({ dispute: { detail: 'A man answered.\nTwice.', saleId } });
    expect((await ask(claimPage, buyer, { saleId })).data).toMatchObject({ isOpen: false, disputeId });
  });

  it.each([
    ['no reason', { detail: 'It is bad.' }, 'reason'],
    ['a reason that is none', { reason: 'changed_mind', detail: '' }, 'reason'],
    ['another reason without a word', { reason: 'other', detail: ' ' }, 'detail'],
    ['too many words', { reason: 'stale', detail: 'x'.repeat(2_001) }, 'detail'],
  ])('keeps what was typed where there is %s', async (_what, form, field) => {
    const { saleId } = await trade.sell();
    const answer = await ask(claimPage, buyer, { saleId }, form as Form);
    expect(answer.location).toBeNull();
    const { errors, typed } = answer.data as { errors: Record<string, string>; typed: Form };
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(/^[A-Z].*\.$/);
    expect(typed.detail).toEqual([form.detail]);
    expect(await statusOf(saleId)).toBe('held');
  });

  it('says so when the lead was contested meanwhile', async () => {
    const { saleId, disputeId } = await contested();
    const answer = await ask(claimPage, buyer, { saleId }, { reason: 'stale', detail: '' });
    expect(answer.location).toBeNull();
    expect((answer.data as { refusal: string }).refusal).toContain(disputeId);
  });
});

describe('the seller’s answer', () => {
  it('that agrees is asked about with the figures before money moves', async () => {
    const { saleId, disputeId } = await contested();
    const form = { reply: 'agrees', detail: '' };
    const asked = await ask(sellerPage, seller, { disputeId }, form);
    const { figures } = (asked.data as { ask: { figures: { value: string }[] } }).ask;
    expect(figures.map(({ value }) => value)).toEqual([
      '300.00\u00a0UAH',
      '270.00\u00a0UAH',
      '30.00\u00a0UAH',
    ]);
    expect(await statusOf(saleId)).toBe('disputed');
    const done = await ask(sellerPage, seller, { disputeId }, { ...form, confirmed: 'yes' });
    expect(done.location).toBe(`/sell/disputes/${disputeId}?done=agreed`);
    expect(await statusOf(saleId)).toBe('refunded');
    const late = await ask(sellerPage, seller, { disputeId }, { ...form, confirmed: 'yes' });
    expect(late.data).toMatchObject({ failed: { refusal: expect.stringMatching(/decided already/) } });
  });

  it('that contests needs words, and goes to a moderator', async () => {
    const { disputeId } = await contested();
    const mute = await ask(sellerPage, seller, { disputeId }, { reply: 'contests', detail: '' });
    expect(mute.data).toMatchObject({ failed: { errors: { detail: expect.stringMatching(/moderator/) } } });
    const none = await ask(sellerPage, seller, { disputeId }, { detail: 'x' });
    expect(none.data).toMatchObject({ failed: { errors: { reply: expect.any(String) } } });
    const done = await ask(sellerPage, seller, { disputeId }, { reply: 'contests', detail: 'It rang.' });
    expect(done.location).toBe(`/sell/disputes/${disputeId}?done=contested`);
    expect((await ask(buyerPage, buyer, { disputeId })).data).toMatchObject({
      dispute: { status: 'awaiting_moderator', replyDetail: 'It rang.' },
    });
  });

  it('is a manager’s: an agent reads the dispute and answers none', async () => {
    const { saleId, disputeId } = await contested();
    expect((await ask(sellerPage, agent, { disputeId })).data).toMatchObject({ mayAnswer: false });
    const form = { reply: 'agrees', detail: '', confirmed: 'yes' };
    expect((await ask(sellerPage, agent, { disputeId }, form)).status).toBe(403);
    expect(await statusOf(saleId)).toBe('disputed');
  });

  it('is read without who the buyer is', async () => {
    const { disputeId } = await contested();
    const name = 'Boris Buymark';
    await world.db.prisma.organisation.update({ where: { id: trade.buyerId }, data: { name } });
    const { data } = await ask(sellerPage, seller, { disputeId });
    const said = JSON.stringify(data, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(said).not.toContain(name);
    expect(said).not.toContain(trade.buyerId);
    expect(said).not.toContain('Kovalenko');
  });
});

describe('the list', () => {
  it('shows a page and where the next begins', async () => {
    const lone = await openTrade(world.db, { niche: 'cars.new' });
    const token = (await makePerson(world.db, { organisationId: lone.buyerId })).token;
    expect((await ask(buyerList, token, {})).data).toMatchObject({ rows: [], before: null, isFirst: true });
    const { saleId } = await lone.sell();
    await openDispute(world.db, {
      saleId,
      buyerOrganisationId: lone.buyerId,
      reason: 'stale',
      detail: '',
      actor: 'test',
      origin: 'test',
      now: new Date(),
    });
    expect((await ask(buyerList, token, {})).data).toMatchObject({ rows: [{ saleId, reason: 'stale' }] });
  });
});
