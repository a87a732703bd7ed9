import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personWordsIn } from '#app/words/person.ts';
import { openBrowser, takeSeat } from '../setup/browser.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { type DemoThings, fillDemo } from '../setup/fill-demo.ts';

const personWords = personWordsIn('en');

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

describe('the page of a person', () => {
  it('takes their word in a browser without scripts, and tells no server its address', async () => {
    const seat = await takeSeat(browser, { url: demo.file.url, script: false, phone: true });
    const { page } = seat;
    const referrers: string[] = [];
    page.on('request', (request) => referrers.push(request.headers().referer ?? ''));
    await page.goto(`/my-data/${things.ids.personLink}`);
    await page.getByRole('button', { name: personWords.act.changed_mind.submit }).click();
    await page.getByRole('button', { name: personWords.ask.confirm }).click();
    await page.getByText(personWords.done.title).waitFor();
    expect(referrers.filter((one) => one.includes('my-data'))).toEqual([]);
    expect(seat.complaints).toEqual([]);
    await seat.close();
  });
});
