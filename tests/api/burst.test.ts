import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { type Answer, apiClient } from '../setup/client.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

const LEADS = 200;

let world: World;
let stop: () => Promise<void>;
let seller: ReturnType<typeof apiClient>;
let offerId: string;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world);
  stop = served.stop;
  const sellerId = await makeOrganisation(world.db, 'seller');
  const buyerId = await makeOrganisation(world.db, 'buyer');
  seller = apiClient(served.url, await makeKey(world.db, sellerId));
  await fund(world.db, buyerId, 100_000_000n);
  offerId = (await makeOffer(world.db, sellerId)).id;
  await makeOrder(world.db, buyerId);
});

afterAll(async () => {
  await stop();
  await world.close();
});

const count = async (table: string) =>
  (await world.owner.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`)).rows[0]?.count;

/** Changes rows as nobody but the owner with the triggers off can, looks, and puts them back. */
async function booksAfter(sql: string): Promise<string[]> {
  const client = await world.owner.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    const { rowCount } = await client.query(sql);
    expect(rowCount, sql).toBe(1);
    return await checkBooks(client);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('a burst of leads', () => {
  it('with every other lead sent twice is 200 leads, each repeat answered like its first', async () => {
    const leads = Array.from({ length: LEADS }, (_, index) => ({
      body: leadBody(offerId),
      headers: { 'idempotency-key': randomUUID() },
      isRepeated: index % 2 === 0,
    }));
    const post = ({ body, headers }: (typeof leads)[number]) => seller('POST', '/leads', { body, headers });
    const answers = await Promise.all(
      leads.map(async (lead) => Promise.all([post(lead), lead.isRepeated ? post(lead) : null])),
    );

    const repeats = answers.filter((pair): pair is [Answer, Answer] => pair[1] !== null);
    expect(repeats).toHaveLength(LEADS / 2);
    for (const [one, other] of repeats) {
      expect({ status: other.status, body: other.body }).toEqual({ status: one.status, body: one.body });
      const replayed = [one, other].filter((answer) => answer.headers.get('idempotent-replayed') === 'true');
      expect(replayed).toHaveLength(1);
    }
    expect(new Set(answers.map(([first]) => first.status))).toEqual(new Set([202]));
    expect(new Set(answers.map(([first]) => first.body.id)).size).toBe(LEADS);
    expect(await count('lead')).toBe(LEADS);

    await until('every lead is sold', async () => (await count('sale')) === LEADS);
    expect(await count(`lead WHERE status <> 'sold'`)).toBe(0);
    expect(await checkBooks(world.owner)).toEqual([]);
  });

  it.each([
    [
      'a stored balance',
      `UPDATE account_balance SET balance_minor = balance_minor + 1 WHERE balance_minor > 0`,
      /stored balance/,
    ],
    [
      'the amount of a transfer',
      `UPDATE transfer SET amount_minor = amount_minor + 1 WHERE id = (SELECT min(id) FROM transfer WHERE kind = 'sale_fee')`,
      /^sale sale_.* charged 27000 and 3001/,
    ],
    [
      'the receiver of a transfer',
      `UPDATE transfer SET credit_account_id = 'platform:fees:UAH' WHERE id = (SELECT min(id) FROM transfer WHERE kind = 'sale_share')`,
      /do not fit the kind/,
    ],
    [
      'a transfer that is gone',
      `DELETE FROM transfer WHERE id = (SELECT min(id) FROM transfer WHERE kind = 'sale_share')`,
      /^sale sale_/,
    ],
    [
      'a sale that is gone',
      'DELETE FROM sale WHERE id = (SELECT min(id) FROM sale)',
      /there is no such sale/,
    ],
    [
      'the price of a sale',
      'UPDATE sale SET price_minor = price_minor + 1 WHERE id = (SELECT min(id) FROM sale)',
      /^sale sale_.*price/,
    ],
  ])('leaves books that tell of %s', async (_what, sql, sentence) => {
    expect(await booksAfter(sql)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
    expect(await checkBooks(world.owner)).toEqual([]);
  });
});
