import type { Browser, Page } from 'playwright';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { openSession } from '#app/domain/identity/open-session.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Env } from '#app/platform/env.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { earningsWords } from '#app/words/en/earnings.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { stateWords } from '#app/words/en/states.ts';
import { SELLER_DETAILS } from '../factories/bank.ts';
import { freshPhone } from '../factories/market.ts';
import { arrive, confirm, fill, press } from '../setup/at-work.ts';
import { openBrowser, type Seat, takeSeat } from '../setup/browser.ts';
import { checkBooks } from '../setup/check-books.ts';
import { apiClient } from '../setup/client.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

/** A day that is none of the next two, so that nothing is paid by itself while this runs. */
const OTHER_WEEKDAY = ((new Date().getUTCDay() + 3) % 7) + 1;
const REASON = 'The same person had been sold to another buyer as exclusive two days earlier.';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let browser: Browser;
let world: { db: Db; env: Env; close: () => Promise<void> };
let stripe: Stripe;
let sellerId: string;
const seats = {} as Record<'seller' | 'moderator', Seat>;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
  browser = await openBrowser();
  world = await openDemoWorld(demo);
  const { hostname, port } = new URL(world.env.STRIPE_API_URL ?? '');
  stripe = new Stripe(world.env.STRIPE_SECRET_KEY ?? '', {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
  });
  for (const side of ['seller', 'moderator'] as const) seats[side] = await sitDown(side);
  const member = await world.db.prisma.membership.findFirstOrThrow({
    where: { person: { email: emailOf('seller') }, organisation: { sells: true } },
  });
  sellerId = member.organisationId;
});

afterAll(async () => {
  await browser.close();
  await world.close();
  await demo.stop();
  folder.remove();
});

const emailOf = (role: string) => demo.file.accounts.find((one) => one.role === role)?.email ?? '';

async function sitDown(side: 'seller' | 'moderator', script = true): Promise<Seat> {
  const person = await world.db.prisma.person.findUniqueOrThrow({ where: { email: emailOf(side) } });
  const isStaff = side === 'moderator';
  if (isStaff)
    await world.db.prisma.person.update({ where: { id: person.id }, data: { totpConfirmedAt: new Date() } });
  const token = await openSession(world.db, {
    ...{
      personId: person.id,
      secondFactor: isStaff,
      userAgent: 'test',
      address: '127.0.0.1',
      now: new Date(),
    },
  });
  const seat = await takeSeat(browser, { url: demo.file.url, token, script });
  return seat;
}

const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** Sells a lead of the demo's offer: the id of the sale. */
async function sellOne(): Promise<string> {
  const sell = apiClient(demo.file.url, demo.file.apiKeys.seller);
  const { body } = await sell('POST', '/leads', {
    headers: { prefer: 'wait=10' },
    body: {
      offer_id: demo.file.offerId,
      contact: { name: 'Olena Kovalenko', phone: freshPhone() },
      region: demo.file.region,
      city: demo.file.city,
      channel: 'form',
      attributes: { rooms: 2 },
      wanted_within_days: 20,
      consent: { text: 'I agree to be called.', given_at: new Date().toISOString() },
    },
  });
  const sale = await until('the sale', () => world.db.prisma.sale.findFirst({ where: { leadId: body.id } }));
  return sale.id;
}

/** Lets every dispute window pass. */
async function free(): Promise<void> {
  expect(await releaseDueHolds(world.db, { now: after(new Date(), 10 * DAY_MS) })).toBeGreaterThan(0);
}

/** The buyer's own money at Stripe, out of which sellers are paid. */
async function topUpByCard(): Promise<void> {
  const order = await world.db.prisma.standingOrder.findUniqueOrThrow({ where: { id: demo.file.orderId } });
  const { topUpId, url } = await startTopUp(world.db, {
    ...{ actor: 'test', origin: 'test', organisationId: order.organisationId, now: new Date() },
    money: { amountMinor: 5_000_000n, currency: 'UAH' },
  });
  await payByCard(url);
  await until('the credit', async () => {
    const row = await world.db.prisma.topUp.findUnique({ where: { id: topUpId } });
    return row?.status === 'paid';
  });
}

/** Goes through the card processor's page with one of its bank accounts. */
async function tellStripe(page: Page, bank: 'works' | 'document' | 'fails'): Promise<void> {
  await page.locator('#kind-individual').check();
  await page.locator('[name="name"]').fill('Olena Kovalenko');
  await page.locator(`#bank-${bank}`).check();
  await page.getByRole('button', { name: /^Submit/ }).click();
  await arrive(page, '/sell/earnings');
}

const accountId = async () =>
  (await world.db.prisma.payoutAccount.findUniqueOrThrow({ where: { organisationId: sellerId } }))
    .stripeAccountId;

describe('a seller who is paid', () => {
  let saleId = '';

  it('sets payouts up and reads in words what is missing', async () => {
    const { page } = seats.seller;
    await page.goto('/sell/earnings');
    await fill(page, { country: 'HU' });
    await press(page, earningsWords.account.setUp);
    await tellStripe(page, 'document');
    await seen(page, earningsWords.account.due.title);
    await seen(page, 'A photo of an identity document');
    await press(page, earningsWords.account.goOn);
    await tellStripe(page, 'works');
    await seen(page, earningsWords.account.ready.title);
  });

  it('and later what is asked for anew, with why it was not accepted', async () => {
    const { page } = seats.seller;
    await fetch(`${world.env.STRIPE_API_URL}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({
        accounts: {
          [await accountId()]: {
            asks: [
              {
                requirement: 'individual.verification.document',
                isLate: true,
                error: { code: 'verification_document_expired', reason: 'The document has expired.' },
              },
            ],
            checks: ['individual.address.city'],
          },
        },
      }),
    });
    await until('that it was told of', async () =>
      world.db.prisma.payoutAccount.findFirst({ where: { organisationId: sellerId, payoutsEnabled: false } }),
    );
    await page.goto('/sell/earnings');
    await seen(page, sellerMoneyWords.asks.refused('verification_document_expired', ''));
    await seen(page, sellerMoneyWords.asks.disabled('requirements.past_due'));
    await seen(page, `(${sellerMoneyWords.asks.late})`);
    await seen(page, sellerMoneyWords.asks.pending);
    await press(page, earningsWords.account.goOn);
    await tellStripe(page, 'works');
    await seen(page, earningsWords.account.ready.title);
  });

  it('is told one thing where there are bank details as well', async () => {
    const { page } = seats.seller;
    await saveBankDetails(world.db, {
      ...{ actor: 'test', origin: 'test', now: new Date() },
      ...{ organisationId: sellerId, currency: 'UAH', details: SELLER_DETAILS },
    });
    await page.goto('/sell/earnings');
    await seen(page, earningsWords.account.banksAndStripe.title);
    for (const { title } of [earningsWords.account.ready, earningsWords.account.banks])
      expect(await page.getByText(title, { exact: true }).count()).toBe(0);
  });

  it('chooses a schedule, also without scripts', async () => {
    const seat = await sitDown('seller', false);
    const { page } = seat;
    await page.goto('/sell/earnings/schedule');
    await page.locator('[name="rhythm"][value="weekly"]').check();
    await page.locator('[name="minimum_UAH"]').fill('1');
    await page.getByRole('button', { name: sellerMoneyWords.schedule.submit }).click();
    await seen(page, sellerMoneyWords.schedule.errors.weekday);
    await page.locator('[name="weekday"]').selectOption(String(OTHER_WEEKDAY));
    await page.getByRole('button', { name: sellerMoneyWords.schedule.submit }).click();
    await seen(page, /may not be below/);
    await page.locator('[name="minimum_UAH"]').fill('500');
    await page.getByRole('button', { name: sellerMoneyWords.schedule.submit }).click();
    await seen(page, sellerMoneyWords.schedule.done);
    await seat.close();
    await seats.seller.page.goto('/sell/earnings');
    await seen(seats.seller.page, new RegExp(sellerMoneyWords.schedule.says('weekly', OTHER_WEEKDAY, null)));
  });

  it('sees what is on hold with the day it is freed, then pays it out by hand', async () => {
    const { page } = seats.seller;
    await topUpByCard();
    saleId = await sellOne();
    const { disputeUntil } = await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } });
    await page.goto('/sell/earnings?view=pending');
    await seen(page, `${disputeUntil.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
    await free();
    await page.reload();
    await seen(page, sellerMoneyWords.pending.empty.title);
    await page.goto('/sell/earnings');
    await press(page, /^Pay out .* now$/);
    await confirm(page, /^Pay out/);
    await until('that it is sent', () =>
      world.db.prisma.payout.findFirst({ where: { organisationId: sellerId, status: 'sent' } }),
    );
    await page.goto('/sell/earnings?view=payouts');
    await seen(page, stateWords.payout.sent);
  });

  it('reads how much of a payout came back and why, on the page and by mail', async () => {
    const { page } = seats.seller;
    const payout = await world.db.prisma.payout.findFirstOrThrow({ where: { organisationId: sellerId } });
    await stripe.transfers.createReversal(payout.stripeTransferId ?? '', { amount: 10_000 });
    await until('that it is booked', () =>
      world.db.prisma.payoutReversal.findFirst({ where: { payoutId: payout.id } }),
    );
    await page.goto('/sell/earnings?view=payouts');
    await seen(page, /100\.00.UAH of it came back/);
    await seen(page, sellerMoneyWords.cameBack('processor'));
    await until('the mail', () =>
      world.db.prisma.mail.findFirst({ where: { template: 'payout_came_back', status: 'sent' } }),
    );
    await page.goto('/sandbox/mail');
    await seen(page, /100 UAH of a payout came back/);
  });

  it('owes what a moderator takes back after it was paid out, and reads why', async () => {
    const { page: desk } = seats.moderator;
    await desk.goto('/moderate/sales');
    await fill(desk, { sale: saleId });
    await press(desk, sellerMoneyWords.takeBack.find.submit);
    await arrive(desk, `/moderate/sales/${saleId}`);
    await fill(desk, { reason: 'Too short.' });
    await press(desk, sellerMoneyWords.takeBack.submit);
    await seen(desk, sellerMoneyWords.takeBack.errors.reason);
    await fill(desk, { reason: REASON });
    await press(desk, sellerMoneyWords.takeBack.submit);
    const asked = await confirm(desk, /^Take back/);
    expect(asked).toContain('100.00 UAH');
    await seen(desk, sellerMoneyWords.takeBack.done);
    const { page } = seats.seller;
    await page.goto('/sell/earnings');
    await seen(page, earningsWords.balances.debt);
    await page.getByRole('link', { name: earningsWords.balances.debt, exact: true }).click();
    await arrive(page, '/sell/earnings/debt');
    await seen(page, REASON);
    await seen(page, /^You owe/);
  });

  it('and pays it from the next sales', async () => {
    const { page } = seats.seller;
    const owes = () => world.db.prisma.debtRecovery.count({ where: { organisationId: sellerId } });
    await sellOne();
    await free();
    expect(await owes()).toBe(1);
    await page.goto('/sell/earnings/debt');
    await seen(page, sellerMoneyWords.debt.none.title);
    await seen(page, sellerMoneyWords.debt.causes('sale_'));
    expect(seats.seller.complaints).toEqual([]);
    expect(seats.moderator.complaints).toEqual([]);
    expect(await checkBooks(demo)).toMatchObject({ code: 0 });
  });
});
