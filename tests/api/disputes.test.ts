import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { makeKey } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { type Answer, apiClient } from '../setup/client.ts';
import { openReceiver, type Received } from '../setup/receiver.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let url: string;
let trade: Trade;
let seller: ReturnType<typeof apiClient>;
let buyer: ReturnType<typeof apiClient>;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ url, stop } = await serve(world));
  trade = await openTrade(world.db, { niche: 'legal.family' });
  seller = apiClient(url, await makeKey(world.db, trade.sellerId));
  buyer = apiClient(url, await makeKey(world.db, trade.buyerId));
});
afterAll(async () => {
  await stop();
  await world.close();
});

const CLAIM = { reason: 'invalid_phone', detail: 'Called at 10:05 and 15:40: no such number.' };
const PRICE = { amount_minor: '30000', currency: 'UAH' };

const contest = (saleId: string, body: unknown = CLAIM) =>
  buyer('POST', `/sales/${saleId}/dispute`, { body });

async function contested(): Promise<{ saleId: string; id: string }> {
  const { saleId } = await trade.sell();
  const { body } = await contest(saleId);
  return { saleId, id: body.id };
}

const codesOf = (answer: Answer) => answer.body.errors.map((one: { field: string; code: string }) => one);

describe('POST /sales/{id}/dispute', () => {
  it('contests a bought lead, and the sale shows it to both sides', async () => {
    const { saleId } = await trade.sell();
    const opened = await contest(saleId);
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      sale_id: saleId,
      role: 'buyer',
      ...CLAIM,
      status: 'awaiting_seller',
      outcome: null,
      refund: PRICE,
      reply: null,
      ruling: null,
    });
    expect(Date.parse(opened.body.due_at) - Date.parse(opened.body.opened_at)).toBe(48 * 3_600_000);
    for (const side of [seller, buyer])
      expect((await side('GET', `/sales/${saleId}`)).body.status).toBe('disputed');
  });

  it('names the dispute that stands when it is sent again', async () => {
    const { saleId, id } = await contested();
    const again = await contest(saleId);
    expect([again.status, again.body.code]).toEqual([409, 'dispute_exists']);
    expect(again.body.detail).toContain(id);
  });

  it.each([
    ['a reason that is none', { reason: 'changed_mind', detail: '' }, 'reason', 'invalid_value'],
    ['no reason', { detail: 'It is bad.' }, 'reason', 'invalid_value'],
    ['another reason without a word', { reason: 'other', detail: '  ' }, 'detail', 'detail_needed'],
    ['too many words', { reason: 'stale', detail: 'x'.repeat(2_001) }, 'detail', 'too_big'],
    ['a field of no meaning', { ...CLAIM, amount: 1 }, 'amount', 'unrecognized'],
  ])('refuses %s', async (_what, body, field, code) => {
    const { saleId } = await trade.sell();
    const answer = await contest(saleId, body);
    expect(answer.status).toBe(422);
    expect(codesOf(answer)).toMatchObject([{ field, code }]);
    expect((await buyer('GET', `/sales/${saleId}`)).body.status).toBe('held');
  });

  it('needs no words for a reason that says enough', async () => {
    const { saleId } = await trade.sell();
    const answer = await contest(saleId, { reason: 'duplicate', detail: '' });
    expect(answer.status).toBe(201);
    expect(answer.body.detail).toBeNull();
  });

  it('knows no sale of another, and none that was only sold', async () => {
    const { saleId } = await trade.sell();
    const other = await openTrade(world.db, { niche: 'legal.migration' });
    const stranger = apiClient(url, await makeKey(world.db, other.buyerId));
    for (const [who, sale] of [
      [stranger, saleId],
      [buyer, newId('sale')],
      [buyer, 'x'],
    ] as const) {
      const answer = await who('POST', `/sales/${sale}/dispute`, { body: CLAIM });
      expect([answer.status, answer.body.code]).toEqual([404, 'sale_unknown']);
    }
  });
});

describe('POST /disputes/{id}/reply', () => {
  it('that contests goes to a moderator, and its words to both sides', async () => {
    const { id } = await contested();
    const reply = { reply: 'contests', detail: 'It answered on Monday.' };
    const answered = await seller('POST', `/disputes/${id}/reply`, { body: reply });
    expect(answered.status).toBe(200);
    expect(answered.body).toMatchObject({ status: 'awaiting_moderator', role: 'seller', reply });
    expect(answered.body.due_at).not.toBeNull();
    expect((await buyer('GET', `/disputes/${id}`)).body.reply).toMatchObject(reply);
    const again = await seller('POST', `/disputes/${id}/reply`, { body: reply });
    expect([again.status, again.body.code]).toEqual([409, 'dispute_answered']);
  });

  it('that agrees gives the price back at once', async () => {
    const { id, saleId } = await contested();
    const before = await walletOf(buyer);
    const answered = await seller('POST', `/disputes/${id}/reply`, { body: { reply: 'agrees' } });
    expect(answered.body).toMatchObject({
      status: 'decided',
      outcome: 'upheld',
      refund: PRICE,
      due_at: null,
      ruling: { by: 'seller', reasoning: null, early: false },
    });
    expect((await walletOf(buyer)) - before).toBe(30_000n);
    expect((await buyer('GET', `/sales/${saleId}`)).body.status).toBe('refunded');
    const late = await seller('POST', `/disputes/${id}/reply`, { body: { reply: 'agrees' } });
    expect([late.status, late.body.code]).toEqual([409, 'dispute_decided']);
  });

  it('needs words where it contests', async () => {
    const { id } = await contested();
    const answer = await seller('POST', `/disputes/${id}/reply`, { body: { reply: 'contests' } });
    expect(answer.status).toBe(422);
    expect(codesOf(answer)).toMatchObject([{ field: 'detail', code: 'detail_needed' }]);
  });
});

describe('GET /disputes', () => {
  it('reads on from a cursor, newest first', async () => {
    await contested();
    await contested();
    const first = await buyer('GET', '/disputes?limit=1');
    const second = await buyer('GET', `/disputes?limit=1&cursor=${first.body.next_cursor}`);
    expect(first.body.data[0].id > second.body.data[0].id).toBe(true);
    expect((await buyer('GET', '/disputes?limit=1&cursor=disp_x')).body.data).toEqual([]);
  });
});

describe('a ruling', () => {
  it('is read by both sides without who made it, and comes as an event without a word of what was written', async () => {
    const arrived: Received[] = [];
    const receiver = await openReceiver((message) => arrived.push(message));
    const listen = (side: ReturnType<typeof apiClient>, path: string) =>
      side('POST', '/endpoints', {
        body: { url: receiver.url + path, events: ['dispute.opened', 'dispute.decided'] },
      });
    const secrets: Record<string, string> = {
      '/buyer': (await listen(buyer, '/buyer')).body.secret,
      '/seller': (await listen(seller, '/seller')).body.secret,
    };
    const { id, saleId } = await contested();
    const moderator = await makePerson(world.db, { platformRole: 'moderator' });
    const reasoning = 'The number was checked again: it is in use.';
    await ruleDispute(world.db, {
      disputeId: id,
      outcome: 'refused',
      reasoning,
      early: true,
      actor: moderator.id,
      origin: 'test',
      now: new Date(),
    });
    for (const side of [buyer, seller]) {
      const { body } = await side('GET', `/disputes/${id}`);
      expect(body).toMatchObject({
        outcome: 'refused',
        refund: { amount_minor: '0', currency: 'UAH' },
        ruling: { by: 'moderator', reasoning, early: true },
      });
      expect(JSON.stringify(body)).not.toContain(moderator.id);
    }
    // What was opened before may be told of late, to those who have begun to listen meanwhile.
    const ofThisOne = () => arrived.filter(({ body }) => body.includes(id));
    await until('both sides hear of both', async () => ofThisOne().length >= 4);
    const heard = ofThisOne().map(({ path, body, headers }) => {
      expect(body).not.toMatch(/10:05|checked again/);
      const event = new Webhook(secrets[path] ?? '').verify(body, headers) as { type: string; data: object };
      return { path, ...event };
    });
    expect(heard.map(({ path, type }) => `${path} ${type}`).sort()).toEqual([
      '/buyer dispute.decided',
      '/buyer dispute.opened',
      '/seller dispute.decided',
      '/seller dispute.opened',
    ]);
    expect(heard.find(({ type }) => type === 'dispute.decided')?.data).toEqual({
      id,
      sale_id: saleId,
      reason: 'invalid_phone',
      status: 'decided',
      outcome: 'refused',
      refund: { amount_minor: '0', currency: 'UAH' },
      due_at: null,
    });
    await receiver.close();
  });
});

describe('a seller who does not answer', () => {
  it('loses the word by the clock of the worker', async () => {
    const { id } = await contested();
    await world.owner.query(`UPDATE dispute SET reply_until = now() - interval '1 minute' WHERE id = $1`, [
      id,
    ]);
    await world.db.queue.send('pass-unanswered', {});
    const passed = await until('the dispute is a moderator’s', async () => {
      const { body } = await seller('GET', `/disputes/${id}`);
      return body.status === 'awaiting_moderator' && body;
    });
    expect(passed.reply).toBeNull();
  });
});

const walletOf = async (side: ReturnType<typeof apiClient>) =>
  BigInt((await side('GET', '/wallet')).body.data[0].spendable);
