import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { type DemoThings, fillDemo, type Side } from '../setup/fill-demo.ts';
import { readCsv } from '../setup/read-csv.ts';
import { readPdf } from '../setup/read-pdf.ts';

/* What an accountant does: look at a month, keep it as CSV and PDF, say who the firm is, keep the invoice. */

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let things: DemoThings;
const seats: Seat[] = [];

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  things = await fillDemo(demo);
});

afterAll(async () => {
  for (const seat of seats) await seat.close();
  await browser.close();
  await demo.stop();
  folder.remove();
});

async function seatOf(side: Side): Promise<Seat> {
  const seat = await takeSeat(browser, { url: demo.file.url, token: things.tokens[side] });
  seats.push(seat);
  return seat;
}

async function keep(page: Page, name: string | RegExp): Promise<{ file: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).first().click(),
  ]);
  return { file: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) };
}

/** Minor units of an amount as a page or a paper writes it. */
function minorOf(written: string): bigint {
  return BigInt(written.replace('\u2212', '-').replace(/[^\d-]/g, ''));
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

describe('a month’s statement', () => {
  it('says the same on the screen, in CSV and in PDF', async () => {
    const { page, complaints } = await seatOf('seller');
    await page.goto('/account/statements', { waitUntil: 'networkidle' });
    const table = page.getByRole('table', { name: /oldest first/ });
    const shown = await table
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].slice(-2).map((cell) => cell.textContent ?? '')),
      );
    const onScreen = shown.map(([amount = '', balance = '']) => [minorOf(amount), minorOf(balance)]);
    expect(onScreen.length).toBeGreaterThan(2);
    const csv = await keep(page, 'Download as CSV');
    expect(csv.file).toMatch(/^statement-\d{4}-\d\d-UAH\.csv$/);
    const inCsv = readCsv(new TextDecoder().decode(csv.bytes))
      .filter(({ row, account }) => row === 'line' && account === 'pending')
      .map(({ amount_minor, balance_minor }) => [BigInt(amount_minor ?? ''), BigInt(balance_minor ?? '')]);
    expect(inCsv).toEqual(onScreen);
    const pdf = await keep(page, 'Download as PDF');
    const rows = (await readPdf(pdf.bytes)).flat().filter((row) => /^\d{4}-\d\d-\d\d /.test(row[0] ?? ''));
    const inPdf = rows.map((row) => row.slice(-2).map(minorOf));
    expect(inPdf).toEqual(onScreen);
    expect(sum(inPdf.map(([amount = 0n]) => amount))).toBe(onScreen.at(-1)?.[1]);
    expect(complaints).toEqual([]);
  });
});

describe('legal details and the invoice', () => {
  it('are asked for where they are missing, checked, and kept', async () => {
    const { page } = await seatOf('seller');
    await page.goto('/account/invoices', { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: 'Give legal details' }).click();
    await page.waitForURL('**/account/legal');
    await page.getByLabel('Name as registered').fill('ТОВ «Ліди та Їжаки»');
    await page.getByLabel('Tax number').fill('14360571');
    await page.getByLabel('Registered address').fill('Київ, вул. Хрещатик, 1');
    await page.getByLabel('Who signs').fill('Ганна Коваль');
    await page.getByLabel('Their position').fill('Директорка');
    await page.getByRole('button', { name: 'Save legal details' }).click();
    await page.getByRole('link', { name: /no tax number of your country/ }).waitFor();
    await page.getByLabel('Tax number').fill('14360570');
    await page.getByRole('button', { name: 'Save legal details' }).click();
    await page.getByText('Legal details saved').waitFor();
    await page.goto('/account/statements', { waitUntil: 'networkidle' });
    const { bytes } = await keep(page, 'Download as PDF');
    expect((await readPdf(bytes)).flat(2).join(' ')).toContain('ТОВ «Ліди та Їжаки»');
  });

  it('are on the invoice as they were when it was made out, whose lines sum to its total', async () => {
    const { page } = await seatOf('seller');
    await page.goto('/account/invoices', { waitUntil: 'networkidle' });
    const row = page.getByRole('row').filter({ hasText: 'INV-' }).first();
    const total = minorOf((await row.locator('td').nth(-2).textContent()) ?? '');
    const pdf = await keep(page, /^INV-.* as PDF$/);
    const pages = await readPdf(pdf.bytes);
    const lines = pages.flat().filter((cells) => cells[1]?.startsWith('sale_'));
    expect(sum(lines.map((cells) => minorOf(cells[2] ?? '')))).toBe(total);
    expect(pages.flat(2).join(' ')).not.toContain('ТОВ «Ліди та Їжаки»');
    const csv = await keep(page, /^Lines of INV-.* as CSV$/);
    const inCsv = readCsv(new TextDecoder().decode(csv.bytes)).map(({ amount_minor }) =>
      BigInt(amount_minor ?? ''),
    );
    expect(sum(inCsv)).toBe(total);
  });

  it('stand in the operator’s register', async () => {
    const { page } = await seatOf('admin');
    await page.goto('/admin/papers', { waitUntil: 'networkidle' });
    const pdf = await keep(page, /^INV-.* as PDF$/);
    expect(pdf.file).toMatch(/^INV-\d{4}-000001\.pdf$/);
  });
});
