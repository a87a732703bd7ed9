import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshPhone } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { workbook } from '../factories/sheets.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { readCsv } from '../setup/read-csv.ts';

/* What a seller does with a file: send it, look at what its columns hold and what would become of it, let it go, keep what was refused. */

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let token: string;
const seats: Seat[] = [];

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  const world = await openDemoWorld(demo);
  const offer = await world.db.prisma.offer.findUniqueOrThrow({ where: { id: demo.file.offerId } });
  token = (await makePerson(world.db, { organisationId: offer.organisationId, role: 'manager' })).token;
  await world.close();
});

afterAll(async () => {
  for (const seat of seats) await seat.close();
  await browser.close();
  await demo.stop();
  folder.remove();
});

async function sit(options: { script: boolean; phone?: boolean }): Promise<Seat> {
  const seat = await takeSeat(browser, { url: demo.file.url, token, ...options });
  seats.push(seat);
  return seat;
}

/** Windows-1251, as far as Russian needs it. */
function inCyrillicPage(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? code : code - 0x410 + 0xc0;
    }),
  );
}

async function keep(page: Page, name: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).click(),
  ]);
  return readCsv(readFileSync(await download.path(), 'utf8').replace(/^\uFEFF/, ''));
}

const chosen = (page: Page, label: string | RegExp) =>
  page.getByLabel(label).evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent);

it('sends a file in windows-1251, watches it, and keeps what was refused', async () => {
  const { page, complaints } = await sit({ script: true });
  const today = new Date().toISOString().slice(0, 10);
  const first = freshPhone();
  const rows = [
    'Имя;Телефон;Город;Дата согласия',
    `Анна Ковалева;${first};Киев;${today}`,
    `Анна Ковалева;${first};Киев;${today}`,
    `Петр Сидоров;${freshPhone()};Киев;`,
    ...Array.from({ length: 1_500 }, (_, at) => `Иван Номер${at};${freshPhone()};Киев;${today}`),
  ];
  await page.goto('/sell/leads', { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Import a file' }).click();
  await page.getByLabel('File').setInputFiles({
    name: 'лиды.csv',
    mimeType: 'text/csv',
    buffer: inCyrillicPage(rows.join('\r\n')),
  });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByText('What the columns hold').waitFor();
  expect(await chosen(page, 'A: Имя')).toBe('Whole name');
  expect(await chosen(page, 'B: Телефон')).toBe('Phone');
  expect(await chosen(page, 'D: Дата согласия')).toBe('When consent was given');

  await page.getByLabel('B: Телефон').selectOption({ label: 'Not taken' });
  await page.getByRole('button', { name: 'Go on to the preview' }).click();
  await page.getByRole('link', { name: 'Choose which column holds the phone or the e-mail.' }).waitFor();
  await page.getByLabel('B: Телефон').selectOption({ label: 'Phone' });
  await page.getByLabel(/agreed to the wording of the offer/).check();
  await page.getByRole('button', { name: 'Go on to the preview' }).click();
  const preview = page.getByRole('table', { name: /first rows/ });
  await preview.waitFor();
  await preview.getByText('The same phone or e-mail stands in row 2.').waitFor();
  await preview.getByText('There is no date of consent.').waitFor();

  await page.getByRole('button', { name: 'Import 1,503 rows' }).click();
  const bar = page.getByRole('progressbar', { name: 'Rows worked off' });
  await bar.waitFor();
  await page.getByText('Done', { exact: true }).waitFor({ timeout: 120_000 });
  const tile = (label: string) => page.getByRole('listitem').filter({ hasText: label });
  await tile('Became leads').getByText('1,501').waitFor();
  await tile('Doubles in the file').getByText('1', { exact: true }).waitFor();
  await page.getByText('1 row is quarantined').waitFor();
  const refused = await keep(page, 'Refused rows and doubles');
  expect(refused[0]).toMatchObject({ Row: '3', Outcome: 'double', Имя: 'Анна Ковалева' });
  const quarantined = await keep(page, 'Quarantined rows');
  expect(quarantined).toHaveLength(1);
  expect(quarantined[0]).toMatchObject({ Row: '4', Reason: 'There is no date of consent.' });

  await page.getByRole('button', { name: 'Erase its rows now' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Erase its rows now' }).click();
  await page.getByText('The rows were erased').waitFor();
  expect(complaints).toEqual([]);
});

it('does the same without scripts, from a workbook, on a phone', async () => {
  const { page } = await sit({ script: false, phone: true });
  const days = Math.floor(Date.now() / 86_400_000) + 25_569;
  await page.goto('/sell/import');
  await page.getByLabel('File').setInputFiles({
    name: 'leads.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await workbook([
      {
        name: 'Лист1',
        rows: [
          ['ПІБ', 'Мобільний телефон', 'Місто', 'Дата згоди'],
          ['Олена Коваль', Number(freshPhone().slice(1)), 'Київ', { days }],
          ['Іван Франко', Number(freshPhone().slice(1)), 'Київ', ''],
        ],
      },
    ]),
  });
  await page.getByRole('button', { name: 'Send the file' }).click();
  for (let look = 0; look < 100 && (await page.getByText('What the columns hold').count()) === 0; look += 1)
    await page.reload();
  expect(await chosen(page, 'B: Мобільний телефон')).toBe('Phone');
  await page.getByLabel(/agreed to the wording of the offer/).check();
  await page.getByRole('button', { name: 'Go on to the preview' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  for (let look = 0; look < 100 && (await page.getByText('Done', { exact: true }).count()) === 0; look += 1)
    await page.reload();
  expect(await page.getByText('1 row is quarantined').count()).toBe(1);
});

it('says what is wrong with a file, and nothing of it is left', async () => {
  const { page } = await sit({ script: true });
  await page.goto('/sell/import', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByRole('link', { name: 'Choose a file.' }).waitFor();
  await page.getByLabel('File').setInputFiles({
    name: 'old.xls',
    mimeType: 'application/vnd.ms-excel',
    buffer: Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(3_000_000)]),
  });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByRole('link', { name: /older format/ }).waitFor();
  // From the disk: so much is slow to hand over to the browser otherwise.
  const large = join(folder.dir, 'large.csv');
  writeFileSync(large, Buffer.alloc(49 * 1024 * 1024, 'a'));
  await page.getByLabel('File').setInputFiles(large);
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByRole('link', { name: 'The file is larger than 48 MB. Send it in parts.' }).waitFor();
});
