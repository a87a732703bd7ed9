import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import routes from '#app/routes.ts';
import { PAGES, type PageRow } from '../routes/page-matrix.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { type DemoThings, fillDemo, type Side } from '../setup/fill-demo.ts';

/*
 * Every page, at two widths and in two lights: it stands, fits, says nothing to the console, and axe finds nothing.
 * BIRJA_TEST_PICTURES=/folder keeps a picture of each.
 */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.BIRJA_TEST_PICTURES;
const EVERY_LOOK = [
  { name: '1280 light', phone: false, dark: false },
  { name: '1280 dark', phone: false, dark: true },
  { name: '360 light', phone: true, dark: false },
  { name: '360 dark', phone: true, dark: true },
] as const;
/** The two that differ in everything; the long form takes all four. */
const LOOKS =
  process.env.BIRJA_TEST_LONG === '1' || PICTURES
    ? EVERY_LOOK
    : EVERY_LOOK.filter(({ phone, dark }) => phone === dark);

type Leaf = { file: string; path: string };

function leavesOf(route: { file: string; path?: string; index?: boolean; children?: object[] }): Leaf[] {
  if (route.children) return route.children.flatMap((child) => leavesOf(child as typeof route));
  return [{ file: route.file, path: `/${route.path ?? ''}` }];
}

/** Pages without a face of their own: they only take a form, or answer with something else than a page. */
const leaves = routes.flatMap((route) => leavesOf(route)).filter(({ file }) => !PAGES[file]?.faceless);

function sideOf(row: PageRow, path: string): Side | null {
  if (row.who === 'anyone') return path === '/confirm-email' ? 'newcomer' : null;
  if (row.who === 'seller' || row.who === 'buyer' || row.who === 'moderator' || row.who === 'admin')
    return row.who;
  return 'seller';
}

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let things: DemoThings;
const seats = new Map<string, Seat>();

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  things = await fillDemo(demo);
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});

afterAll(async () => {
  for (const seat of seats.values()) await seat.close();
  await browser.close();
  await demo.stop();
  folder.remove();
});

type Look = (typeof EVERY_LOOK)[number];

async function seatOf(side: Side | null, look: Look): Promise<Seat> {
  const name = `${side} ${look.name}`;
  const known = seats.get(name);
  if (known) return known;
  const seat = await takeSeat(browser, {
    url: demo.file.url,
    ...look,
    ...(side ? { token: things.tokens[side] } : {}),
  });
  seats.set(name, seat);
  return seat;
}

/** What there is to say against a page as somebody sees it. */
async function inspect(side: Side | null, look: Look, path: string, address: string) {
  const { page, complaints } = await seatOf(side, look);
  complaints.length = 0;
  const response = await page.goto(address, { waitUntil: 'networkidle' });
  const { pathname } = new URL(page.url());
  if (PICTURES)
    await page.screenshot({
      path: join(
        PICTURES,
        `${path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'landing'} ${look.name}.png`,
      ),
      fullPage: true,
    });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const found = await (
      globalThis as unknown as {
        axe: {
          run: () => Promise<{
            violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
          }>;
        };
      }
    ).axe.run();
    return found.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(' | ')}`,
    );
  });
  return {
    look: look.name,
    status: response?.status(),
    pathname,
    sticksOut: overflow > 0,
    violations,
    complaints: [...complaints],
  };
}

/** The looks of a page are waited for together: a browser mostly waits until a page is at rest. */
it.each(leaves)('$path stands, fits and is open to all', async ({ file, path }) => {
  const row = PAGES[file] as PageRow;
  const id = row.about ? things.ids[row.about.thing] : '';
  const address = path.replace(/:\w+/g, id);
  const found = await Promise.all(LOOKS.map((look) => inspect(sideOf(row, path), look, path, address)));
  expect(found).toEqual(
    LOOKS.map(({ name }) => ({
      look: name,
      status: 200,
      pathname: address,
      sticksOut: false,
      violations: [],
      complaints: [],
    })),
  );
});
