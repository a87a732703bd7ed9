import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { disputeWords } from '#app/words/en/disputes.ts';
import { earningsWords } from '#app/words/en/earnings.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { stateWords } from '#app/words/en/states.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { freshPhone } from '../factories/market.ts';
import {
  arrive,
  confirm,
  fill,
  logIn,
  type Newcomer,
  pickRegion,
  press,
  setUpAuthenticator,
  signUp,
} from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { checkBooks } from '../setup/check-books.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';

const SELLER: Newcomer = {
  name: 'Zsófia Szabó',
  email: 'zsofia@danube.test',
  password: 'tram bridge lemon 47',
  organisation: 'Danube Traffic',
  trade: 'sells',
  country: 'HU',
};
const BUYER: Newcomer = {
  name: 'Taras Bondar',
  email: 'taras@lawyers.test',
  password: 'paper window river 12',
  organisation: 'Bondar Law',
  trade: 'buys',
  country: 'UA',
};

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
const seats = {} as Record<'seller' | 'buyer' | 'moderator' | 'admin', Seat>;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  for (const side of ['seller', 'buyer', 'moderator', 'admin'] as const)
    seats[side] = await takeSeat(browser, { url: demo.file.url });
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

describe('from sign-up to payout', () => {
  it('the seller signs up', async () => {
    await signUp(seats.seller.page, SELLER);
    await arrive(seats.seller.page, '/sell');
  });

  it('and lists an offer, which waits for review', async () => {
    const { page } = seats.seller;
    await page.goto('/sell/offers/new');
    await fill(page, {
      niche: 'legal.family',
      ask: '500',
      consent_text: 'I agree to be called by a lawyer about my request.',
    });
    await pickRegion(page, 'Ukr', /^Ukraine/);
    await press(page, sellerWords.offerForm.submit);
    await arrive(page, /^\/sell\/offers\/offer_/);
    await seen(page, stateWords.offer.review);
  });

  it('the moderator sets an authenticator up, and lets the seller and the offer in', async () => {
    const { page } = seats.moderator;
    await logIn(page, demoAccount('moderator'));
    await setUpAuthenticator(page);
    await page.goto('/moderate/sellers');
    await page.getByRole('link', { name: SELLER.organisation }).click();
    await arrive(page, /^\/moderate\/sellers\/org_/);
    await press(page, moderationWords.seller.approveSubmit);
    await seen(page, moderationWords.seller.notices.approved.title);
    await seats.seller.page.reload();
    await seen(seats.seller.page, stateWords.offer.active);
  });

  it('the buyer signs up and pays by card', async () => {
    const { page } = seats.buyer;
    await signUp(page, BUYER);
    await arrive(page, '/buy');
    await page.goto('/buy/wallet/top-up');
    await fill(page, { amount: '5000' });
    await press(page, walletWords.topUp.go);
    expect(await confirm(page, /^Pay .*5,000/)).toContain('5,000.00 UAH');
    await page.getByRole('radio', { name: /4242/ }).check();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await arrive(page, '/buy/wallet');
    await seen(page, walletWords.payment.paid.title('5,000.00 UAH'));
  });

  it('and makes an order that buys', async () => {
    const { page } = seats.buyer;
    await page.goto('/buy/orders/new');
    await page.locator('main [name="niches"][value="legal.family"]').check();
    await pickRegion(page, 'Ukr', /^Ukraine/);
    await fill(page, { max_price: '600', budget_day: '2000' });
    await press(page, buyerWords.orderForm.activate);
    expect(await confirm(page, buyerWords.orders.confirm.act)).toContain('2,000.00 UAH');
    await arrive(page, '/buy/orders');
    await seen(page, buyerWords.orders.done.created.title);
  });

  it('the seller sends two leads by hand, and both are sold', async () => {
    const { page } = seats.seller;
    for (const name of ['Ivan Petrenko', 'Maria Shevchuk']) {
      await page.goto('/sell/leads/new');
      await fill(page, { kind: 'real', name, phone: freshPhone(), agreed: 'yes' });
      await press(page, sellerWords.newLead.send);
      await arrive(page, /^\/sell\/leads\/lead_/);
      await seen(page, stateWords.lead.sold);
    }
  });

  it('the buyer works both in the inbox on a phone, and claims that one is bad', async () => {
    const { page } = seats.buyer;
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto('/buy/inbox?view=new');
    const maria = page.getByRole('listitem').filter({ hasText: 'Maria Shevchuk' });
    await maria.getByRole('link', { name: /\+380/ }).waitFor();
    await press(page, stateWords.outcome.reached, maria);
    await page.goto('/buy/inbox?view=new');
    await page.getByRole('link', { name: 'Ivan Petrenko' }).first().click();
    await arrive(page, /^\/buy\/inbox\/sale_/);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${new URL(page.url()).pathname}/dispute`);
    await fill(page, { reason: 'wrong_person', detail: 'A woman answered who never asked for a lawyer.' });
    await press(page, disputeWords.open.submit);
    await arrive(page, /^\/buy\/disputes\/disp_/);
    await seen(page, stateWords.dispute.awaiting_seller);
  });

  it('the seller contests the claim', async () => {
    const { page } = seats.seller;
    await page.goto('/sell/disputes');
    await page.locator('main a[href^="/sell/disputes/disp_"]').first().click();
    await arrive(page, /^\/sell\/disputes\/disp_/);
    await fill(page, { reply: 'contests', detail: 'The form was sent from a phone in Kyiv at noon.' });
    await press(page, disputeWords.answer.submit);
    await seen(page, stateWords.dispute.awaiting_moderator);
  });

  it('the moderator upholds it, with reasons that both sides read', async () => {
    const { page } = seats.moderator;
    await page.goto('/moderate/disputes');
    await page.locator('main a[href^="/moderate/disputes/disp_"]').first().click();
    await arrive(page, /^\/moderate\/disputes\/disp_/);
    await fill(page, { outcome: 'upheld', reasoning: 'The number belongs to somebody who never asked.' });
    await press(page, moderationWords.one.submit);
    expect(await confirm(page, /^Uphold/)).toContain('500.00 UAH');
    await seen(page, stateWords.ruling.upheld);
    for (const side of ['buyer', 'seller'] as const) {
      await seats[side].page.reload();
      await seen(seats[side].page, 'The number belongs to somebody who never asked.');
    }
  });

  it('the buyer has the money back', async () => {
    const { page } = seats.buyer;
    await page.goto('/buy/wallet');
    await seen(page, walletWords.statement.lines.refund);
    await seen(page, '4,500.00 UAH');
  });

  it('the seller sets payouts up', async () => {
    const { page } = seats.seller;
    await page.goto('/sell/earnings');
    await press(page, earningsWords.account.setUp);
    await page.waitForURL((url) => url.origin !== demo.file.url);
    await fill(page, { name: SELLER.name, kind: 'individual', bank: 'works' });
    await page.getByRole('button', { name: /^Submit/ }).click();
    await arrive(page, '/sell/earnings');
  });

  it('when the dispute window is over, the share is free and is paid out', async () => {
    const { page } = seats.seller;
    const world = await openDemoWorld(demo);
    const afterWindow = new Date(Date.now() + 6 * 86_400_000);
    expect(await releaseDueHolds(world.db, { now: afterWindow })).toBeGreaterThan(0);
    await world.close();
    await page.goto('/sell/earnings');
    await press(page, /^Pay out/);
    expect(await confirm(page, /^Pay out/)).toContain('450.00 UAH');
    await seen(page, stateWords.payout.sent);
  });

  it('the admin finds all of it: who came, what was earned, and who did what', async () => {
    const { page } = seats.admin;
    await logIn(page, demoAccount('admin'));
    await setUpAuthenticator(page);
    await page.goto('/admin/people');
    await seen(page, SELLER.email);
    await page.goto('/admin');
    await press(page, adminWords.now.booksCheck);
    await seen(page, adminWords.now.booksGood);
    await page.goto('/admin/audit');
    await seen(page, 'dispute.decided');
  });

  it('and the books are in order, with what Stripe holds', async () => {
    const { code, stdout } = await checkBooks(demo);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    for (const [side, { complaints }] of Object.entries(seats)) expect(complaints, side).toEqual([]);
  });
});

function demoAccount(role: string) {
  const account = demo.file.accounts.find((one) => one.role === role);
  if (!account) throw new Error(`the demo has no ${role}`);
  return account;
}

async function seen(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor();
}
