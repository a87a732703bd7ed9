import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveBankBatch } from '#app/domain/billing/approve-bank-batch.server.ts';
import type { BankAccount } from '#app/domain/billing/bank-account.ts';
import { makeBankBatch } from '#app/domain/billing/make-bank-batch.server.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { postTransfers } from '#app/domain/billing/post-transfers.server.ts';
import {
  type BankBatchRead,
  readBankBatch,
  readBankPayouts,
} from '#app/domain/billing/read-bank-batches.server.ts';
import { readBankDetails } from '#app/domain/billing/read-bank-details.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { rejectBankBatch } from '#app/domain/billing/reject-bank-batch.server.ts';
import { removeBankDetails } from '#app/domain/billing/remove-bank-details.server.ts';
import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import { sendBankBatch } from '#app/domain/billing/send-bank-batch.server.ts';
import { settleBankPayouts } from '#app/domain/billing/settle-bank-payouts.server.ts';
import { strikeBankPayout } from '#app/domain/billing/strike-bank-payout.server.ts';
import { takeBankFile } from '#app/domain/billing/take-bank-file.server.ts';
import { writeCorrection } from '#app/domain/billing/write-correction.server.ts';
import { takeBackSale } from '#app/domain/disputes/take-back-sale.server.ts';
import { blockOrganisation } from '#app/domain/identity/block-organisation.server.ts';
import { setPlatformRole } from '#app/domain/identity/set-platform-role.server.ts';
import { unblockOrganisation } from '#app/domain/identity/unblock-organisation.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { readOpenEnds } from '#app/domain/reports/read-open-ends.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { HOUR_MS, after as later } from '#app/kernel/time.ts';
import { outcomesOf } from '../factories/accounts.ts';
import { openBank, SELLER_DETAILS } from '../factories/bank.ts';
import { makeEarner } from '../factories/earnings.ts';
import { makeOrganisation } from '../factories/market.ts';
import { setOperator } from '../factories/papers.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const REASON = 'The account was closed.';
/** Of 900 UAH, less the niche's fee of a tenth. */
const SHARE = 81_000n;

let world: World;
let url: string;
let stop: () => Promise<void>;
const admins: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world, { works: false });
  url = served.url;
  stop = served.stop;
  for (let i = 0; i < 3; i += 1)
    admins.push((await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).id);
  await openBank(world.db);
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await stop();
  await world.close();
});
// Whoever is due from the test before would be in the next batch.
beforeEach(async () => {
  await world.owner.query(`UPDATE bank_details SET usable_from = 'infinity'`);
});

const as = (admin: number) => ({ actor: admins[admin] ?? '', origin: 'test' });
const save = (organisationId: string, details: Partial<BankAccount> = {}, now = new Date()) =>
  saveBankDetails(world.db, {
    ...ACTOR,
    organisationId,
    currency: 'UAH',
    details: { ...SELLER_DETAILS, ...details },
    now,
  });
/** A seller with 810 UAH available and bank details. */
async function makePayee(): Promise<string> {
  const { seller } = await makeEarner({ world, url }, { paidBy: 'demo' });
  await save(seller, {}, new Date(Date.now() - 49 * HOUR_MS));
  return seller;
}
const make = () => makeBankBatch(world.db, { ...as(0), currency: 'UAH', now: new Date() });
async function read(batchId: string): Promise<BankBatchRead> {
  const batch = await readBankBatch(world.db, batchId);
  if (!batch) throw new Error('the batch is there');
  return batch;
}
async function approve(batchId: string, admin: number, totalMinor?: bigint) {
  const total = totalMinor ?? (await read(batchId)).totalMinor;
  return approveBankBatch(world.db, { ...as(admin), batchId, totalMinor: total, now: new Date() });
}
const reject = (batchId: string) =>
  rejectBankBatch(world.db, { ...as(0), batchId, reason: REASON, now: new Date() });
const take = (batchId: string, format: 'xml' | 'csv' = 'xml') =>
  takeBankFile(world.db, { ...as(0), batchId, format, now: new Date() });
const send = (batchId: string) => sendBankBatch(world.db, { ...as(0), batchId, now: new Date() });
const paid = (batchId: string, payoutId: string | null) =>
  settleBankPayouts(world.db, { ...as(0), batchId, payoutId, reason: null, now: new Date() });
const returned = (batchId: string, payoutId: string) =>
  settleBankPayouts(world.db, { ...as(0), batchId, payoutId, reason: REASON, now: new Date() });
async function walletOf(organisationId: string) {
  const [wallet] = await readWallet(world.db.pool, organisationId);
  return { available: wallet?.available, paidOut: wallet?.paidOut };
}
async function sentBatch(): Promise<string> {
  const batchId = await make();
  await approve(batchId, 0);
  await approve(batchId, 1);
  await take(batchId);
  await send(batchId);
  return batchId;
}
const payoutOf = async (batchId: string, organisationId: string) =>
  (await read(batchId)).payouts.find((one) => one.organisationId === organisationId)?.id ?? '';

describe('bank details', () => {
  it('are kept sealed, shown masked, and told of', async () => {
    const seller = await makeOrganisation(world.db, 'seller');
    const owner = await makePerson(world.db, { organisationId: seller });
    await save(seller);
    expect(await readBankDetails(world.db, seller)).toMatchObject([
      { currency: 'UAH', country: 'UA', masked: 'UA •••• 6789' },
    ]);
    const { rows } = await world.owner.query(
      `SELECT d::text || coalesce((SELECT string_agg(a::text, '') FROM audit_entry a WHERE a.subject_id = $1), '') AS all_of_it
       FROM bank_details d WHERE organisation_id = $1`,
      [seller],
    );
    expect(rows[0].all_of_it).not.toContain(SELLER_DETAILS.account);
    expect(rows[0].all_of_it).not.toContain(SELLER_DETAILS.account.slice(4, 20));
    expect(rows[0].all_of_it).toContain('bank_details.given');
    const mails = await world.db.prisma.mail.findMany({ where: { recipient: owner.email } });
    expect(mails.map(({ template }) => template)).toEqual(['bank_details_changed']);
  });

  it('that are taken away are forgotten and paid to no more; what is given after them waits', async () => {
    const seller = await makePayee();
    const owner = await makePerson(world.db, { organisationId: seller });
    const removal = { ...ACTOR, organisationId: seller, currency: 'UAH' as const, now: new Date() };
    await removeBankDetails(world.db, removal);
    expect(await readBankDetails(world.db, seller)).toEqual([]);
    await expect(make()).rejects.toMatchObject({ code: 'batch_empty' });
    await expect(removeBankDetails(world.db, removal)).rejects.toMatchObject({
      code: 'bank_details_unknown',
    });
    const mails = await world.db.prisma.mail.findMany({ where: { recipient: owner.email } });
    expect(mails.map(({ template }) => template)).toEqual(['bank_details_removed']);
    await save(seller, {}, removal.now);
    const [again] = await readBankDetails(world.db, seller);
    expect(again?.usableFrom.getTime()).toBe(removal.now.getTime() + 48 * HOUR_MS);
  });

  it('are not taken away without a note of it, and a batch that holds them says so', async () => {
    const seller = await makePayee();
    await expect(
      world.db.pool.query('DELETE FROM bank_details WHERE organisation_id = $1', [seller]),
    ).rejects.toThrow(/without a note/);
    const batchId = await make();
    const changed = async () => (await read(batchId)).payouts.map(({ detailsChanged }) => detailsChanged);
    expect(await changed()).toEqual([false]);
    await removeBankDetails(world.db, {
      ...{ ...ACTOR, organisationId: seller, currency: 'UAH', now: new Date() },
    });
    expect(await changed()).toEqual([true]);
    await reject(batchId);
  });

  it('that come when money is there already wait for two days, and all owners are told', async () => {
    const { seller } = await makeEarner({ world, url }, { paidBy: 'demo' });
    const owners = [
      await makePerson(world.db, { organisationId: seller }),
      await makePerson(world.db, { organisationId: seller }),
    ];
    const now = new Date();
    await save(seller, {}, now);
    expect((await readBankDetails(world.db, seller))[0]?.usableFrom).toEqual(
      new Date(now.getTime() + 48 * HOUR_MS),
    );
    await expect(make()).rejects.toMatchObject({ code: 'batch_empty' });
    const told = await world.db.prisma.mail.findMany({
      where: { template: 'bank_details_changed', recipient: { in: owners.map(({ email }) => email) } },
    });
    expect(told).toHaveLength(2);
    const newcomer = await makeOrganisation(world.db, 'seller');
    await save(newcomer, {}, now);
    expect((await readBankDetails(world.db, newcomer))[0]?.usableFrom).toEqual(now);
  });

  it('that replace others wait for two days; the same ones given again do not', async () => {
    const seller = await makePayee();
    const now = new Date();
    await save(seller);
    expect((await readBankDetails(world.db, seller))[0]?.usableFrom.getTime()).toBeLessThanOrEqual(
      now.getTime(),
    );
    await save(seller, { holder: 'Somebody Else' }, now);
    await expect(make()).rejects.toMatchObject({ code: 'batch_empty' });
    const later = new Date(now.getTime() + 48 * HOUR_MS);
    const batchId = await makeBankBatch(world.db, { ...as(0), currency: 'UAH', now: later });
    expect((await read(batchId)).totalMinor).toBe(SHARE);
    await reject(batchId);
  });
});

describe('a batch', () => {
  it('takes what is available out at once, and gives all of it back when it is rejected', async () => {
    const [one, two] = [await makePayee(), await makePayee()];
    const batchId = await make();
    expect(await read(batchId)).toMatchObject({
      status: 'proposed',
      payoutsCount: 2,
      totalMinor: 2n * SHARE,
    });
    expect(await walletOf(one)).toEqual({ available: 0n, paidOut: SHARE });
    await expect(make()).rejects.toMatchObject({ code: 'batch_empty' });
    const { batchesWaiting } = await readOpenEnds(world.db.pool, { now: new Date() });
    await reject(batchId);
    expect((await readOpenEnds(world.db.pool, { now: new Date() })).batchesWaiting).toBe(batchesWaiting - 1);
    expect(await walletOf(one)).toEqual({ available: SHARE, paidOut: 0n });
    expect(await walletOf(two)).toEqual({ available: SHARE, paidOut: 0n });
    expect(await readBankPayouts(world.db, { organisationId: one, limit: 5, before: null })).toMatchObject([
      { status: 'cancelled', reason: REASON },
    ]);
    await expect(reject(batchId)).rejects.toMatchObject({ code: 'batch_changed' });
  });

  it('holds neither who is blocked nor who has too little, and none is made while payouts are paused', async () => {
    const seller = await makePayee();
    const by = { organisationId: seller, reason: 'Looked at.', ...as(0), now: new Date() };
    await blockOrganisation(world.db, by);
    await expect(make()).rejects.toMatchObject({ code: 'batch_empty' });
    await unblockOrganisation(world.db, by);
    const pause = (value: boolean) =>
      changeSetting(world.db, { ...ACTOR, key: 'payouts_paused', value, now: new Date() });
    await pause(true);
    await expect(make()).rejects.toMatchObject({ code: 'payouts_paused' });
    await pause(false);
    const batchId = await make();
    await blockOrganisation(world.db, by);
    await expect(approve(batchId, 0)).rejects.toMatchObject({ code: 'batch_holds_blocked' });
    const payoutId = await payoutOf(batchId, seller);
    await strikeBankPayout(world.db, { ...as(0), batchId, payoutId, reason: REASON, now: new Date() });
    expect(await walletOf(seller)).toEqual({ available: SHARE, paidOut: 0n });
    await expect(approve(batchId, 0)).rejects.toMatchObject({ code: 'batch_changed' });
    await reject(batchId);
  });

  it('pays what a seller owes first, and only what is left to the seller', async () => {
    const { seller, saleId } = await makeEarner({ world, url }, { paidBy: 'demo' });
    await save(seller, {}, new Date(Date.now() - 49 * HOUR_MS));
    await sentBatch();
    const { id: moderator } = await makePerson(world.db, { platformRole: 'moderator', secondFactor: true });
    const reason = 'Sold to another buyer as exclusive two days earlier.';
    await takeBackSale(world.db, { actor: moderator, origin: 'test', saleId, reason, now: new Date() });
    const give = (amountMinor: bigint) =>
      writeCorrection(world.db, {
        ...{ id: newId('corr'), kind: 'goodwill', organisationId: seller, account: 'available' },
        ...{ direction: 'give', source: 'goodwill', currency: 'UAH', amountMinor },
        ...{ reason: 'The market was down', ...as(0), now: new Date() },
      });
    await give(SHARE);
    await expect(make(), 'all of it is owed').rejects.toMatchObject({ code: 'batch_empty' });
    await give(SHARE + 10_000n);
    const batchId = await make();
    expect((await read(batchId)).totalMinor).toBe(SHARE + 10_000n);
    const [wallet] = await readWallet(world.db.pool, seller);
    expect(wallet).toMatchObject({ available: 0n, debt: 0n });
    await reject(batchId);
  });

  it('made twice at once pays nobody twice', async () => {
    const seller = await makePayee();
    const outcomes = await outcomesOf([make(), make(), make()]);
    expect(outcomes).toEqual(['batch_empty', 'batch_empty', null]);
    expect(await walletOf(seller)).toEqual({ available: 0n, paidOut: SHARE });
  });

  it('and a payout by the card processor at the same moment pay what is available once', async () => {
    for (let round = 0; round < 8; round += 1) {
      await world.owner.query(`UPDATE bank_details SET usable_from = 'infinity'`);
      const seller = await makePayee();
      await world.db.prisma.payoutAccount.create({
        data: {
          organisationId: seller,
          stripeAccountId: newId('org'),
          payoutsEnabled: true,
          createdAt: new Date(),
          updatedAt: new Date(),
        },
      });
      const pay = () =>
        paySeller(world.db, {
          ...ACTOR,
          organisationId: seller,
          currency: 'UAH',
          amountMinor: null,
          now: new Date(),
        });
      const outcomes = await outcomesOf([make(), pay(), make(), pay()]);
      expect(outcomes.filter((code) => code === null)).toHaveLength(1);
      expect(await walletOf(seller)).toEqual({ available: 0n, paidOut: SHARE });
    }
  });
});

describe('approval', () => {
  it('is of two different admins; of one, of both at once, or of one twice it is not more', async () => {
    await makePayee();
    const batchId = await make();
    await expect(take(batchId)).rejects.toMatchObject({ code: 'batch_changed' });
    expect(await outcomesOf([approve(batchId, 0, SHARE), approve(batchId, 0, SHARE)])).toEqual([
      'batch_approved_by_you',
      null,
    ]);
    expect(await read(batchId)).toMatchObject({ status: 'proposed', approvalsCount: 1 });
    const both = await outcomesOf([approve(batchId, 1, SHARE), approve(batchId, 2, SHARE)]);
    expect(both).toEqual(['batch_changed', null]);
    expect(await read(batchId)).toMatchObject({ status: 'approved', approvalsCount: 2 });
  });

  it('is none of an admin whom another made a moment ago, and all admins are told of them', async () => {
    await makePayee();
    const batchId = await make();
    const { id: personId } = await makePerson(world.db, { secondFactor: true });
    const now = new Date();
    await setPlatformRole(world.db, { ...as(0), personId, before: null, role: 'admin', now });
    const agree = (at: Date) =>
      approveBankBatch(world.db, { actor: personId, origin: 'test', batchId, totalMinor: SHARE, now: at });
    await approve(batchId, 0, SHARE);
    await expect(agree(later(now, 47 * HOUR_MS))).rejects.toMatchObject({ code: 'admin_new' });
    expect(await read(batchId)).toMatchObject({ status: 'proposed', approvalsCount: 1 });
    const told = await world.db.prisma.mail.count({ where: { template: 'admin_made', createdAt: now } });
    expect(told).toBe(admins.length + 1);
    expect(await agree(later(now, 49 * HOUR_MS))).toBe(true);
    const { id } = await makePerson(world.db);
    await world.owner.query(`UPDATE person SET platform_role = 'admin' WHERE id = $1`, [id]);
    const past = await world.db.prisma.person.findUniqueOrThrow({ where: { id } });
    expect(past.platformRoleSince, 'given by the database’s owner').toBeInstanceOf(Date);
    // The others of this file count three of them.
    await world.db.prisma.person.updateMany({
      where: { id: { in: [id, personId] } },
      data: { platformRole: null },
    });
  });

  it('of two at once lets it leave once', async () => {
    await makePayee();
    const batchId = await make();
    const tries = await Promise.all([approve(batchId, 0, SHARE), approve(batchId, 1, SHARE)]);
    expect(tries.sort()).toEqual([false, true]);
  });

  it('is not of who gains by it, nor of other figures, and begins anew when a payout is struck out', async () => {
    const [seller, another] = [await makePayee(), await makePayee()];
    const batchId = await make();
    await world.db.prisma.membership.create({
      data: { id: newId('memb'), organisationId: seller, personId: admins[2] ?? '', role: 'agent' },
    });
    await expect(approve(batchId, 2)).rejects.toMatchObject({ code: 'batch_is_yours' });
    await expect(approve(batchId, 0, SHARE)).rejects.toMatchObject({ code: 'batch_changed' });
    await approve(batchId, 0);
    const payoutId = await payoutOf(batchId, seller);
    await strikeBankPayout(world.db, { ...as(1), batchId, payoutId, reason: REASON, now: new Date() });
    expect(await read(batchId)).toMatchObject({ approvalsCount: 0, payoutsCount: 1, totalMinor: SHARE });
    expect(await walletOf(seller)).toEqual({ available: SHARE, paidOut: 0n });
    expect(await walletOf(another)).toEqual({ available: 0n, paidOut: SHARE });
    // Whose organisation is struck out gains nothing by it any more.
    expect(await approve(batchId, 2)).toBe(false);
    await reject(batchId);
    await world.db.prisma.membership.deleteMany({ where: { personId: admins[2] ?? '' } });
  });

  it('and rejection at once end in one of the two', async () => {
    const seller = await makePayee();
    const batchId = await make();
    await approve(batchId, 0);
    const outcomes = await outcomesOf([approve(batchId, 1, SHARE), reject(batchId)]);
    expect(outcomes.filter((code) => code === null).length).toBeGreaterThanOrEqual(1);
    const { status } = await read(batchId);
    expect(await walletOf(seller)).toEqual(
      status === 'rejected' ? { available: SHARE, paidOut: 0n } : { available: 0n, paidOut: SHARE },
    );
  });
});

describe('the file', () => {
  it('names the sellers as their banks know them, is noted, and binds the batch', async () => {
    await makePayee();
    const batchId = await make();
    await approve(batchId, 0);
    await approve(batchId, 1);
    await expect(send(batchId)).rejects.toMatchObject({ code: 'batch_file_not_taken' });
    const { name, text } = await take(batchId);
    expect(name).toMatch(/^bbat-\w+\.xml$/);
    expect(text).toContain('<Nm>TOV Lidi Kiiv</Nm>');
    expect(text).toContain(`<IBAN>${SELLER_DETAILS.account}</IBAN>`);
    expect(text).toContain('<CtrlSum>810.00</CtrlSum>');
    expect(await take(batchId)).toMatchObject({ text });
    expect((await take(batchId, 'csv')).text).toContain('"810.00","UAH"');
    await expect(reject(batchId)).rejects.toMatchObject({ code: 'batch_file_taken' });
    const audit = await world.db.prisma.auditEntry.findMany({ where: { subjectId: batchId } });
    expect(audit.filter(({ action }) => action === 'bank_batch.file_taken')).toHaveLength(3);
    await send(batchId);
    await expect(send(batchId)).rejects.toMatchObject({ code: 'batch_changed' });
  });
});

describe('the file of a batch whose seller was stopped since two agreed', () => {
  const barred = (pairs: [string, string][]) =>
    changeSetting(world.db, { ...ACTOR, key: 'barred_pairs', value: pairs, now: new Date() });

  it('is not written before anybody has taken it: the batch is rejected instead', async () => {
    const seller = await makePayee();
    const batchId = await make();
    await approve(batchId, 0);
    await approve(batchId, 1);
    const by = { organisationId: seller, reason: 'Looked at.', ...as(0), now: new Date() };
    await blockOrganisation(world.db, by);
    await expect(take(batchId)).rejects.toMatchObject({ code: 'batch_held_back' });
    await unblockOrganisation(world.db, by);
    const pause = (value: boolean) =>
      changeSetting(world.db, { ...ACTOR, key: 'payouts_paused', value, now: new Date() });
    await pause(true);
    await expect(take(batchId)).rejects.toMatchObject({ code: 'batch_held_back' });
    await pause(false);
    await take(batchId);
    await blockOrganisation(world.db, by);
    expect((await take(batchId)).text, 'the bank may have it by now').toContain(SELLER_DETAILS.account);
  });

  it('nor is it agreed to, or written, for a country that may not be paid any more', async () => {
    const seller = await makePayee();
    await world.db.prisma.organisation.update({ where: { id: seller }, data: { countryCode: 'MN' } });
    await setOperator(world.db);
    const [waiting, agreed] = [await make(), await makePayee().then(make)];
    await approve(agreed, 0);
    await approve(agreed, 1);
    await barred([['HU', 'MN']]);
    await expect(approve(waiting, 0)).rejects.toMatchObject({ code: 'batch_holds_blocked' });
    expect((await take(agreed)).text, 'another country').toContain(SELLER_DETAILS.account);
    await barred([]);
    await approve(waiting, 0);
    await approve(waiting, 1);
    await barred([['HU', 'MN']]);
    await expect(take(waiting)).rejects.toMatchObject({ code: 'batch_held_back' });
    await barred([]);
    await reject(waiting);
  });
});

describe('a payout of a batch that the bank has', () => {
  it('is not said to have come back by who belongs to its seller', async () => {
    const seller = await makePayee();
    const batchId = await sentBatch();
    const payoutId = await payoutOf(batchId, seller);
    const { id: insider } = await makePerson(world.db, { platformRole: 'admin', organisationId: seller });
    const say = (reason: string | null) =>
      settleBankPayouts(world.db, {
        ...{ actor: insider, origin: 'test', batchId, payoutId, now: new Date() },
        ...(reason === null ? { payoutId, reason } : { payoutId, reason }),
      });
    await expect(say(REASON)).rejects.toMatchObject({ code: 'own_organisation' });
    expect(await walletOf(seller)).toEqual({ available: 0n, paidOut: SHARE });
    expect(await say(null)).toBe(1);
    await world.db.prisma.person.update({ where: { id: insider }, data: { platformRole: null } });
  });

  it('is paid, or comes back with a reason that the seller is told', async () => {
    const [one, two] = [await makePayee(), await makePayee()];
    const owner = await makePerson(world.db, { organisationId: two });
    const batchId = await sentBatch();
    const [first, second] = [await payoutOf(batchId, one), await payoutOf(batchId, two)];
    await paid(batchId, first);
    expect(await outcomesOf([returned(batchId, second), returned(batchId, second)])).toEqual([
      'bank_payout_unknown',
      null,
    ]);
    expect(await walletOf(one)).toEqual({ available: 0n, paidOut: SHARE });
    expect(await walletOf(two)).toEqual({ available: SHARE, paidOut: 0n });
    const [shown] = await readBankPayouts(world.db, { organisationId: two, limit: 5, before: null });
    expect(shown).toMatchObject({ status: 'returned', reason: REASON });
    const mails = await world.db.prisma.mail.findMany({ where: { recipient: owner.email } });
    expect(mails.map(({ template }) => template)).toEqual(['bank_payout_returned']);
    // Days after the bank said paid it may still send it back; what came back is not paid.
    await returned(batchId, first);
    expect(await walletOf(one)).toEqual({ available: SHARE, paidOut: 0n });
    await expect(paid(batchId, first)).rejects.toMatchObject({ code: 'bank_payout_unknown' });
  });

  it('is paid together with all that are not settled', async () => {
    const [one, two, three] = [await makePayee(), await makePayee(), await makePayee()];
    const batchId = await sentBatch();
    await returned(batchId, await payoutOf(batchId, one));
    expect(await paid(batchId, null)).toBe(2);
    expect(await walletOf(two)).toEqual(await walletOf(three));
  });
});

describe('the database', () => {
  const refused = (sql: string, values: unknown[] = []) => expect(world.db.pool.query(sql, values)).rejects;

  it('lets no batch go on without two who may agree', async () => {
    const seller = await makePayee();
    const batchId = await make();
    await refused(`UPDATE bank_batch SET status = 'approved', approved_at = now() WHERE id = $1`, [
      batchId,
    ]).toMatchObject({
      constraint: 'bank_batch_is_approved_by_two',
    });
    const agree = (person: string) =>
      refused('INSERT INTO bank_batch_approval (batch_id, person_id, at) VALUES ($1, $2, now())', [
        batchId,
        person,
      ]);
    const moderator = await makePerson(world.db, { platformRole: 'moderator' });
    await agree(moderator.id).toMatchObject({ constraint: 'bank_batch_approval_is_fit' });
    const gainer = await makePerson(world.db, { platformRole: 'admin', organisationId: seller });
    await agree(gainer.id).toMatchObject({ constraint: 'bank_batch_approval_is_fit' });
    await refused(`UPDATE bank_payout SET status = 'sent' WHERE batch_id = $1`, [batchId]).toThrow(
      'a payout that is pending does not become sent in a batch that is proposed',
    );
    await refused('UPDATE bank_payout SET amount_minor = 1 WHERE batch_id = $1', [batchId]).toThrow('frozen');
    await reject(batchId);
  });

  it('moves money only as a payout to a bank says', async () => {
    const seller = await makePayee();
    const batchId = await make();
    const payoutId = await payoutOf(batchId, seller);
    const post = (
      kind: 'bank_payout' | 'bank_payout_return',
      more: { amountMinor?: bigint; subjectId?: string } = {},
    ) => {
      const accounts = [`${seller}:available:UAH`, 'platform:bank_clearing:UAH'] as const;
      const [debitAccountId, creditAccountId] =
        kind === 'bank_payout' ? accounts : ([accounts[1], accounts[0]] as const);
      const subjectId = more.subjectId ?? payoutId;
      const amountMinor = more.amountMinor ?? SHARE;
      return postTransfers(world.db.pool, {
        ...ACTOR,
        now: new Date(),
        transfers: [
          {
            key: `${kind}:${subjectId}`,
            kind,
            debitAccountId,
            creditAccountId,
            currency: 'UAH',
            amountMinor,
            subjectId,
          },
        ],
      });
    };
    const unknown = { constraint: 'bank_payout_is_known' };
    await expect(post('bank_payout_return')).rejects.toMatchObject(unknown);
    await expect(post('bank_payout_return', { amountMinor: 1n })).rejects.toMatchObject(unknown);
    await expect(post('bank_payout_return', { subjectId: 'bpay_none' })).rejects.toMatchObject(unknown);
    await reject(batchId);
    await expect(post('bank_payout', { amountMinor: 1n })).rejects.toMatchObject({
      code: 'transfer_key_reused',
    });
    // What stands already is left as it is.
    await post('bank_payout_return');
    expect(await walletOf(seller)).toEqual({ available: SHARE, paidOut: 0n });
  });
});

describe('the books', () => {
  it.each([
    [
      'a payout that came back and is not said to have',
      'bank_payout',
      "status = 'sent', reason = NULL",
      "status = 'returned'",
      /^payout to a bank bpay_/,
    ],
    [
      'a batch that left with one approval',
      'bank_batch',
      "status = 'approved', approved_at = now(), ended_at = NULL, rejected_by = NULL, reason = NULL",
      "status = 'rejected'",
      /^payout batch bbat_/,
    ],
  ])('are not in order with %s', async (_what, table, wrong, which, violation) => {
    const client = await world.owner.connect();
    await client.query('BEGIN');
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    const { rowCount } = await client.query(
      `UPDATE ${table} SET ${wrong} WHERE id = (SELECT max(id) FROM ${table} WHERE ${which})`,
    );
    expect(rowCount).toBe(1);
    expect(await checkBooks(client)).toContainEqual(expect.stringMatching(violation));
    await client.query('ROLLBACK');
    client.release();
  });
});
