import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookCostReturn } from '#app/domain/billing/book-cost-return.server.ts';
import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { bookableOf, bookStatement } from '#app/domain/billing/book-statement.server.ts';
import { compareBank } from '#app/domain/billing/compare-bank.server.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { decideBankBooking } from '#app/domain/billing/decide-bank-booking.server.ts';
import { dismissReceipt } from '#app/domain/billing/dismiss-receipt.server.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { readBankStatement } from '#app/domain/billing/read-bank-statements.server.ts';
import { readAskedReceipts, readReceipt } from '#app/domain/billing/read-receipts.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { readOpenEnds } from '#app/domain/reports/read-open-ends.server.ts';
import { SETTINGS } from '#app/domain/settings/setting.ts';
import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import { outcomesOf } from '../factories/accounts.ts';
import { camtOf, openBank } from '../factories/bank.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

const LIMIT = SETTINGS.bank_second_above_minor.default.UAH;
const COSTS_LIMIT = SETTINGS.second_approval_above_minor.default.UAH;
const REASON = 'The bank gave the fee of October back';
let now = new Date();
let world: World;
let buyer: string;
let [reader, second, third] = ['', '', ''];

beforeAll(async () => {
  world = await openWorld();
  await openBank(world.db, ['UAH']);
});
// Each has people and a buyer of its own, so that a day's limits are its own.
beforeEach(async () => {
  now = new Date();
  const admin = () => makePerson(world.db, { platformRole: 'admin', secondFactor: true });
  [reader = '', second = '', third = ''] = [await admin(), await admin(), await admin()].map(({ id }) => id);
  buyer = await makeOrganisation(world.db, 'buyer');
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

let serial = 0;
const by = (actor: string) => ({ actor, origin: 'test', now });
const written = (amountMinor: bigint) =>
  `${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, '0')}`;
async function invoiceOf(organisationId = buyer) {
  const money = { amountMinor: 500_000n, currency: 'UAH' as const };
  const id = await openBankInvoice(world.db, { ...by('test'), organisationId, money });
  return world.db.prisma.bankInvoice.findUniqueOrThrow({ where: { id } });
}
/** A statement of one line per amount, read in by somebody. */
async function readIn(amounts: bigint[], texts: string[], actor = reader): Promise<string> {
  const entries = amounts.map((amountMinor, at) => {
    serial += 1;
    return { amount: written(amountMinor), text: texts[at] ?? '', reference: `LINE${serial}` };
  });
  return importBankStatement(world.db, { ...by(actor), file: camtOf(entries), currency: 'UAH' });
}
const linesOf = async (id: string) => present(await readBankStatement(world.db, id), 'it is read').lines;
const lineOf = async (id: string) => present((await linesOf(id))[0], 'it has one');
async function bulk(statementId: string, actor: string) {
  const count = bookableOf(await linesOf(statementId)).length;
  return bookStatement(world.db, { ...by(actor), statementId, count });
}
const book = (receiptId: string, invoiceNumber: string, actor: string) =>
  bookReceipt(world.db, { ...by(actor), receiptId, invoiceNumber });
const decide = (bookingId: string, actor: string, approve = true) =>
  decideBankBooking(world.db, { ...by(actor), bookingId, approve });
const held = async (organisationId = buyer) =>
  (await readWallet(world.db.pool, organisationId))[0]?.spendable ?? 0n;
const askedOf = async (receiptId: string) =>
  present((await readReceipt(world.db, receiptId))?.asked, 'somebody is asked').id;
const makeNew = (id: string) =>
  world.owner.query('UPDATE person SET platform_role_since = $2 WHERE id = $1', [id, after(now, -HOUR_MS)]);

describe('a large receipt', () => {
  it('waits for a second admin where who read it in books it, and goes at once by another', async () => {
    const [one, other] = [await invoiceOf(), await invoiceOf()];
    const own = await readIn([LIMIT + 1n], [one.number]);
    expect(await bulk(own, reader)).toEqual({ booked: 0, asked: 1 });
    expect(await held()).toBe(0n);
    expect(await lineOf(own)).toMatchObject({
      status: 'waiting',
      match: 'asked',
      asked: { createdBy: reader },
    });
    const theirs = await readIn([LIMIT + 2n], [other.number]);
    expect(await bulk(theirs, second)).toEqual({ booked: 1, asked: 0 });
    expect(await held()).toBe(LIMIT + 2n);
  });

  it('is booked once by the second, not by who asked, and is nothing else meanwhile', async () => {
    const { number, id: invoiceId } = await invoiceOf();
    const receipt = await lineOf(await readIn([LIMIT + 1n], [number]));
    const ends = async () => (await readOpenEnds(world.db.pool, { now })).bookingsWaiting;
    const before = await ends();
    expect(await book(receipt.id, number, reader)).toBe('waiting');
    expect(await ends()).toBe(before + 1);
    expect((await readAskedReceipts(world.db, { limit: 50 })).map(({ id }) => id)).toContain(receipt.id);
    await expect(book(receipt.id, number, second)).rejects.toMatchObject({ code: 'receipt_asked' });
    await expect(
      dismissReceipt(world.db, { ...by(second), receiptId: receipt.id, reason: REASON }),
    ).rejects.toMatchObject({ code: 'receipt_asked' });
    const booking = await askedOf(receipt.id);
    await expect(decide(booking, reader)).rejects.toMatchObject({ code: 'bank_booking_is_yours' });
    expect(await outcomesOf([decide(booking, second), decide(booking, third)])).toEqual([
      'bank_booking_decided',
      null,
    ]);
    expect(await held()).toBe(LIMIT + 1n);
    expect(await world.db.prisma.bankInvoice.findUnique({ where: { id: invoiceId } })).toMatchObject({
      status: 'paid',
    });
    await expect(decide('bbok_none', second)).rejects.toMatchObject({ code: 'bank_booking_unknown' });
  });

  it('waits again after it was turned down or taken back', async () => {
    const { number } = await invoiceOf();
    const receipt = await lineOf(await readIn([LIMIT + 1n], [number]));
    for (const who of [second, reader]) {
      await book(receipt.id, number, reader);
      await decide(await askedOf(receipt.id), who, false);
      expect(await readReceipt(world.db, receipt.id)).toMatchObject({ match: 'matched', asked: null });
    }
    expect(await held()).toBe(0n);
    expect(await book(receipt.id, number, second)).toBe('posted');
  });

  it('noted by hand waits as well, and one below the limit does not', async () => {
    const [large, small] = [await invoiceOf(), await invoiceOf(await makeOrganisation(world.db, 'buyer'))];
    const note = async (invoiceId: string, amountMinor: bigint) => {
      serial += 1;
      const noted = await confirmBankMoney(world.db, {
        ...{ ...by(reader), invoiceId, money: { amountMinor, currency: 'UAH' } },
        ...{ bookedOn: new Date('2026-11-20'), bankReference: `SEEN ${serial}` },
      });
      return noted.status;
    };
    expect(await note(large.id, LIMIT + 1n)).toBe('waiting');
    expect(await note(small.id, LIMIT)).toBe('posted');
  });

  it('needs a second where the line does not name the invoice, whoever read it in', async () => {
    const { number } = await invoiceOf();
    const receipt = await lineOf(await readIn([LIMIT + 1n], ['no number']));
    expect(await book(receipt.id, number, second)).toBe('waiting');
    await decide(await askedOf(receipt.id), reader);
    expect(await held()).toBe(LIMIT + 1n);
  });

  it('is not agreed to by an admin of yesterday, nor by one whom that admin asks', async () => {
    const [one, other, another] = [await invoiceOf(), await invoiceOf(), await invoiceOf()];
    await makeNew(second);
    const asked = await lineOf(await readIn([LIMIT + 1n], [one.number]));
    await book(asked.id, one.number, reader);
    await expect(decide(await askedOf(asked.id), second)).rejects.toMatchObject({ code: 'admin_new' });
    // Another's line that names its invoice goes at once, but not by who is new.
    const named = await lineOf(await readIn([LIMIT + 2n], [other.number]));
    expect(await book(named.id, other.number, second)).toBe('waiting');
    await expect(decide(await askedOf(named.id), reader)).rejects.toMatchObject({ code: 'admin_new' });
    await decide(await askedOf(named.id), third);
    const unnamed = await lineOf(await readIn([LIMIT + 3n], ['no number']));
    await book(unnamed.id, another.number, second);
    await expect(decide(await askedOf(unnamed.id), reader)).rejects.toMatchObject({ code: 'admin_new' });
  });

  it('is not agreed to by a member of who gets it', async () => {
    const { number } = await invoiceOf();
    const receipt = await lineOf(await readIn([LIMIT + 1n], [number]));
    await book(receipt.id, number, reader);
    const { id } = await makePerson(world.db, { platformRole: 'admin', organisationId: buyer });
    await expect(decide(await askedOf(receipt.id), id)).rejects.toMatchObject({ code: 'own_organisation' });
    await world.db.prisma.membership.deleteMany({ where: { personId: id } });
  });
});

describe('many small receipts', () => {
  it('of one organisation count together within a day, also booked at once', async () => {
    const invoices = await Promise.all([1, 2, 3].map(() => invoiceOf()));
    const amounts = invoices.map((_, at) => LIMIT / 2n - BigInt(at));
    const statement = await readIn(
      amounts,
      invoices.map(({ number }) => number),
    );
    const lines = await linesOf(statement);
    const statuses = await Promise.all(
      lines.map(({ id, candidates }) => book(id, candidates[0]?.number ?? '', reader)),
    );
    expect(statuses.sort()).toEqual(['posted', 'posted', 'waiting']);
    now = after(now, DAY_MS + HOUR_MS);
    const { number } = await invoiceOf();
    expect(await book((await lineOf(await readIn([LIMIT - 9n], [number]))).id, number, reader)).toBe(
      'posted',
    );
  });

  it('of many organisations count together for who brings and books them alone', async () => {
    const statuses: string[] = [];
    for (let at = 0; at < 11; at += 1) {
      const { number } = await invoiceOf(await makeOrganisation(world.db, 'buyer'));
      statuses.push(await book((await lineOf(await readIn([LIMIT], [number]))).id, number, reader));
    }
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'posted'));
    expect(statuses.at(-1)).toBe('waiting');
  });
});

describe('a cost that came back', () => {
  const giveBack = (receiptId: string, actor = reader) =>
    bookCostReturn(world.db, { ...by(actor), receiptId, reason: REASON });

  it('is booked against the costs once, is in the comparison, and is no buyer’s', async () => {
    const receipt = await lineOf(await readIn([1_500n], ['Refund of a fee']));
    const { number } = await invoiceOf();
    const outcomes = await outcomesOf([giveBack(receipt.id), giveBack(receipt.id)]);
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
    // The second may look before or after the first is in the books.
    expect(['receipt_decided', 'bank_receipt_is_booked']).toContain(outcomes.find((one) => one !== null));
    const { rows } = await world.owner.query(
      `SELECT debit_account_id AS debit, credit_account_id AS credit, amount_minor::text AS amount FROM transfer WHERE key = $1`,
      [`bank_cost_return:${receipt.id}`],
    );
    expect(rows).toEqual([
      { debit: 'platform:bank_clearing:UAH', credit: 'platform:bank_costs:UAH', amount: '1500' },
    ]);
    await expect(book(receipt.id, number, second)).rejects.toMatchObject({ code: 'receipt_decided' });
    await compareBank(world.db, { runId: 'recon_test', now });
    expect(
      await world.db.prisma.reconciliationLine.findUnique({ where: { id: `bank:${receipt.id}` } }),
    ).toMatchObject({ verdict: 'matched', oursMinor: 1_500n });
    expect(await readReceipt(world.db, receipt.id)).toMatchObject({ status: 'cost_return', reason: REASON });
  });

  it('above the limit, a day’s together, waits for a second admin', async () => {
    now = after(now, 3 * DAY_MS);
    const [large, small] = await linesOf(await readIn([COSTS_LIMIT, 100n], ['Bill paid back', 'Fee']));
    const [a, b] = [large?.id ?? '', small?.id ?? ''];
    expect([await giveBack(a), await giveBack(b)].sort()).toEqual(['posted', 'waiting']);
    const waiting = (await readReceipt(world.db, a))?.asked ? a : b;
    const booking = await askedOf(waiting);
    await expect(decide(booking, reader)).rejects.toMatchObject({ code: 'bank_booking_is_yours' });
    await decide(booking, second);
    expect(await readReceipt(world.db, waiting)).toMatchObject({ status: 'cost_return' });
  });

  it('is not what the books know as something else', async () => {
    const { id: invoiceId } = await invoiceOf();
    await confirmBankMoney(world.db, {
      ...{ ...by(reader), invoiceId, money: { amountMinor: 4_321n, currency: 'UAH' } },
      ...{ bookedOn: new Date('2026-11-20'), bankReference: 'SEEN BEFORE' },
    });
    const receipt = await lineOf(await readIn([4_321n], ['SEEN BEFORE by somebody']));
    await expect(giveBack(receipt.id)).rejects.toMatchObject({ code: 'bank_receipt_is_booked' });
  });
});

describe('the database', () => {
  it('lets nothing be booked that nobody, or only one of two, vouches for', async () => {
    const { owner } = world;
    const { number, id: invoiceId } = await invoiceOf();
    const receipt = await lineOf(await readIn([LIMIT + 1n], [number]));
    const booked = `UPDATE bank_receipt SET status = 'booked', invoice_id = $2, organisation_id = $3, decided_by = 'x', decided_at = now() WHERE id = $1`;
    await expect(owner.query(booked, [receipt.id, invoiceId, buyer])).rejects.toMatchObject({
      constraint: 'bank_receipt_is_vouched_for',
    });
    await book(receipt.id, number, reader);
    const booking = await askedOf(receipt.id);
    for (const [sql, values, why] of [
      [booked, [receipt.id, invoiceId, buyer], /nobody vouches/],
      [
        `UPDATE bank_receipt SET status = 'dismissed', reason = 'a good reason', decided_by = 'x', decided_at = now() WHERE id = $1`,
        [receipt.id],
        /somebody is asked/,
      ],
      [
        `UPDATE bank_booking SET status = 'posted', decided_by = created_by, decided_at = now() WHERE id = $1`,
        [booking],
        /bank_booking_by_two/,
      ],
      ['UPDATE bank_booking SET needs_second = false WHERE id = $1', [booking], /frozen/],
      ['DELETE FROM bank_booking WHERE id = $1', [booking], /bank_booking/],
      [
        `INSERT INTO bank_booking (id, receipt_id, reason, status, needs_second, currency, amount_minor, created_by, created_at)
         VALUES ('bbok_x', $1, 'a good reason', 'waiting', false, 'UAH', $2, 'x', now())`,
        [receipt.id, LIMIT + 1n],
        /bank_booking_receipt_key/,
      ],
    ] as const)
      await expect(owner.query(sql, [...values])).rejects.toThrow(why);
  });

  it('does not hide from check-books what an owner of it wrote past it', async () => {
    // Another day, whose limit no other return has used.
    now = after(now, 6 * DAY_MS);
    const receipt = await lineOf(await readIn([7_700n], ['Refund']));
    expect(await bookCostReturn(world.db, { ...by(third), receiptId: receipt.id, reason: REASON })).toBe(
      'posted',
    );
    const client = await world.owner.connect();
    await client.query('BEGIN');
    await client.query('ALTER TABLE bank_booking DISABLE TRIGGER USER');
    await client.query(`UPDATE bank_booking SET amount_minor = 1 WHERE receipt_id = $1`, [receipt.id]);
    expect(await checkBooks(client)).toContainEqual(
      expect.stringMatching(new RegExp(`^bank receipt ${receipt.id}`)),
    );
    await client.query('ROLLBACK');
    client.release();
  });
});
