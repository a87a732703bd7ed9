import { TOTP } from 'otpauth';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { accountWords } from '#app/words/en/account.ts';
import { authWords } from '#app/words/en/auth.ts';
import { troubleWords } from '#app/words/en/trouble.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { walletWords } from '#app/words/en/wallet.ts';

/** Presses a button by its words and waits until the form it sends is answered. */
export async function press(page: Page, name: string | RegExp, within: Locator | Page = page): Promise<void> {
  const button = within.getByRole('button', { name, exact: typeof name === 'string' }).first();
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    button.click(),
  ]);
}

/** Waits until the browser is at a page, whatever its query. */
export async function arrive(page: Page, path: string | RegExp): Promise<void> {
  await page.waitForURL((url) =>
    typeof path === 'string' ? url.pathname === path : path.test(url.pathname),
  );
}

/** Answers the question that stands before whatever pays or destroys. */
export async function confirm(page: Page, name: string | RegExp): Promise<string> {
  const question = page.getByRole('alertdialog');
  // Amounts hold spaces that do not break.
  const text = (await question.innerText()).replaceAll('\u00a0', ' ');
  await press(page, name, question);
  return text;
}

/** Waits until the page's own part says something. */
export async function seen(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('main').getByText(text).first().waitFor();
}

/** Loads a page again until it says something: what happens in between is the bank's and the worker's. */
export async function untilSeen(page: Page, path: string, text: string | RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto(path);
        return page.locator('main').getByText(text).count();
      },
      { timeout: 30_000, interval: 250 },
    )
    .toBeGreaterThan(0);
}

/** Tops 5,000 up by a card whose bank takes the payment back, and waits until the wallet says so. */
export async function payDisputed(page: Page): Promise<void> {
  await page.goto('/buy/wallet/top-up');
  await fill(page, { amount: '5000' });
  await press(page, walletWords.topUp.go);
  await confirm(page, /^Pay .*5,000/);
  await page.getByText(/More test cards/).click();
  await page.getByRole('radio', { name: /0259/ }).check();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await arrive(page, '/buy/wallet');
  await untilSeen(page, '/buy/wallet', troubleWords.frozen.title);
}

/** Fills fields by the names they are sent under: text is typed, a select chosen, a box or radio ticked. */
export async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const all = page.locator(`[name="${name}"]:not([type=hidden])`);
    const kind = await all.first().evaluate((field) => (field as HTMLInputElement).type);
    if (kind === 'select-one') await all.first().selectOption(value);
    else if (kind === 'radio' || kind === 'checkbox')
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await all.first().fill(value);
  }
}

/** Types the beginning of a place and picks the first that is offered. */
export async function pickRegion(page: Page, text: string, wanted: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: uiWords.regions.add }).fill(text);
  await page.getByRole('option', { name: wanted }).first().click();
}

/** Opens the newest mail to somebody in the sandbox's mail box and follows its link. */
export async function followMail(page: Page, to: string, subject: RegExp): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await page.goto('/sandbox/mail');
    const mail = page.getByRole('row').filter({ hasText: to }).getByRole('link', { name: subject }).first();
    if (await mail.isVisible()) {
      await mail.click();
      break;
    }
    if (tries > 40) throw new Error(`no mail to ${to} came`);
    await page.getByRole('link', { name: /.+/ }).first().waitFor();
  }
  await page.locator('section a[href*="token="]').first().click();
  await page.waitForLoadState('networkidle');
}

export type Newcomer = {
  name: string;
  email: string;
  password: string;
  organisation: string;
  trade: 'sells' | 'buys';
  country: string;
};

/** From the sign-up page to the first page of one's own, by way of the mail. */
export async function signUp(page: Page, who: Newcomer): Promise<void> {
  await page.goto('/sign-up');
  await fill(page, {
    name: who.name,
    email: who.email,
    password: who.password,
    organisation: who.organisation,
    trade: who.trade,
    country: who.country,
  });
  await press(page, authWords.signUp.submit);
  await page.getByRole('heading', { name: authWords.confirm.title }).waitFor();
  await followMail(page, who.email, /.+/);
  await press(page, authWords.confirm.press.submit);
  await logIn(page, who);
}

export async function logIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto('/log-in');
  await fill(page, { email: who.email, password: who.password });
  await press(page, authWords.logIn.submit);
  await page.waitForURL((url) => url.pathname !== '/log-in');
}

/** Sets an authenticator up, as staff must; the codes come from the secret on the screen. */
export async function setUpAuthenticator(page: Page): Promise<string> {
  await page.goto('/account/second-factor');
  await press(page, accountWords.factor.off.submit);
  const secret = await page.locator('#secret').inputValue();
  await fill(page, { code: new TOTP({ secret }).generate() });
  await press(page, accountWords.factor.pending.submit);
  await page.getByText(accountWords.factor.codes.title).waitFor();
  return secret;
}
