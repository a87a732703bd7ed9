import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { readRecoveries } from '#app/domain/billing/read-recoveries.server.ts';
import { readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readWallet, type Wallet } from '#app/domain/billing/read-wallet.server.ts';
import { recoverDebts } from '#app/domain/billing/recover-debts.server.ts';
import { returnPayout } from '#app/domain/billing/return-payout.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { readTakeBack } from '#app/domain/disputes/read-take-back.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { takeBackSale } from '#app/domain/disputes/take-back-sale.server.ts';
import { takenBackEvent } from '#app/domain/disputes/taken-back-event.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import { saleMoved } from '#jobs/handlers/sale-moved.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let moderator: string;

const ACTOR = { actor: 'test', origin: 'test' };
/** A Wednesday, so that day, week and month do not begin together. */
const NOON = new Date('2026-11-18T12:00:00Z');
const FREED = later(NOON, 120 * HOUR_MS);
const NOW = later(FREED, HOUR_MS);
/** Of 300 UAH: the fee of a tenth, and the seller's share. */
const PRICE = 30_000n;
const FEE = 3_000n;
const SHARE = 27_000n;
const REASON = 'The same person was sold to another buyer as exclusive two days earlier.';

/** A niche for each trade, so that no two bid for one another's leads. */
const NICHES = [
  ...['legal.family', 'legal.migration', 'legal.consultation', 'health.implants', 'health.cosmetology'],
  ...['health.eye_laser', 'education.languages', 'education.it', 'renovation.windows', 'renovation.kitchens'],
  ...['renovation.flat', 'building.roofs', 'building.wells', 'travel.tours', 'cars.new', 'building.fences'],
];
let used = 0;

beforeAll(async () => {
  world = await openWorld();
  // A payout of one share is to be possible, and of half a share too.
  const minimum = { UAH: '100' };
  await changeSetting(world.db, {
    ...ACTOR,
    key: 'payout_minimum_minor',
    value: minimum as never,
    now: NOON,
  });
  moderator = (await makePerson(world.db, { platformRole: 'moderator', secondFactor: true })).id;
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

async function openPair(): Promise<Trade> {
  const niche = present(NICHES[used], 'a niche for each trade');
  used += 1;
  const trade = await openTrade(world.db, { niche });
  await world.db.prisma.payoutAccount.create({
    data: {
      organisationId: trade.sellerId,
      stripeAccountId: `acct_${trade.sellerId}`,
      payoutsEnabled: true,
      detailsSubmitted: true,
      createdAt: NOON,
      updatedAt: NOON,
    },
  });
  return trade;
}

/** Sells so many leads and lets their windows pass. */
async function earn(trade: Trade, count = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push((await trade.sell(NOON)).saleId);
  await releaseDueHolds(world.db, { now: NOW });
  return ids;
}

const take = (saleId: string, more: object = {}) =>
  takeBackSale(world.db, { actor: moderator, origin: 'test', saleId, reason: REASON, now: NOW, ...more });
const payOut = ({ sellerId }: Trade, amountMinor: bigint | null = null) =>
  paySeller(world.db, { ...ACTOR, organisationId: sellerId, currency: 'UAH', amountMinor, now: NOW });

async function walletOf(organisationId: string): Promise<Wallet> {
  const wallets = await readWallet(world.db.pool, organisationId);
  return present(
    wallets.find(({ currency }) => currency === 'UAH'),
    'who trades has a wallet',
  );
}
const spendable = async ({ buyerId }: Trade) => (await walletOf(buyerId)).spendable;
const statusOf = async (saleId: string) =>
  (await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } })).status;

describe('a sale that is taken back after its share was free', () => {
  it('gives its buyer the whole price: the share from what the seller has, and the fee', async () => {
    const trade = await openPair();
    const buyer = await makePerson(world.db, { organisationId: trade.buyerId });
    const seller = await makePerson(world.db, { organisationId: trade.sellerId });
    const [saleId = ''] = await earn(trade, 2);
    const before = await spendable(trade);
    expect(await take(saleId)).toEqual({ fromAvailableMinor: SHARE, debtMinor: 0n });
    expect(await spendable(trade)).toBe(before + PRICE);
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: SHARE, debt: 0n });
    expect(await statusOf(saleId)).toBe('refunded');
    expect(await readTakeBack(world.db, saleId)).toMatchObject({ reason: REASON, feeMinor: FEE });
    const audit = await world.db.prisma.auditEntry.findFirstOrThrow({ where: { subjectId: saleId } });
    expect(audit).toMatchObject({
      action: 'sale.taken_back',
      actor: moderator,
      details: { priceMinor: '30000', fromAvailableMinor: '27000', debtMinor: '0' },
    });
    const mails = await world.db.prisma.mail.findMany({ where: { template: 'sale_taken_back' } });
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([buyer.email, seller.email].sort());
    const { lines } = await readStatement(world.db, {
      ...{ organisationId: trade.buyerId, currency: 'UAH' as const, page: 1, pageSize: 2 },
    });
    expect(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(PRICE);
    expect(lines[0]?.balanceMinor).toBe(before + PRICE);
  });

  it('is told of to both sides by webhook, once, each as it concerns them', async () => {
    const trade = await openPair();
    for (const organisationId of [trade.buyerId, trade.sellerId])
      await createEndpoint(world.db, {
        ...{ ...ACTOR, organisationId, url: 'https://example.com/', events: ['sale.taken_back'] },
        ...{ allowPrivate: true, now: NOON },
      });
    const [saleId = ''] = await earn(trade);
    await payOut(trade);
    await take(saleId);
    const { rows } = await world.owner.query<{ data: { saleId: string; to: 'taken_back' } }>(
      `SELECT data FROM pgboss.job WHERE name = 'sale-moved' AND data ->> 'saleId' = $1 AND data ->> 'to' <> 'released'`,
      [saleId],
    );
    expect(rows.map(({ data }) => data)).toEqual([{ saleId, to: 'taken_back' }]);
    const context = { db: world.db, now: () => NOW, checkWaitMs: 0, allowPrivateWebhooks: true };
    // Twice: a job may be repeated.
    for (let run = 0; run < 2; run += 1)
      await saleMoved(
        context,
        rows.map(({ data }) => data),
      );
    const told = await world.db.prisma.delivery.findMany({ where: { subjectId: saleId } });
    expect(told.map(({ event }) => event)).toEqual(['sale.taken_back', 'sale.taken_back']);
    const money = (amount_minor: string) => ({ amount_minor, currency: 'UAH' });
    const common = { sale_id: saleId, price: money('30000'), taken_back_at: NOW.toISOString() };
    const event = (organisationId: string) => takenBackEvent(world.db, { subjectId: saleId, organisationId });
    const owes = { from_available: money('0'), debt: money('27000') };
    expect(await event(trade.sellerId)).toMatchObject({ ...common, role: 'seller', ...owes });
    const bought = await event(trade.buyerId);
    expect(bought).toMatchObject({ ...common, role: 'buyer' });
    expect(bought).not.toHaveProperty('debt');
    await expect(event('org_other')).rejects.toThrow(/told of to its sides/);
  });

  it('makes a debt of what was paid out already, which later sales pay and no more', async () => {
    const trade = await openPair();
    const [first = '', second = ''] = await earn(trade, 2);
    await payOut(trade, 2n * SHARE);
    await take(first);
    await take(second);
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: 0n, debt: 2n * SHARE });
    const [third = ''] = await earn(trade, 1);
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: 0n, debt: SHARE });
    const later = await earn(trade, 2);
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: SHARE, debt: 0n });
    const recovered = await readRecoveries(world.db, { organisationId: trade.sellerId, limit: 10 });
    expect(recovered.map(({ amountMinor }) => amountMinor)).toEqual([SHARE, SHARE]);
    const causes = recovered.map(({ causeId }) => causeId);
    expect(causes).toContain(third);
    expect(later).toContain(causes.find((cause) => cause !== third));
    expect(await payOut(trade)).toMatch(/^pout_/);
  });

  it('takes what is there first, and the rest becomes debt', async () => {
    const trade = await openPair();
    const [first = '', second = ''] = await earn(trade, 2);
    await payOut(trade);
    const [third = ''] = await earn(trade, 1);
    await take(first);
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: 0n, debt: 0n });
    await take(second);
    await take(third);
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: 0n, debt: 2n * SHARE });
  });

  it('lets the order spend the price again, and counts its cap all the same', async () => {
    const trade = await openPair();
    const [saleId = ''] = await earn(trade);
    await take(saleId);
    const order = await world.db.prisma.standingOrder.findUniqueOrThrow({ where: { id: trade.orderId } });
    expect(order).toMatchObject({ totalSpentMinor: 0n, daySpentMinor: 0n, dayCount: 1 });
  });

  it('pays nothing out while anything is owed, also by what came back of a payout', async () => {
    const trade = await openPair();
    const [first = ''] = await earn(trade);
    const payoutId = await payOut(trade);
    await take(first);
    await expect(payOut(trade)).rejects.toMatchObject({ code: 'payout_too_small' });
    await transact(world.db.pool, async (tx) => {
      await tx.query(
        `UPDATE payout SET status = 'failed', failure_code = 'x', settled_at = $2 WHERE id = $1`,
        [payoutId, NOW],
      );
      await returnPayout(tx, {
        ...ACTOR,
        ...{ id: payoutId, organisationId: trade.sellerId, currency: 'UAH', amountMinor: SHARE, now: NOW },
      });
    });
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: 0n, debt: 0n, paidOut: 0n });
  });

  it('stands once, of two that decide at the same time', async () => {
    const trade = await openPair();
    const [saleId = ''] = await earn(trade, 2);
    const before = await spendable(trade);
    const tries = await Promise.allSettled([take(saleId), take(saleId), take(saleId)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'sale_not_released' });
    expect(await spendable(trade)).toBe(before + PRICE);
  });

  it('and a payout at the same time leave either debt or nothing to pay, never both', async () => {
    const trade = await openPair();
    for (let round = 0; round < 6; round += 1) {
      const [saleId = ''] = await earn(trade);
      const had = await walletOf(trade.sellerId);
      const [, paid] = await Promise.allSettled([take(saleId), payOut(trade)]);
      const { available, debt, paidOut } = await walletOf(trade.sellerId);
      expect(available > 0n && debt > 0n).toBe(false);
      expect(available - debt + paidOut).toBe(had.available - had.debt + had.paidOut - SHARE);
      if (paid.status === 'rejected') expect(paid.reason).toMatchObject({ code: 'payout_too_small' });
    }
  });

  it('is refused while the share is not free, twice, of no sale, and by who belongs to a side', async () => {
    const trade = await openPair();
    const { saleId: held } = await trade.sell(later(NOW, DAY_MS));
    await expect(take(held)).rejects.toMatchObject({ code: 'sale_not_released' });
    await openDispute(world.db, {
      ...{ ...ACTOR, saleId: held, buyerOrganisationId: trade.buyerId, reason: 'stale', detail: 'Old.' },
      now: later(NOW, DAY_MS + HOUR_MS),
    });
    await expect(take(held)).rejects.toMatchObject({ code: 'sale_not_released' });
    await expect(take(newId('sale'))).rejects.toMatchObject({ code: 'sale_unknown' });
    const [freed = ''] = await earn(trade);
    const member = await makePerson(world.db, { organisationId: trade.sellerId, platformRole: 'moderator' });
    await expect(take(freed, { actor: member.id })).rejects.toMatchObject({ code: 'own_case' });
    await take(freed);
    await expect(take(freed)).rejects.toMatchObject({ code: 'sale_not_released' });
  });

  it('may follow a dispute that was refused', async () => {
    const trade = await openPair();
    const { saleId } = await trade.sell(NOON);
    const { id } = await openDispute(world.db, {
      ...{ ...ACTOR, saleId, buyerOrganisationId: trade.buyerId, reason: 'stale', detail: 'Old.' },
      now: later(NOON, HOUR_MS),
    });
    await ruleDispute(world.db, {
      ...{ actor: moderator, origin: 'test', disputeId: id, outcome: 'refused', early: true, now: NOW },
      reasoning: 'The lead was an hour old when it was sold.',
    });
    await releaseDueHolds(world.db, { now: NOW });
    await take(saleId);
    expect(await statusOf(saleId)).toBe('refunded');
  });

  it('ends though its lead was erased, keeping no words', async () => {
    const trade = await openPair();
    const { saleId, leadId } = await trade.sell(NOON);
    await releaseDueHolds(world.db, { now: NOW });
    await world.owner.query('DELETE FROM vault.lead_key WHERE lead_id = $1', [leadId]);
    await take(saleId);
    expect(await readTakeBack(world.db, saleId)).toMatchObject({ reason: null, fromAvailableMinor: SHARE });
  });
});

describe('a debt', () => {
  it('is recovered once by two at the same time', async () => {
    const trade = await openPair();
    const [first = ''] = await earn(trade);
    await payOut(trade);
    await take(first);
    // What is available without having been recovered from: as two releases in transactions that overlap would see it.
    const recover = (tx: Parameters<typeof recoverDebts>[0]) =>
      recoverDebts(tx, {
        ...ACTOR,
        now: NOW,
        available: [{ organisationId: trade.sellerId, currency: 'UAH', amountMinor: SHARE, causeId: first }],
      });
    const { saleId } = await trade.sell(NOON);
    const { saleId: other } = await trade.sell(NOON);
    await world.db.pool.query(
      "UPDATE sale SET dispute_until = dispute_until + interval '1 minute' WHERE id = $1",
      [other],
    );
    await transact(world.db.pool, async (tx) => {
      await tx.query('SELECT FROM sale WHERE id = $1 FOR UPDATE', [saleId]);
      const debt = accountOf(trade.sellerId, 'debt', 'UAH');
      // One release holds the balance and has recovered, but is not committed; the other waits for it.
      await releaseOne(tx, trade, saleId);
      expect((await recover(tx)).get(debt)).toBe(SHARE);
      const waiting = releaseDueHolds(world.db, { now: NOW });
      await expect.poll(() => waitsForLock()).toBeGreaterThan(0);
      await tx.query(`UPDATE sale SET status = 'released', released_at = $2 WHERE id = $1`, [saleId, NOW]);
      await tx.query('COMMIT');
      await waiting;
      await tx.query('BEGIN');
    });
    expect(await walletOf(trade.sellerId)).toMatchObject({ available: SHARE, debt: 0n });
  });

  it('is not recovered beyond what is owed, whoever writes', async () => {
    const trade = await openPair();
    await earn(trade);
    const id = newId('drec');
    await world.owner.query(`INSERT INTO debt_recovery VALUES ($1, $2, 'UAH', 5, 'x', now())`, [
      id,
      trade.sellerId,
    ]);
    await expect(
      post(
        'debt_recovery',
        id,
        5,
        accountOf(trade.sellerId, 'available', 'UAH'),
        accountOf(trade.sellerId, 'debt', 'UAH'),
      ),
    ).rejects.toThrow(/more than is owed/);
    // What was noted without money is found.
    expect(await checkBooks(world.owner)).toEqual([expect.stringContaining(id)]);
    await unguarded('debt_recovery', 'debt_recovery_is_immutable', () =>
      world.owner.query('DELETE FROM debt_recovery WHERE id = $1', [id]),
    );
  });
});

describe('the database', () => {
  it('takes nothing back that was not decided, in another amount, from or to another', async () => {
    const trade = await openPair();
    const [saleId = '', decided = ''] = await earn(trade, 2);
    const of = (organisationId: string, kind: 'available' | 'debt' | 'spendable' | 'pending') =>
      accountOf(organisationId, kind, 'UAH');
    const [from, to] = [of(trade.sellerId, 'available'), of(trade.buyerId, 'spendable')];
    await expect(post('clawback_available', saleId, 27_000, from, to)).rejects.toThrow(/nothing back/);
    await expect(post('clawback_debt', saleId, 27_000, of(trade.sellerId, 'debt'), to)).rejects.toThrow(
      /nothing back/,
    );
    await expect(post('clawback_fee', saleId, 3_000, 'platform:fees:UAH', to)).rejects.toThrow(
      /nothing back/,
    );
    await expect(
      world.owner.query(`UPDATE sale SET status = 'refunded' WHERE id = $1`, [saleId]),
    ).rejects.toThrow(/not taken back/);
    await expect(
      world.owner.query(`INSERT INTO take_back VALUES ($1, 'UAH', 27001, 0, 3000, NULL, 'x', now())`, [
        saleId,
      ]),
    ).rejects.toThrow(/not taken back so/);
    await expect(
      transact(world.owner, async (tx) => {
        await tx.query(`INSERT INTO take_back VALUES ($1, 'UAH', 27000, 0, 3000, NULL, 'x', now())`, [
          saleId,
        ]);
        await post('clawback_available', saleId, 26_999, from, to, tx);
      }),
    ).rejects.toThrow(/nothing back/);
    await expect(
      transact(world.owner, async (tx) => {
        await tx.query(`INSERT INTO take_back VALUES ($1, 'UAH', 27000, 0, 3000, NULL, 'x', now())`, [
          saleId,
        ]);
        await post('clawback_available', saleId, 27_000, from, 'platform:fees:UAH', tx);
      }),
    ).rejects.toThrow();
    await take(decided);
    await expect(post('clawback_available', decided, 27_000, from, to)).rejects.toThrow();
    await expect(world.owner.query('DELETE FROM take_back WHERE sale_id = $1', [decided])).rejects.toThrow(
      /never changed/,
    );
    await expect(
      world.owner.query('UPDATE take_back SET debt_minor = 1 WHERE sale_id = $1', [decided]),
    ).rejects.toThrow(/never changed/);
  });

  it('lets no payout leave for who owes', async () => {
    const trade = await openPair();
    const [first = ''] = await earn(trade);
    await payOut(trade);
    await take(first);
    await unguarded('transfer', 'hold_release_is_due', async () => {
      // Money that became available past every verb of ours.
      const { saleId } = await trade.sell(NOON);
      await expect(
        transact(world.owner, async (tx) => {
          const [pending, available] = (['pending', 'available'] as const).map((kind) =>
            accountOf(trade.sellerId, kind, 'UAH'),
          );
          await post('hold_release', saleId, 27_000, pending ?? '', available ?? '', tx);
          const id = newId('pout');
          await tx.query(
            `INSERT INTO payout (id, organisation_id, currency, amount_minor, stripe_account_id, status, created_by, created_at)
             VALUES ($1, $2, 'UAH', 27000, 'acct', 'pending', 'x', now())`,
            [id, trade.sellerId],
          );
          await post('payout', id, 27_000, available ?? '', 'platform:stripe_clearing:UAH', tx);
        }),
      ).rejects.toThrow(/what is owed/);
    });
  });

  it('check-books finds a take-back without its money', async () => {
    const trade = await openPair();
    const [saleId = ''] = await earn(trade);
    await world.owner.query(`INSERT INTO take_back VALUES ($1, 'UAH', 27000, 0, 3000, NULL, 'x', now())`, [
      saleId,
    ]);
    expect(await checkBooks(world.owner)).toEqual([expect.stringContaining('came back 0 in 0 transfers')]);
    await unguarded('take_back', 'take_back_is_immutable', () =>
      world.owner.query('DELETE FROM take_back WHERE sale_id = $1', [saleId]),
    );
  });
});

/** Moves the share of one sale into what is available, as a release does. */
async function releaseOne(
  tx: Parameters<typeof recoverDebts>[0],
  trade: Trade,
  saleId: string,
): Promise<void> {
  await post(
    'hold_release',
    saleId,
    27_000,
    accountOf(trade.sellerId, 'pending', 'UAH'),
    accountOf(trade.sellerId, 'available', 'UAH'),
    tx,
  );
}

async function post(
  kind: string,
  subjectId: string,
  amountMinor: number,
  debit: string,
  credit: string,
  on: Parameters<typeof recoverDebts>[0] = world.owner,
): Promise<void> {
  await on.query(
    `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin, created_at)
     VALUES ($1, $2, $3, $4, 'UAH', $5, $6, 'test', 'test', $7)`,
    [`${kind}:${subjectId}`, kind, debit, credit, amountMinor, subjectId, NOW],
  );
}

/** Does what a guard forbids, to see that something else finds it. */
async function unguarded(table: string, trigger: string, work: () => Promise<unknown>): Promise<void> {
  await world.owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
  try {
    await work();
  } finally {
    await world.owner.query(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
  }
}

async function waitsForLock(): Promise<number> {
  const { rows } = await world.owner.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0].n;
}
