import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBankBatch } from '#app/domain/billing/make-bank-batch.server.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import { expireReference } from '#app/domain/catalog/read-reference.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { lockOrders } from '#app/domain/exchange/lock-orders.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { readListing } from '#app/domain/exchange/read-listing.server.ts';
import { listingIdOf, readListings } from '#app/domain/exchange/read-listings.server.ts';
import { releaseDueHolds } from '#app/domain/exchange/release-holds.server.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { confirmErasure } from '#app/domain/privacy/confirm-erasure.server.ts';
import { countWithdrawals } from '#app/domain/privacy/count-withdrawals.server.ts';
import { forgetPersons } from '#app/domain/privacy/forget-persons.server.ts';
import { leadOfToken, personPath } from '#app/domain/privacy/person-link.server.ts';
import { queueReceipts } from '#app/domain/privacy/queue-receipts.server.ts';
import { countOpenNotices, readNotices } from '#app/domain/privacy/read-notices.server.ts';
import { readPersonFile } from '#app/domain/privacy/read-person-file.server.ts';
import { sendReceipt } from '#app/domain/privacy/send-receipt.server.ts';
import { tellOfWithdrawal } from '#app/domain/privacy/tell-of-withdrawal.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Letter } from '#app/platform/mail.server.ts';
import { MailRefused } from '#app/platform/mail.server.ts';
import { PhoneRefused } from '#app/platform/phone-codes.server.ts';
import { openBank, SELLER_DETAILS } from '../factories/bank.ts';
import { sendLeads, takeIn } from '../factories/leads.ts';
import { freshPhone, fund, makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date();
const BY = { actor: 'test', origin: 'test' };

let world: World;
let trade: Trade;

beforeAll(async () => {
  world = await openWorld();
  trade = await openTrade(world.db, { niche: 'property.flat_new' });
});
afterAll(async () => {
  expect(await checkBooks(world.owner)).toEqual([]);
  await world.close();
});

const withdraw = (leadId: string, more: Partial<Parameters<typeof withdrawLead>[1]> = {}) =>
  withdrawLead(world.db, {
    leadId,
    kind: 'changed_mind',
    suppress: false,
    origin: 'web:1',
    now: NOW,
    ...more,
  });

async function remains(leadId: string) {
  const { rows } = await world.owner.query<Record<string, boolean>>(
    `SELECT EXISTS (SELECT FROM vault.lead_key WHERE lead_id = $1) AS key, EXISTS (SELECT FROM lead_contact WHERE lead_id = $1) AS contact,
       EXISTS (SELECT FROM contact_claim WHERE lead_id = $1) AS claim, EXISTS (SELECT FROM lead_trace WHERE lead_id = $1) AS trace,
       (SELECT suppression_hashes <> '{}' FROM lead WHERE id = $1) AS hashes`,
    [leadId],
  );
  return rows[0];
}

/** A lead in a niche that nobody orders: it stays on the open market. */
async function listed(more: Parameters<typeof sendLeads>[2][number] = {}, at = NOW, terms = {}) {
  const sellerId = await makeOrganisation(world.db, 'seller');
  const offer = await makeOffer(world.db, sellerId, { niche: 'climate.solar', ...terms });
  const [lead] = await sendLeads(world.db, { organisationId: sellerId, id: offer.id }, [more], at);
  if (lead?.status !== 'available') throw new Error('the lead is for sale');
  return { leadId: lead.id, sellerId, offerId: offer.id };
}

async function buyer(): Promise<string> {
  const id = await makeOrganisation(world.db, 'buyer');
  await fund(world.db, id, 1_000_000n);
  return id;
}

const buy = (organisationId: string, leadId: string, now = NOW) =>
  buyListing(world.db, { ...BY, organisationId, listingId: listingIdOf(leadId), maxPrice: null, now });

describe('the link of a person', () => {
  it('leads to their lead, and to no other when a sign of it is changed', () => {
    const leadId = newId('lead');
    const token = personPath(world.db, leadId).replace('/my-data/', '');
    expect(leadOfToken(world.db, token)).toBe(leadId);
    const another = `${newId('lead').slice(5)}${token.slice(token.indexOf('-'))}`;
    const bent = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const wrong of [another, bent, token.slice(0, -4), `${token}AAAA`, '', '-', leadId])
      expect(leadOfToken(world.db, wrong), wrong).toBeNull();
  });

  it('shows what was collected, who has it and who read it, and that is written down too', async () => {
    const { leadId, saleId } = await trade.sell(NOW);
    const file = await readPersonFile(world.db, { leadId, origin: 'web:1', now: NOW });
    expect(file).toMatchObject({
      contact: { name: 'Olena Kovalenko' },
      consent: { text: 'I agree to be called about my request.' },
      collectedBy: { name: 'Test seller', countryCode: 'UA' },
      buyers: [{ saleId, name: 'Test buyer', countryCode: 'UA', receivedAt: null, erasedAt: null }],
      readings: [],
      withdrawal: null,
    });
    expect(await world.db.prisma.contactReading.findMany({ where: { leadId } })).toMatchObject([
      { way: 'person', why: 'own', reader: 'person' },
    ]);
    expect(await readPersonFile(world.db, { leadId: newId('lead'), origin: 'web:1', now: NOW })).toBeNull();
  });
});

describe('a withdrawal', () => {
  it('takes an unsold lead off the market and leaves neither data nor key', async () => {
    const { leadId } = await listed();
    expect(await remains(leadId)).toEqual({
      key: true,
      contact: true,
      claim: true,
      trace: true,
      hashes: true,
    });
    expect(await withdraw(leadId)).toBe(true);
    expect(await remains(leadId)).toEqual({
      key: false,
      contact: false,
      claim: false,
      trace: false,
      hashes: false,
    });
    expect((await readLeadsById(world.db.pool, [leadId]))[0]?.status).toBe('withdrawn');
    expect((await readContacts(world.db, [leadId])).size).toBe(0);
    const listings = await readListings(world.db, { limit: 100, before: null, now: NOW });
    expect(listings.map(({ lead }) => lead.id)).not.toContain(leadId);
    await expect(buy(await buyer(), leadId)).rejects.toMatchObject({ code: 'listing_gone' });
  });

  it('tells every buyer and the seller once, and moves no money', async () => {
    const { leadId, saleId } = await trade.sell(NOW);
    const { email } = await makePerson(world.db, { organisationId: trade.buyerId, role: 'owner' });
    for (const organisationId of [trade.buyerId, trade.sellerId])
      await createEndpoint(world.db, {
        ...BY,
        organisationId,
        url: 'http://127.0.0.1:9/hook',
        events: ['lead.withdrawn'],
        allowPrivate: true,
        now: NOW,
      });
    const before = await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } });
    const transfers = await world.db.prisma.transfer.count();
    expect(await withdraw(leadId)).toBe(true);
    expect(await withdraw(leadId, { kind: 'never_asked' })).toBe(false);
    for (let time = 0; time < 2; time += 1) await tellOfWithdrawal(world.db, { leadId, now: NOW });
    const deliveries = await world.db.prisma.delivery.findMany({
      where: { event: 'lead.withdrawn', subjectId: { in: [saleId, leadId] } },
      include: { endpoint: true },
    });
    expect(deliveries.map((one) => [one.subjectId, one.endpoint.organisationId]).sort()).toEqual(
      [
        [leadId, trade.sellerId],
        [saleId, trade.buyerId],
      ].sort(),
    );
    expect(
      await world.db.prisma.mail.count({ where: { recipient: email, template: 'lead_withdrawn_buyer' } }),
    ).toBe(1);
    expect(await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } })).toEqual({
      ...before,
      // Nobody is to try who is gone.
      untouchedHeat: null,
    });
    expect(await world.db.prisma.transfer.count()).toBe(transfers);
    expect(
      await world.db.prisma.auditEntry.findMany({ where: { action: 'lead.withdrawn', subjectId: leadId } }),
    ).toMatchObject([{ actor: 'person', details: { kind: 'changed_mind', buyers: 1 } }]);
    // The claim of what is sold exclusively runs on: it is a keyed hash.
    expect(await remains(leadId)).toMatchObject({ key: false, contact: false, claim: true });
  });

  it('is answered by its buyer alone, and the first answer stands', async () => {
    const { leadId, saleId } = await trade.sell(NOW);
    const say = (organisationId: string, now = NOW) =>
      confirmErasure(world.db, { ...BY, organisationId, saleId, now });
    await expect(say(trade.buyerId)).rejects.toMatchObject({ code: 'withdrawal_unknown' });
    await withdraw(leadId);
    const open = await countOpenNotices(world.db, trade.buyerId);
    for (const other of [trade.sellerId, await buyer()])
      await expect(say(other)).rejects.toMatchObject({ code: 'withdrawal_unknown' });
    expect((await say(trade.buyerId)).erasedAt).toEqual(NOW);
    const tomorrow = later(NOW, DAY_MS);
    const [again, once] = await Promise.all([say(trade.buyerId, tomorrow), say(trade.buyerId, tomorrow)]);
    expect([again.erasedAt, once.erasedAt]).toEqual([NOW, NOW]);
    expect(await countOpenNotices(world.db, trade.buyerId)).toBe(open - 1);
    expect(await readNotices(world.db, { leadId, limit: 10 })).toMatchObject([
      { saleId, kind: 'changed_mind' },
    ]);
    await expect(
      world.db.pool.query(
        'UPDATE withdrawal_notice SET erased_at = NULL, erased_by = NULL WHERE sale_id = $1',
        [saleId],
      ),
    ).rejects.toThrow(/stays/);
  });

  it('decides with sales at the same moment: who bought is told, who came later is refused', async () => {
    const buyers = await Promise.all(Array.from({ length: 6 }, buyer));
    for (let round = 0; round < 5; round += 1) {
      const { leadId } = await listed({}, NOW, { exclusivity: 'shared', maxSells: 6 });
      const outcomes = await Promise.allSettled([
        ...buyers.slice(0, 3).map((id) => buy(id, leadId)),
        withdraw(leadId),
        withdraw(leadId),
        ...buyers.slice(3).map((id) => buy(id, leadId)),
      ]);
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect(new Set(refused.filter((code) => code !== 'listing_gone'))).toEqual(new Set());
      const [sales, notices] = await Promise.all([
        world.db.prisma.sale.findMany({ where: { leadId }, select: { id: true } }),
        readNotices(world.db, { leadId, limit: 10 }),
      ]);
      expect(notices.map(({ saleId }) => saleId).sort()).toEqual(sales.map(({ id }) => id).sort());
      expect(sales.length + refused.length).toBe(buyers.length);
      expect(await remains(leadId)).toMatchObject({ key: false, contact: false });
    }
  });

  it('of a lead that is being checked comes before its verdict or after it', async () => {
    const sellerId = await makeOrganisation(world.db, 'seller');
    const offer = await makeOffer(world.db, sellerId, { niche: 'climate.solar' });
    const [leadId = ''] = await takeIn(world.db, { organisationId: sellerId, id: offer.id }, [{}]);
    await withdraw(leadId);
    await processLeads(world.db, { leadIds: [leadId], now: NOW, checkWaitMs: 0 });
    expect((await readLeadsById(world.db.pool, [leadId]))[0]?.status).toBe('withdrawn');
  });

  it('may bar the contact from coming again, whoever brings it', async () => {
    const phone = freshPhone();
    const { leadId, sellerId, offerId } = await listed({ contact: { name: 'Ada Loss', phone } });
    await withdraw(leadId, { kind: 'never_asked', suppress: true });
    const [again] = await sendLeads(
      world.db,
      { organisationId: sellerId, id: offerId },
      [{ contact: { phone } }],
      NOW,
    );
    expect(again?.status).toBe('rejected');
    const other = await listed({ contact: { phone: freshPhone() } });
    await withdraw(other.leadId, { kind: 'changed_mind' });
    expect(await countWithdrawals(world.db, sellerId)).toEqual({ withdrawn: 1, neverAsked: 1 });
    expect(await countWithdrawals(world.db, other.sellerId)).toEqual({ withdrawn: 1, neverAsked: 0 });
  });

  it('leaves the buyer the right to contest, though no words are kept', async () => {
    const { leadId, saleId } = await trade.sell(NOW);
    await withdraw(leadId, { kind: 'never_asked' });
    const dispute = await openDispute(world.db, {
      ...BY,
      saleId,
      buyerOrganisationId: trade.buyerId,
      reason: 'never_requested',
      detail: 'She told us that she never asked.',
      now: NOW,
    });
    expect(dispute.status).toBe('awaiting_seller');
    expect(
      (await world.db.prisma.dispute.findUniqueOrThrow({ where: { id: dispute.id } })).sealedDetail,
    ).toBeNull();
  });

  it('cannot be written without erasing', async () => {
    const { leadId } = await listed();
    await expect(
      world.owner.query(`UPDATE lead SET status = 'withdrawn' WHERE id = $1`, [leadId]),
    ).rejects.toThrow(/not erased/);
  });
});

describe('who has the data of a person', () => {
  type Sent = { letters: Letter[]; db: World['db'] };
  /** The mail server is the world outside; what it says is put in its place. */
  function withMail(answer: (letter: Letter) => Promise<void> = async () => undefined): Sent {
    const letters: Letter[] = [];
    const mail = {
      ...world.db.mail,
      send: async (letter: Letter) => {
        await answer(letter);
        letters.push(letter);
      },
    };
    return { letters, db: { ...world.db, mail } };
  }
  const messagesTo = async (phone: string) =>
    ((await world.db.phoneBox?.list(200)) ?? []).filter(({ to }) => to === phone);
  const receiptOf = (leadId: string) => world.db.prisma.personReceipt.findUnique({ where: { leadId } });

  async function sold(contact: { email?: string; phone?: string }) {
    const { leadId } = await listed({ contact }, NOW, { exclusivity: 'shared', maxSells: 3 });
    const first = await buy(await buyer(), leadId);
    return { leadId, saleIds: [first.saleId, (await buy(await buyer(), leadId)).saleId] };
  }

  it('is sent to them at the first sale, once, and their address is written nowhere', async () => {
    const { leadId, saleIds } = await sold({ email: 'ada.receipt@gmail.com' });
    for (const saleId of saleIds) await queueReceipts(world.db, { saleIds: [saleId], now: NOW });
    const { db, letters } = withMail();
    for (let time = 0; time < 2; time += 1) await sendReceipt(db, { leadId, now: NOW });
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ to: 'ada.receipt@gmail.com', id: leadId.replace('lead_', 'mail_') });
    expect(letters[0]?.text).toContain(personPath(world.db, leadId));
    expect(await receiptOf(leadId)).toMatchObject({ status: 'sent' });
    const { rows } = await world.owner.query(`SELECT FROM mail WHERE recipient LIKE 'ada.receipt%'`);
    expect(rows).toEqual([]);
    const jobs = await world.owner.query<{ data: string }>(
      `SELECT data::text FROM pgboss.job WHERE name = 'send-receipt'`,
    );
    expect(jobs.rows.filter(({ data }) => data.includes(leadId))).toHaveLength(1);
  });

  it('is tried again while the mail server is away, and given up when it refuses', async () => {
    const { leadId, saleIds } = await sold({ email: 'grace.receipt@gmail.com' });
    await queueReceipts(world.db, { saleIds, now: NOW });
    const away = withMail(() => Promise.reject(new Error('away')));
    await expect(sendReceipt(away.db, { leadId, now: NOW })).rejects.toThrow('away');
    expect(await receiptOf(leadId)).toMatchObject({ status: 'pending' });
    const refusing = withMail(() => Promise.reject(new MailRefused('smtp_550')));
    await sendReceipt(refusing.db, { leadId, now: NOW });
    expect(await receiptOf(leadId)).toMatchObject({ status: 'failed', errorCode: 'smtp_550' });
  });

  it('is sent to the telephone of who left no address, once, and the number is written nowhere', async () => {
    const phone = freshPhone();
    const { leadId, saleIds } = await sold({ phone });
    await queueReceipts(world.db, { saleIds, now: NOW });
    const { db, letters } = withMail();
    for (let time = 0; time < 2; time += 1) await sendReceipt(db, { leadId, now: NOW });
    const messages = await messagesTo(phone);
    expect(messages).toMatchObject([{ id: leadId, method: 'sms' }]);
    expect(messages[0]?.text).toContain(`${world.db.mail.appUrl}${personPath(world.db, leadId)}`);
    expect(letters).toEqual([]);
    expect(await receiptOf(leadId)).toMatchObject({ status: 'sent' });
    for (const table of ['person_receipt', 'mail', 'pgboss.job']) {
      const { rows } = await world.owner.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      for (const { row } of rows) expect(row).not.toContain(phone.slice(1));
    }
  });

  it('is sent to the telephone where the mail server refuses, and tried again while neither answers', async () => {
    const phone = freshPhone();
    const { leadId, saleIds } = await sold({ phone, email: 'linus.receipt@gmail.com' });
    await queueReceipts(world.db, { saleIds, now: NOW });
    const { db } = withMail(() => Promise.reject(new MailRefused('smtp_550')));
    const withPhone = (write: () => Promise<void>) => ({
      ...db,
      phone: world.db.phone && { ...world.db.phone, write },
    });
    const away = withPhone(() => Promise.reject(new Error('away')));
    await expect(sendReceipt(away, { leadId, now: NOW })).rejects.toThrow('away');
    expect(await receiptOf(leadId)).toMatchObject({ status: 'pending' });
    await sendReceipt(db, { leadId, now: NOW });
    expect(await messagesTo(phone)).toHaveLength(1);
    expect(await receiptOf(leadId)).toMatchObject({ status: 'sent' });

    const gone = await sold({ phone: freshPhone() });
    await queueReceipts(world.db, { saleIds: gone.saleIds, now: NOW });
    const refusing = withPhone(() => Promise.reject(new PhoneRefused('no_such_number')));
    await sendReceipt(refusing, { leadId: gone.leadId, now: NOW });
    expect(await receiptOf(gone.leadId)).toMatchObject({ status: 'failed', errorCode: 'no_such_number' });
  });

  it('is not sent where there is no address, where the law does not ask, or after a withdrawal', async () => {
    const { db, letters } = withMail();
    const landline = await sold({ phone: '+380442358907' });
    await queueReceipts(world.db, { saleIds: landline.saleIds, now: NOW });
    await sendReceipt(db, { leadId: landline.leadId, now: NOW });
    expect(await receiptOf(landline.leadId)).toMatchObject({ status: 'no_address' });

    const mute = { ...db, phone: null };
    const phoned = await sold({ phone: freshPhone() });
    await queueReceipts(world.db, { saleIds: phoned.saleIds, now: NOW });
    await sendReceipt(mute, { leadId: phoned.leadId, now: NOW });
    expect(await receiptOf(phoned.leadId), 'no way to write to phones is set up').toMatchObject({
      status: 'no_address',
    });

    const gone = await sold({ email: 'gone.receipt@gmail.com' });
    await queueReceipts(world.db, { saleIds: gone.saleIds, now: NOW });
    await withdraw(gone.leadId);
    expect(await receiptOf(gone.leadId), 'with the withdrawal itself').toMatchObject({ status: 'erased' });
    await sendReceipt(db, { leadId: gone.leadId, now: NOW });
    expect(await receiptOf(gone.leadId)).toMatchObject({ status: 'erased' });

    const before = await sold({ email: 'before.receipt@gmail.com' });
    await withdraw(before.leadId);
    await queueReceipts(world.db, { saleIds: before.saleIds, now: NOW });
    expect(await receiptOf(before.leadId), 'withdrawn before its first sale was told of').toBeNull();

    await changeSetting(world.db, { ...BY, key: 'receipt_countries', value: ['HU'], now: NOW });
    const elsewhere = await sold({ email: 'elsewhere.receipt@gmail.com' });
    await queueReceipts(world.db, { saleIds: elsewhere.saleIds, now: NOW });
    expect(await receiptOf(elsewhere.leadId)).toBeNull();
    expect(letters).toEqual([]);
  });
});

describe('the time for which a person is kept', () => {
  it('ends 30 days after the wanted day, or 90 days after an unsold lead came', async () => {
    const come = later(NOW, -60 * DAY_MS);
    const wanted = await listed({ wantedWithinDays: 20 }, come);
    const longer = await listed({ wantedWithinDays: 31 }, come);
    const undated = await listed({}, come);
    const rejected = await sendLeads(
      world.db,
      { organisationId: undated.sellerId, id: undated.offerId },
      [{ contact: { phone: '+380671' } }],
      later(NOW, -91 * DAY_MS),
    );
    expect(rejected[0]?.status).toBe('rejected');
    await forgetPersons(world.db, { now: NOW });
    const rejectedId = rejected[0]?.id ?? '';
    const statusOf = async (id: string) => (await readLeadsById(world.db.pool, [id]))[0]?.status;
    expect(await remains(wanted.leadId)).toMatchObject({ key: false, contact: false, claim: false });
    expect(await statusOf(wanted.leadId)).toBe('expired');
    expect(await remains(rejectedId)).toMatchObject({ key: false, contact: false });
    expect(await statusOf(rejectedId)).toBe('rejected');
    for (const { leadId } of [longer, undated]) {
      expect(await remains(leadId)).toMatchObject({ key: true, contact: true });
      expect(await statusOf(leadId)).toBe('available');
    }
    await forgetPersons(world.db, { now: later(NOW, 31 * DAY_MS) });
    for (const { leadId } of [longer, undated]) expect(await statusOf(leadId)).toBe('expired');
  });

  it('ends the listing on the day itself, before the nightly job comes', async () => {
    const { leadId } = await listed({ wantedWithinDays: 20 }, later(NOW, -60 * DAY_MS));
    const organisationId = await buyer();
    const listingId = listingIdOf(leadId);
    expect((await readListing(world.db, { listingId, organisationId, now: NOW }))?.isForSale).toBe(false);
    await expect(buy(organisationId, leadId)).rejects.toMatchObject({ code: 'listing_gone' });
    expect(
      (await readListing(world.db, { listingId, organisationId, now: later(NOW, -30 * DAY_MS) }))?.isForSale,
    ).toBe(true);
  });

  it('of a sold lead is what the operator set, and waits for a dispute; the sale and its money stay', async () => {
    await changeSetting(world.db, { ...BY, key: 'sold_retention_days', value: 100, now: NOW });
    const come = later(NOW, -101 * DAY_MS);
    const [old, fresh, disputed] = [
      await trade.sell(come),
      await trade.sell(later(NOW, -99 * DAY_MS)),
      await trade.sell(come),
    ];
    await openDispute(world.db, {
      ...BY,
      saleId: disputed.saleId,
      buyerOrganisationId: trade.buyerId,
      reason: 'wrong_person',
      detail: 'A man answered.',
      now: come,
    });
    const sale = await world.db.prisma.sale.findUniqueOrThrow({ where: { id: old.saleId } });
    for (let night = 0; night < 2; night += 1) await forgetPersons(world.db, { now: NOW });
    expect(await remains(old.leadId)).toMatchObject({ key: false, contact: false });
    expect((await readLeadsById(world.db.pool, [old.leadId]))[0]?.status).toBe('sold');
    expect(await world.db.prisma.sale.findUniqueOrThrow({ where: { id: old.saleId } })).toEqual({
      ...sale,
      untouchedHeat: null,
    });
    for (const { leadId } of [fresh, disputed])
      expect(await remains(leadId)).toMatchObject({ key: true, contact: true });
  });

  it('passes over a lead that is being sold at that moment', async () => {
    const { leadId } = await listed({ wantedWithinDays: 1 }, later(NOW, -40 * DAY_MS));
    const tx = await world.db.pool.connect();
    await tx.query('BEGIN');
    await tx.query('SELECT FROM lead WHERE id = $1 FOR NO KEY UPDATE', [leadId]);
    await forgetPersons(world.db, { now: NOW });
    expect(await remains(leadId)).toMatchObject({ key: true });
    await tx.query('ROLLBACK');
    tx.release();
    await forgetPersons(world.db, { now: NOW });
    expect(await remains(leadId)).toMatchObject({ key: false });
  });
});

describe('a niche that was closed', () => {
  it('sells no lead that came before, and frees no share, until it is open again', async () => {
    const market = await openTrade(world.db, { niche: 'renovation.windows' });
    const { saleId } = await market.sell(later(NOW, -10 * DAY_MS));
    const offer = await world.db.prisma.offer.findFirstOrThrow({
      where: { organisationId: market.sellerId },
    });
    const of = { organisationId: market.sellerId, id: offer.id };
    const [leadId = ''] = await takeIn(world.db, of, [{}]);
    const trade = (word: string) =>
      world.db.prisma.niche
        .update({ where: { code: 'renovation.windows' }, data: { trade: word } })
        .then(() => expireReference(world.db.pool));
    await trade('forbidden');
    await processLeads(world.db, { leadIds: [leadId], now: NOW, checkWaitMs: 0 });
    expect((await readLeadsById(world.db.pool, [leadId]))[0]).toMatchObject({
      status: 'available',
      salesCount: 0,
    });
    const organisationId = await buyer();
    const seen = await readListing(world.db, { listingId: listingIdOf(leadId), organisationId, now: NOW });
    expect(seen?.isForSale).toBe(false);
    await expect(buy(organisationId, leadId)).rejects.toMatchObject({ code: 'listing_gone' });
    const statusOf = async () =>
      (await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } })).status;
    await releaseDueHolds(world.db, { now: NOW });
    expect(await statusOf()).toBe('held');
    await trade('open');
    await releaseDueHolds(world.db, { now: NOW });
    expect(await statusOf()).toBe('released');
  });
});

describe('countries that may not trade with one another', () => {
  const bar = (pairs: [string, string][]) =>
    changeSetting(world.db, { ...BY, key: 'barred_pairs', value: pairs, now: NOW });
  const move = (id: string, countryCode: string) =>
    world.db.prisma.organisation.update({ where: { id }, data: { countryCode } });

  it('are matched with no order, neither by the search nor under the lock', async () => {
    const market = await openTrade(world.db, { niche: 'education.languages' });
    await move(market.buyerId, 'HU');
    expect((await market.sell(NOW)).saleId).toBeTruthy();
    await bar([['HU', 'UA']]);
    const offer = await world.db.prisma.offer.findFirstOrThrow({
      where: { organisationId: market.sellerId },
    });
    const of = { organisationId: market.sellerId, id: offer.id };
    expect((await sendLeads(world.db, of, [{}], NOW))[0]?.status).toBe('available');
    const locked = await transact(world.db.pool, (tx) =>
      lockOrders(tx, { orderIds: [market.orderId], sellerIds: [market.sellerId, trade.buyerId], now: NOW }),
    );
    expect([...(locked.get(market.orderId)?.barredSellers ?? [])].sort()).toEqual(
      [market.sellerId, trade.buyerId].sort(),
    );
    await bar([]);
    expect((await sendLeads(world.db, of, [{}], NOW))[0]?.status).toBe('sold');
  });

  it('neither see each other on the market nor buy there, whichever of the two is named first', async () => {
    const { leadId } = await listed();
    const organisationId = await buyer();
    await move(organisationId, 'AM');
    const listingId = listingIdOf(leadId);
    const seen = async () => ({
      listed: (
        await readListings(world.db, {
          limit: 100,
          before: null,
          exceptOrganisationId: organisationId,
          now: NOW,
        })
      ).some(({ lead }) => lead.id === leadId),
      isForSale: (await readListing(world.db, { listingId, organisationId, now: NOW }))?.isForSale,
    });
    for (const pair of [
      ['UA', 'AM'],
      ['AM', 'UA'],
    ] as [string, string][]) {
      await bar([pair]);
      expect(await seen()).toEqual({ listed: false, isForSale: false });
      await expect(buy(organisationId, leadId)).rejects.toMatchObject({ code: 'countries_barred' });
    }
    await bar([['AZ', 'AM']]);
    expect(await seen()).toEqual({ listed: true, isForSale: true });
    expect((await buy(organisationId, leadId)).repeated).toBe(false);
    await bar([]);
  });

  it('are paid nothing from one to the other: neither asked for, by itself, nor to a bank', async () => {
    const market = await openTrade(world.db, { niche: 'legal.bankruptcy' });
    for (let sale = 0; sale < 3; sale += 1) await market.sell(later(NOW, -10 * DAY_MS));
    await releaseDueHolds(world.db, { now: NOW });
    await openBank(world.db);
    const organisationId = market.sellerId;
    await saveBankDetails(world.db, {
      ...BY,
      organisationId,
      currency: 'UAH',
      details: SELLER_DETAILS,
      now: later(NOW, -3 * DAY_MS),
    });
    await world.owner.query(
      `INSERT INTO setting (key, value, updated_by, updated_at) VALUES ('operator', '{"party":{"countryCode":"HU"}}', 'test', now())
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    );
    const pay = () =>
      paySeller(world.db, { ...BY, organisationId, currency: 'UAH', amountMinor: null, now: NOW });
    const batch = () => makeBankBatch(world.db, { ...BY, currency: 'UAH', now: NOW });
    await bar([['HU', 'UA']]);
    await expect(pay()).rejects.toMatchObject({ code: 'payout_barred' });
    await expect(batch()).rejects.toMatchObject({ code: 'batch_empty' });
    await bar([['HU', 'AM']]);
    await expect(pay()).rejects.toMatchObject({ code: 'payout_account_not_ready' });
    const id = await batch();
    expect(await world.db.prisma.bankPayout.findMany({ where: { batchId: id } })).toMatchObject([
      { organisationId },
    ]);
    await bar([]);
  });

  it('leave the share of an earlier sale on hold, and free it when they may again', async () => {
    const market = await openTrade(world.db, { niche: 'health.implants' });
    const { saleId } = await market.sell(later(NOW, -10 * DAY_MS));
    await move(market.buyerId, 'MN');
    await bar([['MN', 'UA']]);
    const statusOf = async () =>
      (await world.db.prisma.sale.findUniqueOrThrow({ where: { id: saleId } })).status;
    await releaseDueHolds(world.db, { now: NOW });
    expect(await statusOf()).toBe('held');
    await bar([]);
    await releaseDueHolds(world.db, { now: NOW });
    expect(await statusOf()).toBe('released');
  });
});
