import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { bookableOf, bookStatement } from '#app/domain/billing/book-statement.server.ts';
import { cancelBankInvoice } from '#app/domain/billing/cancel-bank-invoice.server.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { dismissReceipt } from '#app/domain/billing/dismiss-receipt.server.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { postTransfers } from '#app/domain/billing/post-transfers.server.ts';
import { readBankInvoice } from '#app/domain/billing/read-bank-invoices.server.ts';
import { readBankStatement } from '#app/domain/billing/read-bank-statements.server.ts';
import { readReceipts } from '#app/domain/billing/read-receipts.server.ts';
import { readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { readOpenEnds } from '#app/domain/reports/read-open-ends.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import { outcomesOf } from '../factories/accounts.ts';
import { camtOf, openBank, type StatementEntry } from '../factories/bank.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
let world: World;
let buyer: string;

beforeAll(async () => {
  world = await openWorld();
  buyer = await makeOrganisation(world.db, 'buyer');
  await makePerson(world.db, { organisationId: buyer });
  await openBank(world.db);
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

let serial = 0;
async function invoiceOf(
  options: { amountMinor?: bigint; currency?: Currency; organisationId?: string; now?: Date } = {},
) {
  const { amountMinor = 500_000n, currency = 'UAH', organisationId = buyer, now = new Date() } = options;
  const id = await openBankInvoice(world.db, {
    ...ACTOR,
    organisationId,
    money: { amountMinor, currency },
    now,
  });
  return read(id);
}
async function read(invoiceId: string, now = new Date()) {
  const invoice = await readBankInvoice(world.db, { organisationId: null, invoiceId, now });
  if (!invoice) throw new Error('the invoice is there');
  return invoice;
}
const ref = () => {
  serial += 1;
  return `BANK${serial}`;
};
const importOf = (entries: StatementEntry[] | Uint8Array, currency: Currency = 'UAH') =>
  importBankStatement(world.db, {
    ...ACTOR,
    file: entries instanceof Uint8Array ? entries : camtOf(entries),
    currency,
    now: new Date(),
  });
const linesOf = async (statementId: string) => (await readBankStatement(world.db, statementId))?.lines ?? [];
async function bookAll(statementId: string) {
  const count = bookableOf(await linesOf(statementId)).length;
  const { booked } = await bookStatement(world.db, { ...ACTOR, statementId, count, now: new Date() });
  return booked;
}
async function spendable(organisationId = buyer, currency: Currency = 'UAH') {
  const wallets = await readWallet(world.db.pool, organisationId);
  return wallets.find((one) => one.currency === currency)?.spendable ?? 0n;
}
/** What a wallet gains by something. */
async function gain(work: () => Promise<unknown>, currency: Currency = 'UAH') {
  const before = await spendable(buyer, currency);
  await work();
  return (await spendable(buyer, currency)) - before;
}

describe('an invoice', () => {
  it('has a number of its own, and says whom to pay for as long as it is', async () => {
    const [one, another] = [await invoiceOf(), await invoiceOf()];
    expect(one.number).toMatch(/^BRJ-\d{4}-\d{6}-\d$/);
    expect(another.number).not.toBe(one.number);
    expect(one).toMatchObject({ status: 'open', payee: { holder: 'Біржа ТОВ' } });
    expect(await read(one.id, new Date(Date.now() + 31 * DAY_MS))).toMatchObject({ status: 'expired' });
  });

  it('is not given in a currency without an account, for nothing, or without end', async () => {
    await expect(invoiceOf({ currency: 'KZT' })).rejects.toMatchObject({ code: 'bank_not_offered' });
    await expect(invoiceOf({ amountMinor: 1n })).rejects.toMatchObject({ code: 'bank_invoice_too_small' });
    await expect(invoiceOf({ amountMinor: 10_000_000_001n })).rejects.toMatchObject({
      code: 'bank_invoice_too_large',
    });
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const many = await outcomesOf(Array.from({ length: 25 }, () => invoiceOf({ organisationId })));
    // All of it at once, so that any other answer is named.
    expect(many).toEqual([
      ...Array.from({ length: 5 }, () => 'bank_invoices_open_limit'),
      ...Array.from({ length: 20 }, () => null),
    ]);
  });

  it('is cancelled by its own organisation, once', async () => {
    const { id: invoiceId } = await invoiceOf();
    const cancel = (organisationId: string) =>
      cancelBankInvoice(world.db, { ...ACTOR, organisationId, invoiceId, now: new Date() });
    await expect(cancel(await makeOrganisation(world.db, 'buyer'))).rejects.toMatchObject({
      code: 'bank_invoice_unknown',
    });
    await cancel(buyer);
    await expect(cancel(buyer)).rejects.toMatchObject({ code: 'bank_invoice_over' });
  });
});

describe('money that an admin has seen', () => {
  const confirm = (
    invoiceId: string,
    more: { amountMinor?: bigint; bankReference?: string; bookedOn?: Date; actor?: string } = {},
  ) =>
    confirmBankMoney(world.db, {
      ...ACTOR,
      ...(more.actor === undefined ? {} : { actor: more.actor }),
      invoiceId,
      money: { amountMinor: more.amountMinor ?? 500_000n, currency: 'UAH' },
      bookedOn: more.bookedOn ?? new Date('2026-11-20'),
      bankReference: more.bankReference ?? ref(),
      now: new Date(),
    });

  it('is booked as it arrived, and its people are told that it differs', async () => {
    const { id } = await invoiceOf();
    expect(await gain(() => confirm(id, { amountMinor: 480_000n }))).toBe(480_000n);
    expect(await read(id)).toMatchObject({ status: 'paid', booked: [{ amountMinor: 480_000n }] });
    const mails = await world.db.prisma.mail.findMany({ where: { template: 'bank_money_booked' } });
    expect(mails).toHaveLength(1);
    const { lines } = await readStatement(world.db, {
      organisationId: buyer,
      currency: 'UAH',
      page: 1,
      pageSize: 1,
    });
    expect(lines).toMatchObject([{ kind: 'bank_top_up', amountMinor: 480_000n }]);
  });

  it('is booked once by two admins at once, and once for one reference of the bank', async () => {
    const { id } = await invoiceOf();
    const bankReference = ref();
    const tries = async () =>
      expect(await outcomesOf([1, 2, 3].map(() => confirm(id, { bankReference })))).toEqual([
        'bank_invoice_paid',
        'bank_invoice_paid',
        null,
      ]);
    expect(await gain(tries)).toBe(500_000n);
    const another = await invoiceOf();
    await expect(confirm(another.id, { bankReference })).rejects.toMatchObject({ code: 'receipt_known' });
  });

  it('is not booked to an organisation of their own, by hand or from a statement', async () => {
    const { id, number } = await invoiceOf();
    const { id: actor } = await makePerson(world.db, { platformRole: 'admin', organisationId: buyer });
    const own = { code: 'own_organisation' };
    const [statement, lone] = [
      await importOf([{ amount: '5000.00', text: number, reference: ref() }]),
      await importOf([{ amount: '7000.00', text: 'no number', reference: ref() }]),
    ];
    const [line] = await linesOf(lone);
    const tries = async () => {
      await expect(confirm(id, { actor })).rejects.toMatchObject(own);
      const book = {
        actor,
        origin: 'test',
        receiptId: line?.id ?? '',
        invoiceNumber: number,
        now: new Date(),
      };
      await expect(bookReceipt(world.db, book)).rejects.toMatchObject(own);
      const bulk = { actor, origin: 'test', statementId: statement, count: 1, now: new Date() };
      expect(await bookStatement(world.db, bulk)).toEqual({ booked: 0, asked: 0 });
    };
    expect(await gain(tries)).toBe(0n);
    expect(await gain(() => bookAll(statement)), 'another admin does').toBe(500_000n);
    await world.db.prisma.membership.deleteMany({ where: { personId: actor } });
  });

  it('is not booked for a day that is to come', async () => {
    const { id } = await invoiceOf();
    const bookedOn = new Date(Date.now() + 2 * DAY_MS);
    await expect(confirm(id, { bookedOn })).rejects.toMatchObject({ code: 'receipt_day_wrong' });
  });

  it('is not booked again when its line comes with a statement', async () => {
    const { id, number } = await invoiceOf();
    await confirm(id);
    const statement = await importOf([{ amount: '5000.00', text: number, reference: ref() }]);
    expect(await linesOf(statement)).toMatchObject([{ match: 'resembles' }]);
    expect(await gain(() => bookAll(statement))).toBe(0n);
  });
});

describe('a statement', () => {
  it('is matched, shown and booked line by line, in what arrived', async () => {
    const [one, two, euro, cancelled] = [
      await invoiceOf(),
      await invoiceOf(),
      await invoiceOf({ currency: 'EUR' }),
      await invoiceOf(),
    ];
    await cancelBankInvoice(world.db, {
      ...ACTOR,
      organisationId: buyer,
      invoiceId: cancelled.id,
      now: new Date(),
    });
    const statement = await importOf([
      { amount: '4999.99', text: `Top-up ${one.number.replaceAll('-', ' ')}`, reference: ref() },
      { amount: '10.00', text: `${one.number} and ${two.number}`, reference: ref() },
      { amount: '20.00', text: euro.number, reference: ref() },
      { amount: '30.00', text: 'rent', reference: ref() },
      { amount: '40.00', text: cancelled.number, reference: ref() },
      { amount: '50.00', text: 'out', reference: ref(), isDebit: true },
    ]);
    const lines = await linesOf(statement);
    expect(lines.map(({ match }) => match)).toEqual(
      expect.arrayContaining(['matched', 'ambiguous', 'other_currency', 'unknown', 'matched']),
    );
    expect(lines).toHaveLength(5);
    // Nothing is booked by reading it in.
    expect(await read(one.id)).toMatchObject({ status: 'open' });
    expect(await gain(() => bookAll(statement))).toBe(499_999n + 4_000n);
    expect(await read(one.id)).toMatchObject({ status: 'paid' });
    expect(await read(cancelled.id)).toMatchObject({ status: 'paid' });
    expect(await read(two.id)).toMatchObject({ status: 'open' });
    expect((await linesOf(statement)).filter(({ status }) => status === 'booked')).toHaveLength(2);
  });

  it('counts each line once, however often it is read in, also several times at once and when it overlaps', async () => {
    const invoices = [await invoiceOf(), await invoiceOf(), await invoiceOf()];
    const entries = invoices.map(({ number }) => ({ amount: '100.00', text: number, reference: ref() }));
    const statements = await Promise.all([
      importOf(entries),
      importOf(entries.toReversed()),
      importOf(entries.slice(1)),
      importOf(entries),
    ]);
    const all = await world.db.prisma.bankReceipt.findMany({
      where: { bankReference: { in: entries.map(({ reference }) => reference) } },
    });
    expect(all).toHaveLength(3);
    const bookings = async () => {
      const tries = await Promise.all(
        statements.map((id) => bookAll(id).catch((error: { code: string }) => error.code)),
      );
      const booked = tries.filter((one) => typeof one === 'number').reduce((sum, one) => sum + one, 0);
      expect(booked).toBe(3);
    };
    expect(await gain(bookings)).toBe(30_000n);
    expect(await gain(async () => bookAll(await importOf(entries)))).toBe(0n);
  });

  it('as CSV is booked once as well, and once together with its XML', async () => {
    const { number } = await invoiceOf();
    const csv = Buffer.from(`Дата;Сума;Призначення платежу;Платник\n20.11.2026;77,50;${number};Олена`);
    const [first, second] = [await importOf(csv), await importOf(csv)];
    expect(await gain(() => bookAll(first))).toBe(7_750n);
    expect(await gain(() => bookAll(second))).toBe(0n);
    const xml = await importOf([{ amount: '77.50', text: number, reference: ref() }]);
    expect(await linesOf(xml)).toMatchObject([{ match: 'resembles' }]);
    expect(await gain(() => bookAll(xml))).toBe(0n);
  });

  it('in the code page of old is read', async () => {
    // "Дата;Сума" in windows-1251.
    const head = [0xc4, 0xe0, 0xf2, 0xe0, 0x3b, 0xd1, 0xf3, 0xec, 0xe0];
    const id = await importOf(Buffer.concat([Buffer.from(head), Buffer.from('\n20.11.2026;3,10')]));
    expect(await linesOf(id)).toMatchObject([{ amountMinor: 310n, match: 'unknown' }]);
  });

  it('books nothing when it is another number of lines than was agreed to', async () => {
    const { number } = await invoiceOf();
    const statementId = await importOf([{ amount: '1.00', text: number, reference: ref() }]);
    await expect(
      bookStatement(world.db, { ...ACTOR, statementId, count: 2, now: new Date() }),
    ).rejects.toMatchObject({ code: 'statement_changed' });
  });

  it.each([
    [
      'of another account',
      () => camtOf([{ amount: '1.00', text: 'x' }], 'UA903052992990004149123456789'),
      'statement_elsewhere',
    ],
    ['without a line', () => camtOf([]), 'statement_empty'],
    ['of too many bytes', () => new Uint8Array(5 * 1024 * 1024 + 1), 'statement_too_large'],
    ['that is a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]), 'statement_unreadable'],
  ])('%s is refused', async (_what, file, code) => {
    await expect(importOf(file())).rejects.toMatchObject({ code });
  });
});

describe('a receipt that nobody knows', () => {
  it('lies without being booked until somebody says whose it is', async () => {
    const { number } = await invoiceOf();
    const statement = await importOf([
      { amount: '12.00', text: 'no number', reference: ref(), currency: 'EUR' },
    ]);
    const [line] = await linesOf(statement);
    const receiptId = line?.id ?? '';
    const book = (invoiceNumber: string) =>
      bookReceipt(world.db, { ...ACTOR, receiptId, invoiceNumber, now: new Date() });
    await expect(book('BRJ-2026-999999-0')).rejects.toMatchObject({ code: 'bank_invoice_unknown' });
    const tries = async () =>
      expect(await outcomesOf([book(number), book(number)])).toEqual([null, 'receipt_decided']);
    // It arrived in euros, whatever the invoice was in.
    expect(await gain(tries, 'EUR')).toBe(1_200n);
  });

  it('is laid aside with a reason and taken up again, but never once it is booked', async () => {
    const { number } = await invoiceOf();
    const statement = await importOf([{ amount: '12.00', text: 'interest', reference: ref() }]);
    const receiptId = (await linesOf(statement))[0]?.id ?? '';
    const dismiss = (reason: string | null) =>
      dismissReceipt(world.db, { ...ACTOR, receiptId, reason, now: new Date() });
    const waiting = async () => (await readOpenEnds(world.db.pool, { now: new Date() })).receiptsWaiting;
    const before = await waiting();
    await dismiss('interest of the bank');
    expect(await waiting()).toBe(before - 1);
    expect(await readReceipts(world.db, { status: 'dismissed', limit: 9, before: null })).toMatchObject([
      { id: receiptId, reason: 'interest of the bank' },
    ]);
    await expect(
      bookReceipt(world.db, { ...ACTOR, receiptId, invoiceNumber: number, now: new Date() }),
    ).rejects.toMatchObject({ code: 'receipt_decided' });
    await dismiss(null);
    await bookReceipt(world.db, { ...ACTOR, receiptId, invoiceNumber: number, now: new Date() });
    await expect(dismiss('too late')).rejects.toMatchObject({ code: 'receipt_decided' });
  });
});

describe('the database', () => {
  const post = (receiptId: string, more: { amountMinor?: bigint; organisationId?: string } = {}) =>
    postTransfers(world.db.pool, {
      ...ACTOR,
      now: new Date(),
      transfers: [
        {
          key: `bank_top_up:${receiptId}`,
          kind: 'bank_top_up',
          debitAccountId: 'platform:bank_clearing:UAH',
          creditAccountId: accountOf(more.organisationId ?? buyer, 'spendable', 'UAH'),
          currency: 'UAH',
          amountMinor: more.amountMinor ?? 1_200n,
          subjectId: receiptId,
        },
      ],
    });

  it('takes no money in without a receipt, before it is booked, or twice', async () => {
    await expect(post('brcp_none')).rejects.toMatchObject({ constraint: 'bank_top_up_is_known' });
    const statement = await importOf([{ amount: '12.00', text: 'x', reference: ref() }]);
    const receiptId = (await linesOf(statement))[0]?.id ?? '';
    await expect(post(receiptId)).rejects.toMatchObject({ constraint: 'bank_top_up_is_known' });
    const { number } = await invoiceOf();
    await bookReceipt(world.db, { ...ACTOR, receiptId, invoiceNumber: number, now: new Date() });
    expect(await gain(() => post(receiptId))).toBe(0n);
    await expect(post(receiptId, { amountMinor: 1n })).rejects.toMatchObject({ code: 'transfer_key_reused' });
  });

  it('changes neither what the bank told nor what was booked', async () => {
    const statement = await importOf([{ amount: '12.00', text: 'x', reference: ref() }]);
    const id = (await linesOf(statement))[0]?.id ?? '';
    const { pool } = world.db;
    await expect(pool.query('UPDATE bank_receipt SET amount_minor = 9 WHERE id = $1', [id])).rejects.toThrow(
      'what the bank told is not changed',
    );
    const stranger = await makeOrganisation(world.db, 'buyer');
    const { id: invoiceId, number } = await invoiceOf();
    await expect(
      pool.query(
        `UPDATE bank_receipt SET status = 'booked', invoice_id = $2, organisation_id = $3, decided_by = 'x', decided_at = now() WHERE id = $1`,
        [id, invoiceId, stranger],
      ),
    ).rejects.toMatchObject({ constraint: 'bank_receipt_is_of_invoice' });
    await bookReceipt(world.db, { ...ACTOR, receiptId: id, invoiceNumber: number, now: new Date() });
    await expect(
      pool.query('UPDATE bank_receipt SET organisation_id = $2 WHERE id = $1', [id, stranger]),
    ).rejects.toThrow('a receipt that is booked is not changed');
    await expect(
      pool.query('UPDATE bank_invoice SET amount_minor = 9 WHERE id = $1', [invoiceId]),
    ).rejects.toThrow('the terms of an invoice are frozen');
    await expect(pool.query('DELETE FROM bank_receipt')).rejects.toThrow('permission denied');
  });
});

describe('the books', () => {
  it.each([
    [
      'a receipt that is booked and not said to be',
      'bank_receipt',
      "status = 'waiting', invoice_id = NULL, organisation_id = NULL, decided_by = NULL, decided_at = NULL",
      "status = 'booked'",
      /^bank receipt brcp_/,
    ],
    [
      'an invoice that is paid and not said to be',
      'bank_invoice',
      "status = 'open', ended_at = NULL",
      "status = 'paid'",
      /invoice and receipt/,
    ],
    [
      'another amount than arrived',
      'bank_receipt',
      'amount_minor = amount_minor + 1',
      "status = 'booked'",
      /^bank receipt brcp_/,
    ],
  ])('are not in order with %s', async (_what, table, wrong, which, violation) => {
    const client = await world.owner.connect();
    await client.query('BEGIN');
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    const { rowCount } = await client.query(
      `UPDATE ${table} SET ${wrong} WHERE id = (SELECT max(id) FROM ${table} WHERE ${which})`,
    );
    expect(rowCount).toBe(1);
    const violations = await checkBooks(client);
    expect(violations).toContainEqual(expect.stringMatching(violation));
    await client.query('ROLLBACK');
    client.release();
  });
});
