import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authWords } from '#app/words/en/auth.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { disputeReasons, disputeWords } from '#app/words/en/disputes.ts';
import { navigationWords } from '#app/words/en/navigation.ts';
import { stateWords } from '#app/words/en/states.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { freshPhone } from '../factories/market.ts';
import { arrive } from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { enter, focused, focusedIn, tabTo, typeInto } from '../setup/by-keyboard.ts';
import { apiClient } from '../setup/client.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';

/*
 * A buyer's day without a mouse. Only keys are pressed here: nothing is clicked, filled or chosen past the keyboard, and
 * every stop on the way must show that it has the focus.
 */

const LEAD = `Halyna Moroz ${Date.now() % 1_000_000}`;
const AMOUNT = '1,234.00 UAH';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let seat: Seat;
let page: Page;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  seat = await takeSeat(browser, { url: demo.file.url });
  page = seat.page;
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

describe('a buyer with nothing but a keyboard', () => {
  it('may press a key before a page has come to life', async () => {
    // In the moment between React's taking over and its first render: it listens, and has nothing to show yet.
    await page.addInitScript(() => {
      const listen = EventTarget.prototype.addEventListener;
      document.addEventListener = function (this: Document, ...args: Parameters<typeof listen>) {
        listen.apply(this, args);
        if (args[0] !== 'keydown') return;
        queueMicrotask(() =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true })),
        );
      };
    });
    await page.goto('/log-in');
    await page.getByRole('button', { name: uiWords.password.show }).waitFor();
    expect(seat.complaints).toEqual([]);
  });

  it('logs in', async () => {
    const { email, password } = account('buyer');
    await page.goto('/log-in');
    await page.getByRole('button', { name: uiWords.password.show }).waitFor();
    await typeInto(page, { role: 'textbox', name: authWords.fields.email }, email);
    await typeInto(page, page.getByLabel(authWords.fields.password, { exact: true }), password);
    await page.keyboard.press('Enter');
    await arrive(page, '/buy');
  });

  it('skips the navigation', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    await focused(page, { role: 'link', name: uiWords.shell.skip });
    await page.keyboard.press('Enter');
    await focused(page, page.getByRole('main'));
    await page.keyboard.press('Tab');
    await focusedIn(page, page.getByRole('main'));
  });

  it('finds the top-up by way of the navigation', async () => {
    await follow(navigationWords.links.wallet, '/buy/wallet');
    await enter(page, { role: 'link', name: walletWords.act });
    await arrive(page, '/buy/wallet/top-up');
  });

  it('is led to what is wrong with the amount', async () => {
    const amount = { role: 'textbox', name: walletWords.topUp.amount } as const;
    await typeInto(page, amount, 'much');
    await page.keyboard.press('Enter');
    await focusedIn(page, summary());
    await enter(page, { role: 'link', name: walletWords.topUp.invalid });
    await focused(page, amount);
  });

  it('is asked before paying: the focus stays in the question, and comes back from it', async () => {
    const submit = { role: 'button', name: walletWords.topUp.go } as const;
    const question = page.getByRole('alertdialog');
    const pay = { role: 'button', name: walletWords.topUp.confirm.act(AMOUNT), within: question } as const;
    await typeInto(page, { role: 'textbox', name: walletWords.topUp.amount }, '1234');
    await enter(page, submit);
    await focused(page, { role: 'button', name: uiWords.confirm.cancel, within: question });
    // Beyond its last button lies the browser's own bar, as with every modal; nothing of the page is reached.
    const behind = page.locator(':focus:not([role=alertdialog] *)');
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await page.keyboard.press(key);
      expect(await behind.count()).toBe(0);
    }
    await tabTo(page, pay);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await focused(page, submit);
    await page.keyboard.press('Enter');
    await enter(page, pay);
    await page.waitForURL((url) => url.origin !== demo.file.url);
  });

  it('pays, with a card whose bank asks back', async () => {
    await tabTo(page, { role: 'radio', name: /4242 4242/ });
    await page.keyboard.press('ArrowDown');
    await focused(page, { role: 'radio', name: /3155/ });
    await enter(page, { role: 'button', name: /^Pay/ });
    await enter(page, { role: 'button', name: 'Complete authentication' });
    await arrive(page, '/buy/wallet');
    await page.getByText(walletWords.payment.paid.title(AMOUNT)).waitFor();
  });

  it('makes a standing order', async () => {
    const words = buyerWords.orderForm;
    await follow(navigationWords.links.orders, '/buy/orders');
    await enter(page, { role: 'link', name: buyerWords.orders.create });
    await arrive(page, '/buy/orders/new');

    const place = { role: 'combobox', name: uiWords.regions.add } as const;
    await typeInto(page, { role: 'searchbox', name: uiWords.niches.filter(words.niches) }, 'solar');
    await tabTo(page, { role: 'checkbox', name: /solar/i, within: group(words.niches) });
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: /solar/i, checked: true }).waitFor();

    await typeInto(page, { role: 'textbox', name: words.price }, '400');
    await page.keyboard.press('Enter');
    await focusedIn(page, summary());
    await enter(page, { role: 'link', name: words.errors.regions });
    await focused(page, place);

    const wrong = await pick('Odes', 2);
    const right = await pick('Khark', 1);
    expect(right).not.toBe(wrong);
    await tabTo(page, remove(wrong), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', remove(wrong)).waitFor({ state: 'detached' });
    await focused(page, place);
    await page.getByRole('button', remove(right)).waitFor();

    await typeInto(page, { role: 'textbox', name: words.budget.day, within: group(words.budgets) }, '1000');
    await enter(page, { role: 'button', name: words.activate });
    const question = page.getByRole('alertdialog');
    await focusedIn(page, question);
    await tabTo(page, { role: 'button', name: buyerWords.orders.confirm.act, within: question }, 'Shift+Tab');
    await page.keyboard.press('Space');
    await arrive(page, '/buy/orders');
    await focusedIn(page, notice(buyerWords.orders.done.created.title));
  });

  it('works a lead in the inbox', async () => {
    await sendLead();
    await follow(navigationWords.links.inbox, '/buy/inbox');
    await enter(page, { role: 'link', name: new RegExp(`^${buyerWords.inbox.views.new}`) });
    const card = page.getByRole('listitem').filter({ hasText: LEAD });
    await enter(page, card.locator('summary'));
    await card.locator('details[open]').waitFor();
    await tabTo(page, { role: 'button', name: stateWords.outcome.reached, within: card }, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText(buyerWords.inbox.logged(buyerWords.outcomes.reached, LEAD)).waitFor();
    // The card left the view of what is new; the focus is where it is said what became of it.
    await focusedIn(page, notice(LEAD));
    await enter(page, { role: 'link', name: buyerWords.inbox.seeLead });
    await arrive(page, /^\/buy\/inbox\/sale_/);
  });

  it('and contests it', async () => {
    const words = disputeWords.open;
    await enter(page, { role: 'link', name: buyerWords.sale.claim });
    await arrive(page, /\/dispute$/);
    await tabTo(page, { role: 'radio', name: disputeReasons.invalid_phone[0] });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await focused(page, page.getByRole('radio', { name: disputeReasons.wrong_person[0], checked: true }));
    await typeInto(page, page.getByLabel(words.detail), 'A man answered who never asked for a flat.');
    await enter(page, { role: 'button', name: words.submit });
    await arrive(page, /^\/buy\/disputes\/disp_/);
    await focusedIn(page, notice(disputeWords.buyer.notices.opened.title));
  });

  it('looks into the account menu, and logs out by it', async () => {
    const button = { role: 'button', name: uiWords.shell.account } as const;
    const item = (name: string) => ({ role: 'menuitem', name }) as const;
    await enter(page, button);
    await focused(page, item(navigationWords.areas.buy));
    for (const name of [navigationWords.areas.account, uiWords.shell.profile, uiWords.shell.security]) {
      await page.keyboard.press('ArrowDown');
      await focused(page, item(name));
    }
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await focused(page, button);
    await page.keyboard.press('Enter');
    await focusedIn(page, page.getByRole('menu'));
    await page.keyboard.press('End');
    await focused(page, item(uiWords.shell.logOut));
    await page.keyboard.press('Enter');
    await arrive(page, '/log-in');
    await focusedIn(page, notice(authWords.logIn.done.out.title));
  });

  it('and no page complained', () => {
    expect(seat.complaints).toEqual([]);
  });
});

function account(role: string) {
  const found = demo.file.accounts.find((one) => one.role === role);
  if (!found) throw new Error(`the demo has no ${role}`);
  return found;
}

/** By a link of the navigation at the left. */
async function follow(name: string, path: string): Promise<void> {
  const within = page.getByRole('navigation', { name: uiWords.shell.navigation });
  await enter(page, { role: 'link', name, within });
  await arrive(page, path);
}

function summary() {
  return page
    .getByRole('main')
    .locator('div[tabindex="-1"]')
    .filter({ has: page.getByRole('alert') });
}

function group(name: string): Locator {
  return page.getByRole('group', { name });
}

function notice(title: string): Locator {
  return page.getByRole('status').filter({ hasText: title });
}

function remove(place: string) {
  return { role: 'button', name: new RegExp(`^${uiWords.regions.remove(place)}`) } as const;
}

/** Types the beginning of a place, goes down the list to the one at that rank, and takes it. Returns its name. */
async function pick(text: string, rank: number): Promise<string> {
  await typeInto(page, { role: 'combobox', name: uiWords.regions.add }, text);
  const offered = page.getByRole('listbox').getByRole('option');
  const option = offered.nth(rank - 1);
  await option.waitFor();
  // The first is offered already; going all the way round leads to it too.
  for (let down = 0; !(await option.and(page.locator('[data-active-item]')).count()); down += 1) {
    expect(down).toBeLessThan(20);
    await page.keyboard.press('ArrowDown');
  }
  const name = await option.locator('span').first().innerText();
  await page.keyboard.press('Enter');
  await offered.first().waitFor({ state: 'detached' });
  return name;
}

/** One that the demo's own standing order buys at once. */
async function sendLead(): Promise<void> {
  const sell = apiClient(demo.file.url, demo.file.apiKeys.seller);
  const { body } = await sell('POST', '/leads', {
    headers: { prefer: 'wait=10' },
    body: {
      offer_id: demo.file.offerId,
      contact: { name: LEAD, phone: freshPhone() },
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
