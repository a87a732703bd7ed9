import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, platformAccount } from '#app/domain/billing/accounts.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { postReservation } from '#app/domain/billing/post-reservation.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { reserve } from '#app/domain/billing/reserve.server.ts';
import { voidReservation } from '#app/domain/billing/void-reservation.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { transact } from '#app/platform/db.server.ts';
import { fund, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const ROUNDS = 25;

let world: World;
let buyer: string;
let seller: string;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});
beforeEach(async () => {
  buyer = await makeOrganisation(world.db, 'buyer');
  seller = await makeOrganisation(world.db, 'seller');
  await fund(world.db, buyer, 100_000n);
  await openAccounts(world.db.pool, { organisationId: seller, currency: 'UAH', now: new Date() });
});

const wallet = async (of = buyer) => (await readWallet(world.db.pool, of))[0];

const set = (amountMinor: bigint, id = newId('rsv')) =>
  transact(world.db.pool, async (tx) => {
    await reserve(tx, {
      ...ACTOR,
      reservation: { id, organisationId: buyer, currency: 'UAH', amountMinor, purpose: 'a ping' },
      now: new Date(),
    });
    return id;
  });
const post = (reservationId: string, postedMinor: bigint, feeMinor = 0n, to?: string) =>
  transact(world.db.pool, (tx) =>
    postReservation(tx, {
      ...ACTOR,
      reservationId,
      postedMinor,
      feeMinor,
      creditAccountId: to ?? accountOf(seller, 'pending', 'UAH'),
      now: new Date(),
    }),
  );
const giveBack = (reservationId: string) =>
  transact(world.db.pool, (tx) => voidReservation(tx, { ...ACTOR, reservationId, now: new Date() }));

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : String(error));
const outcome = (work: Promise<unknown>) => work.then(() => 'done', codeOf);

describe('a reservation', () => {
  it('sets money aside, and posted gives each their part and the rest back', async () => {
    const id = await set(60_000n);
    expect(await wallet()).toMatchObject({ spendable: 40_000n, reserved: 60_000n });
    await post(id, 45_000n, 5_000n);
    expect(await wallet()).toMatchObject({ spendable: 50_000n, reserved: 0n });
    expect(await wallet(seller)).toMatchObject({ pending: 45_000n });
    expect(await outcome(post(id, 45_000n, 5_000n))).toBe('done');
    expect(await outcome(post(id, 45_000n))).toBe('reservation_settled');
    expect(await outcome(giveBack(id))).toBe('reservation_settled');
  });

  it('voided, gives all back', async () => {
    const id = await set(60_000n);
    await giveBack(id);
    await giveBack(id);
    expect(await wallet()).toMatchObject({ spendable: 100_000n, reserved: 0n });
    expect(await outcome(post(id, 1n))).toBe('reservation_settled');
  });

  it('may be asked for again, but not with other terms, and never beyond the wallet', async () => {
    const id = await set(60_000n);
    await set(60_000n, id);
    expect(await outcome(set(60_001n, id))).toBe('transfer_key_reused');
    expect(await outcome(set(40_001n))).toBe('insufficient_funds');
    expect(await outcome(giveBack('rsv_none'))).toBe('reservation_unknown');
    expect(await wallet()).toMatchObject({ spendable: 40_000n, reserved: 60_000n });
    await giveBack(id);
  });

  it('is not for who has their money frozen', async () => {
    await world.owner.query('UPDATE organisation SET money_frozen_at = now() WHERE id = $1', [buyer]);
    expect(await outcome(set(1n))).toBe('money_frozen');
    await world.owner.query('UPDATE organisation SET money_frozen_at = NULL WHERE id = $1', [buyer]);
  });

  it('may be posted to the clearing account', async () => {
    const id = await set(10_000n);
    await post(id, 10_000n, 0n, platformAccount('stripe_clearing', 'UAH'));
    expect(await wallet()).toMatchObject({ spendable: 90_000n, reserved: 0n });
  });

  it.each([
    ['more than was set aside', (id: string) => post(id, 60_000n, 1n)],
    ['to an account that takes none', (id: string) => post(id, 1n, 0n, accountOf(buyer, 'spendable', 'UAH'))],
  ])('cannot be posted %s', async (_what, work) => {
    const id = await set(60_000n);
    expect(await outcome(work(id))).not.toBe('done');
    expect(await wallet()).toMatchObject({ spendable: 40_000n, reserved: 60_000n });
    await giveBack(id);
  });
});

describe('at the same time', () => {
  it('posting and voiding have one winner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await wallet();
      const id = await set(1_000n);
      const ends = await Promise.all([
        outcome(post(id, 900n, 100n)),
        outcome(giveBack(id)),
        outcome(post(id, 500n)),
        outcome(giveBack(id)),
      ]);
      const after = await wallet();
      expect(after?.reserved).toBe(0n);
      const spent = (before?.spendable ?? 0n) - (after?.spendable ?? 0n);
      if (ends[1] === 'done') expect([ends, spent]).toEqual([[REFUSED, 'done', REFUSED, 'done'], 0n]);
      else if (ends[0] === 'done')
        expect([ends, spent]).toEqual([['done', REFUSED, REFUSED, REFUSED], 1_000n]);
      else expect([ends, spent]).toEqual([[REFUSED, REFUSED, 'done', REFUSED], 500n]);
    }
  });

  it('many who set aside get no more than there is', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => outcome(set(10_000n))));
    expect(all.filter((one) => one === 'done')).toHaveLength(10);
    expect(await wallet()).toMatchObject({ spendable: 0n, reserved: 100_000n });
  });

  it('who set aside and who give back wait for one another in one order', async () => {
    let stand: string[] = await Promise.all(Array.from({ length: 8 }, () => set(1_000n)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const ends = stand.map((id) => outcome(giveBack(id)));
      stand = await Promise.all(stand.map(() => set(1_000n)));
      expect(new Set(await Promise.all(ends))).toEqual(new Set(['done']));
      expect(await wallet()).toMatchObject({ reserved: 8_000n });
    }
  });
});

const REFUSED = 'reservation_settled';

describe('the database', () => {
  it('keeps reservations and their ends as they were written', async () => {
    const id = await set(1_000n);
    const owner = world.owner;
    await expect(
      owner.query('UPDATE reservation SET amount_minor = 1 WHERE id = $1', [id]),
    ).rejects.toThrow();
    await giveBack(id);
    await expect(
      owner.query('DELETE FROM reservation_settlement WHERE reservation_id = $1', [id]),
    ).rejects.toThrow();
  });

  it('lets check-books find an end without its movement', async () => {
    const id = await set(1_000n);
    const client = await world.owner.connect();
    try {
      await client.query('BEGIN');
      await client.query(`INSERT INTO reservation_settlement VALUES ($1, 'voided', 0, 0, NULL, now())`, [id]);
      expect(await checkBooks(client)).toEqual([expect.stringContaining(`reserve_void:${id}`)]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    await giveBack(id);
  });
});
