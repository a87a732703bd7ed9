import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { type DemoThings, fillDemo } from '../setup/fill-demo.ts';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let things: DemoThings;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  things = await fillDemo(demo);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

async function sitDown(side: 'seller' | 'buyer' | null): Promise<Seat> {
  const seat = await takeSeat(browser, {
    url: demo.file.url,
    phone: false,
    dark: false,
    ...(side ? { token: things.tokens[side] } : {}),
  });
  return seat;
}

describe('the calculator', () => {
  it('follows what is typed at once, and its address holds it after Calculate', async () => {
    const seat = await sitDown(null);
    const { page } = seat;
    await page.goto('/calculator', { waitUntil: 'networkidle' });
    await page.getByText('50,000 visits → 5,000 leads → 500 sales').waitFor();
    await page.getByLabel('Visits', { exact: true }).fill('20000');
    await page.getByText('20,000 visits → 2,000 leads → 200 sales').waitFor();
    await page.getByLabel('Visits', { exact: true }).fill('many');
    await page.getByText('Type a whole number from 1 to 1,000,000,000.').waitFor();
    await page.getByLabel('Visits', { exact: true }).fill('30000');
    await page.getByRole('button', { name: 'Calculate' }).click();
    await page.waitForURL(/visits=30000/);
    await page.getByText('30,000 visits → 3,000 leads → 300 sales').waitFor();
    expect(seat.complaints).toEqual([]);
    await seat.close();
  });

  it('answers without scripts', async () => {
    const context = await browser.newContext({ baseURL: demo.file.url, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/calculator');
    await page.getByLabel('Leads that become sales').fill('5');
    await page.getByRole('button', { name: 'Calculate' }).click();
    await page.getByText('50,000 visits → 5,000 leads → 250 sales').waitFor();
    expect(new URL(page.url()).searchParams.get('close')).toBe('5');
    await context.close();
  });
});

describe('the ask of an offer', () => {
  it('is judged while it is typed', async () => {
    const seat = await sitDown('seller');
    const { page } = seat;
    await page.goto('/sell/offers/new?niche=property.flat_new&regions=UA-30', { waitUntil: 'networkidle' });
    await page.getByText(/^Recommended ask: /).waitFor();
    const ask = page.getByLabel('Ask for one lead', { exact: true });
    await ask.fill('1');
    await page.getByText(/^Below the fair band/).waitFor();
    await ask.fill('900000');
    await page.getByText(/^Above the fair band/).waitFor();
    await page.getByLabel(/^What a lead costs you/).fill('900000');
    await page.getByText('Your share of this ask is less than what a lead costs you.').waitFor();
    expect(seat.complaints).toEqual([]);
    await seat.close();
  });
});

describe('the top price of an order', () => {
  it('has one recommended beside it, with the way to what each brings', async () => {
    const seat = await sitDown('buyer');
    const { page } = seat;
    await page.goto('/buy/orders/new?niche=property.flat_new&region=UA-30', { waitUntil: 'networkidle' });
    await page.getByText(/^Recommended top price: /).waitFor();
    const href = await page.getByRole('link', { name: 'What each top price brings' }).getAttribute('href');
    expect(href).toMatch(/^\/buy\/orders\/price\?niche=property.flat_new&region=UA-30/);
    expect(seat.complaints).toEqual([]);
    await seat.close();
  });
});

describe('the link that stops a season outlook', () => {
  const address = () => `${demo.file.url}/outlook/${things.ids.outlookLink}`;

  it('has its button without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address());
    await page.getByRole('button', { name: 'Stop these mails' }).click();
    await page.getByRole('heading', { name: 'These mails are stopped' }).waitFor();
    await context.close();
  });

  it('takes the one click of a mail program, which names no origin; no form of another site, and no other page', async () => {
    const post = (url: string, headers: Record<string, string> = {}) =>
      fetch(url, {
        ...{ method: 'POST', redirect: 'manual', headers },
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      });
    const clicked = await post(address());
    expect(clicked.status).toBe(200);
    expect(await clicked.text()).toContain('These mails are stopped');
    expect((await post(address(), { origin: 'https://elsewhere.test' })).status).toBe(403);
    expect((await post(`${demo.file.url}/log-in`)).status).toBe(403);
    expect((await post(`${address().slice(0, -1)}_`)).status).toBe(404);
  });
});

describe('an ask that follows the market', () => {
  it('is asked about with its figures first, without scripts too', async () => {
    const context = await browser.newContext({ baseURL: demo.file.url, javaScriptEnabled: false });
    await context.addCookies([
      { name: 'birja_session', value: things.tokens.seller, url: demo.file.url, httpOnly: true },
    ]);
    const page = await context.newPage();
    await page.goto(`/sell/offers/${things.ids.offer}/price`);
    await page.getByLabel('Move it with the market').check();
    await page.getByLabel('Floor', { exact: true }).fill('1');
    await page.getByLabel('Ceiling', { exact: true }).fill('900000');
    await page.getByRole('button', { name: 'Save' }).click();
    const question = page.getByRole('region', { name: 'Let the ask follow the market?' });
    await question.getByText('Never above').waitFor();
    await question.getByRole('button', { name: 'Follow the market' }).click();
    await page.getByText('The ask follows the market from tonight on').waitFor();
    await page.getByText(/^On, from 1\.00/).waitFor();
    await context.close();
  });
});

// The last here: quotes go by another model then.
describe('a refused fit of the price model', () => {
  it('is accepted after its figures were agreed to, without scripts too, and a second click does no more', async () => {
    const seat = await takeSeat(browser, {
      ...{ url: demo.file.url, token: things.tokens.admin, phone: true, dark: false, script: false },
    });
    const { page } = seat;
    await page.goto('/admin');
    await page.getByText('The price model was refused on 1 night and is not published').click();
    await page
      .getByRole('row', { name: /No worse than the published figures/ })
      .getByText('Missed')
      .waitFor();
    await page.getByRole('row', { name: /Mortgages, Hungary/ }).waitFor();
    await page.getByRole('button', { name: 'Publish this fit' }).click();
    await page.getByRole('alert').getByText('Write a reason of 10 to 500 characters.').waitFor();
    await page.getByLabel('Reason').fill('The new prices are right: two large buyers came.');
    await page.getByRole('button', { name: 'Publish this fit' }).click();
    const question = page.getByRole('region', { name: 'Publish the refused fit?' });
    await question.getByText('146.0 %; published figures 49.2 %').waitFor();
    const asked = await question.locator('form').evaluate((form: HTMLFormElement) => {
      const fields = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]);
      return new URLSearchParams(fields).toString();
    });
    await question.getByRole('button', { name: 'Publish it' }).click();
    await page.getByText('The fit is published').waitFor();
    await page.getByText('Accepted by an admin after it was refused').waitFor();
    const again = await page.request.post('/admin/price-jobs/refused', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: demo.file.url },
      data: asked,
    });
    expect(again.url()).toContain('/admin/price-jobs?done=accepted');
    expect(await page.getByText('Accepted by an admin after it was refused').count()).toBe(1);
    await page.goto('/admin/price-jobs/refused');
    await page.getByText('No fit waits for you').waitFor();
    expect(seat.complaints).toEqual([]);
    await seat.close();
  });
});
