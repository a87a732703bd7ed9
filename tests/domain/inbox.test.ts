import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { assignSale } from '#app/domain/inbox/assign-sale.server.ts';
import { countInbox } from '#app/domain/inbox/count-inbox.server.ts';
import { INBOX_VIEWS, type InboxView } from '#app/domain/inbox/inbox-view.ts';
import { openContacts } from '#app/domain/inbox/open-contacts.server.ts';
import { readColleagues } from '#app/domain/inbox/read-colleagues.server.ts';
import { readFacets } from '#app/domain/inbox/read-facets.server.ts';
import { readInbox, readInboxItem } from '#app/domain/inbox/read-inbox.server.ts';
import { readResults } from '#app/domain/inbox/read-results.server.ts';
import { readWork } from '#app/domain/inbox/read-work.server.ts';
import { recordWork } from '#app/domain/inbox/record-work.server.ts';
import { UNTOUCHED } from '#app/domain/inbox/work.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS, HOUR_MS, after as later, MINUTE_MS } from '#app/kernel/time.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let trade: Trade;
let agent: string;
let owner: string;

/** A Wednesday; noon in UTC is two in the afternoon in Kyiv. */
const NOON = new Date('2026-11-18T12:00:00Z');
const LATER = later(NOON, HOUR_MS);
const END_OF_DAY = new Date('2026-11-18T22:00:00Z');
const ZONE = 'Europe/Kyiv';

beforeAll(async () => {
  world = await openWorld();
  trade = await openTrade(world.db, { niche: 'legal.family' });
  owner = (await makePerson(world.db, { organisationId: trade.buyerId })).id;
  agent = (await makePerson(world.db, { organisationId: trade.buyerId, role: 'agent' })).id;
});
afterAll(() => world.close());

type Work = Parameters<typeof recordWork>[1];

const log = (saleId: string, more: Partial<Work> = {}) =>
  recordWork(world.db, {
    entryId: newId('work', (more.now ?? LATER).getTime()),
    saleId,
    organisationId: trade.buyerId,
    personId: agent,
    channel: 'call',
    outcome: 'reached',
    junkReason: null,
    nextAction: null,
    nextAt: null,
    note: null,
    timezone: ZONE,
    now: LATER,
    actor: agent,
    origin: 'test',
    ...more,
  });

const refusal = (code: string) => expect.objectContaining({ code });
const entriesOf = (saleId: string) => world.db.prisma.workEntry.count({ where: { saleId } });
const standingOf = async (saleId: string) =>
  present(
    await readInboxItem(world.db, { organisationId: trade.buyerId, saleId }),
    'the sale was bought by the buyer',
  ).work;

describe('work on a bought lead', () => {
  it('begins with nothing and is logged with what comes next', async () => {
    const { saleId } = await trade.sell(NOON);
    expect(await standingOf(saleId)).toEqual(UNTOUCHED);
    const standing = await log(saleId, { outcome: 'no_answer' });
    expect(standing).toMatchObject({
      state: 'no_answer',
      attemptCount: 1,
      firstTriedAt: LATER,
      ownerId: agent,
      nextAction: 'call',
      nextAt: later(LATER, 2 * HOUR_MS),
    });
    expect(await standingOf(saleId)).toEqual(standing);
    const [entry, ...others] = await readWork(world.db, {
      organisationId: trade.buyerId,
      saleId,
      limit: 10,
    });
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ outcome: 'no_answer', channel: 'call', at: LATER, note: null });
    expect(entry?.person).toMatch(/^Person /);
  });

  it('keeps the first response while tries add up', async () => {
    const { saleId } = await trade.sell(NOON);
    await log(saleId, { outcome: 'no_answer' });
    await log(saleId, { outcome: 'no_answer', now: later(LATER, 3 * HOUR_MS), personId: owner });
    expect(await standingOf(saleId)).toMatchObject({
      attemptCount: 2,
      firstTriedAt: LATER,
      ownerId: agent,
      nextAt: new Date('2026-11-19T07:00:00Z'),
    });
  });

  it('is logged once however often the same form is sent', async () => {
    const { saleId } = await trade.sell(NOON);
    const entryId = newId('work');
    const first = await log(saleId, { entryId });
    const again = await log(saleId, { entryId, now: later(LATER, MINUTE_MS) });
    expect(again).toEqual(first);
    expect(await entriesOf(saleId)).toBe(1);
  });

  it('is logged once by a double tap', async () => {
    const { saleId } = await trade.sell(NOON);
    const entryId = newId('work');
    await Promise.all(Array.from({ length: 8 }, () => log(saleId, { entryId })));
    expect(await entriesOf(saleId)).toBe(1);
    expect(await standingOf(saleId)).toMatchObject({ attemptCount: 1 });
  });

  it('loses none of the tries that come at once', async () => {
    const { saleId } = await trade.sell(NOON);
    await Promise.all(Array.from({ length: 8 }, () => log(saleId)));
    expect(await entriesOf(saleId)).toBe(8);
    expect(await standingOf(saleId)).toMatchObject({ attemptCount: 8 });
  });

  it('refuses a form that was used for another outcome, another lead or long ago', async () => {
    const [one, other] = [await trade.sell(NOON), await trade.sell(NOON)];
    const entryId = newId('work');
    await log(one.saleId, { entryId });
    await expect(log(one.saleId, { entryId, outcome: 'lost' })).rejects.toEqual(refusal('form_spent'));
    await expect(log(other.saleId, { entryId })).rejects.toEqual(refusal('form_spent'));
    await expect(log(one.saleId, { entryId, now: later(LATER, HOUR_MS) })).rejects.toEqual(
      refusal('form_spent'),
    );
    expect(await entriesOf(one.saleId)).toBe(1);
    expect(await entriesOf(other.saleId)).toBe(0);
  });

  it('refuses one of two leads that are logged at once by the same form', async () => {
    const [one, other] = [await trade.sell(NOON), await trade.sell(NOON)];
    const entryId = newId('work');
    const results = await Promise.allSettled([log(one.saleId, { entryId }), log(other.saleId, { entryId })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await entriesOf(one.saleId)) + (await entriesOf(other.saleId))).toBe(1);
  });

  it('is nobody else’s: not another buyer’s, not the seller’s', async () => {
    const { saleId } = await trade.sell(NOON);
    const stranger = await makeOrganisation(world.db, 'buyer');
    for (const organisationId of [stranger, trade.sellerId]) {
      await expect(log(saleId, { organisationId })).rejects.toEqual(refusal('sale_unknown'));
      await expect(log(saleId, { organisationId, outcome: 'note', note: 'x' })).rejects.toEqual(
        refusal('sale_unknown'),
      );
      await expect(assign(saleId, { organisationId })).rejects.toEqual(refusal('sale_unknown'));
      expect(await readInboxItem(world.db, { organisationId, saleId })).toBeNull();
      expect(await readWork(world.db, { organisationId, saleId, limit: 10 })).toEqual([]);
    }
    expect(await entriesOf(saleId)).toBe(0);
  });

  it('refuses what says too little, and logs nothing of it', async () => {
    const { saleId } = await trade.sell(NOON);
    await expect(log(saleId, { outcome: 'callback' })).rejects.toEqual(refusal('next_time_needed'));
    await expect(log(saleId, { outcome: 'junk' })).rejects.toEqual(refusal('junk_reason_needed'));
    await expect(log(saleId, { outcome: 'note' })).rejects.toEqual(refusal('note_needed'));
    await expect(log(saleId, { nextAt: NOON })).rejects.toEqual(refusal('next_time_out_of_range'));
    expect(await entriesOf(saleId)).toBe(0);
  });
});

describe('a note', () => {
  const SECRET = 'Her husband Petro decides, +380501112233';

  it('is sealed at rest, and opened for who bought the lead', async () => {
    const { saleId } = await trade.sell(NOON);
    await log(saleId, { outcome: 'note', note: SECRET });
    const [entry] = await readWork(world.db, { organisationId: trade.buyerId, saleId, limit: 10 });
    expect(entry?.note).toBe(SECRET);
    expect(await standingOf(saleId)).toMatchObject({ state: 'new', attemptCount: 0, firstTriedAt: null });
    const { rows } = await world.owner.query<{ row: string; note: Buffer }>(
      `SELECT e::text AS row, e.sealed_note AS note FROM work_entry e WHERE sale_id = $1
       UNION ALL SELECT w::text, NULL FROM sale_work w WHERE sale_id = $1`,
      [saleId],
    );
    expect(rows).toHaveLength(2);
    for (const { row, note } of rows) {
      expect(row).not.toMatch(/Petro|0501112233/);
      expect(note?.toString('latin1') ?? '').not.toMatch(/Petro|0501112233/);
    }
  });

  it('is gone with the data key of its lead, and no new one can be written', async () => {
    const { saleId, leadId } = await trade.sell(NOON);
    await log(saleId, { note: SECRET });
    await world.owner.query('DELETE FROM vault.lead_key WHERE lead_id = $1', [leadId]);
    const [entry] = await readWork(world.db, { organisationId: trade.buyerId, saleId, limit: 10 });
    expect(entry).toMatchObject({ outcome: 'reached', note: null });
    await expect(log(saleId, { note: SECRET })).rejects.toEqual(refusal('lead_erased'));
  });

  it('cannot be passed off as another entry’s', async () => {
    const { saleId } = await trade.sell(NOON);
    await log(saleId, { outcome: 'note', note: SECRET });
    await world.owner.query('ALTER TABLE work_entry DISABLE TRIGGER USER');
    await world.owner.query('UPDATE work_entry SET id = $2 WHERE sale_id = $1', [saleId, newId('work')]);
    await world.owner.query('ALTER TABLE work_entry ENABLE TRIGGER USER');
    await expect(readWork(world.db, { organisationId: trade.buyerId, saleId, limit: 10 })).rejects.toThrow();
    await world.owner.query('ALTER TABLE work_entry DISABLE TRIGGER USER');
    await world.owner.query('DELETE FROM work_entry WHERE sale_id = $1', [saleId]);
    await world.owner.query('ALTER TABLE work_entry ENABLE TRIGGER USER');
  });
});

const assign = (saleId: string, more: Partial<Parameters<typeof assignSale>[1]> = {}) =>
  assignSale(world.db, {
    saleId,
    organisationId: trade.buyerId,
    ownerId: owner,
    actor: agent,
    origin: 'test',
    now: LATER,
    ...more,
  });

describe('whose hands a lead is in', () => {
  it('is a colleague’s choice, and leaves a row of the audit', async () => {
    const { saleId } = await trade.sell(NOON);
    await assign(saleId);
    await assign(saleId);
    expect(await standingOf(saleId)).toMatchObject({ ownerId: owner, state: 'new', firstTriedAt: null });
    const audit = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: saleId, action: 'sale.assigned' },
    });
    expect(audit.map(({ actor, details }) => ({ actor, details }))).toEqual([
      { actor: agent, details: { from: null, to: owner } },
    ]);
    await assign(saleId, { ownerId: null });
    expect(await standingOf(saleId)).toMatchObject({ ownerId: null });
  });

  it('is not a stranger’s', async () => {
    const { saleId } = await trade.sell(NOON);
    const stranger = await makePerson(world.db, { organisationId: trade.sellerId });
    await expect(assign(saleId, { ownerId: stranger.id })).rejects.toEqual(refusal('member_unknown'));
    expect((await readColleagues(world.db, trade.buyerId)).map(({ personId }) => personId).sort()).toEqual(
      [owner, agent].sort(),
    );
  });
});

describe('the inbox', () => {
  let shop: Trade;
  let person: string;
  /** Sales by what was done with them. */
  const sales: Record<string, string> = {};

  const view = async (name: InboxView, more: Partial<Parameters<typeof readInbox>[1]> = {}) => {
    const { items, total } = await readInbox(world.db, {
      organisationId: shop.buyerId,
      personId: person,
      view: name,
      nicheCode: null,
      regionCode: null,
      state: null,
      now: LATER,
      endOfDay: END_OF_DAY,
      page: 1,
      pageSize: 50,
      ...more,
    });
    const named = new Map(Object.entries(sales).map(([key, id]) => [id, key]));
    if (!more.pageSize) expect(total).toBe(items.length);
    return items.map(({ sale }) => named.get(sale.id));
  };

  beforeAll(async () => {
    const { db } = world;
    shop = await openTrade(db, { niche: 'climate.solar' });
    person = (await makePerson(db, { organisationId: shop.buyerId })).id;
    const mine = (saleId: string, more: Partial<Work>) =>
      log(saleId, { organisationId: shop.buyerId, personId: person, ...more });
    const buy = async (name: string, ms: number, temperature: 'cold' | 'warm' | 'hot') => {
      const { saleId, leadId } = await shop.sell(later(NOON, ms));
      sales[name] = saleId;
      await world.owner.query('UPDATE lead SET temperature = $2 WHERE id = $1', [leadId, temperature]);
      return saleId;
    };
    await buy('new cold', 0, 'cold');
    await buy('new warm', MINUTE_MS, 'warm');
    await buy('new hot', 2 * MINUTE_MS, 'hot');
    await buy('older hot', -MINUTE_MS, 'hot');
    const past = later(LATER, -10 * MINUTE_MS);
    await mine(await buy('callback due', 0, 'warm'), {
      outcome: 'callback',
      nextAt: later(past, MINUTE_MS),
      now: past,
    });
    await mine(await buy('callback tonight', 0, 'warm'), {
      outcome: 'callback',
      nextAt: later(LATER, 3 * HOUR_MS),
    });
    await mine(await buy('meeting tomorrow', 0, 'warm'), {
      outcome: 'meeting',
      nextAt: later(LATER, DAY_MS),
    });
    await mine(await buy('won', 0, 'warm'), { outcome: 'won' });
    await mine(await buy('junk', 0, 'warm'), {
      outcome: 'junk',
      junkReason: 'fake_or_spam',
      now: later(LATER, 1),
    });
    const noted = await buy('noted', 3 * MINUTE_MS, 'cold');
    await mine(noted, { outcome: 'note', note: 'Speaks Polish', personId: owner });
    const refunded = await buy('refunded', 0, 'hot');
    const dispute = await openDispute(db, {
      saleId: refunded,
      buyerOrganisationId: shop.buyerId,
      reason: 'invalid_phone',
      detail: 'The number does not exist.',
      actor: person,
      origin: 'test',
      now: LATER,
    });
    const moderator = await makePerson(db, { platformRole: 'moderator', secondFactor: true });
    await ruleDispute(db, {
      disputeId: dispute.id,
      outcome: 'upheld',
      reasoning: 'The number was checked again and does not exist.',
      early: true,
      actor: moderator.id,
      origin: 'test',
      now: LATER,
    });
  });

  it('has due what is new or whose time has come, the hottest and then the oldest first', async () => {
    expect(await view('due')).toEqual([
      'older hot',
      'new hot',
      'new warm',
      'callback due',
      'new cold',
      'noted',
    ]);
  });

  it('has new what nobody tried', async () => {
    expect(await view('new')).toEqual(['older hot', 'new hot', 'new warm', 'new cold', 'noted']);
  });

  it('has mine what I took in hand and is open, the next step first', async () => {
    expect(await view('mine')).toEqual(['callback due', 'callback tonight', 'meeting tomorrow']);
    expect(await view('mine', { personId: owner })).toEqual(['noted']);
  });

  it('has today what is planned until the day ends', async () => {
    expect(await view('today')).toEqual(['callback due', 'callback tonight']);
  });

  it('has done what is closed, and what the money came back for, the last first', async () => {
    expect(await view('done')).toEqual(['junk', 'won', 'refunded']);
  });

  it('has open all others, each lead in one of both', async () => {
    const open = await view('open');
    expect(open).toHaveLength(8);
    expect([...open, ...(await view('done'))].sort()).toEqual(Object.keys(sales).sort());
  });

  it('counts what its views show', async () => {
    const counts = await countInbox(world.db, {
      organisationId: shop.buyerId,
      personId: person,
      now: LATER,
      endOfDay: END_OF_DAY,
      closingBefore: later(NOON, 120 * HOUR_MS),
    });
    for (const name of INBOX_VIEWS) expect(counts[name], name).toBe((await view(name)).length);
    // Closing are the two that were sold by noon and that nobody tried.
    expect(counts).toMatchObject({ all: 11, promisesDue: 1, closingUntried: 2 });
  });

  it('is narrowed down by niche, region and state, and shown page by page', async () => {
    expect(await view('open', { nicheCode: 'climate' })).toHaveLength(8);
    expect(await view('open', { nicheCode: 'legal' })).toEqual([]);
    expect(await view('open', { regionCode: 'UA' })).toHaveLength(8);
    expect(await view('open', { regionCode: 'RU' })).toEqual([]);
    expect((await view('open', { state: 'callback' })).sort()).toEqual(['callback due', 'callback tonight']);
    expect(await view('open', { state: 'new' })).toHaveLength(5);
    expect(await view('due', { page: 2, pageSize: 4 })).toEqual(['new cold', 'noted']);
    expect(await readFacets(world.db, shop.buyerId)).toEqual({
      niches: ['climate.solar'],
      regions: ['UA-30'],
    });
  });

  it('is empty for who bought nothing, the seller among them', async () => {
    expect(await view('open', { organisationId: shop.sellerId })).toEqual([]);
    expect(await view('done', { organisationId: await makeOrganisation(world.db, 'buyer') })).toEqual([]);
  });

  it('tells what became of the leads, those left out that were given back', async () => {
    expect(
      await readResults(world.db, { organisationId: shop.buyerId, since: later(NOON, -DAY_MS) }),
    ).toEqual({
      bought: 10,
      tried: 5,
      reached: 4,
      won: 1,
      firstResponseMs: HOUR_MS,
    });
    expect(
      await readResults(world.db, { organisationId: shop.buyerId, since: later(NOON, DAY_MS) }),
    ).toMatchObject({ bought: 0, tried: 0, firstResponseMs: null });
  });
});

describe('the contacts of bought leads', () => {
  const START_OF_DAY = new Date('2026-11-17T22:00:00Z');
  const open = (saleIds: string[], more: Partial<Parameters<typeof openContacts>[1]> = {}) =>
    openContacts(world.db, {
      organisationId: trade.buyerId,
      saleIds,
      startOfDay: START_OF_DAY,
      actor: agent,
      origin: 'web:1',
      now: LATER,
      ...more,
    });
  const readings = async (saleId: string) =>
    (
      await world.db.prisma.contactReading.findMany({
        where: { saleId },
        orderBy: [{ at: 'asc' }, { reader: 'asc' }],
      })
    ).map(({ reader, at }) => ({ reader, at }));

  it('are opened, and who saw whose is kept once a day', async () => {
    const { saleId } = await trade.sell(NOON);
    expect((await open([saleId])).get(saleId)?.name).toBe('Olena Kovalenko');
    await Promise.all([open([saleId]), open([saleId], { now: later(LATER, MINUTE_MS) })]);
    expect(await readings(saleId)).toEqual([{ reader: agent, at: LATER }]);
    await open([saleId], { actor: owner });
    const tomorrow = later(LATER, DAY_MS);
    await open([saleId], { now: tomorrow, startOfDay: later(START_OF_DAY, DAY_MS) });
    expect(await readings(saleId)).toEqual([
      { reader: owner, at: LATER },
      { reader: agent, at: LATER },
      { reader: agent, at: tomorrow },
    ]);
  });

  it('are kept once however many pages are opened at once', async () => {
    const { saleId } = await trade.sell(NOON);
    await Promise.all(Array.from({ length: 6 }, () => open([saleId])));
    expect(await readings(saleId)).toHaveLength(1);
  });

  it('are shown to nobody who did not buy them', async () => {
    const { saleId } = await trade.sell(NOON);
    const stranger = await makeOrganisation(world.db, 'both');
    for (const organisationId of [stranger, trade.sellerId])
      expect((await open([saleId], { organisationId })).size).toBe(0);
    expect(await readings(saleId)).toEqual([]);
  });
});
