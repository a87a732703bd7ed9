import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#app/domain/identity/open-session.server.ts';
import { bankWords } from '#app/words/en/bank.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { disputeWords } from '#app/words/en/disputes.ts';
import { earningsWords } from '#app/words/en/earnings.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { stateWords } from '#app/words/en/states.ts';
import { troubleWords } from '#app/words/en/trouble.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { freshPhone } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { arrive, confirm, fill, payDisputed, press, seen, untilSeen } from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { checkBooks } from '../setup/check-books.ts';
import { apiClient } from '../setup/client.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { readCsv } from '../setup/read-csv.ts';
import { readPdf } from '../setup/read-pdf.ts';

/* What goes wrong in a month of trade, carried to its end by all who have a part in it, and what the papers say of it. */

const SIDES = ['buyer', 'seller', 'moderator', 'admin'] as const;
const CONTESTED = 'Halyna Moroz';
const ADMITTED = 'Petro Lys';
const REASONS = 'One call in the night is no proof: the number answers by day, and the form is whole.';
/** The statement that the sandbox's bank decides by. */
const LOSING = 'losing_evidence: the buyer topped up from the usual address';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
const seats = {} as Record<(typeof SIDES)[number], Seat>;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  const world = await openDemoWorld(demo);
  try {
    const device = { userAgent: 'Firefox', address: '203.0.113.7', now: new Date() };
    const enter = async (role: string) => {
      const email = demo.file.accounts.find((one) => one.role === role)?.email ?? '';
      const { id } = await world.db.prisma.person.findUniqueOrThrow({ where: { email } });
      return openSession(world.db, { personId: id, secondFactor: false, ...device });
    };
    const staff = async (platformRole: 'moderator' | 'admin') =>
      (await makePerson(world.db, { platformRole, secondFactor: true })).token;
    const tokens = {
      buyer: await enter('buyer'),
      seller: await enter('seller'),
      moderator: await staff('moderator'),
      admin: await staff('admin'),
    };
    for (const side of SIDES) {
      seats[side] = await takeSeat(browser, { url: demo.file.url, token: tokens[side] });
    }
  } finally {
    await world.close();
  }
  for (const name of [CONTESTED, ADMITTED]) await sendLead(name);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

/** One that the demo's own standing order buys at once. */
async function sendLead(name: string): Promise<void> {
  const { body } = await apiClient(demo.file.url, demo.file.apiKeys.seller)('POST', '/leads', {
    headers: { prefer: 'wait=10' },
    body: {
      offer_id: demo.file.offerId,
      contact: { name, phone: freshPhone() },
      region: demo.file.region,
      city: demo.file.city,
      channel: 'form',
      attributes: { rooms: 2 },
      wanted_within_days: 20,
      consent: { text: 'I agree to be called.', given_at: new Date().toISOString() },
    },
  });
  expect(body.sales).toHaveLength(1);
}

const minorOf = (written: string) => BigInt(written.replace('\u2212', '-').replace(/[^\d-]/g, ''));
const words = disputeWords.one;

/** What can be spent, as the wallet's page says it. */
async function spendable(): Promise<bigint> {
  const { page } = seats.buyer;
  await page.goto('/buy/wallet');
  const tile = await page
    .getByRole('list', { name: walletWords.tilesLabel })
    .getByRole('listitem')
    .innerText();
  return minorOf(/(\d[\d,.]*)\sUAH/.exec(tile)?.[1] ?? '');
}

/** From the inbox to the claim; returns the price of the lead. */
async function contest(lead: string, claim: { reason: string; detail: string }): Promise<string> {
  const { page } = seats.buyer;
  await page.goto('/buy/inbox?view=open');
  await page.getByRole('link', { name: lead }).first().click();
  await page.getByRole('link', { name: buyerWords.sale.claim }).click();
  await arrive(page, /\/dispute$/);
  await press(page, disputeWords.open.submit);
  await seen(page, disputeWords.open.errors.reason);
  const stake = await page
    .locator('main')
    .getByText(/comes back to your wallet/)
    .innerText();
  await fill(page, claim);
  await press(page, disputeWords.open.submit);
  await arrive(page, /^\/buy\/disputes\/disp_/);
  await seen(page, words.moneyOpen.buyer);
  return /(\d[\d,.]*\sUAH)/.exec(stake)?.[1] ?? '';
}

describe('a complaint that does not hold', () => {
  const DETAIL = 'Called once at 23:40, nobody picked up.';

  it('is made out of the inbox, after a try that was logged', async () => {
    const { page } = seats.buyer;
    await page.goto('/buy/inbox?view=new');
    await press(
      page,
      stateWords.outcome.no_answer,
      page.getByRole('listitem').filter({ hasText: CONTESTED }),
    );
    expect(await contest(CONTESTED, { reason: 'invalid_phone', detail: DETAIL })).toMatch(/UAH$/);
    await seen(page, stateWords.dispute.awaiting_seller);
  });

  it('needs the seller, who contests it in words', async () => {
    const { page } = seats.seller;
    await page.goto('/sell');
    await page.getByRole('link', { name: /1 dispute waits for your reply/ }).click();
    await page.locator('main a[href^="/sell/disputes/disp_"]').first().click();
    await seen(page, DETAIL);
    await fill(page, { reply: 'contests' });
    await press(page, disputeWords.answer.submit);
    await seen(page, disputeWords.answer.errors.detail);
    await fill(page, { detail: 'The number was confirmed by a code.' });
    await press(page, disputeWords.answer.submit);
    await seen(page, stateWords.dispute.awaiting_moderator);
  });

  it('is refused by the moderator, who sees what the buyer tried', async () => {
    const { page } = seats.moderator;
    await page.goto('/moderate/disputes');
    await page.locator('main a[href^="/moderate/disputes/disp_"]').first().click();
    await seen(page, DETAIL);
    await seen(page, 'The number was confirmed by a code.');
    await seen(page, stateWords.outcome.no_answer);
    await fill(page, { outcome: 'refused', reasoning: 'No.' });
    await press(page, moderationWords.one.submit);
    await seen(page, /20 characters at least/);
    await fill(page, { reasoning: REASONS });
    await press(page, moderationWords.one.submit);
    expect(await confirm(page, /^Refuse/)).toContain(REASONS);
    await seen(page, stateWords.ruling.refused);
  });

  it('ends with reasons that both sides read, and no money moves', async () => {
    for (const side of ['buyer', 'seller'] as const) {
      const { page } = seats[side];
      await page.reload();
      await seen(page, REASONS);
      await seen(page, words.moneyRefused[side]);
    }
    await seats.buyer.page.goto('/buy/wallet');
    expect(await seats.buyer.page.getByText(walletWords.statement.lines.refund).count()).toBe(0);
  });
});

describe('a complaint that the seller admits', () => {
  it('gives the price back at once, after the seller has agreed to the figures', async () => {
    const before = await spendable();
    const price = await contest(ADMITTED, { reason: 'wrong_person', detail: 'A man who never asked.' });
    const { page } = seats.seller;
    await page.goto('/sell/disputes');
    await page.locator('main a[href^="/sell/disputes/disp_"]').first().click();
    await fill(page, { reply: 'agrees' });
    await press(page, disputeWords.answer.submit);
    const asked = await confirm(page, /^Give /);
    const [all = 0n, share = 0n, fee = 0n] = [...asked.matchAll(/(\d[\d,.]*) UAH/g)].map(([, figure = '']) =>
      minorOf(figure),
    );
    expect(all).toBe(minorOf(price));
    expect(share + fee).toBe(all);
    await seen(page, disputeWords.seller.notices.agreed.title);
    await seen(page, /were taken out of your hold/);
    await seats.buyer.page.reload();
    await seen(seats.buyer.page, words.moneyUpheld.buyer(price));
    expect(await spendable()).toBe(before + all);
    await seen(seats.buyer.page, walletWords.statement.lines.refund);
  });
});

describe('a payment that the bank keeps', () => {
  it('is told to the buyer, stands before the admin with the bank’s reason, and is lost', async () => {
    const before = await spendable();
    const { page } = seats.buyer;
    await payDisputed(page);
    const admin = seats.admin.page;
    await admin.goto('/admin/chargebacks');
    await admin.getByRole('link', { name: /5,000\.00/ }).click();
    await seen(admin, troubleWords.reasonOf('fraudulent'));
    await fill(admin, { statement: LOSING });
    await press(admin, troubleWords.chargeback.submit);
    await confirm(admin, troubleWords.chargeback.confirm);
    await untilSeen(admin, new URL(admin.url()).pathname, troubleWords.standings.lost);
    expect(await spendable()).toBe(before);
    expect(await page.getByText(troubleWords.frozen.title).count()).toBe(0);
    await seen(page, walletWords.statement.lines.chargeback);
  });
});

describe('the month on paper', () => {
  it('says the same of all this on the screen, in CSV and in PDF, in the buyer’s words', async () => {
    const { page } = seats.buyer;
    const held = await spendable();
    await page.getByRole('link', { name: walletWords.statement.papers }).click();
    await arrive(page, '/account/statements');
    const table = page.getByRole('table', { name: /oldest first/ });
    await table.locator('tbody tr').first().waitFor();
    const shown = await table
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].slice(-2).map((cell) => cell.textContent ?? '')),
      );
    const onScreen = shown.map((cells) => cells.map(minorOf));
    expect(onScreen.at(-1)?.[1]).toBe(held);
    const csv = readCsv(new TextDecoder().decode(await keep(page, 'Download as CSV')));
    const lines = csv.filter(({ row, account }) => row === 'line' && account === 'spendable');
    expect(lines.map((line) => [BigInt(line.amount_minor ?? ''), BigInt(line.balance_minor ?? '')])).toEqual(
      onScreen,
    );
    const wallet = csv.filter(({ account }) => account === 'spendable');
    expect(BigInt(wallet.at(-1)?.balance_minor ?? '')).toBe(held);
    const said = new Set(lines.map(({ for_what }) => for_what));
    expect([...said].sort()).toEqual(
      [
        paperWords.kinds.demo_funding,
        paperWords.ofWallet.sale_share,
        paperWords.ofWallet.sale_fee,
        paperWords.kinds.dispute_share,
        paperWords.kinds.dispute_fee,
        paperWords.kinds.top_up,
        paperWords.ofWallet.chargeback_freeze,
      ].sort(),
    );
    const pages = await readPdf(await keep(page, 'Download as PDF'));
    const rows = pages.flat().filter((row) => /^\d{4}-\d\d-\d\d /.test(row[0] ?? ''));
    expect(rows.map((row) => row.slice(-2).map(minorOf))).toEqual(onScreen);
    expect(rows.map((row) => row[1])).toEqual(lines.map(({ for_what }) => for_what));
  });
});

describe('a seller in a country where Stripe opens no accounts', () => {
  it('is led to the bank first, and is not asked again once its account is given', async () => {
    const { page } = seats.seller;
    await page.goto('/sell');
    await page.getByRole('link', { name: /payouts are not set up/ }).click();
    await arrive(page, '/sell/earnings');
    await page.getByRole('link', { name: earningsWords.account.byBank }).click();
    await arrive(page, '/sell/earnings/bank');
    const names = await page.locator('[name=country] option').allInnerTexts();
    expect(names.slice(1)).toEqual(names.slice(1).toSorted((a, b) => a.localeCompare(b, 'en')));
    await fill(page, { holder: 'ФОП Ганна Коваль', account: 'UA213223130000026007233566001' });
    await press(page, bankWords.details.save);
    await confirm(page, bankWords.details.confirm.act);
    await page.goto('/sell/earnings');
    await seen(page, earningsWords.account.banks.title);
    expect(await page.getByText(earningsWords.account.none.title).filter({ visible: true }).count()).toBe(0);
    await page.goto('/sell');
    await seen(page, sellerWords.home.title);
    expect(await page.getByText(/payouts are not set up/).count()).toBe(0);
  });
});

it('the books are in order, and no page complained', async () => {
  expect(await checkBooks(demo)).toMatchObject({ code: 0 });
  for (const side of SIDES) expect(seats[side].complaints, side).toEqual([]);
});

async function keep(page: Page, name: string): Promise<Uint8Array> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).first().click(),
  ]);
  return new Uint8Array(readFileSync(await download.path()));
}
