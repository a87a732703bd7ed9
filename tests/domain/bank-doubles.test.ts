import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookBankCost } from '#app/domain/billing/book-bank-cost.server.ts';
import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { bookableOf, bookStatement } from '#app/domain/billing/book-statement.server.ts';
import { compareBank } from '#app/domain/billing/compare-bank.server.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { dismissReceipt } from '#app/domain/billing/dismiss-receipt.server.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { markDebitDouble } from '#app/domain/billing/mark-debit-double.server.ts';
import { markReceiptDouble } from '#app/domain/billing/mark-receipt-double.server.ts';
import { markStatementDoubles, resemblingOf } from '#app/domain/billing/mark-statement-doubles.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { readBankDebit } from '#app/domain/billing/read-bank-debits.server.ts';
import { readBankStandings } from '#app/domain/billing/read-bank-standings.server.ts';
import { readBankStatement } from '#app/domain/billing/read-bank-statements.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { present } from '#app/kernel/assert.ts';
import { outcomesOf } from '../factories/accounts.ts';
import { camtOf, OWN_IBAN, openBank, type StatementEntry } from '../factories/bank.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const PAYER = 'ТОВ Бондар';
let world: World;
let buyer: string;

beforeAll(async () => {
  world = await openWorld();
  await openBank(world.db, ['UAH']);
});
// Each has a buyer of its own, and amounts of its own, so that none looks like another's.
let amountMinor = 10_000n;
beforeEach(async () => {
  buyer = await makeOrganisation(world.db, 'buyer');
  amountMinor += 100n;
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

const amount = () => (Number(amountMinor) / 100).toFixed(2);
const readIn = (file: Uint8Array) =>
  importBankStatement(world.db, { ...ACTOR, file, currency: 'UAH', now: new Date() });
type Row = { text: string; reference?: string; day?: string; payer?: string; isDebit?: boolean };
/** The same lines as the bank gives them as a table, and as ISO 20022. */
const csvOf = (rows: Row[]) =>
  Buffer.from(
    [
      'Дата;Сума;Призначення платежу;Платник;Референс',
      ...rows.map(({ text, reference = '', day = '2026-11-20', payer = PAYER, isDebit }) =>
        [day, `${isDebit ? '-' : ''}${amount()}`, text, payer, reference].join(';'),
      ),
    ].join('\n'),
  );
const xmlOf = (rows: Row[]) =>
  camtOf(
    rows.map(
      (row, at): StatementEntry => ({
        ...{ payer: PAYER, reference: `OWN${amountMinor}/${at}`, amount: amount() },
        ...row,
      }),
    ),
  );
const formats = { csv: csvOf, xml: xmlOf } as const;
const orders = [
  ['a table, then ISO 20022', ['csv', 'xml']],
  ['ISO 20022, then a table', ['xml', 'csv']],
] as const;
const receipts = () => world.db.prisma.bankReceipt.findMany({ where: { amountMinor } });
async function invoiceOf() {
  const money = { amountMinor, currency: 'UAH' as const };
  const id = await openBankInvoice(world.db, { ...ACTOR, organisationId: buyer, money, now: new Date() });
  return world.db.prisma.bankInvoice.findUniqueOrThrow({ where: { id } });
}
const linesOf = async (id: string) => (await readBankStatement(world.db, id))?.lines ?? [];
async function bookAll(statementId: string) {
  const count = bookableOf(await linesOf(statementId)).length;
  return bookStatement(world.db, { ...ACTOR, statementId, count, now: new Date() });
}
const held = async () => (await readWallet(world.db.pool, buyer))[0]?.spendable ?? 0n;

describe.each(orders)('the same statement as %s', (_what, [first, second]) => {
  it('brings each line once, and books it once', async () => {
    const { number } = await invoiceOf();
    const rows = [{ text: `Payment ${number}` }];
    const one = await readIn(formats[first](rows));
    expect(await bookAll(one)).toEqual({ booked: 1, asked: 0 });
    const two = await readIn(formats[second](rows));
    expect(await receipts()).toHaveLength(1);
    // It shows the line all the same: it is the one that is known.
    expect(await linesOf(two)).toMatchObject([{ statementId: one, status: 'booked' }]);
    expect(await bookAll(two)).toEqual({ booked: 0, asked: 0 });
    expect(await held()).toBe(amountMinor);
    // Under either name it is known from now on, however often it comes.
    for (const format of [first, second]) await readIn(formats[format](rows));
    expect(await receipts()).toHaveLength(1);
  });

  it('lets two equal payments of one day be two, and a third of a longer statement a third', async () => {
    const twice = [{ text: 'For leads' }, { text: 'For leads' }];
    await readIn(formats[first](twice));
    await readIn(formats[second](twice));
    expect(await receipts()).toHaveLength(2);
    await readIn(formats[second === 'xml' ? 'csv' : 'xml']([...twice, { text: 'For leads' }]));
    expect((await receipts()).map(({ resemblesId }) => resemblesId)).toEqual([null, null, null]);
  });

  it('may overlap with it: what both hold is known, what only one holds is new', async () => {
    const days = ['2026-11-02', '2026-11-09', '2026-11-16'].map((day) => ({ day, text: `Week of ${day}` }));
    await readIn(formats[first](days.slice(0, 2)));
    const two = await readIn(formats[second](days.slice(1)));
    const textsOf = (lines: readonly { text: string }[]) => lines.map(({ text }) => text).sort();
    expect(textsOf(await receipts())).toEqual(textsOf(days));
    expect(textsOf(await linesOf(two))).toEqual(textsOf(days.slice(1)));
  });

  it('brings each line once when both are read in at the same moment', async () => {
    const rows = Array.from({ length: 5 }, (_, at) => ({ text: `Payment number ${at}` }));
    const [table, iso] = [formats[first](rows), formats[second](rows)];
    await Promise.all([readIn(table), readIn(iso), readIn(iso), readIn(table)]);
    expect(await receipts()).toHaveLength(5);
  });

  it('knows a line by the bank’s reference, whatever the two say of it', async () => {
    await readIn(formats[first]([{ text: 'for leads', reference: 'TRX-77 01' }]));
    await readIn(formats[second]([{ text: 'payment by order', reference: 'TRX7701' }]));
    expect(await receipts()).toHaveLength(1);
  });
});

describe('a line that may be known', () => {
  const look = async () => {
    const { number } = await invoiceOf();
    const one = await readIn(csvOf([{ text: `Payment ${number}`, reference: '17' }]));
    // The table gives the payer's number of the order, and ISO 20022 the bank's own.
    const two = await readIn(xmlOf([{ text: `Payment ${number}` }]));
    const [known] = await linesOf(one);
    const [line] = await linesOf(two);
    return { number, one, two, known: present(known, 'it came'), line: present(line, 'it came') };
  };
  const book = (receiptId: string, invoiceNumber: string, isAnother = false) =>
    bookReceipt(world.db, { ...ACTOR, receiptId, invoiceNumber, isAnother, now: new Date() });
  const same = (receiptId: string) => markReceiptDouble(world.db, { ...ACTOR, receiptId, now: new Date() });

  it('says what it looks like, and is booked neither by the bulk nor unawares', async () => {
    const { number, two, known, line } = await look();
    expect(line).toMatchObject({ match: 'resembles', resembles: { id: known.id, status: 'waiting' } });
    expect(await bookAll(two)).toEqual({ booked: 0, asked: 0 });
    await expect(book(line.id, number)).rejects.toMatchObject({ code: 'receipt_resembles' });
    expect(await held()).toBe(0n);
  });

  it('is booked once somebody has said that it is another payment', async () => {
    const { number, one, line } = await look();
    await bookAll(one);
    await book(line.id, number, true);
    expect(await held()).toBe(2n * amountMinor);
  });

  it('is nothing once somebody has said that it is the same, until that is taken back', async () => {
    const { number, known, line } = await look();
    expect(await outcomesOf([same(line.id), same(line.id)])).toEqual([null, 'receipt_decided']);
    await expect(book(line.id, number, true)).rejects.toMatchObject({ code: 'receipt_decided' });
    await expect(same(known.id)).rejects.toMatchObject({ code: 'receipt_resembles_none' });
    // Its name is known, so that the same export brings it no more.
    await dismissReceipt(world.db, { ...ACTOR, receiptId: line.id, reason: null, now: new Date() });
    await book(line.id, number, true);
    expect(await held()).toBe(amountMinor);
  });

  it('is one of a statement only: a second line of it is another payment', async () => {
    await readIn(csvOf([{ text: 'For leads', reference: '18' }]));
    const two = await readIn(xmlOf([{ text: 'For leads' }, { text: 'For leads' }]));
    const [a, b] = await linesOf(two);
    expect([a?.match, b?.match]).toEqual(['resembles', 'resembles']);
    expect(await outcomesOf([same(a?.id ?? ''), same(b?.id ?? '')])).toEqual([null, 'receipt_double_taken']);
  });

  it('is settled with all others of its statement at once, two at the same moment', async () => {
    const rows = ['a', 'b', 'c'].map((text) => ({
      text: `For leads, part ${text}`,
      reference: `no ${text}`,
    }));
    await readIn(csvOf(rows));
    const two = await readIn(xmlOf(rows.map(({ text }) => ({ text }))));
    expect(resemblingOf(await linesOf(two))).toHaveLength(3);
    const mark = (count: number) =>
      markStatementDoubles(world.db, { ...ACTOR, statementId: two, count, now: new Date() });
    await expect(mark(2)).rejects.toMatchObject({ code: 'statement_changed' });
    const marked = await Promise.all([mark(3), mark(3).catch(() => 0)]);
    expect(marked.reduce((sum, one) => sum + one, 0)).toBe(3);
    expect((await linesOf(two)).map(({ status }) => status)).toEqual(['double', 'double', 'double']);
  });

  it('is what somebody noted by hand before, and then its line in the comparison', async () => {
    const { id: invoiceId, number } = await invoiceOf();
    const noted = {
      invoiceId,
      money: { amountMinor, currency: 'UAH' as const },
      bookedOn: new Date('2026-11-20'),
    };
    const note = (bankReference: string, id = invoiceId) =>
      confirmBankMoney(world.db, { ...ACTOR, ...noted, invoiceId: id, bankReference, now: new Date() });
    await note(`SEEN ${number}`);
    const two = await readIn(xmlOf([{ text: number, reference: 'OTHER NAME' }]));
    const [line] = await linesOf(two);
    expect(line).toMatchObject({ match: 'resembles', resembles: { isByHand: true, status: 'booked' } });
    await same(line?.id ?? '');
    await compareBank(world.db, { runId: 'recon_test', now: new Date() });
    expect(
      await world.db.prisma.reconciliationLine.findUnique({ where: { id: `bank:${line?.id}` } }),
    ).toMatchObject({ verdict: 'matched', oursMinor: amountMinor });
    // The other way about, a note beside its line is refused.
    const { id: another } = await invoiceOf();
    await expect(note('OTHERNAME', another)).rejects.toMatchObject({ code: 'receipt_known' });
  });
});

describe('money that left', () => {
  const debits = () =>
    world.db.prisma.bankDebit.findMany({
      where: { amountMinor },
      orderBy: { resemblesId: { sort: 'asc', nulls: 'first' } },
    });
  const read = (debitId: string) => readBankDebit(world.db, { debitId, now: new Date() });

  it.each(orders)('is known again in %s', async (_what, [first, second]) => {
    const rows = [{ text: 'Monthly fee', isDebit: true, payer: '', reference: `FEE${amountMinor}` }];
    await readIn(formats[first](rows));
    await readIn(formats[second](rows));
    expect(await debits()).toHaveLength(1);
  });

  it('is no cost twice: what somebody says is the same is none, and stands in no balance', async () => {
    await readIn(csvOf([{ text: 'Rent', isDebit: true, reference: '3' }]));
    await readIn(xmlOf([{ text: 'Rent', isDebit: true }]));
    const [known, line] = await debits();
    const [knownId, debitId] = [known?.id ?? '', line?.id ?? ''];
    expect(await read(debitId)).toMatchObject({ state: 'open', resembles: { id: knownId } });
    const mark = (isDouble: boolean, id = debitId) =>
      markDebitDouble(world.db, { ...ACTOR, debitId: id, isDouble, now: new Date() });
    const cost = () =>
      bookBankCost(world.db, { ...ACTOR, debitId, reason: 'Rent of the office', now: new Date() });
    await mark(true);
    expect(await read(debitId)).toMatchObject({ state: 'double' });
    await expect(cost()).rejects.toMatchObject({ code: 'bank_debit_is_double' });
    await expect(mark(true, knownId)).rejects.toMatchObject({ code: 'receipt_resembles_none' });
    const { owner } = world;
    const insert = `INSERT INTO bank_cost (id, debit_id, reason, status, needs_second, currency, amount_minor, created_by, created_at)
      VALUES ('bcst_x', $1, 'a good reason', 'waiting', false, 'UAH', $2, 'one', now())`;
    await expect(owner.query(insert, [debitId, amountMinor])).rejects.toMatchObject({
      constraint: 'bank_debit_is_one_thing',
    });
    await mark(false);
    await cost();
    await expect(mark(true)).rejects.toMatchObject({ code: 'bank_cost_known' });
  });
});

describe('the balance of the bank', () => {
  it('is held against each line once, whichever export told of it', async () => {
    const rows = [{ text: 'For leads', reference: '5' }];
    await readIn(csvOf(rows));
    const entries = [{ amount: amount(), text: 'For leads', payer: PAYER, reference: `B${amountMinor}` }];
    const before = await world.db.prisma.bankReceipt.aggregate({ _sum: { amountMinor: true } });
    expect(before._sum.amountMinor).toBeGreaterThan(0n);
    const two = await readIn(
      camtOf(entries, OWN_IBAN, { opening: '0.00', closing: amount(), day: '2026-11-20' }),
    );
    const [line] = await linesOf(two);
    const [standing] = await readBankStandings(world.db.pool);
    await markReceiptDouble(world.db, { ...ACTOR, receiptId: line?.id ?? '', now: new Date() });
    const [after] = await readBankStandings(world.db.pool);
    // What stood twice was a difference without a reason.
    expect(present(after, 'known').unexplainedMinor - present(standing, 'known').unexplainedMinor).toBe(
      amountMinor,
    );
  });

  it('takes no line for like that is of another amount, and changes nothing that the bank told', async () => {
    const [one, other] = await world.db.prisma.bankReceipt.findMany({ distinct: ['amountMinor'], take: 2 });
    const { owner } = world;
    await expect(
      owner.query(
        `INSERT INTO bank_receipt (id, statement_id, account, line_key, currency, amount_minor, booked_on, payer, text, status, created_by, created_at, resembles_id)
         SELECT 'brcp_x', statement_id, account, 'x', currency, amount_minor, booked_on, payer, text, 'waiting', 'x', now(), $2 FROM bank_receipt WHERE id = $1`,
        [one?.id, other?.id],
      ),
    ).rejects.toMatchObject({ constraint: 'bank_receipt_resembles_its_like' });
    const waiting = await world.db.prisma.bankReceipt.findFirstOrThrow({ where: { status: 'waiting' } });
    await expect(
      owner.query('UPDATE bank_receipt SET resembles_id = $2 WHERE id = $1', [waiting.id, other?.id]),
    ).rejects.toThrow('what the bank told is not changed');
    await expect(owner.query('DELETE FROM bank_line_name')).rejects.toMatchObject({ code: '23001' });
  });
});
