import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf, platformAccount } from '#app/domain/billing/accounts.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { postTransfers, type Transfer } from '#app/domain/billing/post-transfers.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { transact } from '#app/platform/db.server.ts';
import { fund, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let buyer: string;
let seller: string;

beforeAll(async () => {
  world = await openWorld();
  buyer = await makeOrganisation(world.db, 'buyer');
  seller = await makeOrganisation(world.db, 'seller');
  for (const organisationId of [buyer, seller]) {
    await openAccounts(world.db.pool, { organisationId, currency: 'UAH', now: new Date() });
  }
  await fund(world.db, buyer, 1_000n);
});
afterAll(() => world.close());

let serial = 0;
function share(amountMinor: bigint, more: Partial<Transfer> = {}): Transfer {
  serial += 1;
  return {
    key: `sale_share:test_${serial}`,
    kind: 'sale_share',
    debitAccountId: accountOf(buyer, 'spendable', 'UAH'),
    creditAccountId: accountOf(seller, 'pending', 'UAH'),
    currency: 'UAH',
    amountMinor,
    subjectId: `test_${serial}`,
    ...more,
  };
}

const post = (...transfers: Transfer[]) =>
  transact(world.db.pool, (tx) =>
    postTransfers(tx, { transfers, actor: 'test', origin: 'test', now: new Date() }),
  );

async function spendable(): Promise<bigint> {
  const { rows } = await world.owner.query(
    'SELECT balance_minor FROM account_balance WHERE account_id = $1',
    [accountOf(buyer, 'spendable', 'UAH')],
  );
  return BigInt(rows[0].balance_minor);
}

describe('the ledger', () => {
  it('moves money and its stored balance in one', async () => {
    const before = await spendable();
    await post(share(100n), share(50n));
    expect(before - (await spendable())).toBe(150n);
  });

  it('does not let a wallet go below zero, and leaves nothing half done', async () => {
    const before = await spendable();
    const first = share(1n);
    await expect(post(first, share(before))).rejects.toMatchObject({ code: 'insufficient_funds' });
    expect(await spendable()).toBe(before);
    const { rowCount } = await world.owner.query('SELECT FROM transfer WHERE key = $1', [first.key]);
    expect(rowCount).toBe(0);
  });

  it('spends the last cent once, however many try at once', async () => {
    const left = await spendable();
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => post(share(left))));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await spendable()).toBe(0n);
    await fund(world.db, buyer, 1_000n);
  });

  it('takes a repeated transfer as done and refuses its key with another input', async () => {
    const once = share(10n);
    await post(once);
    const before = await spendable();
    await post(once);
    expect(await spendable()).toBe(before);
    await expect(post({ ...once, amountMinor: 11n })).rejects.toMatchObject({ code: 'transfer_key_reused' });
    await expect(post({ ...once, subjectId: 'another' })).rejects.toMatchObject({
      code: 'transfer_key_reused',
    });
  });

  it.each([
    ['between currencies', { currency: 'EUR' as const }, /foreign key/],
    ['of nothing', { amountMinor: 0n }, /transfer_amount/],
    ['of less than nothing', { amountMinor: -5n }, /transfer_amount/],
    ['that does not fit its kind', { kind: 'sale_fee' as const }, /does not fit its kind/],
  ])('cannot hold a transfer %s', async (_what, wrong, message) => {
    await expect(post(share(1n, wrong))).rejects.toThrow(message);
  });

  it('cannot hold a transfer from an account to itself', async () => {
    const account = accountOf(buyer, 'spendable', 'UAH');
    await expect(post(share(1n, { creditAccountId: account }))).rejects.toThrow(/transfer_two_accounts/);
  });

  it.each([
    'UPDATE transfer SET amount_minor = amount_minor + 1',
    'DELETE FROM transfer',
    'TRUNCATE transfer CASCADE',
    'UPDATE account SET currency = currency',
    'DELETE FROM account',
    'TRUNCATE account CASCADE',
    'UPDATE account_balance SET balance_minor = balance_minor + 1',
    'DELETE FROM account_balance',
    "INSERT INTO account_balance VALUES ('x', 1)",
    'TRUNCATE account_balance',
  ])('lets nobody change it: %s', async (sql) => {
    await expect(world.owner.query(sql)).rejects.toThrow(/never changed|not written by hand/);
    await expect(world.db.pool.query(sql)).rejects.toThrow(/permission denied/);
  });

  it('does not lend its trigger to another table', async () => {
    const hang = `CREATE TEMP TABLE x (key text, kind text, debit_account_id text, credit_account_id text, amount_minor bigint);
      CREATE TRIGGER t AFTER INSERT ON x REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.transfer_moves_balances();
      INSERT INTO x SELECT 'k', 'demo_funding', 'platform:demo_funding:UAH', '${accountOf(buyer, 'spendable', 'UAH')}', 777`;
    await expect(world.db.pool.query(hang)).rejects.toThrow(/permission denied/);
    await expect(world.owner.query(`BEGIN; ${hang}`)).rejects.toThrow(/balances follow from transfers only/);
    await world.owner.query('ROLLBACK');
  });

  it('frees no hold that is not a sale’s, and not before its time', async () => {
    const release: Transfer = {
      key: 'hold_release:sale_none',
      kind: 'hold_release',
      debitAccountId: accountOf(seller, 'pending', 'UAH'),
      creditAccountId: accountOf(seller, 'available', 'UAH'),
      currency: 'UAH',
      amountMinor: 1n,
      subjectId: 'sale_none',
    };
    await expect(post(release)).rejects.toThrow(/releases no hold that is due/);
  });

  it('gives the application no way around: it may not lift triggers, nor become the owner', async () => {
    await expect(world.db.pool.query('ALTER TABLE transfer DISABLE TRIGGER ALL')).rejects.toThrow(
      /must be owner/,
    );
    for (const sql of [
      "UPDATE niche SET name = '{}'",
      'DELETE FROM _prisma_migrations',
      'UPDATE lead_consent SET text = text',
      'DELETE FROM delivery_attempt',
    ]) {
      await expect(world.db.pool.query(sql)).rejects.toThrow(/permission denied/);
    }
    await expect(world.db.pool.query("INSERT INTO transfer_kind VALUES ('a', 'b', 'c')")).rejects.toThrow(
      /permission denied/,
    );
  });

  it('refuses an account that is not what its id says', async () => {
    await expect(
      world.owner.query(
        `INSERT INTO account (id, kind, currency) VALUES ('platform:fees:UAH2', 'fees', 'UAH')`,
      ),
    ).rejects.toThrow(/account_id_says_what_it_is/);
  });

  it('has its books in order after all that', async () => {
    // The transfers above belong to no sale; what is left must be in order.
    const violations = await checkBooks(world.owner);
    expect(violations.filter((one) => !one.includes('there is no such sale'))).toEqual([]);
    expect(violations.length).toBeGreaterThan(0);
  });

  it('keeps what is not stored as a sum', async () => {
    const { rows } = await world.owner.query(
      `SELECT (SELECT count(*)::int FROM account_balance WHERE account_id = ANY ($1)) AS stored`,
      [[accountOf(seller, 'pending', 'UAH'), platformAccount('fees', 'UAH')]],
    );
    expect(rows[0].stored).toBe(0);
  });
});
