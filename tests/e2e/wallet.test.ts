import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { cardMails, cardWords } from '#app/words/en/cards.ts';
import { stateWords } from '#app/words/en/states.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { arrive, confirm, fill, type Newcomer, press, signUp } from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { checkBooks } from '../setup/check-books.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { until } from '../setup/world.ts';

const BUYER: Newcomer = {
  name: 'Ivanna Franko',
  email: 'ivanna@windows.test',
  password: 'river copper basket 58',
  organisation: 'Franko Windows',
  trade: 'buys',
  country: 'UA',
};
const ALWAYS_ASKS = '4000002760003184';
const visa = (last4: string) => cardWords.name('visa', last4);

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let seat: Seat;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  seat = await takeSeat(browser, { url: demo.file.url });
  await signUp(seat.page, BUYER);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

async function seen(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor();
}

/** From the wallet to the card processor's page. */
async function beginTopUp(page: Page, amount: string, saves: boolean): Promise<void> {
  await page.goto('/buy/wallet/top-up');
  await fill(page, { amount, ...(saves ? { save: 'yes' } : {}) });
  await press(page, walletWords.topUp.go);
  const asked = await confirm(page, /^Pay /);
  expect(asked.includes(cardWords.topUp.saved)).toBe(saves);
  await page.waitForURL((url) => url.origin !== demo.file.url);
}

async function payWith(page: Page, card: RegExp): Promise<void> {
  await page.getByRole('radio', { name: card }).check();
  await page.getByRole('button', { name: /^Pay/ }).click();
}

/** The number of a test card as its payer reads it, four digits at a time. */
const shown = (number: string) => new RegExp(number.replace(/(\d{4})(?=\d)/g, '$1 '));

/** What the clock and the worker do every minute. */
async function lookAtWallets(): Promise<void> {
  const world = await openDemoWorld(demo);
  try {
    await decideRecharges(world.db, { organisationIds: null, now: new Date() });
  } finally {
    await world.close();
  }
}

/** Reads a page again until it says something that a job brings about. */
async function untilSeen(page: Page, path: string, text: string | RegExp): Promise<void> {
  await until(`${path} says ${text}`, async () => {
    await page.goto(path);
    return page.getByText(text).first().isVisible();
  });
}

async function openMail(page: Page, subject: string, link: string): Promise<void> {
  await untilSeen(page, '/sandbox/mail', subject);
  await page
    .getByRole('row')
    .filter({ hasText: BUYER.email })
    .getByRole('link', { name: subject })
    .first()
    .click();
  await page.locator(`section a[href*="${link}"]`).first().click();
}

/** Turned on, or changed where it is on already. */
const SET = new RegExp(`^(${cardWords.recharge.turnOn}|${cardWords.recharge.change})$`);

async function setRecharge(
  page: Page,
  values: { threshold: string; amount: string; ceiling: string; card: string },
): Promise<string> {
  await page.goto('/buy/wallet/recharge?currency=UAH');
  const { card, ...amounts } = values;
  await fill(page, amounts);
  await page.locator('[name="card"]').selectOption({ label: visa(card) });
  await press(page, SET);
  const asked = await confirm(page, cardWords.recharge.confirm.act);
  await seen(page, cardWords.recharge.done.on.title);
  return asked;
}

describe('a buyer’s wallet', () => {
  it('is topped up by a card that is declined, then by one that pays and is saved', async () => {
    const { page } = seat;
    await beginTopUp(page, '1000', true);
    await page.locator('summary').click();
    await payWith(page, shown('4000000000009995'));
    await seen(page, 'Your card has insufficient funds.');
    await payWith(page, shown('4242424242424242'));
    await arrive(page, '/buy/wallet');
    await seen(page, walletWords.payment.paid.title('1,000.00 UAH'));
    await seen(page, visa('4242'));
  });

  it('is left as it was where a payment is given up, with or without scripts', async () => {
    const plain = await takeSeat(browser, { url: demo.file.url, script: false });
    await plain.context.addCookies(await seat.context.cookies());
    for (const page of [seat.page, plain.page]) {
      await beginTopUp(seat.page, '300', false);
      await page.goto('/buy/wallet');
      await seen(page, walletWords.open.title);
      await press(page, walletWords.open.drop);
      await arrive(page, '/buy/wallet');
      const told = walletWords.payment.dropped.title('300.00\u00a0UAH');
      await until('the payment is cancelled', async () => {
        if (page === plain.page) await page.reload();
        return page.getByText(told).first().isVisible();
      });
      await page.goto('/buy/wallet');
      expect(await page.getByText(walletWords.open.title).count()).toBe(0);
    }
    await plain.context.close();
  });

  it('is topped up by the saved card, without typing it again', async () => {
    const { page } = seat;
    await beginTopUp(page, '200', true);
    await payWith(page, new RegExp(visa('4242')));
    await arrive(page, '/buy/wallet');
    await seen(page, walletWords.payment.paid.title('200.00 UAH'));
    await page.goto('/buy/wallet/cards');
    expect(await page.getByRole('heading', { name: visa('4242') }).count()).toBe(1);
  });

  it('is topped up by a card whose bank asks', async () => {
    const { page } = seat;
    await beginTopUp(page, '300', true);
    await page.locator('summary').click();
    await payWith(page, shown(ALWAYS_ASKS));
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await arrive(page, '/buy/wallet');
    await seen(page, walletWords.payment.paid.title('300.00 UAH'));
    await seen(page, visa('3184'));
  });

  it('is recharged by itself once its owner has agreed to the figures', async () => {
    const { page } = seat;
    await page.goto('/buy/wallet/recharge?currency=UAH');
    await fill(page, { threshold: '2000', amount: '500', ceiling: '400' });
    await press(page, SET);
    await seen(page, /ceiling is less than one charge/);
    const asked = await setRecharge(page, { threshold: '2000', amount: '500', ceiling: '500', card: '4242' });
    for (const figure of ['2,000.00 UAH', '500.00 UAH', visa('4242')]) expect(asked).toContain(figure);
    await lookAtWallets();
    await untilSeen(page, '/buy/wallet/recharge?currency=UAH', new RegExp(`^${stateWords.recharge.paid}$`));
    await seen(page, cardWords.recharge.ceilingReached.title);
    await page.goto('/buy/wallet');
    await seen(page, walletWords.statement.lines.recharge);
    await seen(page, '2,000.00 UAH');
  });

  it('asks its owner by mail when the bank does, and goes on once that is confirmed', async () => {
    const { page } = seat;
    await setRecharge(page, { threshold: '3000', amount: '600', ceiling: '1100', card: '3184' });
    await lookAtWallets();
    await openMail(page, cardMails.asksSubject({ amount: '600 UAH' }), '/buy/wallet/confirm');
    await arrive(page, '/buy/wallet/confirm');
    await page.goto('/buy');
    await seen(page, cardWords.now.asking('600.00\u00a0UAH'));
    await page.goto('/buy/wallet/confirm');
    await press(page, cardWords.confirmPage.act('600.00\u00a0UAH'));
    await page.getByRole('button', { name: 'Fail authentication' }).click();
    await arrive(page, '/buy/wallet/confirm');
    await seen(page, cardWords.confirmPage.result.asking.title('600.00\u00a0UAH'));
    await press(page, cardWords.confirmPage.act('600.00\u00a0UAH'));
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await arrive(page, '/buy/wallet/confirm');
    await seen(page, cardWords.confirmPage.result.paid.title('600.00\u00a0UAH'));
    await page.goto('/buy/wallet/recharge?currency=UAH');
    await seen(page, cardWords.recharge.states.on);
    await press(page, cardWords.recharge.turnOff);
    await seen(page, cardWords.recharge.done.off.title);
  });

  it('goes back in part, once it was shown which card gets how much', async () => {
    const { page } = seat;
    await page.goto('/buy/wallet/refund');
    await fill(page, { part: '9999' });
    await press(page, cardWords.refund.actSome);
    await seen(page, cardWords.refund.tooMuch('2,600.00\u00a0UAH'));
    await fill(page, { part: '100' });
    await press(page, cardWords.refund.actSome);
    const asked = await confirm(page, cardWords.refund.confirm.act('100.00\u00a0UAH'));
    expect(asked).toMatch(/Visa ending in 3184\s+100\.00 UAH/);
    expect(asked).not.toContain('4242');
    await seen(page, cardWords.refund.done.refunded.title);
  });

  it('goes back to the cards it came from, at one click and a confirmation', async () => {
    const { page } = seat;
    await page.goto('/buy/wallet/refund');
    await press(page, cardWords.refund.act('2,500.00\u00a0UAH'));
    const asked = await confirm(page, cardWords.refund.confirm.act('2,500.00\u00a0UAH'));
    expect(asked).toMatch(/Visa ending in 3184\s+800\.00 UAH, from 2 payments/);
    expect(asked).toMatch(/Visa ending in 4242\s+1,700\.00 UAH, from 3 payments/);
    await seen(page, cardWords.refund.done.refunded.title);
    await until('that all was sent back', async () => {
      await page.goto('/buy/wallet/refund');
      return (await page.getByText(stateWords.cardRefund.sent, { exact: true }).count()) === 6;
    });
    await seen(page, cardWords.refund.empty.title);
  });

  it('forgets a card that is removed', async () => {
    const { page } = seat;
    await page.goto('/buy/wallet/cards');
    await press(page, cardWords.list.remove(visa('3184')));
    await confirm(page, cardWords.list.confirm.act);
    await seen(page, cardWords.list.done.removed.title);
    expect(await page.getByText(visa('3184')).count()).toBe(0);
  });

  it('saves a card without a payment, which its bank may decline or ask about', async () => {
    const { page } = seat;
    await page.goto('/buy/wallet/cards');
    await page.getByRole('link', { name: cardWords.list.add }).click();
    await press(page, cardWords.add.go);
    await seen(page, /Tick that the card may be kept/);
    await fill(page, { agree: 'yes' });
    await press(page, cardWords.add.go);
    await page.waitForURL((url) => url.origin !== demo.file.url);
    await seen(page, 'Nothing is charged now.');
    await page.getByRole('radio', { name: shown('4000000000000002') }).check();
    await page.getByRole('button', { name: 'Save the card' }).click();
    await seen(page, 'The card was not saved');
    await page.getByRole('radio', { name: shown('4000002500003155') }).check();
    await page.getByRole('button', { name: 'Save the card' }).click();
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await arrive(page, '/buy/wallet/cards');
    await seen(page, cardWords.list.outcome.saved.title(visa('3155')));
    await page.goto('/buy/wallet/cards/new');
    await fill(page, { agree: 'yes' });
    await press(page, cardWords.add.go);
    await page.getByRole('link', { name: /without saving/ }).click();
    await arrive(page, '/buy/wallet/cards');
    await seen(page, cardWords.list.outcome.left.title);
  });

  it('recharges by another card once that is chosen and agreed to', async () => {
    const { page } = seat;
    await setRecharge(page, { threshold: '10', amount: '600', ceiling: '1100', card: '4242' });
    await page.goto('/buy/wallet/cards');
    const cardOf = (last4: string) => page.getByRole('listitem').filter({ hasText: visa(last4) });
    await cardOf('4242').getByText(cardWords.list.recharges('UAH')).waitFor();
    await cardOf('3155')
      .getByRole('button', { name: cardWords.list.choose('UAH') })
      .click();
    const asked = await confirm(page, cardWords.recharge.confirm.act);
    for (const figure of ['10.00 UAH', '600.00 UAH', visa('3155')]) expect(asked).toContain(figure);
    await seen(page, cardWords.recharge.done.on.title);
    await page.goto('/buy/wallet/cards');
    await cardOf('3155').getByText(cardWords.list.recharges('UAH')).waitFor();
    await press(page, cardWords.list.remove(visa('3155')));
    await confirm(page, cardWords.list.confirm.act);
    await page.goto('/buy/wallet/recharge?currency=UAH');
    await seen(page, cardWords.recharge.halted.title);
    await seen(page, /the card was removed/);
  });

  it('works without scripts', async () => {
    const plain = await takeSeat(browser, { url: demo.file.url, script: false, phone: true });
    await plain.context.addCookies(await seat.context.cookies());
    const { page } = plain;
    await page.goto('/buy/wallet/recharge?currency=UAH');
    await page.getByRole('button', { name: SET }).click();
    await page.getByRole('heading', { name: cardWords.recharge.confirm.title('600.00\u00a0UAH') }).waitFor();
    await page.goto('/buy/wallet/cards');
    await page.getByRole('button', { name: cardWords.list.remove(visa('4242')) }).click();
    await page.getByRole('button', { name: cardWords.list.confirm.act }).click();
    await seen(page, cardWords.list.empty.title);
    await plain.close();
  });

  it('leaves the books in order, with what Stripe holds, and no complaint in the browser', async () => {
    const { code, stdout } = await checkBooks(demo);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('What lies at Stripe is what the books say');
    // That the declined card's page was answered with; everything else is a page of ours.
    const ours = seat.complaints.filter((complaint) => !complaint.includes('402 (Payment Required)'));
    expect(ours).toEqual([]);
  });
});
