import { beforeEach, describe, expect, it } from 'vitest';
import { noteBankPayout } from '#app/domain/billing/note-bank-payout.server.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { paySellers } from '#app/domain/billing/pay-sellers.server.ts';
import { askedOf } from '#app/domain/billing/payout-account.ts';
import { readBankFailure } from '#app/domain/billing/read-bank-failure.server.ts';
import { readLineDetails } from '#app/domain/billing/read-line-details.server.ts';
import { readPayoutAccount } from '#app/domain/billing/read-payout-account.server.ts';
import { readPayoutSchedule } from '#app/domain/billing/read-payout-schedule.server.ts';
import { readPayouts } from '#app/domain/billing/read-payouts.server.ts';
import { readWallet, type Wallet } from '#app/domain/billing/read-wallet.server.ts';
import { reversePayout } from '#app/domain/billing/reverse-payout.server.ts';
import { setPayoutSchedule } from '#app/domain/billing/set-payout-schedule.server.ts';
import { startOnboarding } from '#app/domain/billing/start-onboarding.server.ts';
import { takeBackSale } from '#app/domain/disputes/take-back-sale.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { present } from '#app/kernel/assert.ts';
import { makeEarner, setUpPayouts } from '../factories/earnings.ts';
import { makePerson } from '../factories/people.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { onboard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
/** Of 900 UAH, less the niche's fee of a tenth. */
const SHARE = 81_000n;

const payments = paymentsOfFile({ agrees: false });

async function walletOf(organisationId: string): Promise<Wallet> {
  const wallets = await readWallet(payments.world.db.pool, organisationId);
  return present(
    wallets.find(({ currency }) => currency === 'UAH'),
    'who earned has a wallet',
  );
}
const pay = (organisationId: string) =>
  paySeller(payments.world.db, {
    ...{ ...ACTOR, organisationId, currency: 'UAH', amountMinor: null, now: new Date() },
  });
const payoutsOf = (organisationId: string) =>
  readPayouts(payments.world.db, { organisationId, limit: 10, before: null });
const settled = (id: string, status: string) =>
  until(`that the payout is ${status}`, async () => {
    const row = await payments.world.db.prisma.payout.findUniqueOrThrow({ where: { id } });
    return row.status === status && row;
  });
/** Mails about payouts: what a recurring job has to say of an offer meanwhile is not among them. */
const mailsTo = async (recipient: string) => {
  const where = { recipient, template: { contains: 'payout' } };
  const mails = await payments.world.db.prisma.mail.findMany({ where, orderBy: { id: 'asc' } });
  return mails.map(({ template }) => template);
};

/** A seller with an owner who gets mail, money at Stripe and an account that takes it. */
async function ready(options: { bank?: 'works' | 'fails'; paidBy?: 'card' | 'demo' } = {}) {
  const { seller, saleId } = await makeEarner(payments, options);
  const { email } = await makePerson(payments.world.db, { organisationId: seller });
  if (options.bank === 'fails') {
    const url = await startOnboarding(payments.world.db, {
      ...{ ...ACTOR, organisationId: seller, country: 'HU', now: new Date() },
    });
    await onboard(url, { bank: 'fails' });
  }
  const account =
    options.bank === 'fails' ? await accountOnceReady(seller) : await setUpPayouts(payments, seller);
  return { seller, saleId, email, account };
}

const accountOnceReady = async (organisationId: string) =>
  (
    await until('that payouts are enabled', () =>
      payments.world.db.prisma.payoutAccount.findFirst({ where: { organisationId, payoutsEnabled: true } }),
    )
  ).stripeAccountId;

async function paid() {
  const one = await ready();
  const id = await pay(one.seller);
  const { stripeTransferId } = await settled(id, 'sent');
  return { ...one, id, transferId: present(stripeTransferId, 'what was sent has a transfer') };
}

/** What the statement says of these movements. */
const aboutLines = async (organisationId: string, subjectIds: string[]) => [
  ...(await readLineDetails(payments.world.db, { organisationId, subjectIds })).values(),
];

describe('a payout that comes back in parts', () => {
  it('is booked part by part, each once, whatever order and number they are told in', async () => {
    const { seller, email, id, transferId } = await paid();
    await payments.stripe.breaks({ events: { hold: true, copies: 3 } });
    const stripe = payments.stripe.client();
    for (const amount of [1_000, 2_500, 7_777]) await stripe.transfers.createReversal(transferId, { amount });
    await payments.stripe.release({ order: 'reversed' });
    await until('all parts', async () => (await payoutsOf(seller))[0]?.cameBackMinor === 11_277n);
    expect(await walletOf(seller)).toMatchObject({ available: 11_277n, paidOut: SHARE - 11_277n });
    const rows = await payments.world.db.prisma.payoutReversal.findMany({ where: { payoutId: id } });
    expect(rows.map(({ amountMinor }) => amountMinor).sort()).toEqual([1_000n, 2_500n, 7_777n]);
    const [shown] = await payoutsOf(seller);
    expect(shown).toMatchObject({ status: 'sent', cameBackReason: 'processor' });
    const about = await aboutLines(
      seller,
      rows.map((part) => part.id),
    );
    expect(about).toEqual(Array(3).fill({ of: 'reversal', reason: 'processor' }));
    expect(await mailsTo(email)).toContain('payout_came_back');
    await stripe.transfers.createReversal(transferId);
    await settled(id, 'reversed');
    expect(await walletOf(seller)).toMatchObject({ available: SHARE, paidOut: 0n });
    const compared = await compareWithStripe(payments.world.db.pool, payments.world.db.stripe);
    expect(compared?.differences).toEqual([]);
  });

  it('is booked once by several at the same time', async () => {
    const { seller, id, transferId, email } = await paid();
    await payments.stripe.breaks({ events: { hold: true } });
    await payments.stripe.client().transfers.createReversal(transferId, { amount: 4_000 });
    const { db } = payments.world;
    const [passedOn, cameBack] = [
      await db.stripe.readPassedOn(transferId),
      await db.stripe.readCameBack(transferId),
    ];
    const told = await Promise.all(
      Array.from({ length: 5 }, () => reversePayout(db, { ...ACTOR, passedOn, cameBack, now: new Date() })),
    );
    expect(told.sort()).toEqual(['known', 'known', 'known', 'known', 'partly']);
    expect(await walletOf(seller)).toMatchObject({ available: 4_000n });
    expect((await mailsTo(email)).filter((one) => one === 'payout_came_back')).toHaveLength(1);
    // More than left is booked by nobody.
    const beyond = [
      ...cameBack,
      { id: 'trr_x', amountMinor: SHARE, reason: 'processor' as const, createdAt: new Date() },
    ];
    expect(await reversePayout(db, { ...ACTOR, passedOn, cameBack: beyond, now: new Date() })).toBe(
      'differs',
    );
    await expect(
      payments.world.owner.query(
        `INSERT INTO payout_reversal VALUES ('prev_x', $1, 'trr_y', $2, 'processor', now())`,
        [id, SHARE],
      ),
    ).rejects.toThrow(/does not come back so/);
  });

  it('pays first what its seller owes meanwhile', async () => {
    const { seller, saleId, transferId } = await paid();
    const { id: moderator } = await makePerson(payments.world.db, { platformRole: 'moderator' });
    await takeBackSale(payments.world.db, {
      ...{ actor: moderator, origin: 'test', saleId, now: new Date() },
      reason: 'The same person was sold to another buyer as exclusive.',
    });
    expect(await walletOf(seller)).toMatchObject({ available: 0n, debt: SHARE });
    await payments.stripe.client().transfers.createReversal(transferId, { amount: 5_000 });
    await until('the recovery', async () => (await walletOf(seller)).debt === SHARE - 5_000n);
    expect(await walletOf(seller)).toMatchObject({ available: 0n, paidOut: SHARE - 5_000n });
  });

  it('is found by check-books without its money, and money without it', async () => {
    const { id } = await paid();
    const { owner } = payments.world;
    await owner.query(
      `INSERT INTO payout_reversal VALUES ('prev_lost', $1, 'trr_lost', 5, 'processor', now())`,
      [id],
    );
    expect(await checkBooks(owner)).toEqual([expect.stringContaining('prev_lost')]);
    await owner.query('ALTER TABLE payout_reversal DISABLE TRIGGER payout_reversal_is_immutable');
    await owner.query(`DELETE FROM payout_reversal WHERE id = 'prev_lost'`);
    await owner.query('ALTER TABLE payout_reversal ENABLE TRIGGER payout_reversal_is_immutable');
    await expect(
      owner.query(
        `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
         VALUES ('payout_reversal:prev_none', 'payout_reversal', 'platform:stripe_clearing:UAH', $1, 'UAH', 5, 'prev_none', 'x', 'x')`,
        [
          `${(await owner.query('SELECT organisation_id FROM payout WHERE id = $1', [id])).rows[0].organisation_id}:available:UAH`,
        ],
      ),
    ).rejects.toThrow(/nothing that came back/);
  });
});

describe('a payout that does not leave', () => {
  it('because we hold too little at Stripe is available again, and its seller is written to', async () => {
    const { seller, email } = await ready({ paidBy: 'demo' });
    // Whatever other tests left there is passed on elsewhere.
    const stripe = payments.stripe.client();
    const { account: other } = await ready();
    const { available } = await stripe.balance.retrieve();
    const left = available.find(({ currency }) => currency === 'uah')?.amount ?? 0;
    if (left > 0) await stripe.transfers.create({ amount: left, currency: 'uah', destination: other });
    const payoutId = await pay(seller);
    const { failureCode } = await settled(payoutId, 'failed');
    expect(failureCode).toBe('balance_insufficient');
    expect(await aboutLines(seller, [payoutId])).toEqual([{ of: 'failure', code: 'balance_insufficient' }]);
    expect(await walletOf(seller)).toMatchObject({ available: SHARE, paidOut: 0n });
    expect(await mailsTo(email)).toEqual(['payout_failed']);
  });

  it('because the account was stopped meanwhile says so, and the account is known to be stopped', async () => {
    const { seller, email, account } = await ready();
    await payments.stripe.breaks({ events: { hold: true } });
    await payments.stripe.breaks({ accounts: { [account]: { disabledReason: 'rejected.fraud' } } });
    const { failureCode } = await settled(await pay(seller), 'failed');
    expect(failureCode).toBe('insufficient_capabilities_for_transfer');
    expect(await mailsTo(email)).toEqual(['payout_failed']);
    await until('that it is known', async () => {
      const known = await readPayoutAccount(payments.world.db, seller);
      return known?.disabledReason === 'rejected.fraud' && !known.payoutsEnabled;
    });
  });
});

describe('a payout account', () => {
  it('says what is asked for later, what is late and why something was not accepted', async () => {
    const { db } = payments.world;
    const { seller, account } = await ready();
    const document = 'individual.verification.document';
    const error = { code: 'verification_document_expired', reason: 'The document has expired.' };
    await payments.stripe.breaks({
      events: { copies: 3 },
      accounts: { [account]: { asks: [{ requirement: document, error }] } },
    });
    const soon = await until('that something is asked', async () => {
      const known = await readPayoutAccount(db, seller);
      return known?.currentlyDue.includes(document) && known;
    });
    expect(soon).toMatchObject({ payoutsEnabled: true, pastDue: [] });
    expect(askedOf(soon)).toEqual([{ name: document, isLate: false, refused: error }]);
    await payments.stripe.breaks({
      accounts: { [account]: { asks: [{ requirement: document, isLate: true, error }] } },
    });
    const stopped = await until('that it is late', async () => {
      const known = await readPayoutAccount(db, seller);
      return known?.payoutsEnabled === false && known;
    });
    expect(stopped).toMatchObject({ pastDue: [document], disabledReason: 'requirements.past_due' });
    expect(askedOf(stopped)[0]).toMatchObject({ isLate: true });
    await expect(pay(seller)).rejects.toMatchObject({ code: 'payout_account_not_ready' });
    await onboard(
      await startOnboarding(db, { ...ACTOR, organisationId: seller, country: null, now: new Date() }),
    );
    await until('that nothing is asked', async () => {
      const known = await readPayoutAccount(db, seller);
      return known?.payoutsEnabled && known.errors.length === 0 && known.disabledReason === null;
    });
  });

  it('stands as Stripe has it last, in whatever order it is told of', async () => {
    const { db } = payments.world;
    const { seller, account } = await ready();
    await payments.stripe.breaks({ events: { hold: true, copies: 2 } });
    for (const requirement of ['individual.id_number', 'individual.phone', 'individual.email'])
      await payments.stripe.breaks({
        accounts: { [account]: { asks: [{ requirement }], checks: ['individual.address'] } },
      });
    await payments.stripe.release({ order: 'shuffled', seed: 7 });
    await until('the last', async () => {
      const known = await readPayoutAccount(db, seller);
      return known?.currentlyDue.join() === 'individual.email' && known.pendingVerification.length === 1;
    });
    await until(
      'that every event was worked',
      async () => (await db.prisma.stripeEvent.count({ where: { workedAt: null } })) === 0,
    );
    expect((await readPayoutAccount(db, seller))?.currentlyDue).toEqual(['individual.email']);
  });
});

describe('what the card processor sends to a bank', () => {
  it('and the bank refuses is told once, until a later payment arrives', async () => {
    const { db } = payments.world;
    const { seller, email, account } = await ready({ bank: 'fails' });
    await settled(await pay(seller), 'sent');
    const stripe = payments.stripe.client();
    const before = await walletOf(seller);
    await payments.stripe.breaks({ events: { copies: 3 } });
    const failing = await stripe.payouts.create(
      { amount: 30_000, currency: 'uah' },
      { stripeAccount: account },
    );
    await payments.stripe.breaks({ clockAheadS: 10 });
    const failure = await until('the failure', () => readBankFailure(db, seller));
    expect(failure).toMatchObject({
      code: 'account_closed',
      money: { amountMinor: 30_000n, currency: 'UAH' },
    });
    expect(await walletOf(seller)).toEqual(before);
    await until('that a bank account is asked for', async () =>
      (await readPayoutAccount(db, seller))?.currentlyDue.includes('external_account'),
    );
    await noteBankPayout(db, { stripeAccountId: account, bankPayoutId: failing.id, now: new Date() });
    expect((await mailsTo(email)).filter((one) => one === 'bank_payout_failed')).toHaveLength(1);
    await onboard(
      await startOnboarding(db, { ...ACTOR, organisationId: seller, country: null, now: new Date() }),
    );
    await stripe.payouts.create({ amount: 30_000, currency: 'uah' }, { stripeAccount: account });
    await payments.stripe.breaks({ clockAheadS: 30 });
    await until('that it arrived', async () => (await readBankFailure(db, seller)) === null);
  });

  it('of an account that is nobody’s here is ignored', async () => {
    const now = new Date();
    expect(
      await noteBankPayout(payments.world.db, { stripeAccountId: 'acct_x', bankPayoutId: 'po_x', now }),
    ).toBe('ignored');
  });
});

describe('a payout schedule', () => {
  // Whoever earned in another test is not due in these.
  beforeEach(async () => {
    await payments.world.db.prisma.payoutAccount.updateMany({ data: { payoutsEnabled: false } });
  });
  const at = (iso: string) => new Date(iso);
  const set = (organisationId: string, schedule: object, more: object = {}) =>
    setPayoutSchedule(payments.world.db, {
      ...{ ...ACTOR, organisationId, minimumMinor: {}, now: at('2026-11-26T12:00:00Z') },
      schedule: { rhythm: 'daily', weekday: null, monthDay: null, ...schedule },
      ...more,
    });
  const run = (iso: string) => paySellers(payments.world.db, { now: at(iso) });

  it('pays on its day, once, and not before', async () => {
    const { seller } = await ready();
    // A Friday; the seller's zone is UTC.
    await set(seller, { rhythm: 'weekly', weekday: 5 });
    const { nextRunAt } = await readPayoutSchedule(payments.world.db, seller);
    expect(nextRunAt?.toISOString()).toBe('2026-11-27T06:00:00.000Z');
    expect(await run('2026-11-27T05:55:00Z')).toBe(0);
    const decided = await Promise.all([run('2026-11-27T06:00:00Z'), run('2026-11-27T06:00:00Z')]);
    expect(decided.reduce((sum, one) => sum + one)).toBe(1);
    await settled((await payoutsOf(seller))[0]?.id ?? '', 'sent');
    const next = await readPayoutSchedule(payments.world.db, seller);
    expect(next.nextRunAt?.toISOString()).toBe('2026-12-04T06:00:00.000Z');
  });

  it('that was missed while nobody was at work is made up for once', async () => {
    const { seller } = await ready();
    await set(seller, { rhythm: 'daily' });
    expect(await run('2026-12-01T13:00:00Z')).toBe(1);
    expect(await run('2026-12-01T13:05:00Z')).toBe(0);
    const { nextRunAt } = await readPayoutSchedule(payments.world.db, seller);
    expect(nextRunAt?.toISOString()).toBe('2026-12-02T06:00:00.000Z');
  });

  it('by hand lets nothing leave by itself, but what is asked for', async () => {
    const { seller } = await ready();
    await set(seller, { rhythm: 'manual' });
    expect(await run('2027-01-01T06:00:00Z')).toBe(0);
    expect(await pay(seller).then((id) => settled(id, 'sent'))).toMatchObject({ amountMinor: SHARE });
  });

  it('pays from the seller’s own minimum on, by hand from the operator’s', async () => {
    const { seller } = await ready();
    await set(seller, { rhythm: 'daily' }, { minimumMinor: { UAH: SHARE + 1n } });
    expect(await run('2026-11-27T06:00:00Z')).toBe(0);
    await expect(pay(seller)).rejects.toMatchObject({ code: 'payout_too_small' });
    await paySeller(payments.world.db, {
      ...{ ...ACTOR, organisationId: seller, currency: 'UAH', amountMinor: SHARE, now: new Date() },
    });
    await expect(set(seller, {}, { minimumMinor: { UAH: 39_999n } })).rejects.toMatchObject({
      code: 'payout_minimum_too_small',
    });
    await set(seller, {}, { minimumMinor: { UAH: null } });
    expect((await readPayoutSchedule(payments.world.db, seller)).minimumMinor).toEqual({});
  });

  it('is paused with all payouts, and comes round when they go on', async () => {
    const { seller } = await ready();
    const { db } = payments.world;
    await set(seller, { rhythm: 'monthly', monthDay: 28 });
    await changeSetting(db, { ...ACTOR, key: 'payouts_paused', value: true, now: new Date() });
    expect(await run('2026-11-28T06:00:00Z')).toBe(0);
    await changeSetting(db, { ...ACTOR, key: 'payouts_paused', value: false, now: new Date() });
    expect(await run('2026-11-28T09:00:00Z')).toBe(1);
    await settled((await payoutsOf(seller))[0]?.id ?? '', 'sent');
  });

  it('is audited, and the database takes none that does not come round', async () => {
    const { seller } = await ready();
    await set(seller, { rhythm: 'weekly', weekday: 1 });
    const entry = await payments.world.db.prisma.auditEntry.findFirstOrThrow({
      where: { subjectId: seller, action: 'payout_schedule.set' },
    });
    expect(entry.details).toMatchObject({ rhythm: 'weekly', weekday: 1 });
    const change = (to: string) =>
      payments.world.owner.query(`UPDATE payout_schedule SET ${to} WHERE organisation_id = $1`, [seller]);
    for (const to of [
      'weekday = 8',
      'weekday = NULL',
      `rhythm = 'daily'`,
      'next_run_at = NULL',
      `rhythm = 'hourly'`,
    ])
      await expect(change(to)).rejects.toThrow(/check constraint/);
    await set(seller, { rhythm: 'manual' });
  });
});
