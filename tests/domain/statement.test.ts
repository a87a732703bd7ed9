import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { fundDemoWallet } from '#app/domain/billing/fund-demo-wallet.server.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import {
  type AccountMonth,
  openStatement,
  type Statement,
  type StatementLine,
} from '#app/domain/billing/open-statement.server.ts';
import { postTransfers } from '#app/domain/billing/post-transfers.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { replyToDispute } from '#app/domain/disputes/reply-to-dispute.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { present } from '#app/kernel/assert.ts';
import { addMonths, endOfMonth, type Month, startOfMonth } from '#app/kernel/month.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const FIRST: Month = '2027-01';
const MONTHS = [0, 1, 2, 3].map((count) => addMonths(FIRST, count));

let world: World;
let trade: Trade;

beforeAll(async () => {
  world = await openWorld();
  trade = await openTrade(world.db, { niche: 'legal.family' });
  await liveThrough(trade, 20_270_101);
}, 120_000);
afterAll(() => world.close());

/** Four months of top-ups, sales, disputes and releases in an order that the seed decides, some at the very ends of months. */
async function liveThrough({ sell, buyerId, sellerId }: Trade, seed: number): Promise<void> {
  let state = seed;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (const month of MONTHS) {
    for (let day = 0; day < 27; day += 1 + random(4)) {
      const now = later(startOfMonth(month), day * DAY_MS + random(20) * HOUR_MS);
      if (random(3) === 0) await fundAt(buyerId, BigInt(1 + random(100_000)), now);
      const { saleId } = await sell(now);
      if (random(4) === 0) await giveBack(saleId, buyerId, sellerId, later(now, HOUR_MS));
      await releaseDueHolds(world.db, { now: later(now, 2 * HOUR_MS) });
    }
    await sell(startOfMonth(addMonths(month, 1)));
    await sell(new Date(endOfMonth(month).getTime() - 1));
  }
}

async function fundAt(organisationId: string, amountMinor: bigint, now: Date): Promise<void> {
  const money = { amountMinor, currency: 'UAH' as const };
  const occasion = `${now.getTime()}`;
  await transact(world.db.pool, (tx) =>
    fundDemoWallet(tx, { ...ACTOR, organisationId, money, occasion, now }),
  );
}

async function giveBack(saleId: string, buyerId: string, sellerId: string, now: Date): Promise<void> {
  const dispute = await openDispute(world.db, {
    ...ACTOR,
    saleId,
    buyerOrganisationId: buyerId,
    reason: 'invalid_phone',
    detail: 'No.',
    now,
  });
  await replyToDispute(world.db, {
    ...ACTOR,
    disputeId: dispute.id,
    sellerOrganisationId: sellerId,
    reply: 'agrees',
    detail: '',
    now,
  });
}

type Read = { accounts: readonly AccountMonth[]; lines: Map<string, StatementLine[]> };

async function allOf({ accounts, batches }: Statement): Promise<Read> {
  const lines = new Map<string, StatementLine[]>();
  for (const account of accounts) {
    const all: StatementLine[] = [];
    for await (const batch of batches(account)) all.push(...batch);
    lines.set(account.account, all);
  }
  return { accounts, lines };
}

const read = (organisationId: string, month: Month) =>
  openStatement(world.db, { organisationId, currency: 'UAH', month }, allOf);

/** What must hold of any statement, whatever is in it. */
function expectSound({ accounts, lines }: Read, month: Month): void {
  for (const { account, openingMinor, closingMinor, totals, lineCount } of accounts) {
    const own = lines.get(account) ?? [];
    expect(own).toHaveLength(lineCount);
    expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(lineCount);
    expect(openingMinor + totals.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(closingMinor);
    let balance = openingMinor;
    let last = 0n;
    for (const line of own) {
      balance += line.amountMinor;
      expect(line.balanceMinor).toBe(balance);
      expect(line.id > last).toBe(true);
      last = line.id;
      expect(line.at >= startOfMonth(month) && line.at < endOfMonth(month)).toBe(true);
    }
    expect(balance).toBe(closingMinor);
  }
}

describe('a statement', () => {
  it.each(['buyer', 'seller'] as const)(
    'of the %s opens each month with what it closed with before, down to what there is',
    async (side) => {
      const organisationId = side === 'buyer' ? trade.buyerId : trade.sellerId;
      const closed = new Map<string, bigint>();
      let count = 0;
      // The trade's first funding is of today, before them all.
      for (const month of [...MONTHS, addMonths(FIRST, 4)]) {
        const statement = await read(organisationId, month);
        expectSound(statement, month);
        for (const { account, openingMinor, closingMinor, lineCount } of statement.accounts) {
          if (closed.has(account)) expect(openingMinor).toBe(closed.get(account));
          closed.set(account, closingMinor);
          count += lineCount;
        }
      }
      expect(count).toBeGreaterThan(50);
      const [wallet] = await readWallet(world.db.pool, organisationId);
      for (const [account, closing] of closed)
        expect(closing, account).toBe(present(wallet, 'it traded')[account as 'spendable']);
      expect([...closed.keys()]).toEqual(side === 'buyer' ? ['spendable'] : ['pending', 'available']);
    },
  );

  it('has all of the month on its pages, each line once, with the balances of the whole', async () => {
    const { lines } = await read(trade.buyerId, FIRST);
    const pages = await openStatement(
      world.db,
      { organisationId: trade.buyerId, currency: 'UAH', month: FIRST },
      async ({ accounts: [account], page }) => {
        const found: StatementLine[] = [];
        for (let from = 0; from < (account?.lineCount ?? 0); from += 7)
          found.push(...(await page(present(account, 'it traded'), from, 7)));
        return found;
      },
    );
    expect(pages.length).toBeGreaterThan(14);
    expect(pages).toEqual(lines.get('spendable'));
  });

  it('holds nothing of another currency, nor of who never traded', async () => {
    const asked = { organisationId: trade.buyerId, month: FIRST };
    expect(await openStatement(world.db, { ...asked, currency: 'EUR' }, allOf)).toMatchObject({
      accounts: [],
    });
    const stranger = { ...asked, organisationId: 'org_stranger', currency: 'UAH' as const };
    expect(await openStatement(world.db, stranger, allOf)).toMatchObject({ accounts: [] });
  });

  it('is as at one moment: what was under way when it was opened is not in it, though it began before', async () => {
    const seller = await makeOrganisation(world.db, 'seller');
    await openAccounts(world.db.pool, { organisationId: seller, currency: 'UAH', now: new Date() });
    const month = addMonths(FIRST, 6);
    const now = later(startOfMonth(month), DAY_MS);
    const share = (buyerId: string, subjectId: string) => ({
      ...ACTOR,
      now,
      transfers: [
        {
          key: `sale_share:${subjectId}`,
          kind: 'sale_share' as const,
          debitAccountId: accountOf(buyerId, 'spendable', 'UAH'),
          creditAccountId: accountOf(seller, 'pending', 'UAH'),
          currency: 'UAH' as const,
          amountMinor: 100n,
          subjectId,
        },
      ],
    });
    const slow = await makeOrganisation(world.db, 'buyer');
    const quick = await makeOrganisation(world.db, 'buyer');
    await fundAt(slow, 1_000n, now);
    await fundAt(quick, 1_000n, now);
    await transact(world.db.pool, (tx) => postTransfers(tx, share(quick, 'test_first')));
    const underWay = await world.db.pool.connect();
    await underWay.query('BEGIN');
    await postTransfers(underWay, share(slow, 'test_slow'));
    await transact(world.db.pool, (tx) => postTransfers(tx, share(quick, 'test_quick')));
    const asked = { organisationId: seller, currency: 'UAH' as const, month };
    await openStatement(world.db, asked, async (statement) => {
      await underWay.query('COMMIT');
      underWay.release();
      const all = await allOf(statement);
      expectSound(all, month);
      expect(all.lines.get('pending')).toMatchObject([
        { subjectId: 'test_first', balanceMinor: 100n },
        { subjectId: 'test_quick', balanceMinor: 200n },
      ]);
      const [account] = statement.accounts;
      expect(await statement.page(present(account, 'it sells'), 0, 10)).toHaveLength(2);
    });
    const after = await openStatement(world.db, asked, allOf);
    expectSound(after, month);
    expect(after.lines.get('pending')).toHaveLength(3);
  });

  it('is sound whenever it is opened while leads are being sold', async () => {
    const busy = await openTrade(world.db, { niche: 'climate.solar' });
    const month = addMonths(FIRST, 7);
    let going = true;
    const selling = (async () => {
      for (let count = 0; going && count < 200; count += 1)
        await busy.sell(later(startOfMonth(month), DAY_MS));
    })();
    const asked = { organisationId: busy.sellerId, currency: 'UAH' as const, month };
    const seen = new Set<number>();
    while (seen.size < 5) {
      const all = await openStatement(world.db, asked, allOf);
      expectSound(all, month);
      seen.add(all.lines.get('pending')?.length ?? 0);
    }
    going = false;
    await selling;
  });
});
