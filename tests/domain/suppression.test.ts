import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { readListing } from '#app/domain/exchange/read-listing.server.ts';
import { listingIdOf, readListings } from '#app/domain/exchange/read-listings.server.ts';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import { addSuppressions } from '#app/domain/leads/add-suppressions.server.ts';
import { checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { clearSuppressions } from '#app/domain/leads/clear-suppressions.server.ts';
import { countSuppressions } from '#app/domain/leads/count-suppressions.server.ts';
import { findSuppression } from '#app/domain/leads/find-suppression.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { removeSuppression } from '#app/domain/leads/remove-suppression.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Money } from '#app/kernel/money.ts';
import { foundBy, sendLeads, takeIn } from '../factories/leads.ts';
import { freshPhone, fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, until, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const country = 'UA';
let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

/** As many as a list may have at once takes a slow machine longer than a request may. */
const MANY = process.env.BIRJA_TEST_LONG === '1' ? 100_000 : 20_000;

const list = (ownerId: string, text: string) =>
  addSuppressions(world.db, { ...ACTOR, ownerId, text, country, reason: 'customer', now: new Date() });
const numbers = (count: number) =>
  Array.from({ length: count }, (_, at) => `+38067${String(at).padStart(7, '0')}`).join('\n');
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** A seller with an offer and two buyers with orders, the first of which pays more. */
async function openMarket(niche: string) {
  const sellerId = await makeOrganisation(world.db, 'seller');
  const [richId, poorId] = [
    await makeOrganisation(world.db, 'buyer'),
    await makeOrganisation(world.db, 'buyer'),
  ];
  for (const id of [richId, poorId]) await fund(world.db, id, 10_000_000n);
  await makeOrder(world.db, richId, { niches: [niche], maxPriceMinor: 90_000n });
  await makeOrder(world.db, poorId, { niches: [niche], maxPriceMinor: 60_000n });
  return { sellerId, richId, poorId, offer: await makeOffer(world.db, sellerId, { niche }) };
}

describe('the lists that refuse a lead', () => {
  it('are the platform’s and the seller’s, by phone and by e-mail, plain and hashed', async () => {
    const { sellerId, offer } = await openMarket('legal.family');
    const [phone, other] = [freshPhone(), freshPhone()];
    await list(sellerId, `${phone}\nvasyl.koval+news@gmail.com`);
    await list('platform', `${sha(other.slice(1))}\n${sha('petro@firm.ua')}`);
    const leads = await sendLeads(world.db, offer, [
      { contact: { phone } },
      { contact: { email: 'VasylKoval@googlemail.com' } },
      { contact: { phone: other } },
      { contact: { email: 'Petro@Firm.ua' } },
      { contact: { phone: other }, test: true },
      {},
    ]);
    expect(leads.map(({ status, reason }) => [status, reason?.code, reason?.params.list])).toEqual([
      ['rejected', 'suppressed', 'own'],
      ['rejected', 'suppressed', 'own'],
      ['rejected', 'suppressed', 'platform'],
      ['rejected', 'suppressed', 'platform'],
      ['rejected', 'suppressed', 'platform'],
      ['sold', undefined, undefined],
    ]);
    expect(foundBy(leads[5] as never, 'suppression')).toMatchObject({
      verdict: 'pass',
      code: 'suppression_none',
    });
  });

  it('of one seller mean nothing for another', async () => {
    const [one, other] = [await openMarket('legal.migration'), await openMarket('credit.mortgage')];
    const phone = freshPhone();
    await list(one.sellerId, phone);
    expect((await sendLeads(world.db, other.offer, [{ contact: { phone } }]))[0]?.status).toBe('sold');
  });
});

describe('the list of a buyer', () => {
  it('passes that buyer over, and nobody is told', async () => {
    const { offer, richId, poorId } = await openMarket('insurance.motor');
    const phone = freshPhone();
    await list(richId, phone);
    const [lead] = await sendLeads(world.db, offer, [{ contact: { phone } }]);
    const sales = await world.db.prisma.sale.findMany({ where: { leadId: lead?.id ?? '' } });
    expect(sales.map(({ buyerOrganisationId }) => buyerOrganisationId)).toEqual([poorId]);
    expect(foundBy(lead as never, 'suppression')).toEqual({
      check: 'suppression',
      verdict: 'pass',
      code: 'suppression_none',
      params: {},
    });
  });

  it('refuses them the lead on the market, last of all, and shows it as to anybody: it tells nobody who it is', async () => {
    const sellerId = await makeOrganisation(world.db, 'seller');
    const [oneId, otherId] = [
      await makeOrganisation(world.db, 'buyer'),
      await makeOrganisation(world.db, 'buyer'),
    ];
    for (const id of [oneId, otherId]) await fund(world.db, id, 10_000_000n);
    const offer = await makeOffer(world.db, sellerId, { niche: 'climate.boilers' });
    const phone = freshPhone();
    const [lead] = await sendLeads(world.db, offer, [{ contact: { phone } }]);
    const listingId = listingIdOf(lead?.id ?? '');
    const seenBy = async (id: string) =>
      (
        await readListings(world.db, { limit: 50, before: null, exceptOrganisationId: id, now: new Date() })
      ).map((one) => one.id);
    const buy = (organisationId: string, maxPrice: Money | null = null) =>
      buyListing(world.db, { ...ACTOR, organisationId, listingId, maxPrice, now: new Date() });
    expect(await seenBy(oneId)).toContain(listingId);

    await list(oneId, sha(phone.slice(1)));
    // What their list hid would tell them whose request it is, for nothing.
    for (const id of [oneId, otherId]) {
      expect(await seenBy(id)).toContain(listingId);
      expect(await readListing(world.db, { listingId, organisationId: id, now: new Date() })).toMatchObject({
        isForSale: true,
      });
    }
    const askMinor = lead?.askMinor ?? 0n;
    const tooLow = { amountMinor: askMinor - 1n, currency: offer.currency };
    await expect(buy(oneId, tooLow)).rejects.toMatchObject({ code: 'price_above_limit' });
    const poorId = await makeOrganisation(world.db, 'buyer');
    await list(poorId, phone);
    await expect(buy(poorId)).rejects.toMatchObject({ code: 'insufficient_funds' });
    await expect(buy(oneId)).rejects.toMatchObject({ code: 'listing_gone' });

    await list('platform', phone);
    expect(await seenBy(otherId)).not.toContain(listingId);
    await expect(buy(otherId)).rejects.toMatchObject({ code: 'listing_gone' });
    await removeSuppression(world.db, {
      ...ACTOR,
      ownerId: 'platform',
      contact: phone,
      country,
      now: new Date(),
    });
    expect((await buy(otherId)).repeated).toBe(false);
  });

  it('is forgotten for a lead whose contact is erased', async () => {
    const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
      niche: 'climate.solar',
    });
    const [lead] = await sendLeads(world.db, offer, [{}]);
    const hashes = async () =>
      (await world.db.prisma.lead.findUniqueOrThrow({ where: { id: lead?.id ?? '' } })).suppressionHashes
        .length;
    expect(await hashes()).toBe(2);
    await world.db.pool.query('DELETE FROM vault.lead_key WHERE lead_id = $1', [lead?.id]);
    expect(await hashes()).toBe(0);
  });
});

describe('a list that grows between the check and the sale', () => {
  /** A lead that was checked, and not sold yet. */
  async function check(offer: { organisationId: string; id: string }, phones: readonly string[]) {
    const leadIds = await takeIn(
      world.db,
      offer,
      phones.map((phone) => ({ contact: { phone } })),
    );
    const { prompt, late } = await checkLeads(world.db, { leadIds, now: new Date(), checkWaitMs: 0 });
    const checked = [...prompt, ...(await late).done];
    return { leadIds, sell: () => settleLeads(world.db, { checked, now: new Date() }) };
  }

  const buyersOf = async (leadId: string) =>
    (await world.db.prisma.sale.findMany({ where: { leadId } })).map((sale) => sale.buyerOrganisationId);

  /** Holds a row as another transaction would; what wants it waits until it is let go. */
  async function hold(sql: string, id: string) {
    const connection = await world.owner.connect();
    await connection.query('BEGIN');
    await connection.query(sql, [id]);
    return async () => {
      await connection.query('ROLLBACK');
      connection.release();
    };
  }

  const waiting = async (type: string) => {
    const { rows } = await world.owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = $1`,
      [type],
    );
    return (rows[0]?.count ?? 0) > 0;
  };

  it('refuses the lead, and its contact is not claimed', async () => {
    const { sellerId, offer } = await openMarket('property.house_luxury');
    const [phone, other] = [freshPhone(), freshPhone()];
    const { leadIds, sell } = await check(offer, [phone, other]);
    await list('platform', phone);
    await list(sellerId, freshPhone());
    await sell();
    const leads = new Map((await readLeadsById(world.db.pool, leadIds)).map((lead) => [lead.id, lead]));
    const [refused, sold] = leadIds.map((id) => present(leads.get(id), 'the lead is there'));
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { code: 'suppressed', params: { list: 'platform' } },
      claimCount: 0,
    });
    expect(sold?.status).toBe('sold');
    const claims = await world.owner.query('SELECT FROM contact_claim WHERE lead_id = $1', [refused?.id]);
    expect(claims.rowCount).toBe(0);
  });

  it('passes its buyer over, though the sale had begun: what is acknowledged holds', async () => {
    const { offer, richId, poorId } = await openMarket('property.letting');
    const phone = freshPhone();
    const { leadIds, sell } = await check(offer, [phone]);
    const letGo = await hold('SELECT FROM standing_order WHERE organisation_id = $1 FOR UPDATE', richId);
    const selling = sell();
    await until('the sale waits for the order', () => waiting('transactionid'));
    await list(richId, phone);
    await letGo();
    await selling;
    expect(await buyersOf(leadIds[0] ?? '')).toEqual([poorId]);
  });

  it('is not acknowledged before a sale that missed it is made', async () => {
    const { offer, richId } = await openMarket('credit.consumer');
    const phone = freshPhone();
    const { leadIds, sell } = await check(offer, [phone]);
    // A sale refers to its offer: it has read the lists by then.
    const letGo = await hold('SELECT FROM offer WHERE id = $1 FOR UPDATE', offer.id);
    const selling = sell();
    await until('the sale is being written', () => waiting('transactionid'));
    const uploading = list(richId, phone).then(() => buyersOf(leadIds[0] ?? ''));
    await until('the upload waits for it', () => waiting('advisory'));
    await letGo();
    await selling;
    expect(await uploading).toEqual([richId]);
  });
});

describe('a list', () => {
  it('says what was added, what was there and which lines hold nothing; sent again it adds nothing', async () => {
    const ownerId = await makeOrganisation(world.db, 'both');
    const phone = freshPhone();
    const text = `\uFEFFphone;email\r\n${phone};a@firm.ua\r\n\r\n+38067\r\n${phone}`;
    expect(await list(ownerId, text)).toEqual({ added: 2, known: 0, unread: 2, unreadLines: [1, 4] });
    expect(await list(ownerId, text)).toMatchObject({ added: 0, known: 2 });
    expect(await countSuppressions(world.db.pool, ownerId)).toBe(2);
  });

  it('is asked for one contact, which is taken off by whatever form it stands there', async () => {
    const ownerId = await makeOrganisation(world.db, 'both');
    const phone = freshPhone();
    await list(ownerId, sha(phone));
    const asked = { ownerId, contact: phone.replace('+38', ''), country };
    expect(await findSuppression(world.db, asked)).toMatchObject({ reason: 'customer' });
    expect(await findSuppression(world.db, { ...asked, ownerId: 'platform' })).toBeNull();
    const remove = () => removeSuppression(world.db, { ...ACTOR, ...asked, now: new Date() });
    await remove();
    expect(await findSuppression(world.db, asked)).toBeNull();
    await expect(remove()).rejects.toMatchObject({ code: 'suppression_unknown' });
    await expect(findSuppression(world.db, { ...asked, contact: 'Olena' })).rejects.toMatchObject({
      code: 'suppression_unread',
    });
  });

  it('is emptied as far as it was seen, and no other with it', async () => {
    const [oneId, otherId] = [
      await makeOrganisation(world.db, 'both'),
      await makeOrganisation(world.db, 'both'),
    ];
    for (const id of [oneId, otherId]) await list(id, `${freshPhone()}\n${freshPhone()}`);
    const clear = (seen: number) =>
      clearSuppressions(world.db, { ...ACTOR, ownerId: oneId, seen, now: new Date() });
    await expect(clear(1)).rejects.toMatchObject({ code: 'suppression_changed' });
    expect(await countSuppressions(world.db.pool, oneId)).toBe(2);
    expect(await clear(2)).toBe(2);
    expect(await countSuppressions(world.db.pool, otherId)).toBe(2);
  });

  it('has bounds, and takes nothing of what it refuses', async () => {
    const ownerId = await makeOrganisation(world.db, 'both');
    await expect(list(ownerId, 'nobody\n')).rejects.toMatchObject({ code: 'suppression_empty' });
    await expect(list(ownerId, `${'\n'.repeat(100_001)}${freshPhone()}`)).rejects.toMatchObject({
      code: 'suppression_too_long',
    });
    expect(await countSuppressions(world.db.pool, ownerId)).toBe(0);
  });

  it('is taken once, sent twice at the same time', async () => {
    const ownerId = await makeOrganisation(world.db, 'both');
    const text = numbers(5_000);
    const added = await Promise.all([list(ownerId, text), list(ownerId, text)]);
    expect(added.map((one) => one.added).sort((a, b) => a - b)).toEqual([0, 5_000]);
    expect(await countSuppressions(world.db.pool, ownerId)).toBe(5_000);
  });

  it(`of ${MANY.toLocaleString('en')} contacts is taken at once, adds nothing sent again, and holds none in the clear`, async () => {
    const ownerId = await makeOrganisation(world.db, 'both');
    expect(await list(ownerId, numbers(MANY))).toMatchObject({ added: MANY, known: 0 });
    expect(await list(ownerId, numbers(500))).toMatchObject({ added: 0, known: 500 });
    const { rows } = await world.owner.query(
      `SELECT FROM suppression WHERE hash = sha256('380670000001') OR encode(hash, 'escape') LIKE '%38067%' LIMIT 1`,
    );
    expect(rows).toEqual([]);
    const { rows: audited } = await world.owner.query(
      `SELECT details FROM audit_entry WHERE subject_id = $1 AND action = 'suppression.added'`,
      [ownerId],
    );
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toMatch(/38067/);
  });
});
