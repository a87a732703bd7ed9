import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#app/domain/identity/open-session.server.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { troubleWords } from '#app/words/en/trouble.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { makePerson } from '../factories/people.ts';
import { arrive, confirm, fill, payDisputed, press, seen, untilSeen } from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { checkBooks } from '../setup/check-books.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';

/** The statement that the sandbox's bank decides by. */
const WINNING = 'winning_evidence: the buyer used what was paid for';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let buyerOrganisation: string;
const seats = {} as Record<'buyer' | 'admin' | 'second', Seat>;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  const world = await openDemoWorld(demo);
  try {
    const email = demo.file.accounts.find(({ role }) => role === 'buyer')?.email ?? '';
    const buyer = await world.db.prisma.person.findUniqueOrThrow({
      where: { email },
      include: { memberships: true },
    });
    buyerOrganisation = buyer.memberships[0]?.organisationId ?? '';
    const device = { userAgent: 'Firefox', address: '203.0.113.7', now: new Date() };
    const staff = { platformRole: 'admin', secondFactor: true } as const;
    const tokens = {
      buyer: await openSession(world.db, { personId: buyer.id, secondFactor: false, ...device }),
      admin: (await makePerson(world.db, staff)).token,
      second: (await makePerson(world.db, staff)).token,
    };
    for (const side of ['buyer', 'admin', 'second'] as const) {
      seats[side] = await takeSeat(browser, { url: demo.file.url, token: tokens[side] });
    }
  } finally {
    await world.close();
  }
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  folder.remove();
});

describe('a payment that its bank takes back', () => {
  it('is paid, then disputed: the buyer reads that the money stands still', async () => {
    const { page } = seats.buyer;
    await payDisputed(page);
    await seen(page, troubleWords.frozen.open('5,000.00\u00a0UAH'));
    await page.goto('/buy/orders');
    await seen(page, /disputed with your bank/);
  });

  it('stands among what needs an admin, with what is held about it', async () => {
    const { page } = seats.admin;
    await page.goto('/admin');
    await page.getByRole('link', { name: /disputed payment needs evidence/ }).click();
    await arrive(page, '/admin/chargebacks');
    await page.getByRole('link', { name: /5,000\.00/ }).click();
    await arrive(page, /^\/admin\/chargebacks\/cbk_/);
    await seen(page, troubleWords.standings.open);
    await seen(page, /203\.0\.113\.7/);
    await seen(page, /Prepaid balance on Birja/);
  });

  it('the evidence is sent once, after a question, and wins', async () => {
    const { page } = seats.admin;
    await fill(page, { statement: 'short' });
    await press(page, troubleWords.chargeback.submit);
    await seen(page, troubleWords.chargeback.statementBad);
    await fill(page, { statement: WINNING });
    await press(page, troubleWords.chargeback.submit);
    expect(await confirm(page, troubleWords.chargeback.confirm)).toContain('5,000.00');
    await seen(page, troubleWords.chargeback.done);
    await untilSeen(page, new URL(page.url()).pathname, troubleWords.standings.won);
    await seen(page, troubleWords.chargeback.sent);
    await seen(page, WINNING);
  });

  it('and the buyer has the money back', async () => {
    const { page } = seats.buyer;
    await page.goto('/buy/wallet');
    expect(await page.getByText(troubleWords.frozen.title).count()).toBe(0);
    await seen(page, walletWords.statement.lines.chargeback_back);
  });
});

describe('the reconciliation', () => {
  it('runs when an admin asks for it, and says that both sides agree', async () => {
    const { page } = seats.admin;
    await page.goto('/admin/reconciliation');
    await seen(page, troubleWords.reconciliation.empty.title);
    await press(page, troubleWords.reconciliation.run);
    await seen(page, troubleWords.reconciliation.started);
    await untilSeen(page, '/admin/reconciliation', troubleWords.reconciliation.agrees);
    await seen(page, 'charge');
    await seen(page, 'adjustment');
  });
});

describe('goodwill', () => {
  const REASON = 'The market was down for an hour';

  it('above the limit waits for a second admin', async () => {
    const { page } = seats.admin;
    await page.goto(`/admin/organisations/${buyerOrganisation}`);
    await page.getByRole('link', { name: troubleWords.corrections.link }).click();
    await arrive(page, '/admin/corrections');
    await fill(page, { amount: '3000', reason: REASON });
    await press(page, troubleWords.corrections.submit);
    expect(await confirm(page, troubleWords.corrections.confirm)).toContain(troubleWords.corrections.needed);
    await seen(page, troubleWords.corrections.done.waiting);
    await seen(page, troubleWords.corrections.yours);
    expect(await page.getByRole('button', { name: troubleWords.corrections.approve }).count()).toBe(0);
  });

  it('who finds it among what needs them, and approves', async () => {
    const { page } = seats.second;
    await page.goto('/admin');
    await page.getByRole('link', { name: adminWords.now.openEnds.correctionsWaiting(1) }).click();
    await arrive(page, '/admin/corrections');
    await press(page, troubleWords.corrections.approve);
    await seen(page, troubleWords.corrections.approved);
  });

  it('and the organisation reads why', async () => {
    const { page } = seats.buyer;
    await page.goto('/buy/wallet');
    await seen(page, `${walletWords.statement.lines.goodwill}: ${REASON}`);
  });
});

it('the books are in order, and no page complained', async () => {
  expect(await checkBooks(demo)).toMatchObject({ code: 0 });
  for (const { complaints } of Object.values(seats)) expect(complaints).toEqual([]);
});
