import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BankStanding } from '#app/domain/billing/bank-standing.ts';
import { bookBankCost } from '#app/domain/billing/book-bank-cost.server.ts';
import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { compareBank } from '#app/domain/billing/compare-bank.server.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { decideBankCost } from '#app/domain/billing/decide-bank-cost.server.ts';
import { dismissReceipt } from '#app/domain/billing/dismiss-receipt.server.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { readBankDebit, readDebitsOf } from '#app/domain/billing/read-bank-debits.server.ts';
import { readBankStandings } from '#app/domain/billing/read-bank-standings.server.ts';
import { readOpenLines } from '#app/domain/billing/read-reconciliations.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { SETTINGS } from '#app/domain/settings/setting.ts';
import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { camtOf, OWN_IBAN, openBank, type StatementEntry } from '../factories/bank.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const REASON = 'Fee of the bank: monthly account keeping';
const LIMIT = SETTINGS.second_approval_above_minor.default.UAH;
const now = new Date();
const ago = (days: number) => after(now, -days * DAY_MS);
const dayOf = (days: number) => ago(days).toISOString().slice(0, 10);

let world: World;
let buyer: string;
const admins: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  for (let i = 0; i < 2; i += 1)
    admins.push((await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).id);
  buyer = await makeOrganisation(world.db, 'buyer');
  await openBank(world.db, ['UAH']);
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

let serial = 0;
/** A statement of one day that lies so many days back. */
function importOf(days: number, opening: string, closing: string, entries: StatementEntry[]) {
  const file = camtOf(
    entries.map((one) => {
      serial += 1;
      return { reference: `REF${serial}`, day: dayOf(days), ...one };
    }),
    OWN_IBAN,
    { opening, closing, day: dayOf(days) },
  );
  // Each comes after the one before it.
  return importBankStatement(world.db, {
    ...{ ...ACTOR, file, currency: 'UAH' },
    now: new Date(now.getTime() + serial + entries.length),
  });
}
const compare = () => compareBank(world.db, { runId: 'recon_test', now });
const standing = async (): Promise<BankStanding> =>
  present((await readBankStandings(world.db.pool))[0], 'a balance is known');
const explained = async () =>
  Object.fromEntries((await standing()).explained.map(({ reason, amountMinor }) => [reason, amountMinor]));
const debitOf = async (text: string) =>
  present(await world.db.prisma.bankDebit.findFirst({ where: { text } }), 'it is a line').id;
const receiptOf = async (text: string) =>
  present(await world.db.prisma.bankReceipt.findFirst({ where: { text } }), 'it is a line').id;
async function invoice(): Promise<{ id: string; number: string }> {
  const money = { amountMinor: 500_000n, currency: 'UAH' as const };
  const id = await openBankInvoice(world.db, { ...ACTOR, organisationId: buyer, money, now });
  return world.db.prisma.bankInvoice.findUniqueOrThrow({ where: { id } });
}
const cost = (debitId: string, admin = 0) =>
  bookBankCost(world.db, {
    ...{ actor: admins[admin] ?? '', origin: 'test' },
    ...{ debitId, reason: REASON, now },
  });
const decide = (costId: string, approve: boolean, admin: number) =>
  decideBankCost(world.db, { actor: admins[admin] ?? '', origin: 'test', costId, approve, now });
const openOf = async (type: 'bank_balance' | 'bank_gap') =>
  (await readOpenLines(world.db, { limit: 50 })).filter((line) => line.type === type);

describe('a statement whose lines do not lead from its opening to its closing balance', () => {
  it('is refused, and nothing of it is kept', async () => {
    const lacking = importOf(9, '100.00', '700.00', [{ amount: '500.00', text: 'half of it' }]);
    await expect(lacking).rejects.toMatchObject({
      code: 'statement_adds_not_up',
      params: { opening: '100', moved: '500', comesTo: '600', closing: '700' },
    });
    expect(await world.db.prisma.bankStatement.count()).toBe(0);
    expect(await world.db.prisma.bankReceipt.count()).toBe(0);
    expect(await readBankStandings(world.db.pool)).toEqual([]);
  });
});

describe('what the bank says that it holds', () => {
  it('is held against the books, and each reason for which they differ is named with its amount', async () => {
    const { number } = await invoice();
    await importOf(9, '100.00', '5613.00', [
      { amount: '5000.00', text: number },
      { amount: '400.00', text: 'nobody knows' },
      { amount: '120.00', text: 'interest' },
      { amount: '7.00', text: 'account keeping', isDebit: true },
    ]);
    expect(await standing()).toMatchObject({
      ...{ currency: 'UAH', bankMinor: 561_300n, booksMinor: 0n, unexplainedMinor: 0n },
    });
    expect(await explained()).toEqual({ before: 10_000n, waiting: 552_000n, unbooked_debit: -700n });
    await bookReceipt(world.db, { ...ACTOR, receiptId: await receiptOf(number), invoiceNumber: number, now });
    await dismissReceipt(world.db, { ...ACTOR, receiptId: await receiptOf('interest'), reason: REASON, now });
    const { id: invoiceId } = await invoice();
    await confirmBankMoney(world.db, {
      ...{ ...ACTOR, invoiceId, money: { amountMinor: 500_000n, currency: 'UAH' } },
      ...{ bankReference: 'SEEN EARLY', bookedOn: ago(1), now },
    });
    await compare();
    expect(await standing()).toMatchObject({ booksMinor: 1_000_000n, unexplainedMinor: 0n });
    expect(await explained()).toEqual({
      ...{ before: 10_000n, waiting: 40_000n, laid_aside: 12_000n, unbooked_debit: -700n },
      under_way: -500_000n,
    });
  });

  it('is one with the line that was noted before its statement came', async () => {
    await importOf(1, '5613.00', '10613.00', [
      { amount: '5000.00', text: 'no number', reference: 'SEENEARLY' },
    ]);
    await compare();
    expect(await explained()).toEqual({
      ...{ before: 10_000n, waiting: 40_000n, laid_aside: 12_000n, unbooked_debit: -700n },
    });
    expect((await standing()).unexplainedMinor).toBe(0n);
  });

  it('shows a gap between two statements, as an open difference, until the days between are read in', async () => {
    await importOf(0, '10650.00', '10650.00', []);
    const [gap] = (await standing()).gaps;
    expect(gap).toMatchObject({ missingMinor: 3_700n, next: { openingMinor: 1_065_000n } });
    expect(await explained()).toMatchObject({ gap: 3_700n });
    await compare();
    expect(await openOf('bank_gap')).toMatchObject([
      { stripeMinor: 3_700n, oursMinor: null, verdict: 'missing_here' },
    ]);
    // The bank gives the days between, with the money that was missing.
    await importOf(1, '5613.00', '10650.00', [
      { amount: '5000.00', text: 'no number', reference: 'SEENEARLY' },
      { amount: '37.00', text: 'what was missing' },
    ]);
    expect((await standing()).gaps).toEqual([]);
    await compare();
    expect(await openOf('bank_gap')).toEqual([]);
    expect(await standing()).toMatchObject({ bankMinor: 1_065_000n, unexplainedMinor: 0n });
    expect(await openOf('bank_balance')).toEqual([]);
  });

  it('differs without a reason where a line stands in two files as two', async () => {
    // The same money once more, as another export of the bank would tell of it: under another reference.
    await importBankStatement(world.db, {
      ...{ ...ACTOR, currency: 'UAH', now },
      file: camtOf([{ amount: '400.00', text: 'nobody knows', reference: 'OTHER', day: dayOf(9) }]),
    });
    await compare();
    expect((await standing()).unexplainedMinor).toBe(-40_000n);
    expect(await openOf('bank_balance')).toMatchObject([
      { id: 'balance:UAH', verdict: 'amount_differs', stripeMinor: 1_065_000n, oursMinor: 1_105_000n },
    ]);
  });
});

describe('a fee of the bank’s', () => {
  it('is booked as a cost once, whoever presses at the same moment, and then is no difference', async () => {
    const debitId = await debitOf('account keeping');
    const before = (await standing()).booksMinor;
    const pressed = await Promise.allSettled([cost(debitId), cost(debitId, 1), cost(debitId)]);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of pressed)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'bank_cost_known' });
    await expect(cost(debitId)).rejects.toMatchObject({ code: 'bank_cost_known' });
    expect((await standing()).booksMinor).toBe(before - 700n);
    expect(await explained()).not.toHaveProperty('unbooked_debit');
    await compare();
    const line = await world.db.prisma.reconciliationLine.findUnique({ where: { id: `bank:${debitId}` } });
    const { id } = await world.db.prisma.bankCost.findFirstOrThrow({ where: { debitId } });
    expect(line).toMatchObject({ verdict: 'matched', transferKey: `bank_cost:${id}`, oursMinor: -700n });
    expect(await readBankDebit(world.db, { debitId, now })).toMatchObject({
      state: 'cost',
      cost: { reason: REASON, status: 'posted' },
    });
    expect(await world.db.prisma.auditEntry.count({ where: { subjectId: id } })).toBe(1);
  });

  it('above the limit, a day’s costs together, waits for a second person, who is not the first', async () => {
    const bill = (LIMIT / 100n).toString();
    const statementId = await importOf(0, '10650.00', (10_649n - LIMIT / 100n).toString(), [
      { amount: `${bill}.00`, text: 'a bill', isDebit: true },
      { amount: '1.00', text: 'a small one', isDebit: true },
    ]);
    const debits = await readDebitsOf(world.db, { statementId, account: OWN_IBAN, now });
    // Those of one statement stand in no order.
    expect(debits.map(({ text, state }) => [text, state]).sort()).toEqual([
      ['a bill', 'open'],
      ['a small one', 'open'],
    ]);
    const [debitId, small] = [await debitOf('a bill'), await debitOf('a small one')];
    // By itself it is not above the limit; with the fee of the same day it is.
    expect(await cost(debitId)).toBe('waiting');
    const { booksMinor } = await standing();
    const asked = async () =>
      world.db.prisma.bankCost.findFirstOrThrow({ where: { debitId, status: 'waiting' } });
    const { id } = await asked();
    await expect(decide(id, true, 0)).rejects.toMatchObject({ code: 'bank_cost_is_yours' });
    await decide(id, false, 0);
    expect(await readBankDebit(world.db, { debitId, now })).toMatchObject({ state: 'open', cost: null });
    await expect(decide(id, true, 1)).rejects.toMatchObject({ code: 'bank_cost_decided' });
    await cost(debitId);
    const again = await asked();
    const decided = await Promise.allSettled([decide(again.id, true, 1), decide(again.id, true, 1)]);
    expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await cost(small)).toBe('posted');
    expect((await standing()).booksMinor).toBe(booksMinor - LIMIT - 100n);
    await expect(decide('bcst_none', true, 1)).rejects.toMatchObject({ code: 'bank_cost_unknown' });
  });

  it('is no payout, and nothing that is in the books already', async () => {
    const { number } = await invoice();
    await importOf(0, '1.00', '4901.00', [
      { amount: '5000.00', text: number },
      { amount: '100.00', text: 'of which we know', isDebit: true },
    ]);
    const debitId = await debitOf('of which we know');
    await world.owner.query(
      `INSERT INTO reconciliation_line (id, run_id, type, currency, stripe_minor, ours_minor, fee_minor, transfer_key, verdict, happened_at, first_seen_at, settled_at, source)
       VALUES ('bank:' || $1, 'recon_test', 'bank_debit', 'UAH', -10000, -10000, 0, 'bank_payout:x', 'matched', now(), now(), now(), 'bank')`,
      [debitId],
    );
    await expect(cost(debitId)).rejects.toMatchObject({ code: 'bank_debit_is_booked' });
    await expect(cost('bdeb_none')).rejects.toMatchObject({ code: 'bank_debit_unknown' });
  });

  it('is held by the database: its line’s amount, its terms, one for a line, two persons, and a transfer of its own', async () => {
    const { owner } = world;
    const debitId = await debitOf('a bill');
    const { id } = await world.db.prisma.bankCost.findFirstOrThrow({ where: { debitId, status: 'posted' } });
    const insert = `INSERT INTO bank_cost (id, debit_id, reason, status, needs_second, currency, amount_minor, created_by, created_at, decided_by, decided_at)
      SELECT 'bcst_x', d.id, 'a good reason', $2, $3, d.currency, d.amount_minor + $4::int, 'one', now(), $5, CASE WHEN $2 = 'waiting' THEN NULL ELSE now() END
      FROM bank_debit d WHERE d.id = $1`;
    const free = await debitOf('of which we know');
    for (const [sql, values, why] of [
      [insert, [debitId, 'waiting', false, 0, null], /bank_cost_line_key/],
      [insert, [free, 'waiting', false, 1, null], /is not its line/],
      [insert, [free, 'posted', true, 0, 'one'], /bank_cost_by_two/],
      ['UPDATE bank_cost SET reason = $2 WHERE id = $1', [id, 'another reason'], /frozen/],
      [`UPDATE bank_cost SET status = 'rejected' WHERE id = $1`, [id], /does not become/],
      ['DELETE FROM bank_cost WHERE id = $1', [id], /bank_cost/],
      ['UPDATE bank_balance SET closing_minor = 0 WHERE currency = $1', ['UAH'], /bank_balance/],
      [
        `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
         VALUES ('bank_cost:' || $1, 'bank_cost', 'platform:bank_costs:UAH', 'platform:bank_clearing:UAH', 'UAH', 700, $1, 'test', 'test')`,
        ['bcst_none'],
        /is no cost that was agreed to/,
      ],
    ] as const) {
      await expect(owner.query(sql, [...values])).rejects.toThrow(why);
    }
  });

  it('is missed by check-books when an owner of the database wrote past it', async () => {
    const client = await world.owner.connect();
    try {
      await client.query('BEGIN');
      await client.query("SET LOCAL session_replication_role = 'replica'");
      await client.query(`UPDATE bank_cost SET amount_minor = 1 WHERE status = 'posted'`);
      expect((await checkBooks(client)).join('\n')).toMatch(/cost bcst_\w+: it is posted over 1, booked/);
      await client.query('ROLLBACK');
    } finally {
      client.release();
    }
  });
});
