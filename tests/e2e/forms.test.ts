import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, FrameLocator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOffer } from '#app/domain/catalog/create-offer.server.ts';
import type { OfferTerms } from '#app/domain/catalog/offer.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { embedCode } from '#app/forms/embed-code.ts';
import type { Env } from '#app/platform/env.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { makeForm } from '../factories/forms.ts';
import { freshPhone } from '../factories/market.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { openForeignSite } from '../setup/foreign-site.ts';
import { until } from '../setup/world.ts';

/*
 * Forms as visitors meet them: on a page of another origin, with scripts and without, and on their own page. What they send is
 * looked for in the database of the running demo.
 */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.BIRJA_TEST_PICTURES;
const SCRIPT_MOST_BYTES = 15_000;
/** A browser that is steered says so, and is counted as the robot that it is. */
const PERSON =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let world: { db: Db; env: Env; close: () => Promise<void> };
let site: Awaited<ReturnType<typeof openForeignSite>>;
let sellerId: string;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  world = await openDemoWorld(demo);
  site = await openForeignSite();
  const offer = await world.db.prisma.offer.findUniqueOrThrow({ where: { id: demo.file.offerId } });
  sellerId = offer.organisationId;
});

afterAll(async () => {
  await site.close();
  await browser.close();
  await world.close();
  await demo.stop();
  folder.remove();
});

async function makeOffer(more: Partial<OfferTerms> = {}) {
  return createOffer(world.db, {
    ...{ actor: 'test', origin: 'test', organisationId: sellerId, now: new Date() },
    terms: {
      niche: 'property.flat_new',
      regions: ['UA'],
      askMinor: 30_000n,
      currency: 'UAH',
      exclusivity: 'exclusive',
      maxSells: 1,
      targetAction: 'contact',
      channels: ['form', 'quiz', 'calculator', 'callback'],
      landingUrl: null,
      traffic: [],
      consentText: 'I agree that my request is passed to one company, which calls me about it.',
      disputeWindowHours: 120,
      dailyVolume: null,
      status: 'active',
      ...more,
    },
  });
}

async function show(kind: Parameters<typeof makeForm>[2], more: Partial<OfferTerms> = {}) {
  const form = await makeForm(world.db, await makeOffer(more), kind);
  const code = embedCode(demo.file.url, { id: form.id, title: 'A "form"' });
  return { ...form, address: site.show(`/${form.id}`, code) };
}

/** The lead that came by a form, with its contact. */
async function leadOf(formId: string) {
  const lead = await until('the lead is there', () =>
    world.db.prisma.lead.findFirst({ where: { consent: { formId } }, include: { consent: true } }),
  );
  const contact = (await readContacts(world.db, [lead.id])).get(lead.id);
  return { lead, contact };
}

const countLeads = (formId: string) => world.db.prisma.lead.count({ where: { consent: { formId } } });

async function visit<T>(
  options: { script?: boolean; phone?: boolean; dark?: boolean },
  work: (seat: Seat) => Promise<T>,
): Promise<T> {
  const seat = await takeSeat(browser, { url: demo.file.url, userAgent: PERSON, ...options });
  try {
    return await work(seat);
  } finally {
    await seat.close();
  }
}

const picture = async (page: Page, name: string) => {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `form ${name}.png`), fullPage: true });
};

async function findByAxe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  });
}

async function fillContact(form: Page | FrameLocator, phone: string): Promise<void> {
  await form.getByLabel('Region').selectOption('UA-30');
  await form.getByLabel(/^Name/).fill('Olena Kovalenko');
  await form.getByLabel(/^Phone/).fill(phone);
  await form.getByLabel(/I agree that my request/).check();
}

describe('the script for other sites', () => {
  it('is small, and is sent packed', async () => {
    const response = await fetch(`${demo.file.url}/embed.js`);
    const script = await response.text();
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const packed = gzipSync(script, { level: 9 }).length;
    process.stdout.write(`embed.js: ${script.length} bytes, ${packed} gzipped\n`);
    expect(packed).toBeLessThan(SCRIPT_MOST_BYTES);
  });
});

describe('the short form on a page of another origin', () => {
  it('with scripts: says what is wrong, is sent once however often it is pressed, and knows where it stood', async () => {
    const form = await show({ kind: 'form' });
    await visit({}, async ({ page, context, complaints }) => {
      await page.goto(`${form.address}?utm_source=news&utm_campaign=spring`, {
        referer: 'https://search.example/q',
      });
      await page.getByRole('heading', { name: 'Tell us what you need' }).waitFor();
      await picture(page, 'embedded 1280');
      expect(await findByAxe(page), 'axe').toEqual([]);
      await page.getByRole('button', { name: 'Send request' }).click();
      await page.getByText('Please look at this again').waitFor();
      await picture(page, 'embedded with errors');
      expect(await countLeads(form.id)).toBe(0);

      const phone = freshPhone();
      await fillContact(page, phone);
      await page
        .getByLabel(/^How many rooms|^Rooms/)
        .first()
        .fill('2')
        .catch(() => undefined);
      const send = page.getByRole('button', { name: 'Send request' });
      await send.dblclick();
      await page.getByText('Your request was received').waitFor();
      const { lead, contact } = await leadOf(form.id);
      expect(await countLeads(form.id)).toBe(1);
      expect(lead).toMatchObject({
        channel: 'form',
        campaign: 'spring',
        utm: { source: 'news', campaign: 'spring' },
        consent: { formVersion: 1, text: expect.stringMatching(/passed to one company/) },
      });
      expect(contact).toMatchObject({
        phone,
        name: 'Olena Kovalenko',
        sourceUrl: `${form.address}?utm_source=news&utm_campaign=spring`,
        referrer: expect.stringContaining('https://search.example/'),
      });
      expect(await context.cookies(), 'no cookie of anybody').toEqual([]);
      expect(complaints, 'the console').toEqual([]);
    });
    await until('the visit is counted', () =>
      world.db.prisma.formCount.findFirst({ where: { formId: form.id, views: 1, starts: 1 } }),
    );
  });

  it('without scripts: stands in a frame, keeps what was typed, and is sent', async () => {
    const form = await show({ kind: 'form' });
    await visit({ script: false }, async ({ page }) => {
      await page.goto(form.address);
      const frame = page.frameLocator('iframe');
      await frame.getByRole('heading', { name: 'Tell us what you need' }).waitFor();
      await picture(page, 'framed without script');
      const phone = freshPhone();
      await fillContact(frame, '+38067');
      await frame.getByRole('button', { name: 'Send request' }).click();
      // Faster than people type, or the number: both are told, and nothing is lost.
      await frame
        .getByText(/cannot exist|faster than people/)
        .first()
        .waitFor();
      await frame.getByLabel(/^Phone/).fill(phone);
      await expect
        .poll(
          async () => {
            const thanks = frame.getByText('Your request was received');
            if (await thanks.isVisible()) return true;
            await frame.getByRole('button', { name: 'Send request' }).click();
            await frame.locator('h1').waitFor();
            return thanks.isVisible();
          },
          { timeout: 20_000 },
        )
        .toBe(true);
      const { contact } = await leadOf(form.id);
      expect(contact).toMatchObject({ phone, name: 'Olena Kovalenko', sourceUrl: `${site.url}/` });
      expect(await countLeads(form.id)).toBe(1);
    });
    await until('the visit is counted', () =>
      world.db.prisma.formCount.findFirst({ where: { formId: form.id, views: 1, starts: 1 } }),
    );
  });

  it('stands where the page’s own policy lets no styles in, and leaves a page alone when it is paused', async () => {
    const form = await show({ kind: 'form' });
    const policy = `default-src 'none'; script-src ${demo.file.url}; connect-src ${demo.file.url}; style-src 'none'; img-src data:`;
    const address = site.show('/strict', embedCode(demo.file.url, { id: form.id, title: 'x' }), {
      'content-security-policy': policy,
    });
    await visit({}, async ({ page }) => {
      await page.goto(address);
      const button = page.getByRole('button', { name: 'Send request' });
      await button.waitFor();
      const ground = await button.evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(ground, 'in the seller’s colour').toBe('rgb(15, 92, 63)');
      await world.db.prisma.leadForm.update({ where: { id: form.id }, data: { status: 'paused' } });
      const asked = page.waitForResponse(/\/config$/);
      await page.reload();
      expect((await asked).status()).toBe(410);
      expect(await button.count()).toBe(0);
      await page.getByText('Below the form.').waitFor();
    });
  });
});

describe('a form on its own page', () => {
  const LOOKS = [
    { name: '1280', phone: false },
    { name: '360', phone: true },
  ];
  it.each(LOOKS)('stands, fits and is open to all at $name, light and dark', async ({ name, phone }) => {
    for (const kind of ['form', 'quiz'] as const)
      for (const scheme of ['light', 'dark'] as const) {
        const form = await show({
          kind,
          draft: { look: { accent: '#ffd400', scheme, radiusPx: 12 } },
        });
        await visit({ phone }, async ({ page, complaints }) => {
          const response = await page.goto(`/f/${form.id}`, { waitUntil: 'networkidle' });
          expect(response?.status()).toBe(200);
          await picture(page, `${kind} ${name} ${scheme}`);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
          expect(await findByAxe(page), 'axe').toEqual([]);
          expect(complaints).toEqual([]);
        });
      }
  });
});
