import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { readFirstBooksMonth, readTrialBalances } from '#app/domain/billing/read-trial-balance.server.ts';
import { present } from '#app/kernel/assert.ts';
import { addMonths, type Month, monthOf } from '#app/kernel/month.ts';
import * as page from '#app/routes/admin/books.tsx';
import * as csvPage from '#app/routes/admin/books-csv.tsx';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, pageContext } from '../setup/pages.ts';
import { readCsv } from '../setup/read-csv.ts';
import { openWorld, type World } from '../setup/world.ts';

/*
 * The accounts of a month: what each kind held, moved and holds; every month goes on from the one before it, and in each of
 * them debits are credits.
 */

const now = new Date();
const THIS = monthOf(now);
const LAST = addMonths(THIS, -1);

let world: World;
let token: string;

beforeAll(async () => {
  world = await openWorld();
  ({ token } = await makePerson(world.db, { platformRole: 'admin', secondFactor: true }));
  const [one, other] = [await makeOrganisation(world.db, 'buyer'), await makeOrganisation(world.db, 'buyer')];
  for (const organisationId of [one, other])
    await openAccounts(world.db.pool, { organisationId, currency: 'UAH', now });
  await pay(one, 100_000n, LAST);
  await pay(other, 50_000n, LAST);
  await give(one, 1_000n, THIS);
  await pay(one, 7n, THIS);
});
afterAll(() => world.close());

/** A transfer as the ledger has it, at a moment of a month. Guards that ask what it is for are of other tests. */
async function book(
  kind: string,
  debit: string,
  credit: string,
  amount: bigint,
  month: Month,
): Promise<void> {
  const client = await world.owner.connect();
  try {
    await client.query('BEGIN');
    await client.query("SET LOCAL session_replication_role = 'replica'");
    await client.query(
      `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin, created_at, input_hash, row_hash)
       VALUES (gen_random_uuid()::text, $1, $2, $3, 'UAH', $4, 'x', 'test', 'test', $5, '', '')`,
      [kind, debit, credit, amount, new Date(`${month}-01T00:00:01Z`)],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
const pay = (buyer: string, amount: bigint, month: Month) =>
  book('top_up', 'platform:stripe_clearing:UAH', `${buyer}:spendable:UAH`, amount, month);
const give = (buyer: string, amount: bigint, month: Month) =>
  book('goodwill', 'platform:goodwill:UAH', `${buyer}:spendable:UAH`, amount, month);

const uah = async (month: Month) =>
  present(
    (await readTrialBalances(world.db.pool, month)).find((one) => one.currency === 'UAH'),
    'a balance',
  );
const lineOf = async (month: Month, kind: string) =>
  (await uah(month)).lines.find((line) => line.kind === kind);

it('say of each kind what it held, moved and holds, all organisations together', async () => {
  expect(await readFirstBooksMonth(world.db.pool)).toBe(LAST);
  expect(await lineOf(LAST, 'spendable')).toEqual({
    ...{ kind: 'spendable', openingMinor: 0n, debitMinor: 0n, creditMinor: 150_000n, closingMinor: 150_000n },
  });
  expect(await lineOf(THIS, 'spendable')).toMatchObject({
    ...{ openingMinor: 150_000n, creditMinor: 1_007n, closingMinor: 151_007n },
  });
  expect(await lineOf(THIS, 'stripe_clearing')).toMatchObject({
    ...{ openingMinor: -150_000n, debitMinor: 7n, closingMinor: -150_007n },
  });
  expect(await lineOf(LAST, 'goodwill')).toBeUndefined();
});

it('go on from one month to the next, and debits are credits in each', async () => {
  const [last, current] = [await uah(LAST), await uah(THIS)];
  for (const { total } of [last, current]) {
    expect(total.debitMinor).toBe(total.creditMinor);
    expect([total.openingMinor, total.closingMinor]).toEqual([0n, 0n]);
  }
  for (const { kind, closingMinor } of last.lines)
    expect(current.lines.find((line) => line.kind === kind)?.openingMinor).toBe(closingMinor);
  expect(await readTrialBalances(world.db.pool, addMonths(LAST, -1))).toEqual([]);
});

it('are shown to an admin, and kept as a table', async () => {
  const shown = await askPage(world, page, { token, path: `/admin/books?month=${LAST}` });
  expect(shown.data).toMatchObject({ month: LAST, months: [THIS, LAST], isOver: true });
  const wrong = await askPage(world, page, { token, path: '/admin/books?month=2019-13' });
  expect(wrong.data).toMatchObject({ month: THIS, isOver: false });
  const file = await csvPage.loader({
    request: new Request(`http://localhost:3000/admin/books/csv?month=${THIS}`, {
      headers: { cookie: `birja_session=${token}` },
    }),
    params: {},
    context: pageContext(world, token),
  });
  expect(file.headers.get('content-disposition')).toContain(`accounts-${THIS}.csv`);
  expect(readCsv(await file.text())).toContainEqual({
    ...{ month: THIS, currency: 'UAH', account: 'Buyers’ wallets, to spend' },
    ...{ opening: '1500.00', debits: '0.00', credits: '10.07', closing: '1510.07' },
  });
});
