import { afterAll, beforeAll, expect, it } from 'vitest';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import * as receiptPage from '#app/routes/admin/bank-receipt.tsx';
import * as statementPage from '#app/routes/admin/bank-statement.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { camtOf, openBank } from '../factories/bank.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

type Answered = {
  ask?: { text: string; fields: Record<string, string> } | null;
  failed?: { refusal: string | null } | null;
};

let world: World;
let [reader, second] = [
  { id: '', token: '' },
  { id: '', token: '' },
];
let number = '';

beforeAll(async () => {
  world = await openWorld();
  await openBank(world.db, ['UAH']);
  const admin = () => makePerson(world.db, { platformRole: 'admin', secondFactor: true });
  [reader, second] = [await admin(), await admin()];
  const id = await openBankInvoice(world.db, {
    ...{ actor: 'test', origin: 'test', now: new Date() },
    ...{ organisationId: await makeOrganisation(world.db, 'buyer') },
    money: { amountMinor: 9_000_000n, currency: 'UAH' },
  });
  number = (await world.db.prisma.bankInvoice.findUniqueOrThrow({ where: { id } })).number;
});
afterAll(() => world.close());

const readIn = (file: Uint8Array) =>
  importBankStatement(world.db, {
    ...{ actor: reader.id, origin: 'test', now: new Date(), currency: 'UAH', file },
  });
const receiptOf = async (statementId: string) =>
  (await world.db.prisma.bankReceipt.findFirstOrThrow({ where: { statementId } })).id;
async function send(page: object, who: { token: string }, id: string, form: Record<string, string>) {
  const isReceipt = page === receiptPage;
  const { data, location } = await askPage(world, page as PageModule, {
    token: who.token,
    path: `/admin/bank/${isReceipt ? 'receipts' : 'statements'}/${id}`,
    params: isReceipt ? { receiptId: id } : { statementId: id },
    form,
  });
  return { location, ...(data as Answered | null) };
}

it('lets a large line wait for another admin, who agrees to it on its page', async () => {
  const statement = await readIn(
    camtOf([{ amount: '90000.00', text: `Payment ${number}`, reference: 'LARGE' }]),
  );
  const receipt = await receiptOf(statement);
  const { ask } = await send(statementPage, reader, statement, { intent: 'book' });
  const booked = await send(statementPage, reader, statement, { ...ask?.fields, confirmed: 'yes' });
  expect(booked.location).toBe(`/admin/bank/statements/${statement}?done=asked`);
  const { id: booking } = await world.db.prisma.bankBooking.findFirstOrThrow({
    where: { receiptId: receipt },
  });
  const own = await send(receiptPage, reader, receipt, { intent: 'approve', booking });
  expect(own.failed?.refusal).toMatch(/Another admin has to agree/);
  const agreed = await send(receiptPage, second, receipt, { intent: 'approve', booking });
  expect(agreed.location).toBe(`/admin/bank/receipts/${receipt}?done=posted`);
});

it('says before it books a line what that looks like, and settles the lines of a statement at once', async () => {
  const csv = `Date;Amount;Purpose;Payer;Reference\n2026-11-20;90000.00;Payment ${number};A Payer;17`;
  const statement = await readIn(Buffer.from(csv));
  const receipt = await receiptOf(statement);
  const { ask } = await send(receiptPage, reader, receipt, { intent: 'book', number });
  expect(ask?.text).toContain(bankWords.receipt.resembles.confirm);
  expect(ask?.fields).toMatchObject({ another: 'yes' });
  const unawares = await send(receiptPage, reader, receipt, { intent: 'book', number, confirmed: 'yes' });
  expect(unawares.failed?.refusal).toMatch(/known already/);
  const asked = await send(statementPage, reader, statement, { intent: 'same' });
  const same = await send(statementPage, reader, statement, { ...asked.ask?.fields, confirmed: 'yes' });
  expect(same.location).toBe(`/admin/bank/statements/${statement}?done=same`);
  const again = await send(receiptPage, reader, receipt, { intent: 'take-up' });
  expect(again.location).toBe(`/admin/bank/receipts/${receipt}?done=taken`);
  const one = await send(receiptPage, reader, receipt, { intent: 'same' });
  expect(one.location).toBe(`/admin/bank/receipts/${receipt}?done=double`);
});

it('books what came back of a cost after a question with its reason', async () => {
  const statement = await readIn(camtOf([{ amount: '12.00', text: 'Fee refunded', reference: 'BACK' }]));
  const receipt = await receiptOf(statement);
  const reason = 'Fee of October, given back';
  const { ask } = await send(receiptPage, reader, receipt, { intent: 'cost-return', reason });
  expect(ask?.fields).toEqual({ intent: 'cost-return', reason });
  const done = await send(receiptPage, reader, receipt, { ...ask?.fields, confirmed: 'yes' });
  expect(done.location).toBe(`/admin/bank/receipts/${receipt}?done=posted`);
});
