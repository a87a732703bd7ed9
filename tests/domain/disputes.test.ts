import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { REASONING_LEAST } from '#app/domain/disputes/dispute.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { passUnanswered } from '#app/domain/disputes/pass-unanswered.server.ts';
import { readDispute, readDisputes } from '#app/domain/disputes/read-disputes.server.ts';
import { replyToDispute } from '#app/domain/disputes/reply-to-dispute.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS, HOUR_MS, after as later, MINUTE_MS } from '#app/kernel/time.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let trade: Trade;
let moderator: string;

const ACTOR = { actor: 'test', origin: 'test' };
/** A Wednesday, so that day, week and month do not begin together. */
const NOON = new Date('2026-11-18T12:00:00Z');
const LATER = later(NOON, HOUR_MS);
const WINDOW_END = later(NOON, 120 * HOUR_MS);
/** A niche of which the platform takes no fee. */
const FREE = 'legal.bankruptcy';
const REASONING = 'The number was checked again and does not exist.';

beforeAll(async () => {
  world = await openWorld();
  // Before anything reads the niches.
  await world.owner.query('UPDATE niche SET fee_basis_points = 0 WHERE code = $1', [FREE]);
  trade = await openTrade(world.db, { niche: 'legal.family' });
  moderator = (await makePerson(world.db, { platformRole: 'moderator', secondFactor: true })).id;
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

const claim = (saleId: string, more: Partial<Parameters<typeof openDispute>[1]> = {}) =>
  openDispute(world.db, {
    ...ACTOR,
    saleId,
    buyerOrganisationId: trade.buyerId,
    reason: 'invalid_phone',
    detail: 'The number does not exist.',
    now: LATER,
    ...more,
  });

const answer = (disputeId: string, reply: 'agrees' | 'contests', more: object = {}) =>
  replyToDispute(world.db, {
    ...ACTOR,
    disputeId,
    sellerOrganisationId: trade.sellerId,
    reply,
    detail: 'The number answered when we checked it.',
    now: later(LATER, HOUR_MS),
    ...more,
  });

const rule = (disputeId: string, outcome: 'upheld' | 'refused', more: object = {}) =>
  ruleDispute(world.db, {
    actor: moderator,
    origin: 'test',
    disputeId,
    outcome,
    reasoning: REASONING,
    early: false,
    now: later(LATER, 2 * HOUR_MS),
    ...more,
  });

async function contested(saleId?: string): Promise<{ saleId: string; disputeId: string }> {
  const sale = saleId ?? (await trade.sell(NOON)).saleId;
  const { id } = await claim(sale);
  await answer(id, 'contests');
  return { saleId: sale, disputeId: id };
}

const statusOf = async (saleId: string) =>
  (await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } })).status;

async function money() {
  const [buyer] = await readWallet(world.db.pool, trade.buyerId);
  const [seller] = await readWallet(world.db.pool, trade.sellerId);
  const { rows } = await world.owner.query<{ fees: string }>(
    `SELECT sum(CASE WHEN credit_account_id = 'platform:fees:UAH' THEN amount_minor ELSE -amount_minor END)::text AS fees
     FROM transfer WHERE 'platform:fees:UAH' IN (credit_account_id, debit_account_id)`,
  );
  return {
    spendable: buyer?.spendable ?? 0n,
    pending: seller?.pending ?? 0n,
    available: seller?.available ?? 0n,
    fees: BigInt(rows[0]?.fees ?? 0),
  };
}

const jobsOf = async (name: string, disputeId: string) =>
  (
    await world.owner.query(`SELECT FROM pgboss.job WHERE name = $1 AND data->>'disputeId' = $2`, [
      name,
      disputeId,
    ])
  ).rowCount;

const auditOf = async (subjectId: string) =>
  world.db.prisma.auditEntry.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });

describe('a claim', () => {
  it('freezes the hold, asks the seller for an answer, and is told and noted', async () => {
    const owner = await makePerson(world.db, { organisationId: trade.sellerId });
    const { saleId } = await trade.sell(NOON);
    const before = await money();
    const dispute = await claim(saleId);
    expect(dispute).toMatchObject({
      saleId,
      reason: 'invalid_phone',
      refundMinor: 30_000n,
      status: 'awaiting_seller',
      replyUntil: later(LATER, 48 * HOUR_MS),
      outcome: null,
    });
    expect(await statusOf(saleId)).toBe('disputed');
    expect(await money()).toEqual(before);
    expect(await jobsOf('dispute-opened', dispute.id)).toBe(1);
    expect(await auditOf(dispute.id)).toMatchObject([
      { action: 'dispute.opened', actor: 'test', organisationId: trade.buyerId },
    ]);
    expect(await world.db.prisma.mail.findMany({ where: { recipient: owner.email } })).toMatchObject([
      { template: 'dispute_opened', status: 'pending' },
    ]);
  });

  it('gives the seller the hours that the operator set', async () => {
    const change = (value: number) =>
      changeSetting(world.db, { ...ACTOR, key: 'seller_reply_hours', value, now: NOON });
    const { saleId } = await trade.sell(NOON);
    await change(5);
    const { replyUntil } = await claim(saleId);
    await change(48);
    expect(replyUntil).toEqual(later(LATER, 5 * HOUR_MS));
  });

  it('is taken until the window ends, and not at its end', async () => {
    const [inTime, late] = [await trade.sell(NOON), await trade.sell(NOON)];
    await expect(claim(late.saleId, { now: WINDOW_END })).rejects.toMatchObject({
      code: 'dispute_window_over',
    });
    await expect(claim(inTime.saleId, { now: later(WINDOW_END, -1) })).resolves.toMatchObject({
      status: 'awaiting_seller',
    });
    expect(await statusOf(late.saleId)).toBe('held');
  });

  it('is made once, also by two at once', async () => {
    const { saleId } = await trade.sell(NOON);
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => claim(saleId)));
    const made = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
    expect(made).toHaveLength(1);
    await expect(claim(saleId)).rejects.toMatchObject({
      code: 'dispute_exists',
      params: { dispute: made[0] },
    });
  });

  it('is not made after the share was freed', async () => {
    const { saleId } = await trade.sell(NOON);
    await releaseDueHolds(world.db, { now: WINDOW_END });
    expect(await statusOf(saleId)).toBe('released');
    await expect(claim(saleId, { now: later(WINDOW_END, -1) })).rejects.toMatchObject({
      code: 'dispute_window_over',
    });
  });

  it('is the buyer’s alone: another’s sale is as good as none', async () => {
    const { saleId } = await trade.sell(NOON);
    for (const wrong of [
      { buyerOrganisationId: trade.sellerId },
      { buyerOrganisationId: newId('org') },
      { saleId: newId('sale') },
    ])
      await expect(claim(saleId, wrong)).rejects.toMatchObject({ code: 'sale_unknown', params: {} });
    expect(await statusOf(saleId)).toBe('held');
  });

  it('and the release of the hold at the same moment: one of the two happens', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { saleId } = await trade.sell(NOON);
      // The claim's clock is a moment behind the worker's.
      const [opened] = await Promise.allSettled([
        claim(saleId, { now: later(WINDOW_END, -1) }),
        releaseDueHolds(world.db, { now: WINDOW_END }),
      ]);
      expect(await statusOf(saleId)).toBe(opened.status === 'fulfilled' ? 'disputed' : 'released');
    }
  });

  it('lies sealed: no row of any table holds its words', async () => {
    const secret = 'Xylophone-Quokka';
    const { saleId } = await trade.sell(NOON);
    const { id } = await claim(saleId, { detail: `He said ${secret}` });
    await answer(id, 'contests', { detail: `No, not ${secret}` });
    await rule(id, 'refused', { reasoning: `${secret} is no reason to uphold a claim.` });
    const { rows: tables } = await world.owner.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'vault', 'pgboss')`,
    );
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const hex = Buffer.from(secret).toString('hex');
      const { rowCount } = await world.owner.query(
        `SELECT FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%'`,
        [secret, hex],
      );
      expect(rowCount, name).toBe(0);
    }
    const file = await readDispute(world.db, { disputeId: id, organisationId: trade.sellerId });
    expect(file).toMatchObject({
      detail: `He said ${secret}`,
      replyDetail: `No, not ${secret}`,
      reasoning: `${secret} is no reason to uphold a claim.`,
    });
  });

  it('about an erased lead keeps no words, and is decided all the same', async () => {
    const [first, second] = [await trade.sell(NOON), await trade.sell(NOON)];
    const { id } = await claim(first.saleId);
    await world.owner.query('DELETE FROM vault.lead_key WHERE lead_id = ANY ($1)', [
      [first.leadId, second.leadId],
    ]);
    await answer(id, 'contests');
    await rule(id, 'upheld');
    expect(await readDispute(world.db, { disputeId: id, organisationId: null })).toMatchObject({
      outcome: 'upheld',
      detail: null,
      replyDetail: null,
      reasoning: null,
    });
    await expect(claim(second.saleId)).resolves.toMatchObject({ status: 'awaiting_seller' });
  });
});

describe('an upheld dispute', () => {
  it('makes the buyer whole: share and fee come back, the sale is refunded, the lead stays sold', async () => {
    const before = await money();
    const { saleId, leadId } = await trade.sell(NOON);
    const bought = await money();
    expect(before.spendable - bought.spendable).toBe(30_000n);
    const { disputeId } = await contested(saleId);
    const decided = await rule(disputeId, 'upheld');
    expect(decided).toMatchObject({ status: 'decided', outcome: 'upheld', ruledBy: moderator });
    expect(await money()).toEqual(before);
    expect(await statusOf(saleId)).toBe('refunded');
    const lead = await world.db.prisma.lead.findUniqueOrThrow({ where: { id: leadId } });
    expect(lead).toMatchObject({ status: 'sold', salesCount: 1 });
    expect(await jobsOf('dispute-decided', disputeId)).toBe(1);
    expect(await auditOf(disputeId)).toMatchObject([
      { action: 'dispute.opened' },
      { action: 'dispute.answered' },
      {
        action: 'dispute.decided',
        actor: moderator,
        organisationId: null,
        details: { outcome: 'upheld', refundMinor: '30000', early: false },
      },
    ]);
    expect(await checkBooks(world.owner)).toEqual([]);
  });

  it('takes no fee back where there was none', async () => {
    const other = await openTrade(world.db, { niche: FREE });
    const { saleId } = await other.sell(NOON);
    const { id } = await claim(saleId, { buyerOrganisationId: other.buyerId });
    await answer(id, 'agrees', { sellerOrganisationId: other.sellerId });
    const { rows } = await world.owner.query(
      `SELECT kind, amount_minor FROM transfer WHERE subject_id = $1 AND kind LIKE 'dispute%'`,
      [saleId],
    );
    expect(rows).toEqual([{ kind: 'dispute_share', amount_minor: '30000' }]);
  });

  it('gives the order its budget back, and not its cap', async () => {
    const bounded = await openTrade(world.db, {
      niche: 'cars.new',
      order: {
        caps: { hour: null, day: 10, week: null, month: null },
        budgetMinor: { day: 60_000n, month: null, total: null },
      },
    });
    const { saleId } = await bounded.sell(NOON);
    await bounded.sell(NOON);
    const order = () => world.db.prisma.standingOrder.findUniqueOrThrow({ where: { id: bounded.orderId } });
    expect(await order()).toMatchObject({ dayCount: 2, daySpentMinor: 60_000n, totalSpentMinor: 60_000n });
    const { id } = await claim(saleId, { buyerOrganisationId: bounded.buyerId });
    await answer(id, 'agrees', { sellerOrganisationId: bounded.sellerId });
    expect(await order()).toMatchObject({
      dayCount: 2,
      hourCount: 2,
      weekCount: 2,
      monthCount: 2,
      daySpentMinor: 30_000n,
      monthSpentMinor: 30_000n,
      totalSpentMinor: 30_000n,
    });
    // What came back is spent again on the same day.
    await bounded.sell(LATER);
    expect(await order()).toMatchObject({ dayCount: 3, daySpentMinor: 60_000n });
  });

  it('gives nothing back to a period that came after', async () => {
    const bounded = await openTrade(world.db, { niche: 'cars.tyres' });
    const { saleId } = await bounded.sell(NOON);
    const nextDay = later(NOON, DAY_MS);
    await bounded.sell(nextDay);
    const { id } = await claim(saleId, { buyerOrganisationId: bounded.buyerId });
    await answer(id, 'agrees', {
      sellerOrganisationId: bounded.sellerId,
      now: later(nextDay, MINUTE_MS),
    });
    const order = await world.db.prisma.standingOrder.findUniqueOrThrow({ where: { id: bounded.orderId } });
    expect(order).toMatchObject({
      daySpentMinor: 30_000n,
      monthSpentMinor: 30_000n,
      totalSpentMinor: 30_000n,
    });
  });
});

describe('a refused dispute', () => {
  it('moves no money, and the hold runs on until it is due', async () => {
    const { saleId } = await trade.sell(NOON);
    const before = await money();
    const { disputeId } = await contested(saleId);
    await releaseDueHolds(world.db, { now: later(WINDOW_END, DAY_MS) });
    expect(await statusOf(saleId), 'frozen past its end').toBe('disputed');
    const frozen = await money();
    expect(await rule(disputeId, 'refused')).toMatchObject({ status: 'decided', outcome: 'refused' });
    expect(await statusOf(saleId)).toBe('held');
    expect(await money()).toEqual(frozen);
    expect(frozen.spendable).toBe(before.spendable);
    await releaseDueHolds(world.db, { now: later(WINDOW_END, -1) });
    expect(await statusOf(saleId), 'not due yet').toBe('held');
    await releaseDueHolds(world.db, { now: WINDOW_END });
    expect(await statusOf(saleId)).toBe('released');
    expect((await money()).available - frozen.available).toBe(27_000n);
    await expect(claim(saleId)).rejects.toMatchObject({ code: 'dispute_exists' });
  });
});

describe('the seller’s answer', () => {
  it('that agrees ends it at once', async () => {
    const before = await money();
    const { saleId } = await trade.sell(NOON);
    const { id } = await claim(saleId);
    expect(await answer(id, 'agrees')).toMatchObject({
      status: 'decided',
      outcome: 'upheld',
      ruledBy: 'seller',
      reply: 'agrees',
    });
    expect(await money()).toEqual(before);
    expect(await statusOf(saleId)).toBe('refunded');
  });

  it('that contests leaves it to a moderator, and is given once', async () => {
    const { disputeId } = await contested();
    expect(await readDispute(world.db, { disputeId, organisationId: trade.buyerId })).toMatchObject({
      status: 'awaiting_moderator',
      reply: 'contests',
    });
    await expect(answer(disputeId, 'agrees')).rejects.toMatchObject({ code: 'dispute_answered' });
  });

  it('is taken until its time ends, and not at its end', async () => {
    const [first, second] = [await trade.sell(NOON), await trade.sell(NOON)];
    const { id: inTime, replyUntil } = await claim(first.saleId);
    const { id: late } = await claim(second.saleId);
    await expect(answer(late, 'contests', { now: replyUntil })).rejects.toMatchObject({
      code: 'reply_window_over',
    });
    await expect(answer(inTime, 'contests', { now: later(replyUntil, -1) })).resolves.toMatchObject({
      status: 'awaiting_moderator',
    });
  });

  it('is its own seller’s alone', async () => {
    const { saleId } = await trade.sell(NOON);
    const { id } = await claim(saleId);
    for (const wrong of [
      { sellerOrganisationId: trade.buyerId },
      { sellerOrganisationId: newId('org') },
      { disputeId: newId('disp') },
    ])
      await expect(answer(id, 'agrees', wrong)).rejects.toMatchObject({ code: 'dispute_unknown' });
  });

  it('that does not come hands it to a moderator', async () => {
    const { saleId } = await trade.sell(NOON);
    const { id, replyUntil } = await claim(saleId);
    const status = async () => (await world.db.prisma.dispute.findUniqueOrThrow({ where: { id } })).status;
    await passUnanswered(world.db, { now: later(replyUntil, -1) });
    expect(await status()).toBe('awaiting_seller');
    expect(await passUnanswered(world.db, { now: replyUntil })).toBeGreaterThan(0);
    expect(await status()).toBe('awaiting_moderator');
    await expect(answer(id, 'agrees')).rejects.toMatchObject({ code: 'reply_window_over' });
    await expect(rule(id, 'refused')).resolves.toMatchObject({ outcome: 'refused' });
  });
});

describe('a ruling', () => {
  it('before the seller answered is made only by who says so', async () => {
    const { saleId } = await trade.sell(NOON);
    const { id } = await claim(saleId);
    await expect(rule(id, 'upheld')).rejects.toMatchObject({ code: 'seller_may_still_answer' });
    expect(await statusOf(saleId)).toBe('disputed');
    await rule(id, 'upheld', { early: true });
    const noted = (await auditOf(id)).find(({ action }) => action === 'dispute.decided');
    expect(noted?.details).toMatchObject({ early: true });
  });

  it('of two at once stands once, whatever each says', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { saleId, disputeId } = await contested();
      const tries = await Promise.allSettled([
        rule(disputeId, 'upheld'),
        rule(disputeId, 'refused'),
        rule(disputeId, 'upheld'),
      ]);
      const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.outcome] : []));
      expect(won).toHaveLength(1);
      for (const lost of tries)
        if (lost.status === 'rejected') expect(lost.reason).toMatchObject({ code: 'dispute_decided' });
      expect(await statusOf(saleId)).toBe(won[0] === 'upheld' ? 'refunded' : 'held');
    }
  });

  it('and the seller’s answer at the same moment: the dispute ends once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { saleId } = await trade.sell(NOON);
      const { id } = await claim(saleId);
      const tries = await Promise.allSettled([rule(id, 'refused', { early: true }), answer(id, 'agrees')]);
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { outcome } = await world.db.prisma.dispute.findUniqueOrThrow({ where: { id } });
      expect(outcome).toBe(tries[0].status === 'fulfilled' ? 'refused' : 'upheld');
      expect(await statusOf(saleId)).toBe(outcome === 'upheld' ? 'refunded' : 'held');
    }
  });

  it('is not made by who belongs to a side of it', async () => {
    const { disputeId } = await contested();
    for (const organisationId of [trade.buyerId, trade.sellerId]) {
      const { id } = await makePerson(world.db, {
        organisationId,
        role: 'agent',
        platformRole: 'moderator',
        secondFactor: true,
      });
      await expect(rule(disputeId, 'upheld', { actor: id })).rejects.toMatchObject({ code: 'own_case' });
    }
    await expect(rule(newId('disp'), 'upheld')).rejects.toMatchObject({ code: 'dispute_unknown' });
  });

  it('says why', async () => {
    const { disputeId } = await contested();
    const short = 'x'.repeat(REASONING_LEAST - 1);
    await expect(rule(disputeId, 'upheld', { reasoning: short })).rejects.toThrow(/a ruling says why/);
  });

  it('is told to both sides by mail', async () => {
    const buyer = await makePerson(world.db, { organisationId: trade.buyerId });
    const { disputeId } = await contested();
    await rule(disputeId, 'upheld');
    const mails = await world.db.prisma.mail.findMany({ where: { template: 'dispute_decided' } });
    expect(mails.map(({ recipient }) => recipient)).toContain(buyer.email);
  });
});

describe('the database', () => {
  const back = (kind: string, saleId: string, amount: number, debit: string) =>
    world.owner.query(
      `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
       VALUES ($1, $2, $3, $4, 'UAH', $5, $6, 'x', 'x')`,
      [`${kind}:${saleId}`, kind, debit, `${trade.buyerId}:spendable:UAH`, amount, saleId],
    );

  it('lets no money back that was not ruled, nor another sum', async () => {
    const { saleId, disputeId } = await contested();
    const pending = `${trade.sellerId}:pending:UAH`;
    await expect(back('dispute_share', saleId, 27_000, pending)).rejects.toThrow(/refunds nothing/);
    await expect(back('dispute_fee', saleId, 3_000, 'platform:fees:UAH')).rejects.toThrow(/refunds nothing/);
    await rule(disputeId, 'refused');
    await expect(back('dispute_share', saleId, 27_000, pending)).rejects.toThrow(/refunds nothing/);
    const other = await contested();
    await rule(other.disputeId, 'upheld');
    await expect(back('dispute_share', other.saleId, 1, pending)).rejects.toThrow();
  });

  it('lets no sale be refunded or contested by hand', async () => {
    const { saleId } = await trade.sell(NOON);
    const set = (status: string) =>
      world.owner.query('UPDATE sale SET status = $2 WHERE id = $1', [saleId, status]);
    await expect(set('disputed')).rejects.toThrow(/by its dispute/);
    await expect(set('refunded')).rejects.toThrow(/does not become/);
    const { id } = await claim(saleId);
    await expect(set('held')).rejects.toThrow(/by its dispute/);
    await expect(set('refunded')).rejects.toThrow(/by its dispute/);
    await rule(id, 'upheld', { early: true });
    await expect(set('held')).rejects.toThrow(/does not become/);
  });

  it('changes no claim, no answer and no ruling', async () => {
    const { disputeId } = await contested();
    const change = (set: string) => world.owner.query(`UPDATE dispute SET ${set} WHERE id = $1`, [disputeId]);
    await expect(change(`reason = 'stale'`)).rejects.toThrow(/not changed/);
    await expect(change(`refund_minor = 1`)).rejects.toThrow(/not changed/);
    await expect(change(`reply = 'agrees'`)).rejects.toThrow(/not changed/);
    await rule(disputeId, 'refused');
    await expect(change(`outcome = 'upheld'`)).rejects.toThrow(/decided is not changed/);
  });
});

describe('a list of disputes', () => {
  it('shows each side its own, newest first and a page at a time', async () => {
    const lone = await openTrade(world.db, { niche: 'health.implants' });
    const made: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { saleId } = await lone.sell(NOON);
      made.push((await claim(saleId, { buyerOrganisationId: lone.buyerId, now: later(LATER, i) })).id);
    }
    const list = async (organisationId: string, more: object = {}) =>
      (
        await readDisputes(world.db, {
          organisationId,
          limit: 2,
          before: null,
          ...more,
        })
      ).map(({ id }) => id);
    const newest = made.toReversed();
    for (const organisationId of [lone.buyerId, lone.sellerId]) {
      expect(await list(organisationId)).toEqual(newest.slice(0, 2));
      expect(await list(organisationId, { before: newest[1] })).toEqual(newest.slice(2));
    }
    expect(await list(lone.buyerId, { side: 'seller' })).toEqual([]);
    expect(await list(newId('org'))).toEqual([]);
    const id = newest[0] ?? '';
    const read = (organisationId: string | null, side?: 'buyer' | 'seller') =>
      readDispute(world.db, { disputeId: id, organisationId, ...(side ? { side } : {}) });
    expect(await read(trade.buyerId)).toBeNull();
    expect(await read(lone.buyerId, 'seller')).toBeNull();
    expect(await read(lone.buyerId, 'buyer')).toMatchObject({ id });
    expect(await read(null)).toMatchObject({ id });
  });
});
