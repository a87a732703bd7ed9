import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideCorrection } from '#app/domain/billing/decide-correction.server.ts';
import { readCorrections } from '#app/domain/billing/read-corrections.server.ts';
import { readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { writeCorrection } from '#app/domain/billing/write-correction.server.ts';
import { setPlatformRole } from '#app/domain/identity/set-platform-role.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { fund, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

/** Others for each test: a day's entries of one writer count together. */
let admin = '';
let second = '';
const LIMIT = 200_000n;

let world: World;
let organisation: string;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});
beforeEach(async () => {
  organisation = await makeOrganisation(world.db, 'buyer');
  admin = newId('pers');
  second = newId('pers');
});

type Terms = Parameters<typeof writeCorrection>[1];
const write = (more: Partial<Terms> = {}) =>
  writeCorrection(world.db, {
    id: newId('corr'),
    kind: 'goodwill',
    organisationId: organisation,
    account: 'spendable',
    direction: 'give',
    source: 'goodwill',
    currency: 'UAH',
    amountMinor: 5_000n,
    reason: 'The market was down for an hour',
    actor: admin,
    origin: 'test',
    now: new Date(),
    ...more,
  });
const decide = (correctionId: string, approve: boolean, actor: string = second) =>
  decideCorrection(world.db, { correctionId, approve, actor, origin: 'test', now: new Date() });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
const balances = async () => (await readWallet(world.db.pool, organisation))[0];

/** Somebody who belongs to the organisation. */
async function makeInsider(): Promise<string> {
  const id = newId('pers');
  await world.owner.query(
    `INSERT INTO person (id, email, name, password_hash) VALUES ($1, $1 || '@people.test', 'Insider', 'x')`,
    [id],
  );
  await world.owner.query(
    `INSERT INTO membership (id, person_id, organisation_id, role) VALUES ($1, $2, $3, 'owner')`,
    [newId('memb'), id, organisation],
  );
  return id;
}

describe('an entry by hand', () => {
  it('up to the limit is booked at once, with its reason on the statement', async () => {
    expect(await write({ amountMinor: LIMIT })).toBe('posted');
    expect(await balances()).toMatchObject({ spendable: LIMIT });
    const { lines } = await readStatement(world.db, {
      organisationId: organisation,
      currency: 'UAH',
      page: 1,
      pageSize: 10,
    });
    expect(lines).toMatchObject([{ kind: 'goodwill', amountMinor: LIMIT, balanceMinor: LIMIT }]);
    const { rows } = await world.owner.query(
      'SELECT action, details FROM audit_entry WHERE subject_id = $1',
      [lines[0]?.subjectId],
    );
    expect(rows).toMatchObject([
      { action: 'correction.posted', details: { reason: 'The market was down for an hour' } },
    ]);
  });

  it('above it waits, and is booked once another has approved it', async () => {
    const id = newId('corr');
    expect(await write({ id, amountMinor: LIMIT + 1n })).toBe('waiting');
    expect(await balances()).toMatchObject({ spendable: 0n });
    expect((await readCorrections(world.db, { waiting: true, limit: 10 })).map((one) => one.id)).toContain(
      id,
    );
    expect(await codeOf(decide(id, true, admin))).toBe('correction_is_yours');
    expect(await codeOf(decide(id, false, admin))).toBe('correction_is_yours');
    expect(await codeOf(decide(id, true))).toBe('done');
    expect(await balances()).toMatchObject({ spendable: LIMIT + 1n });
    expect(await codeOf(decide(id, false))).toBe('correction_decided');
  });

  it('that makes a large one together with others of the day waits like a large one', async () => {
    const part = LIMIT / 4n;
    const ends = await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        write({ amountMinor: part, actor: nth % 2 === 0 ? admin : second }),
      ),
    );
    expect(ends.filter((end) => end === 'posted')).toHaveLength(4);
    expect(ends.filter((end) => end === 'waiting')).toHaveLength(4);
    expect(await balances()).toMatchObject({ spendable: LIMIT });
    expect(await write({ amountMinor: 1n, currency: 'EUR' })).toBe('posted');
    expect(await write({ amountMinor: LIMIT, now: new Date(Date.now() + 25 * 3_600_000) })).toBe('posted');
  });

  it('waits, too, where its writer has given as much to several organisations', async () => {
    const [part, others] = [LIMIT / 4n, [organisation]];
    for (let nth = 1; nth < 8; nth += 1) others.push(await makeOrganisation(world.db, 'buyer'));
    const ends = await Promise.all(
      others.map((organisationId) => write({ organisationId, amountMinor: part })),
    );
    expect(ends.filter((end) => end === 'posted')).toHaveLength(4);
    expect(ends.filter((end) => end === 'waiting')).toHaveLength(4);
    expect(await write({ amountMinor: part, actor: second, organisationId: others[7] ?? '' })).toBe('posted');
  });

  it('is not approved by an admin whom another made a moment ago', async () => {
    const { id } = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
    const made = await makePerson(world.db, { secondFactor: true });
    const by = { actor: id, origin: 'test', now: new Date() };
    await setPlatformRole(world.db, { ...by, personId: made.id, before: null, role: 'admin' });
    const entry = newId('corr');
    await write({ id: entry, amountMinor: LIMIT + 1n, actor: id });
    expect(await codeOf(decide(entry, true, made.id))).toBe('admin_new');
    expect(await balances()).toMatchObject({ spendable: 0n });
  });

  it('rejected, moves nothing and stays rejected', async () => {
    const id = newId('corr');
    await write({ id, amountMinor: LIMIT + 1n });
    await decide(id, false);
    expect(await codeOf(decide(id, true, 'pers_third'))).toBe('correction_decided');
    expect(await balances()).toMatchObject({ spendable: 0n });
  });

  it('of two who decide at the same time, one does', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = newId('corr');
      await write({ id, amountMinor: LIMIT + 1n });
      const before = (await balances())?.spendable ?? 0n;
      const ends = await Promise.all([
        codeOf(decide(id, true)),
        codeOf(decide(id, false, 'pers_third')),
        codeOf(decide(id, true, 'pers_fourth')),
      ]);
      expect(ends.filter((end) => end === 'done')).toHaveLength(1);
      expect(ends.filter((end) => end === 'correction_decided')).toHaveLength(2);
      const gained = ((await balances())?.spendable ?? 0n) - before;
      expect(gained).toBe(ends[1] === 'done' ? 0n : LIMIT + 1n);
    }
  });

  it('sent twice is written once, and refused with other figures', async () => {
    const id = newId('corr');
    const both = await Promise.all([write({ id }), write({ id })]);
    expect(both).toEqual(['posted', 'posted']);
    expect(await balances()).toMatchObject({ spendable: 5_000n });
    expect(await codeOf(write({ id, amountMinor: 5_001n }))).toBe('correction_changed');
  });

  it('takes no more than is there, and may take it back', async () => {
    await fund(world.db, organisation, 10_000n);
    const take = { kind: 'correction', direction: 'take' } as const;
    expect(await codeOf(write({ ...take, amountMinor: 10_001n }))).toBe('insufficient_funds');
    expect(await write({ ...take, amountMinor: 4_000n })).toBe('posted');
    expect(await write({ kind: 'correction', account: 'available', amountMinor: 100n })).toBe('posted');
    expect(await balances()).toMatchObject({ spendable: 6_000n, available: 100n });
    expect(await codeOf(write({ direction: 'take' }))).toBe('correction_unfit');
    expect(await codeOf(write({ ...take, source: 'fees' }))).toBe('correction_unfit');
  });

  it('approved when the money is gone, is refused and goes on waiting', async () => {
    await fund(world.db, organisation, 500_000n);
    const id = newId('corr');
    await write({ id, kind: 'correction', direction: 'take', amountMinor: 400_000n });
    await write({ kind: 'correction', direction: 'take', amountMinor: 150_000n });
    expect(await codeOf(decide(id, true))).toBe('insufficient_funds');
    expect(await codeOf(decide(id, false))).toBe('done');
    expect(await balances()).toMatchObject({ spendable: 350_000n });
  });

  it('is not for who belongs to the organisation, neither to write nor to approve', async () => {
    const insider = await makeInsider();
    expect(await codeOf(write({ actor: insider }))).toBe('own_organisation');
    const id = newId('corr');
    await write({ id, amountMinor: LIMIT + 1n });
    expect(await codeOf(decide(id, true, insider))).toBe('own_organisation');
    expect(await codeOf(decide('corr_none', true))).toBe('correction_unknown');
  });
});

describe('the database', () => {
  it('refuses a large entry without a second, one by the same person, and a change afterwards', async () => {
    const { owner } = world;
    const insert = (status: string, by: string | null) =>
      owner.query(
        `INSERT INTO correction (id, kind, organisation_id, currency, amount_minor, debit_account_id, credit_account_id, reason, status,
           created_by, created_at, needs_second, decided_by, decided_at)
         VALUES ($1, 'goodwill', $2, 'UAH', 1, 'platform:goodwill:UAH', $2 || ':spendable:UAH', 'why', $3, 'pers_a', now(), true, $4, now())`,
        [newId('corr'), organisation, status, by],
      );
    await expect(insert('posted', null)).rejects.toThrow(/correction_has_a_second/);
    await expect(insert('posted', 'pers_a')).rejects.toThrow(/correction_has_a_second/);
    const id = newId('corr');
    await write({ id, amountMinor: LIMIT + 1n });
    await expect(owner.query('UPDATE correction SET amount_minor = 1 WHERE id = $1', [id])).rejects.toThrow();
    await decide(id, false);
    await expect(
      owner.query(`UPDATE correction SET status = 'posted', decided_by = 'pers_b' WHERE id = $1`, [id]),
    ).rejects.toThrow(/decided on once/);
  });
});
