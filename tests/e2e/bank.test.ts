import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putInForce } from '#app/domain/settings/put-in-force.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { bankWords } from '#app/words/en/bank.ts';
import { bankBalanceWords } from '#app/words/en/bank-balance.ts';
import { stateWords } from '#app/words/en/states.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { camtOf, OWN_IBAN, SELLER_DETAILS, type StatementEntry } from '../factories/bank.ts';
import { makeEarner } from '../factories/earnings.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { arrive, confirm, fill, press } from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { checkBooks } from '../setup/check-books.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';

const REASON = 'The account was closed by its holder.';
const SIDES = ['buyer', 'seller', 'another', 'admin', 'second'] as const;
type Side = (typeof SIDES)[number];

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
const seats = {} as Record<Side, Seat>;
const page = (side: Side) => seats[side].page;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  const tokens = await makePeople();
  for (const side of SIDES) {
    // One of them without scripts: everything works without.
    seats[side] = await takeSeat(browser, { url: demo.file.url, script: side !== 'another' });
    await seats[side].context.addCookies([
      { name: 'birja_session', value: tokens[side], url: demo.file.url, httpOnly: true },
    ]);
  }
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

/** A buyer, two sellers who have earned 810 UAH each, and two admins. */
async function makePeople(): Promise<Record<Side, string>> {
  const world = await openDemoWorld(demo);
  try {
    const { db } = world;
    const owned = { db, owner: db.pool };
    const earn = async () =>
      (await makeEarner({ world: owned, url: demo.file.url }, { paidBy: 'demo' })).seller;
    const tokenOf = async (options: Parameters<typeof makePerson>[1]) =>
      (await makePerson(db, options)).token;
    const admin = { platformRole: 'admin', secondFactor: true } as const;
    return {
      buyer: await tokenOf({ organisationId: await makeOrganisation(db, 'buyer') }),
      seller: await tokenOf({ organisationId: await earn() }),
      another: await tokenOf({ organisationId: await earn() }),
      admin: await tokenOf(admin),
      second: await tokenOf(admin),
    };
  } finally {
    await world.close();
  }
}

/** Does what two days of waiting do. */
async function inTwoDays(work: (db: Db, now: Date) => Promise<unknown>): Promise<void> {
  const world = await openDemoWorld(demo);
  try {
    await work(world.db, after(new Date(), 2 * DAY_MS));
  } finally {
    await world.close();
  }
}

async function seen(at: Page, text: string | RegExp): Promise<void> {
  await at.getByText(text).first().waitFor();
}

describe('paying by bank', () => {
  let number = '';

  it('is offered once the settings name an account', async () => {
    const admin = page('admin');
    await admin.goto('/admin/settings');
    const form = admin.locator('form').filter({ has: admin.locator('[name="account-UAH"]') });
    // The demo's own, taken away.
    await fill(admin, { holder: '' });
    await press(admin, /^Save/, form);
    await admin.waitForURL(/done=|\/admin\/settings$/);
    const buyer = page('buyer');
    await buyer.goto('/buy/wallet/bank');
    await seen(buyer, bankWords.invoices.none.title);
    await admin.goto('/admin/settings');
    await fill(admin, { holder: 'Birja LLC', bank: 'Test Bank', bank_id: 'PBANUA2X', 'account-UAH': 'UA1' });
    await press(admin, /^Save/, form);
    await seen(admin, bankWords.setting.accountBad);
    await fill(admin, { 'account-UAH': OWN_IBAN });
    await press(admin, /^Save/, form);
    await seen(admin, adminWords.settings.done.waits.title);
    await seen(admin, adminWords.settings.waits.line('Holder', '', 'Birja LLC'));
    await inTwoDays((db, now) => putInForce(db, { now }));
  });

  it('begins with an invoice that says what to transfer, to whom, with which number', async () => {
    const buyer = page('buyer');
    await buyer.goto('/buy/wallet/bank');
    await fill(buyer, { amount: '5000' });
    await press(buyer, bankWords.invoices.act);
    await arrive(buyer, /^\/buy\/wallet\/bank\/binv_/);
    number = await buyer.locator('#purpose').inputValue();
    expect(number).toMatch(/^BRJ-\d{4}-\d{6}-\d$/);
    expect(await buyer.locator('#account').inputValue()).toBe(OWN_IBAN);
    await buyer.goto('/buy/wallet');
    await seen(buyer, bankWords.waiting.title);
  });

  it('ends in the wallet when an admin imports the statement and confirms its lines', async () => {
    const admin = page('admin');
    const statement = {
      name: 'statement.xml',
      mimeType: 'application/xml',
      buffer: Buffer.from(camtOf([{ amount: '4990.00', text: `Payment ${number}` }])),
    };
    await admin.goto('/admin/bank/import');
    await press(admin, bankWords.importing.act);
    await seen(admin, bankWords.importing.fileMissing);
    await admin.locator('[name=file]').setInputFiles(statement);
    await press(admin, bankWords.importing.act);
    await arrive(admin, /^\/admin\/bank\/statements\/bstm_/);
    await press(admin, bankWords.statement.act(1));
    expect(await confirm(admin, bankWords.statement.confirm.act(1))).toContain('4,990.00 UAH');
    await seen(admin, bankWords.statement.groups.booked.text);
    await admin.goto('/admin/bank/import');
    await admin.locator('[name=file]').setInputFiles(statement);
    await press(admin, bankWords.importing.act);
    await arrive(admin, /^\/admin\/bank\/statements\/bstm_/);
    await seen(admin, bankWords.statement.groups.booked.text);
    expect(await admin.getByRole('button', { name: /^Book/ }).count()).toBe(0);
  });

  it('shows the buyer what arrived, and that it is not what was asked for', async () => {
    const buyer = page('buyer');
    await buyer.goto('/buy/wallet');
    await seen(buyer, walletWords.statement.lines.bank_top_up);
    await seen(buyer, /4,990\.00/);
    await buyer.goto('/buy/wallet/bank');
    await buyer.getByRole('link', { name: number }).click();
    await seen(buyer, /The invoice was for 5,000\.00/);
  });
});

describe('what one admin does not do alone', () => {
  const importing = async (file: Buffer, name: string) => {
    const admin = page('admin');
    await admin.goto('/admin/bank/import');
    await admin.locator('[name=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: file });
    await press(admin, bankWords.importing.act);
    await arrive(admin, /^\/admin\/bank\/statements\/bstm_/);
  };
  let number = '';

  it('is booking a large transfer that the same admin read in: another finds it and agrees', async () => {
    const [buyer, admin, second] = [page('buyer'), page('admin'), page('second')];
    await buyer.goto('/buy/wallet/bank');
    await fill(buyer, { amount: '60000' });
    await press(buyer, bankWords.invoices.act);
    await arrive(buyer, /^\/buy\/wallet\/bank\/binv_/);
    number = await buyer.locator('#purpose').inputValue();
    const entry = { amount: '60000.00', text: `Payment ${number}`, reference: 'LARGE' };
    await importing(Buffer.from(camtOf([entry])), 'statement.xml');
    await press(admin, bankWords.statement.act(1));
    await confirm(admin, bankWords.statement.confirm.act(1));
    await seen(admin, bankWords.statement.done.asked.title);
    await seen(admin, bankWords.statement.groups.asked.text);
    await admin.getByRole('link', { name: '60,000.00' }).first().click();
    await seen(admin, bankWords.receipt.asked.own);
    await second.goto('/admin');
    await second.getByRole('link', { name: adminWords.now.openEnds.bookingsWaiting(1) }).click();
    await second.getByRole('row').filter({ hasText: number }).getByRole('link').first().click();
    await seen(second, bankWords.receipt.asked.other);
    await press(second, bankWords.receipt.asked.approve('60,000.00\u00a0UAH'));
    await seen(second, bankWords.receipt.done.posted.title);
    await buyer.goto('/buy/wallet');
    await seen(buyer, /60,000\.00/);
  });

  it('is booking a line unawares that another export told of: it says what it looks like', async () => {
    const admin = page('admin');
    const csv = `Date;Amount;Purpose;Payer;Reference\n2026-11-20;60000.00;Payment ${number};A Payer;17`;
    await importing(Buffer.from(csv), 'statement.csv');
    await seen(admin, bankWords.statement.groups.resembles.text);
    expect(await admin.getByRole('button', { name: /^Book/ }).count()).toBe(0);
    await admin.getByRole('link', { name: '60,000.00' }).first().click();
    await seen(admin, bankWords.receipt.resembles.text);
    await fill(admin, { number });
    await press(admin, bankWords.receipt.act);
    await seen(admin, bankWords.receipt.resembles.confirm);
    await admin.goto(new URL(admin.url()).pathname);
    await press(admin, bankWords.receipt.resembles.same);
    await seen(admin, bankWords.receipt.done.double.title);
    await seen(admin, bankWords.receipt.double.title);
  });

  it('a fee that the bank gives back is booked against the costs, once it is confirmed', async () => {
    const admin = page('admin');
    const back = { amount: '12.00', text: 'Fee of October refunded', reference: 'BACK', payer: '' };
    await importing(Buffer.from(camtOf([back])), 'statement.xml');
    await admin.getByRole('link', { name: '12.00' }).first().click();
    await press(admin, bankWords.receipt.costReturn.act('12.00\u00a0UAH'));
    const asked = await confirm(admin, bankWords.receipt.costReturn.act('12.00\u00a0UAH'));
    expect(asked).toContain('Fee of October refunded');
    await seen(admin, bankWords.receipt.done.posted.title);
    await seen(admin, stateWords.bankReceipt.cost_return);
  });
});

describe('a statement with balances', () => {
  const on = '2026-11-21';
  async function send(entries: StatementEntry[], opening: string, closing: string, day = on): Promise<void> {
    const admin = page('admin');
    await admin.goto('/admin/bank/import');
    const held = { opening, closing, day };
    await admin.locator('[name=file]').setInputFiles({
      ...{ name: 'statement.xml', mimeType: 'application/xml' },
      buffer: Buffer.from(camtOf(entries, OWN_IBAN, held)),
    });
    await press(admin, bankWords.importing.act);
  }
  const fee = { amount: '30.00', text: 'Monthly fee', isDebit: true, reference: 'FEE1', payer: '', day: on };
  const bill = { amount: '2500.00', text: 'Rent', isDebit: true, reference: 'BILL', day: on };

  it('is refused where its lines do not lead from one to the other, and says why', async () => {
    await send([fee, bill], '4990.00', '4960.00');
    await seen(page('admin'), /do not lead from the opening to the closing balance/);
  });

  it('lets a fee of the bank be booked as a cost at one click and a confirmation', async () => {
    const admin = page('admin');
    await send([fee, bill], '4990.00', '2460.00');
    await arrive(admin, /^\/admin\/bank\/statements\/bstm_/);
    await seen(admin, bankBalanceWords.balances.fits);
    await admin
      .getByRole('row')
      .filter({ hasText: 'Monthly fee' })
      .getByRole('button', { name: bankBalanceWords.debits.act })
      .click();
    await arrive(admin, /^\/admin\/bank\/debits\/bdeb_/);
    const asked = await confirm(admin, bankBalanceWords.debit.act('30.00\u00a0UAH'));
    expect(asked).toContain('Fee of the bank: Monthly fee');
    await seen(admin, bankBalanceWords.debit.done.posted.title);
    await seen(admin, bankBalanceWords.debits.states.cost);
  });

  it('lets a large one wait for a second admin, who finds it and agrees', async () => {
    const [admin, second] = [page('admin'), page('second')];
    await admin.getByRole('link', { name: bankBalanceWords.debit.back }).click();
    await arrive(admin, /^\/admin\/bank\/statements\/bstm_/);
    await admin.getByRole('row').filter({ hasText: 'Rent' }).getByRole('link').first().click();
    await arrive(admin, /^\/admin\/bank\/debits\/bdeb_/);
    await fill(admin, { reason: 'Rent of the office for November' });
    await press(admin, bankBalanceWords.debit.act('2,500.00\u00a0UAH'));
    await confirm(admin, bankBalanceWords.debit.act('2,500.00\u00a0UAH'));
    await seen(admin, bankBalanceWords.debit.waiting.own);
    await second.goto('/admin');
    await second.getByRole('link', { name: adminWords.now.openEnds.costsWaiting(1) }).click();
    await second.getByRole('row').filter({ hasText: 'Rent of the office' }).getByRole('link').first().click();
    await press(second, bankBalanceWords.debit.approve('2,500.00\u00a0UAH'));
    await seen(second, bankBalanceWords.debit.done.posted.title);
  });

  it('shows what the bank holds against the books, and where a statement is missing', async () => {
    const admin = page('admin');
    await admin.goto('/admin/bank');
    await seen(admin, bankBalanceWords.standing.title);
    await seen(admin, bankBalanceWords.standing.bank(on));
    const left = admin.getByText(bankBalanceWords.standing.unexplained, { exact: true });
    expect(await left.count()).toBe(0);
    await send([], '2400.00', '2400.00', '2026-11-24');
    await seen(admin, bankBalanceWords.gaps.title);
    await seen(admin, /−60\.00/);
    await admin.goto('/admin/bank');
    await seen(admin, bankBalanceWords.gaps.title);
    await seen(admin, bankBalanceWords.standing.reasons.gap);
  });
});

describe('being paid to a bank', () => {
  it('begins with bank details, which are checked and shown masked', async () => {
    for (const side of ['seller', 'another'] as const) {
      const seller = page(side);
      await seller.goto('/sell/earnings/bank');
      const wrong = SELLER_DETAILS.account.replace(/.$/, '8');
      await fill(seller, { currency: 'UAH', country: 'UA', holder: SELLER_DETAILS.holder, account: wrong });
      await press(seller, bankWords.details.save);
      await seen(seller, /does not fit its check digits/);
      await fill(seller, { account: SELLER_DETAILS.account });
      await press(seller, bankWords.details.save);
      await press(seller, bankWords.details.confirm.act);
      await arrive(seller, '/sell/earnings/bank');
      await seen(seller, 'UA •••• 6789');
      expect(await seller.content()).not.toContain(SELLER_DETAILS.account);
    }
    // There is money already, so they wait.
    await inTwoDays((db) => db.pool.query('UPDATE bank_details SET usable_from = updated_at'));
  });

  it('needs two admins who agree to the batch', async () => {
    const [admin, second] = [page('admin'), page('second')];
    await admin.goto('/admin/payout-batches');
    await press(admin, bankWords.batches.make('UAH'));
    expect(await confirm(admin, bankWords.batches.confirm.act)).toContain('1,620.00 UAH');
    await arrive(admin, /^\/admin\/payout-batches\/bbat_/);
    const { act } = bankWords.batch.confirmApprove;
    const total = act('1,620.00\u00a0UAH');
    await press(admin, total);
    await confirm(admin, total);
    await seen(admin, bankWords.batch.approvedByYou);
    expect(await admin.getByRole('button', { name: bankWords.batch.xml }).count()).toBe(0);
    await second.goto(new URL(admin.url()).pathname);
    await press(second, total);
    await confirm(second, total);
    await seen(second, stateWords.bankBatch.approved);
  });

  it('leaves as a file, after which the batch cannot be rejected', async () => {
    const second = page('second');
    const [download] = await Promise.all([
      second.waitForEvent('download'),
      second.getByRole('button', { name: bankWords.batch.xml }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^bbat-\w+\.xml$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('<NbOfTxs>2</NbOfTxs><CtrlSum>1620.00</CtrlSum>');
    expect(text).toContain(`<IBAN>${SELLER_DETAILS.account}</IBAN>`);
    await second.reload();
    expect(await second.getByRole('button', { name: bankWords.batch.rejectAct }).count()).toBe(0);
    await press(second, bankWords.batch.send);
    await confirm(second, bankWords.batch.confirmSend.act);
    await seen(second, stateWords.bankBatch.sent);
  });

  it('ends paid, or returned with a reason that the seller reads', async () => {
    const second = page('second');
    const paid = second.getByRole('row').filter({ hasText: stateWords.bankPayout.sent }).first();
    await press(second, new RegExp(`^${bankWords.batch.paid} `), paid);
    await seen(second, bankWords.batch.done.paid.title);
    const open = await second.locator('select[name=payout] option').all();
    expect(open).toHaveLength(2);
    const sentLast = await second
      .getByRole('row')
      .filter({ hasText: stateWords.bankPayout.sent })
      .locator('[name=payout]')
      .inputValue();
    await second.locator('select[name=payout]').selectOption(sentLast);
    await fill(second, { reason: REASON });
    await press(second, bankWords.batch.returned);
    await seen(second, bankWords.batch.done.returned.title);
    const states: string[] = [];
    for (const side of ['seller', 'another'] as const) {
      const seller = page(side);
      await seller.goto('/sell/earnings/bank');
      const row = await seller.getByRole('row').filter({ hasText: '810.00' }).first().innerText();
      states.push(
        row.includes(REASON) ? 'returned' : row.includes(stateWords.bankPayout.paid) ? 'paid' : row,
      );
    }
    expect(states.sort()).toEqual(['paid', 'returned']);
  });

  it('ends when the bank details are removed, which is asked first', async () => {
    const seller = page('another');
    await seller.goto('/sell/earnings/bank');
    await press(seller, bankWords.details.removeOf('UAH'));
    await seen(seller, bankWords.details.removal.title('UAH'));
    await press(seller, bankWords.details.removal.act);
    await seen(seller, bankWords.details.done.removed.title);
    await seen(seller, bankWords.details.empty.title);
  });

  it('leaves the books in order', async () => {
    expect(await checkBooks(demo)).toMatchObject({ code: 0 });
    for (const side of SIDES) expect(seats[side].complaints, side).toEqual([]);
  });
});
