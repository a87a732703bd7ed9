import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { personPath } from '#app/domain/privacy/person-link.server.ts';
import { freshPhone, leadBody } from '../factories/market.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { apiClient } from '../setup/client.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { until } from '../setup/world.ts';

/* A person opens their private link, reads it in their language, withdraws, and sees that their data are gone. */

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let world: Awaited<ReturnType<typeof openDemoWorld>>;
const seats: Seat[] = [];

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  world = await openDemoWorld(demo);
});

afterAll(async () => {
  for (const seat of seats) await seat.close();
  await world.close();
  await browser.close();
  await demo.stop();
  folder.remove();
});

/** A lead that a buyer has, and the private link of its person. */
async function sold(): Promise<{ leadId: string; link: string }> {
  const call = apiClient(demo.file.url, demo.file.apiKeys.seller);
  const { body } = await call('POST', '/leads', {
    body: leadBody(demo.file.offerId, {
      language: 'uk',
      region: demo.file.region,
      city: demo.file.city,
      contact: { name: 'Олена Ковальчук', phone: freshPhone() },
    }),
  });
  const leadId = String(body.id);
  await until('it is sold', () => world.db.prisma.sale.findFirst({ where: { leadId } }));
  return { leadId, link: personPath(world.db, leadId) };
}

it.each([
  ['with scripts', true],
  ['without scripts', false],
])('is confirmed with its figures, and then final, %s', async (_name, script) => {
  const { leadId, link } = await sold();
  const seat = await takeSeat(browser, { url: demo.file.url, script });
  seats.push(seat);
  const { page, complaints } = seat;
  await page.goto(link, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { name: 'Хто має мої дані', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Who has my data', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Українська' }).click();
  await page.getByText('Олена Ковальчук').waitFor();

  await page.getByRole('button', { name: 'Це не моя заявка' }).click();
  const question = page.getByRole(script ? 'alertdialog' : 'region', {
    name: 'Стерти ваші дані й повідомити',
  });
  await question.getByText('Фірм буде повідомлено').waitFor();
  await question.getByText('відхиляються').waitFor();
  await (script
    ? question.getByRole('button', { name: 'Скасувати' })
    : question.getByRole('link', { name: 'Скасувати' })
  ).click();
  await question.waitFor({ state: 'detached' });
  expect(await world.db.prisma.withdrawal.count({ where: { leadId } }), 'nothing happens before').toBe(0);

  await page.getByRole('button', { name: 'Це не моя заявка' }).click();
  await question.getByRole('button', { name: 'Стерти мої дані зараз' }).click();
  await page.getByText('Ваші дані стерто').waitFor();
  expect(await page.getByText('Олена Ковальчук').count()).toBe(0);
  expect(await page.getByRole('button').count(), 'nothing is left to be pressed').toBe(0);
  expect(await world.db.prisma.withdrawal.findUnique({ where: { leadId } })).toMatchObject({
    kind: 'never_asked',
    suppressed: true,
  });
  expect(await world.db.prisma.leadContact.count({ where: { leadId } })).toBe(0);
  expect(complaints).toEqual([]);
});
