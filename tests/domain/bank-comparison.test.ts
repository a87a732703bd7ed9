import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveBankBatch } from '#app/domain/billing/approve-bank-batch.server.ts';
import { bookReceipt } from '#app/domain/billing/book-receipt.server.ts';
import { closeReconciliationLine } from '#app/domain/billing/close-reconciliation-line.server.ts';
import { compareBank } from '#app/domain/billing/compare-bank.server.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { dismissReceipt } from '#app/domain/billing/dismiss-receipt.server.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { makeBankBatch } from '#app/domain/billing/make-bank-batch.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { readOpenLines, readStatementDays } from '#app/domain/billing/read-reconciliations.server.ts';
import { rejectBankBatch } from '#app/domain/billing/reject-bank-batch.server.ts';
import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import { sendBankBatch } from '#app/domain/billing/send-bank-batch.server.ts';
import { settleBankPayouts } from '#app/domain/billing/settle-bank-payouts.server.ts';
import { takeBankFile } from '#app/domain/billing/take-bank-file.server.ts';
import { bankIdOf } from '#app/domain/billing/write-payout-file.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { camtOf, openBank, SELLER_DETAILS, type StatementEntry } from '../factories/bank.ts';
import { makeEarner } from '../factories/earnings.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const REASON = 'Interest of the bank, not a buyer’s.';
const now = new Date();
const ago = (days: number) => after(now, -days * DAY_MS);
const dayOf = (date: Date) => date.toISOString().slice(0, 10);

let world: World;
let url: string;
let stop: () => Promise<void>;
let buyer: string;
const admins: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  ({ url, stop } = await serve(world, { works: false }));
  for (let i = 0; i < 2; i += 1)
    admins.push((await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).id);
  buyer = await makeOrganisation(world.db, 'buyer');
  await openBank(world.db, ['UAH']);
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await stop();
  await world.close();
});

let serial = 0;
const importOf = (entries: StatementEntry[]) =>
  importBankStatement(world.db, { ...ACTOR, file: camtOf(entries), currency: 'UAH', now });
/** One line as a statement has it, under a reference of its own. */
function entry(amount: string, text: string, more: Partial<StatementEntry> = {}): StatementEntry {
  serial += 1;
  return { amount, text, day: dayOf(ago(1)), reference: `REF${serial}`, ...more };
}
/** @param inDays when the night of it is */
const compare = (inDays = 0) => compareBank(world.db, { runId: 'recon_test', now: ago(-inDays) });
const line = (where: object) => world.db.prisma.reconciliationLine.findFirst({ where });
const verdictOf = async (where: object) => (await line(where))?.verdict ?? null;
const receiptOf = async (text: string) =>
  present(await world.db.prisma.bankReceipt.findFirst({ where: { text } }), 'the line is a receipt').id;
async function invoice(amountMinor = 500_000n): Promise<{ id: string; number: string }> {
  const money = { amountMinor, currency: 'UAH' as const };
  const id = await openBankInvoice(world.db, { ...ACTOR, organisationId: buyer, money, now });
  return world.db.prisma.bankInvoice.findUniqueOrThrow({ where: { id } });
}

/** A batch that the bank has, of so many sellers who each have 810 UAH. */
async function sentBatch(sellers: number, upTo: 'proposed' | 'sent' = 'sent') {
  await world.owner.query(`UPDATE bank_details SET usable_from = 'infinity'`);
  for (let i = 0; i < sellers; i += 1) {
    const { seller } = await makeEarner({ world, url }, { paidBy: 'demo' });
    await saveBankDetails(world.db, {
      ...{ ...ACTOR, organisationId: seller, currency: 'UAH', details: SELLER_DETAILS, now: ago(3) },
    });
  }
  const batchId = await makeBankBatch(world.db, { ...ACTOR, currency: 'UAH', now: new Date() });
  if (upTo === 'sent') {
    const totalMinor = BigInt(sellers) * 81_000n;
    for (const actor of admins)
      await approveBankBatch(world.db, { actor, origin: 'test', batchId, totalMinor, now: new Date() });
    await takeBankFile(world.db, { ...ACTOR, batchId, format: 'xml', now: new Date() });
    await sendBankBatch(world.db, { ...ACTOR, batchId, now: new Date() });
  }
  const payouts = await world.db.prisma.bankPayout.findMany({ where: { batchId }, orderBy: { id: 'asc' } });
  return { batchId, payouts: payouts.map(({ id }) => id) };
}

describe('money that came in by bank', () => {
  it('agrees once it was booked from its line, and waits before', async () => {
    const { number } = await invoice();
    await importOf([entry('5000.00', number)]);
    const receiptId = await receiptOf(number);
    await compare();
    expect(await verdictOf({ id: `bank:${receiptId}` })).toBe('in_flight');
    await compare(6);
    expect(await verdictOf({ id: `bank:${receiptId}` })).toBe('missing_here');
    await bookReceipt(world.db, { ...ACTOR, receiptId, invoiceNumber: number, now });
    await compare();
    expect(await line({ id: `bank:${receiptId}` })).toMatchObject({
      ...{ verdict: 'matched', source: 'bank', stripeMinor: 500_000n, oursMinor: 500_000n },
      transferKey: `bank_top_up:${receiptId}`,
    });
  });

  it('noted by hand agrees with the line that has the same reference, and is missed where the statements have none', async () => {
    const confirm = async (bankReference: string) => {
      const { id: invoiceId } = await invoice();
      const money = { amountMinor: 500_000n, currency: 'UAH' as const };
      const noted = await confirmBankMoney(world.db, {
        ...{ ...ACTOR, invoiceId, money, bankReference, bookedOn: ago(8), now },
      });
      return noted.receiptId;
    };
    const [seen, unseen] = [await confirm('SEEN 1'), await confirm('UNSEEN 2')];
    await compare();
    expect(await verdictOf({ transferKey: `bank_top_up:${unseen}` })).toBe('missing_there');
    await importOf([entry('5000.00', 'no number', { reference: 'SEEN1', day: dayOf(ago(8)) })]);
    await compare();
    expect(await line({ transferKey: `bank_top_up:${seen}`, id: { startsWith: 'bank:' } })).toMatchObject({
      ...{ verdict: 'matched', type: 'bank_credit' },
    });
    expect(await verdictOf({ id: `transfer:bank_top_up:${seen}` })).toBe('matched');
    const open = (await readOpenLines(world.db, { limit: 50 })).filter(({ source }) => source === 'bank');
    expect(open.map(({ id, oursMinor }) => [id, oursMinor])).toEqual([
      [`transfer:bank_top_up:${unseen}`, 500_000n],
    ]);
    await closeReconciliationLine(world.db, {
      ...{ ...ACTOR, actor: admins[0] ?? '', lineId: `transfer:bank_top_up:${unseen}`, reason: REASON, now },
    });
    expect(await readOpenLines(world.db, { limit: 50 })).toEqual([]);
  });

  it('and is laid aside is settled, until it is taken up again', async () => {
    await importOf([entry('3.33', 'interest')]);
    const receiptId = await receiptOf('interest');
    await dismissReceipt(world.db, { ...ACTOR, receiptId, reason: REASON, now });
    await compare();
    expect(await verdictOf({ id: `bank:${receiptId}` })).toBe('laid_aside');
    await dismissReceipt(world.db, { ...ACTOR, receiptId, reason: null, now });
    await compare(6);
    expect(await verdictOf({ id: `bank:${receiptId}` })).toBe('missing_here');
    await dismissReceipt(world.db, { ...ACTOR, receiptId, reason: REASON, now });
    await compare();
  });
});

describe('money that left by bank', () => {
  it('agrees with lines of its own, by what the bank was told, and what came back with its line', async () => {
    const { batchId, payouts } = await sentBatch(2);
    const [paid = '', returned = ''] = payouts;
    await importOf([
      entry('810.00', `Birja ${bankIdOf(returned).toUpperCase()}`, { isDebit: true }),
      entry('810.00', `Birja ${bankIdOf(paid)}`, { isDebit: true }),
      entry('810.00', `RETURN ${bankIdOf(returned)}`),
    ]);
    await settleBankPayouts(world.db, { ...ACTOR, batchId, payoutId: returned, reason: 'No account.', now });
    await compare();
    for (const key of [`bank_payout:${paid}`, `bank_payout:${returned}`])
      expect(await line({ transferKey: key })).toMatchObject({
        ...{ verdict: 'matched', type: 'bank_debit', stripeMinor: -81_000n, oursMinor: -81_000n },
      });
    expect(await line({ transferKey: `bank_payout_return:${returned}` })).toMatchObject({
      ...{ verdict: 'matched', type: 'bank_credit', stripeMinor: 81_000n },
    });
  });

  it('agrees as the sum of its batch, where the bank books one', async () => {
    const { batchId, payouts } = await sentBatch(3);
    await importOf([entry('2430.00', `Birja ${bankIdOf(batchId)}`, { isDebit: true })]);
    await compare();
    for (const payoutId of payouts)
      expect(await verdictOf({ transferKey: `bank_payout:${payoutId}` })).toBe('matched');
    expect(await line({ stripeMinor: -243_000n })).toMatchObject({
      verdict: 'matched',
      oursMinor: -243_000n,
    });
  });

  it('in another amount than was told is a difference, and so is what nobody told of', async () => {
    const { payouts } = await sentBatch(1);
    const old = { isDebit: true, day: dayOf(ago(7)) };
    await importOf([entry('800.00', `Birja ${bankIdOf(payouts[0] ?? '')}`, old), entry('12.50', 'Fee', old)]);
    await compare();
    expect(await line({ transferKey: `bank_payout:${payouts[0]}` })).toMatchObject({
      ...{ verdict: 'amount_differs', stripeMinor: -80_000n, oursMinor: -81_000n },
    });
    expect(await line({ stripeMinor: -1_250n })).toMatchObject({ verdict: 'missing_here', oursMinor: null });
    const bank = (await readOpenLines(world.db, { limit: 50 })).map(({ stripeMinor }) => stripeMinor);
    expect(bank.sort()).toEqual([-1_250n, -80_000n]);
  });

  it('is not looked for before the bank has the batch, and never where it was given up', async () => {
    const { batchId, payouts } = await sentBatch(1, 'proposed');
    const key = `bank_payout:${payouts[0]}`;
    await compare(20);
    expect(await line({ transferKey: key })).toBeNull();
    await rejectBankBatch(world.db, { ...ACTOR, batchId, reason: 'Not today.', now });
    await compare();
    expect(await verdictOf({ transferKey: key })).toBe('cancelled');
  });
});

describe('the comparison', () => {
  it('done again, or twice at once, changes nothing', async () => {
    const all = () => world.db.prisma.reconciliationLine.findMany({ orderBy: { id: 'asc' } });
    await compare();
    const before = await all();
    await Promise.all([compare(), compare()]);
    expect(await all()).toEqual(before);
  });

  it('says up to which day statements were read, and takes each line of overlapping ones once', async () => {
    const entries = [entry('1.11', 'once'), entry('2.22', 'out', { isDebit: true })];
    await importOf(entries);
    await importOf([...entries, entry('2.22', 'out', { isDebit: true })]);
    expect(await world.db.prisma.bankDebit.count({ where: { amountMinor: 222n } })).toBe(2);
    expect((await readStatementDays(world.db)).get('UAH')).toEqual(new Date(`${dayOf(ago(1))}T00:00:00Z`));
  });

  it('rests on lines that nobody changes', async () => {
    const run = (sql: string) => world.owner.query(sql);
    await expect(run('UPDATE bank_debit SET amount_minor = 1')).rejects.toThrow();
    await expect(run('DELETE FROM bank_debit')).rejects.toThrow();
    await expect(world.db.pool.query('TRUNCATE bank_debit')).rejects.toThrow();
  });
});
