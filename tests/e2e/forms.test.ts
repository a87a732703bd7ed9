import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, FrameLocator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOffer } from '#app/domain/catalog/create-offer.server.ts';
import type { OfferTerms } from '#app/domain/catalog/offer.ts';
import { openSession } from '#app/domain/identity/open-session.server.ts';
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
      languages: [],
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

/** A quiz as its visitor answers it, question by question. */
async function answerQuiz(page: Page): Promise<void> {
  for (let step = 0; step < 10; step += 1) {
    if (await page.getByText('How do we reach you?').isVisible()) return;
    await answerShown(page);
    await page.getByRole('button', { name: 'Next' }).click();
  }
}

async function answerShown(form: Page | FrameLocator): Promise<void> {
  for (const field of await form.locator('[data-step] [data-field^="q."]').all()) {
    if (!(await field.isVisible())) continue;
    const text = field.locator('input[type=text]');
    const list = field.locator('select');
    if ((await text.count()) > 0) await text.fill('2');
    else if ((await list.count()) > 0) await list.selectOption({ index: 1 });
    else await field.locator('input').first().check();
  }
}

/** Sends a form that runs no script; sent faster than people type it is sent once more. */
async function sendPlainly(frame: FrameLocator, button: string): Promise<void> {
  const thanks = frame.getByText('Your request was received');
  await expect
    .poll(
      async () => {
        if (await thanks.isVisible()) return true;
        await frame.getByRole('button', { name: button }).click();
        await frame.locator('h1').waitFor();
        return thanks.isVisible();
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe(true);
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
      await page.getByLabel(/^Rooms/).fill('2');
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
    const tagged = `${form.address}?utm_source=news&utm_campaign=spring`;
    await visit({ script: false }, async ({ page }) => {
      await page.goto(tagged);
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
      await sendPlainly(frame, 'Send request');
      const { lead, contact } = await leadOf(form.id);
      expect(contact).toMatchObject({ phone, name: 'Olena Kovalenko', sourceUrl: tagged });
      expect(lead).toMatchObject({ campaign: 'spring', utm: { source: 'news', campaign: 'spring' } });
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

describe('the quiz on a page of another origin', () => {
  it('with scripts: asks one question at a time, the contact last', async () => {
    const { draft } = await show({ kind: 'quiz' });
    const questions = draft.questions.map((question) => ({ ...question, required: true }));
    const form = await show({ kind: 'quiz', draft: { questions } });
    await visit({ phone: true }, async ({ page, complaints }) => {
      await page.goto(form.address);
      await page.getByText('Step 1 of').waitFor();
      await picture(page, 'quiz step 1');
      expect(await page.getByLabel(/^Phone/).isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('link', { name: /^\S.*: Please answer this\.$/ }).waitFor();
      await answerQuiz(page);
      await page.getByText('How do we reach you?').waitFor();
      await picture(page, 'quiz last step');
      expect(await findByAxe(page), 'axe').toEqual([]);
      await page.getByRole('button', { name: 'Back' }).click();
      expect(await page.getByLabel(/^Phone/).isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Next' }).click();
      const phone = freshPhone();
      await fillContact(page, phone);
      await page.getByRole('button', { name: 'Send answers' }).click();
      await page.getByText('Your request was received').waitFor();
      const { lead, contact } = await leadOf(form.id);
      expect(contact?.phone).toBe(phone);
      expect(lead.channel).toBe('quiz');
      expect(Object.keys(lead.attributes as object)).toEqual(
        expect.arrayContaining(form.draft.questions.map(({ key }) => key)),
      );
      expect(complaints).toEqual([]);
    });
  });

  it('without scripts: is one long form in a frame', async () => {
    const form = await show({ kind: 'quiz' });
    await visit({ script: false }, async ({ page }) => {
      await page.goto(form.address);
      const frame = page.frameLocator('iframe');
      await answerShown(frame);
      const phone = freshPhone();
      await fillContact(frame, phone);
      await sendPlainly(frame, 'Send answers');
      const { lead, contact } = await leadOf(form.id);
      expect(contact?.phone).toBe(phone);
      expect(Object.keys(lead.attributes as object)).toHaveLength(form.draft.questions.length);
    });
  });
});

describe('the price calculator on a page of another origin', () => {
  const calculator = {
    currency: 'UAH' as const,
    baseLowMinor: '100000',
    baseHighMinor: '150000',
    parts: [{ question: 'rooms', option: null, lowMinor: '50000', highMinor: '60000' }],
  };
  const draft = { calculator, questions: [{ key: 'rooms', required: true, label: null }] };

  it('with scripts: shows the estimate as one answers, then asks for the contact', async () => {
    const form = await show({ kind: 'calculator', draft });
    await visit({}, async ({ page, complaints }) => {
      await page.goto(form.address);
      await page.getByText('Answer the questions, and the estimate appears here.').waitFor();
      await page.getByLabel('Rooms').fill('3');
      await page.getByText(/UAH.2,500 to UAH.3,300/).waitFor();
      await picture(page, 'calculator');
      expect(await findByAxe(page), 'axe').toEqual([]);
      await page.getByRole('button', { name: 'Next' }).click();
      await fillContact(page, freshPhone());
      await page.getByRole('button', { name: 'Send request' }).click();
      await page.getByText(/Estimate: UAH.2,500 to UAH.3,300/).waitFor();
      const { lead, contact } = await leadOf(form.id);
      expect(lead).toMatchObject({ channel: 'calculator', attributes: { rooms: 3 } });
      expect(contact?.message).toMatch(/^Estimate: UAH.2,500 to UAH.3,300$/);
      expect(complaints).toEqual([]);
    });
  });

  it('without scripts: says the estimate once the form was sent', async () => {
    const form = await show({ kind: 'calculator', draft });
    await visit({ script: false }, async ({ page }) => {
      await page.goto(form.address);
      const frame = page.frameLocator('iframe');
      await frame.getByLabel('Rooms').fill('3');
      await fillContact(frame, freshPhone());
      await sendPlainly(frame, 'Send request');
      await frame.getByText(/Estimate: UAH.2,500 to UAH.3,300/).waitFor();
      expect((await leadOf(form.id)).lead.channel).toBe('calculator');
    });
  });
});

describe('what comes over a page of another origin', () => {
  /** The pointer goes out by the upper edge, as to the bar of addresses. */
  const leave = (page: Page) =>
    page.evaluate(() =>
      document.documentElement.dispatchEvent(
        new MouseEvent('mouseout', { bubbles: true, clientY: -1, relatedTarget: null }),
      ),
    );

  it('the callback: after thirty seconds without activity, in a dialog that keeps the keyboard and lets it go', async () => {
    const form = await show({ kind: 'callback' });
    await visit({}, async ({ page, complaints }) => {
      await page.clock.install();
      const asked = page.waitForResponse(/\/config$/);
      await page.goto(form.address);
      await asked;
      const dialog = page.getByRole('dialog', { name: 'Shall we call you back?' });
      await page.clock.runFor(20_000);
      expect(await dialog.isVisible()).toBe(false);
      await page.keyboard.press('ArrowDown');
      await page.clock.runFor(20_000);
      expect(await dialog.isVisible(), 'activity begins the wait anew').toBe(false);
      await page.clock.runFor(11_000);
      await dialog.waitFor();
      await picture(page, 'callback');
      expect(await findByAxe(page), 'axe').toEqual([]);
      for (let i = 0; i < 12; i += 1) {
        await page.keyboard.press('Tab');
        const isInside = await page.evaluate(
          () => document.activeElement === document.body || document.activeElement?.shadowRoot != null,
        );
        expect(isInside, 'the keyboard stays in the dialog').toBe(true);
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.clock.runFor(120_000);
      await leave(page);
      expect(await dialog.isVisible(), 'dismissed it does not come again').toBe(false);
      expect(complaints).toEqual([]);
    });
    const soon = await show({ kind: 'callback', draft: { idleSeconds: 5 } });
    await visit({ phone: true }, async ({ page, context }) => {
      await page.goto(soon.address);
      await page.getByRole('dialog').waitFor();
      await picture(page, 'callback 360');
      const phone = freshPhone();
      await page.getByLabel('Region').selectOption('UA-30');
      await page.getByLabel(/^Phone/).fill(phone);
      await page.getByLabel(/I agree that my request/).check();
      await page.getByRole('button', { name: 'Call me back' }).click();
      await page.getByText('Your request was received').waitFor();
      const { lead, contact } = await leadOf(soon.id);
      expect(lead.channel).toBe('callback');
      expect(contact).toMatchObject({ phone, name: null });
      expect(await context.cookies()).toEqual([]);
    });
  });

  it('the exit pop-up: when the pointer leaves by the upper edge, once', async () => {
    const form = await show({ kind: 'exit' });
    await visit({}, async ({ page, complaints }) => {
      const asked = page.waitForResponse(/\/config$/);
      await page.goto(form.address);
      await asked;
      const dialog = page.getByRole('dialog', { name: 'Before you go' });
      expect(await dialog.isVisible()).toBe(false);
      await leave(page);
      await dialog.waitFor();
      await picture(page, 'exit');
      expect(await findByAxe(page), 'axe').toEqual([]);
      const phone = freshPhone();
      await fillContact(page, phone);
      await page.getByRole('button', { name: 'Send request' }).click();
      await page.getByText('Your request was received').waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect((await leadOf(form.id)).contact?.phone).toBe(phone);
      const again = page.waitForResponse(/\/config$/);
      await page.reload();
      await again;
      await leave(page);
      expect(await dialog.isVisible(), 'who sent it is not asked again').toBe(false);
      expect(complaints).toEqual([]);
    });
    await until('it was seen when it came, and begun', () =>
      world.db.prisma.formCount.findFirst({ where: { formId: form.id, views: 1, starts: 1 } }),
    );
  });

  it.each(['callback', 'exit'] as const)(
    'the %s without scripts: stands in the page as a form',
    async (kind) => {
      const form = await show({ kind });
      await visit({ script: false }, async ({ page }) => {
        await page.goto(form.address);
        const frame = page.frameLocator('iframe');
        const phone = freshPhone();
        await fillContact(frame, phone);
        await sendPlainly(frame, kind === 'callback' ? 'Call me back' : 'Send request');
        expect((await leadOf(form.id)).contact?.phone).toBe(phone);
      });
    },
  );
});

describe('a form of an offer of verified contacts', () => {
  it.each([true, false])('asks for the code that the sandbox’s phone shows, scripts: %s', async (script) => {
    const form = await show({ kind: 'form', draft: { questions: [] } }, { targetAction: 'verified_contact' });
    await visit({ script }, async ({ page, context }) => {
      await page.goto(`/f/${form.id}`);
      const phone = freshPhone();
      await fillContact(page, phone);
      await expect
        .poll(
          async () => {
            await page.getByRole('button', { name: 'Send request' }).click();
            await page.locator('h1').waitFor();
            return page.getByLabel('Code').isVisible();
          },
          { timeout: 20_000, interval: 1_000 },
        )
        .toBe(true);
      await page.getByText(`We sent a message with a code to ${phone}`).waitFor();
      await picture(page, `code script ${script}`);
      if (script) expect(await findByAxe(page), 'axe').toEqual([]);
      const screen = await context.newPage();
      await screen.goto('/sandbox/phone');
      const row = screen.getByRole('row').filter({ hasText: phone });
      await picture(screen, 'phone');
      const code = /\d{6}/.exec((await row.innerText()).replace(phone, ''))?.[0] ?? '';
      await page.getByLabel('Code').fill(code);
      await page.getByRole('button', { name: 'Send request' }).click();
      await page.getByText('Your request was received').waitFor();
      const { lead, contact } = await leadOf(form.id);
      expect(contact?.verified).toMatchObject({ method: 'sms' });
      const settled = await until('the lead is checked', () =>
        world.db.prisma.lead.findFirst({ where: { id: lead.id, settledAt: { not: null } } }),
      );
      expect(JSON.stringify(settled.checks)).toContain('phone_verified');
    });
  });
});

describe('the builder', () => {
  it.each([true, false])(
    'makes a form, shows it as it is written, publishes it and pauses it, scripts: %s',
    async (script) => {
      const offer = await makeOffer();
      const member = await world.db.prisma.membership.findFirstOrThrow({
        where: { organisationId: sellerId, role: 'owner' },
      });
      const token = await openSession(world.db, {
        ...{ personId: member.personId, secondFactor: false, userAgent: 'test' },
        ...{ address: '127.0.0.1', now: new Date() },
      });
      await visit({ script }, async ({ page, context, complaints }) => {
        await context.addCookies([
          { name: 'birja_session', value: token, url: demo.file.url, httpOnly: true },
        ]);
        await page.goto(`/sell/offers/${offer.id}`);
        await page.getByRole('link', { name: 'Forms', exact: true }).click();
        await page.getByText('No forms yet').waitFor();
        await page.getByLabel('Quiz').check();
        await page.getByLabel('Name').fill('Landing page');
        await page.getByRole('button', { name: 'Make the form' }).click();
        await page.getByRole('heading', { name: 'Landing page' }).waitFor();
        const preview = page.frameLocator('iframe');
        await preview.getByRole('heading', { name: 'A few questions' }).waitFor();
        await page.getByRole('textbox', { name: 'Heading (optional)', exact: true }).fill('Find your flat');
        if (!script) await page.getByRole('button', { name: 'Save draft' }).click();
        await preview.getByRole('heading', { name: 'Find your flat' }).waitFor();
        const form = await world.db.prisma.leadForm.findFirstOrThrow({ where: { offerId: offer.id } });
        expect(form).toMatchObject({ status: 'draft', version: 0 });
        expect((await fetch(`${demo.file.url}/f/${form.id}`)).status, 'nobody else sees it').toBe(404);
        await page.getByRole('button', { name: 'Publish' }).click();
        await page.getByText('The form is published').waitFor();
        await page.getByText(`data-form="${form.id}"`).waitFor();
        await picture(page, `builder script ${script}`);
        if (script) expect(await findByAxe(page), 'axe').toEqual([]);
        const shown = await (await fetch(`${demo.file.url}/f/${form.id}`)).text();
        expect(shown).toContain('Find your flat');
        await page.getByRole('button', { name: 'Pause' }).click();
        await page.getByText('The form is paused').waitFor();
        expect((await fetch(`${demo.file.url}/f/${form.id}`)).status).toBe(410);
        expect(complaints).toEqual([]);
      });
    },
  );
});

describe('a form on its own page', () => {
  const LOOKS = [
    { name: '1280', phone: false },
    { name: '360', phone: true },
  ];
  it.each(LOOKS)('stands, fits and is open to all at $name, light and dark', async ({ name, phone }) => {
    for (const kind of ['form', 'quiz', 'callback'] as const)
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
