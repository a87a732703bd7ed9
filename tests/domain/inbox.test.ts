import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { ruleDispute } from '#app/domain/disputes/rule-dispute.server.ts';
import { assignSale } from '#app/domain/inbox/assign-sale.server.ts';
import { bindValues } from '#app/domain/inbox/bind-values.ts';
import { countInbox } from '#app/domain/inbox/count-inbox.server.ts';
import { findInView } from '#app/domain/inbox/find-in-view.ts';
import type { InboxPlace } from '#app/domain/inbox/inbox-place.ts';
import { INBOX_VIEWS, type InboxView } from '#app/domain/inbox/inbox-view.ts';
import { openContacts } from '#app/domain/inbox/open-contacts.server.ts';
import { readColleagues } from '#app/domain/inbox/read-colleagues.server.ts';
import { readFacets } from '#app/domain/inbox/read-facets.server.ts';
import {
  type InboxPage,
  type InboxQuestion,
  readInbox,
  readInboxItem,
} from '#app/domain/inbox/read-inbox.server.ts';
import { readResults } from '#app/domain/inbox/read-results.server.ts';
import { readWork } from '#app/domain/inbox/read-work.server.ts';
import { recordWork } from '#app/domain/inbox/record-work.server.ts';
import { UNTOUCHED } from '#app/domain/inbox/work.ts';
import { confirmErasure } from '#app/domain/privacy/confirm-erasure.server.ts';
import { forgetPersons } from '#app/domain/privacy/forget-persons.server.ts';
import { countOpenNotices, findOpenNotices, readNotices } from '#app/domain/privacy/read-notices.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS, HOUR_MS, after as later, MINUTE_MS } from '#app/kernel/time.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { openWorld, until, type World } from '../setup/world.ts';

let world: World;
let trade: Trade;
let agent: string;
let owner: string;
let moderator: string;

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
  moderator = (await makePerson(world.db, { platformRole: 'moderator', secondFactor: true })).id;
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

/** The temperature of a lead that was sold, as if its score had said so. */
async function heat(sold: { saleId: string; leadId: string }, temperature: 'cold' | 'warm' | 'hot') {
  await world.owner.query('UPDATE lead SET temperature = $2 WHERE id = $1', [sold.leadId, temperature]);
  await world.owner.query('UPDATE sale SET untouched_heat = heat_of($2) WHERE id = $1', [
    sold.saleId,
    temperature,
  ]);
}

const claim = async (saleId: string, by: { buyerOrganisationId: string; actor: string }) => {
  const { id } = await openDispute(world.db, {
    ...by,
    saleId,
    reason: 'invalid_phone',
    detail: 'The number does not exist.',
    origin: 'test',
    now: LATER,
  });
  return id;
};

/** Gives the money of a disputed sale back. */
const uphold = (disputeId: string) =>
  ruleDispute(world.db, {
    disputeId,
    outcome: 'upheld',
    reasoning: 'The number was checked again and does not exist.',
    early: true,
    actor: moderator,
    origin: 'test',
    now: LATER,
  });

const COUNTED = INBOX_VIEWS.filter((name) => name !== 'done');

/** Sales on all pages of a view; `between` happens after each page but the last. */
async function walk(
  asked: Omit<InboxQuestion, 'after' | 'pageSize'>,
  more: Partial<InboxQuestion> & { pageSize: number },
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const seen: string[] = [];
  let after: InboxPlace | null = null;
  do {
    const page: InboxPage = await readInbox(world.db, { ...asked, ...more, after });
    seen.push(...page.items.map(({ sale }) => sale.id));
    after = page.next;
    if (after) await between();
  } while (after);
  return seen;
}

describe('the inbox', () => {
  let shop: Trade;
  let person: string;
  /** Sales by what was done with them. */
  const sales: Record<string, string> = {};

  const question = (name: InboxView) => ({
    organisationId: shop.buyerId,
    personId: person,
    view: name,
    nicheCode: null,
    regionCode: null,
    state: null,
    now: LATER,
    endOfDay: END_OF_DAY,
  });

  const view = async (name: InboxView, more: Partial<Parameters<typeof readInbox>[1]> = {}) => {
    const { items } = await readInbox(world.db, {
      ...question(name),
      after: null,
      pageSize: 50,
      ...more,
    });
    const named = new Map(Object.entries(sales).map(([key, id]) => [id, key]));
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
      await heat({ saleId, leadId }, temperature);
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
    await uphold(await claim(refunded, { buyerOrganisationId: shop.buyerId, actor: person }));
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
    for (const name of COUNTED) expect(counts[name], name).toBe((await view(name)).length);
    // Closing are the two that were sold by noon and that nobody tried.
    expect(counts).toMatchObject({ hasBought: true, promisesDue: 1, othersDue: 0, closingUntried: 2 });
  });

  it('is narrowed down by niche, region and state, and shown page by page', async () => {
    expect(await view('open', { nicheCode: 'climate' })).toHaveLength(8);
    expect(await view('open', { nicheCode: 'legal' })).toEqual([]);
    expect(await view('open', { regionCode: 'UA' })).toHaveLength(8);
    expect(await view('open', { regionCode: 'RU' })).toEqual([]);
    expect((await view('open', { state: 'callback' })).sort()).toEqual(['callback due', 'callback tonight']);
    expect(await view('open', { state: 'new' })).toHaveLength(5);
    expect(await readFacets(world.db, shop.buyerId)).toEqual({
      niches: ['climate.solar'],
      regions: ['UA-30'],
    });
  });

  it.each(INBOX_VIEWS)('has on the pages of "%s" what one page has, filtered or not', async (name) => {
    const whole = await view(name);
    for (const filter of [{}, { nicheCode: 'climate' }, { nicheCode: 'climate', lookLimit: 1 }])
      expect(await walk(question(name), { pageSize: 2, ...filter }), JSON.stringify(filter)).toEqual(
        whole.map((key) => sales[key ?? '']),
      );
  });

  it('says that a filter looked through as much as it may, and goes on from there', async () => {
    const asked = { ...question('open'), state: 'callback' as const, pageSize: 5, lookLimit: 3 };
    const seen: string[] = [];
    let cuts = 0;
    for (let after: InboxPlace | null = null; ; ) {
      const page = await readInbox(world.db, { ...asked, after });
      seen.push(...page.items.map(({ sale }) => sale.id));
      cuts += page.isCut ? 1 : 0;
      after = page.next;
      if (after === null) break;
    }
    expect(seen.sort()).toEqual([sales['callback due'], sales['callback tonight']].sort());
    expect(cuts).toBe(2);
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

describe('an inbox that is worked while it is read', () => {
  const shelf = async (niche = 'climate.boilers') => {
    const shop = await openTrade(world.db, { niche });
    const person = (await makePerson(world.db, { organisationId: shop.buyerId })).id;
    const temperatures = ['hot', 'warm', 'cold'] as const;
    let sold = 0;
    const leadOf = new Map<string, string>();
    const buy = async () => {
      const one = await shop.sell(later(NOON, sold));
      await heat(one, temperatures[sold % 3] ?? 'cold');
      sold += 1;
      leadOf.set(one.saleId, one.leadId);
      return one.saleId;
    };
    const withdraw = (saleId: string) =>
      withdrawLead(world.db, {
        leadId: present(leadOf.get(saleId), 'the lead was bought here'),
        kind: 'changed_mind',
        suppress: false,
        origin: 'test',
        now: LATER,
      });
    const asked = {
      organisationId: shop.buyerId,
      personId: person,
      nicheCode: null,
      regionCode: null,
      state: null,
      now: LATER,
      endOfDay: END_OF_DAY,
    };
    const work = (saleId: string, more: Partial<Work> = {}) =>
      log(saleId, { organisationId: shop.buyerId, personId: person, ...more });
    const idsOf = (view: InboxView) => walk({ ...asked, view }, { pageSize: 100 });
    const counts = () => countInbox(world.db, { ...asked, closingBefore: later(NOON, 121 * HOUR_MS) });
    const claimed = (saleId: string) => claim(saleId, { buyerOrganisationId: shop.buyerId, actor: person });
    const giveBack = async (saleId: string) => uphold(await claimed(saleId));
    return { shop, person, buy, asked, work, idsOf, counts, claimed, giveBack, withdraw };
  };

  it.each(['due', 'new', 'open'] as const)(
    'has in "%s" each lead once, in order, while others are bought',
    async (view) => {
      const { buy, asked, work, idsOf } = await shelf();
      for (let i = 0; i < 9; i += 1) await buy();
      // One that was noted and one with a step that is due stand among those that nobody touched.
      await work((await idsOf('new'))[1] ?? '', { outcome: 'note', note: 'Later' });
      await work((await idsOf('new'))[4] ?? '', { outcome: 'note', note: 'Now', nextAt: later(LATER, 1) });
      const now = later(LATER, 2);
      const before = await walk({ ...asked, view, now }, { pageSize: 100 });
      expect(before).toHaveLength(9);
      const seen = await walk({ ...asked, view, now }, { pageSize: 2 }, buy);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(before);
    },
  );

  it('passes over no lead because those before it were worked', async () => {
    const { buy, asked, work } = await shelf();
    for (let i = 0; i < 9; i += 1) await buy();
    const before = await walk({ ...asked, view: 'new' }, { pageSize: 100 });
    const seen: string[] = [];
    let after: InboxPlace | null = null;
    do {
      const page: InboxPage = await readInbox(world.db, { ...asked, view: 'new', pageSize: 2, after });
      for (const { sale } of page.items) {
        seen.push(sale.id);
        await work(sale.id, { outcome: 'lost' });
      }
      after = page.next;
    } while (after);
    expect(seen).toEqual(before);
  });

  it('counts the same as its views hold after each thing that is done', async () => {
    const { buy, work, idsOf, counts, giveBack } = await shelf();
    const agree = async (what: string) => {
      const counted = await counts();
      for (const view of COUNTED) expect(counted[view], `${what}: ${view}`).toBe((await idsOf(view)).length);
      const all = [...(await idsOf('open')), ...(await idsOf('done'))];
      expect(new Set(all).size, what).toBe(all.length);
      return { counted, all: all.length };
    };
    expect(await counts()).toMatchObject({ hasBought: false, open: 0 });
    const [a = '', b = '', c = ''] = [await buy(), await buy(), await buy()];
    expect((await agree('bought')).counted).toMatchObject({ due: 3, new: 3, open: 3, closingUntried: 3 });
    await work(a, { outcome: 'no_answer', now: later(LATER, -3 * HOUR_MS) });
    expect((await agree('tried')).counted).toMatchObject({ due: 3, new: 2, othersDue: 1, mine: 1, today: 1 });
    await work(b, { outcome: 'note', note: 'Asked' });
    expect((await agree('noted')).counted).toMatchObject({ due: 3, new: 2, mine: 2, closingUntried: 2 });
    await work(a, { outcome: 'junk', junkReason: 'other' });
    await work(a, { outcome: 'reached' });
    for (const saleId of [b, c]) await giveBack(saleId);
    const { counted, all } = await agree('given back');
    expect(counted).toMatchObject({ due: 0, new: 0, open: 1, mine: 1, closingUntried: 0 });
    expect(all).toBe(3);
    expect((await idsOf('done')).sort()).toEqual([b, c].sort());
  });

  it('closes a lead whose money is given back while somebody begins to work on it', async () => {
    const { buy, work, idsOf, claimed } = await shelf();
    const saleId = await buy();
    const disputeId = await claimed(saleId);
    const other = await world.owner.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM sale WHERE id = $1 FOR NO KEY UPDATE', [saleId]);
      const both = Promise.all([work(saleId), uphold(disputeId)]);
      await until('both wait for the sale', async () => {
        const { rows } = await world.owner.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length === 2;
      });
      await other.query('COMMIT');
      await both;
    } finally {
      other.release();
    }
    expect(await idsOf('open')).toEqual([]);
    expect(await idsOf('done')).toEqual([saleId]);
    expect(await entriesOf(saleId)).toBe(1);
  });

  it('has none due whose person withdrew, touched or not, and what was logged stays logged', async () => {
    const { buy, work, idsOf, counts, withdraw, giveBack } = await shelf('legal.bankruptcy');
    const [untouched = '', tried = '', won = '', kept = '', back = ''] = [
      await buy(),
      await buy(),
      await buy(),
      await buy(),
      await buy(),
    ];
    await work(tried, { outcome: 'callback', nextAt: later(LATER, MINUTE_MS) });
    await work(won, { outcome: 'won' });
    await giveBack(back);
    for (const saleId of [untouched, tried, won, back]) await withdraw(saleId);
    for (const view of COUNTED.filter((name) => name !== 'mine' && name !== 'today'))
      expect(await idsOf(view), view).toEqual([kept]);
    for (const view of ['mine', 'today'] as const) expect(await idsOf(view), view).toEqual([]);
    expect((await idsOf('done')).sort()).toEqual([untouched, tried, won, back].sort());
    expect(await counts()).toMatchObject({ due: 1, new: 1, open: 1, promisesDue: 0, closingUntried: 1 });
    const { rows } = await world.owner.query('SELECT outcome, ended FROM sale_work WHERE sale_id = $1', [
      won,
    ]);
    expect(rows).toEqual([{ outcome: 'won', ended: true }]);
  });

  it('ends a lead that is withdrawn while somebody begins to work on it, whichever comes first', async () => {
    const { buy, work, idsOf, withdraw } = await shelf();
    const saleId = await buy();
    const other = await world.owner.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM sale WHERE id = $1 FOR NO KEY UPDATE', [saleId]);
      const both = Promise.all([work(saleId), withdraw(saleId)]);
      await until('both wait for the sale', async () => {
        const { rows } = await world.owner.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length === 2;
      });
      await other.query('COMMIT');
      await both;
    } finally {
      other.release();
    }
    expect(await idsOf('open')).toEqual([]);
    expect(await idsOf('done')).toEqual([saleId]);
    expect(await entriesOf(saleId)).toBe(1);
  });

  it('stays ended where somebody logs a try on it afterwards, without words', async () => {
    const { buy, work, idsOf, withdraw } = await shelf();
    const saleId = await buy();
    await withdraw(saleId);
    await work(saleId, { outcome: 'reached' });
    expect(await idsOf('due')).toEqual([]);
    expect(await idsOf('done')).toEqual([saleId]);
  });

  it('finds what the buyer has still to confirm, until it did', async () => {
    const { shop, person, buy, withdraw } = await shelf('climate.septic');
    const [first = '', second = '', kept = ''] = [await buy(), await buy(), await buy()];
    for (const saleId of [first, second]) await withdraw(saleId);
    const buyerOrganisationId = shop.buyerId;
    const asked = { buyerOrganisationId, isOpen: true, limit: 10 };
    const open = async () => (await readNotices(world.db, asked)).map(({ saleId }) => saleId);
    expect(await open()).toEqual([second, first]);
    const confirmed = { organisationId: buyerOrganisationId, saleId: second, actor: person, origin: 'test' };
    await confirmErasure(world.db, { ...confirmed, now: LATER });
    expect(await open()).toEqual([first]);
    expect(await countOpenNotices(world.db, buyerOrganisationId)).toBe(1);
    expect(await findOpenNotices(world.db, { buyerOrganisationId, saleIds: [first, second, kept] })).toEqual(
      new Set([first]),
    );
    expect(await findOpenNotices(world.db, { buyerOrganisationId: shop.sellerId, saleIds: [first] })).toEqual(
      new Set(),
    );
  });

  it('lets no sale be written that would be in nobody’s inbox', async () => {
    const { buy } = await shelf();
    const saleId = await buy();
    await expect(
      world.owner.query(
        `INSERT INTO sale SELECT (jsonb_populate_record(s, jsonb_build_object('id', $2::text, 'untouched_heat', NULL))).* FROM sale s WHERE id = $1`,
        [saleId, newId('sale')],
      ),
    ).rejects.toMatchObject({ constraint: 'sale_begins_untouched' });
  });

  it.each<[InboxView, string]>([
    ['due', 'sale_work_due_idx'],
    ['new', 'sale_work_untried_idx'],
    ['mine', 'sale_work_owned_idx'],
    ['today', 'sale_work_planned_idx'],
    ['open', 'sale_work_open_idx'],
    ['done', 'sale_work_done_idx'],
  ])('finds "%s" in order by the index that was made for it', async (view, index) => {
    const { asked } = await shelf();
    const after = { heat: 1, at: NOON, saleId: newId('sale', NOON.getTime()) };
    const bound = bindValues();
    const { text } = findInView(bound, { view, looking: asked, after, limit: 10 });
    const client = await world.owner.connect();
    try {
      await client.query('BEGIN');
      // Of a table of a few rows any index will do, and sorting it is cheaper than reading in order.
      const { rows: others } = await client.query<{ name: string }>(
        `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'sale_work' AND indexname LIKE '%\\_idx' AND indexname <> $1`,
        [index],
      );
      for (const { name } of others) await client.query(`DROP INDEX ${name}`);
      await client.query(
        'SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off',
      );
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...bound.values]);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      const parts = plan.split('->  Limit').slice(1);
      expect(others).toHaveLength(6);
      expect(parts.length, plan).toBeGreaterThan(0);
      for (const part of parts) {
        expect(part).toMatch(new RegExp(`using (${index}|sale_untouched_idx) `));
        expect(part).not.toContain('Sort');
      }
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
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

describe('a lead whose time of keeping is over', () => {
  it('is due no longer, and nobody has to confirm anything', async () => {
    const shop = await openTrade(world.db, { niche: 'climate.air_conditioning' });
    const { saleId } = await shop.sell(NOON);
    const now = later(NOON, 5000 * DAY_MS);
    const asked = {
      organisationId: shop.buyerId,
      personId: agent,
      nicheCode: null,
      regionCode: null,
      state: null,
      now,
      endOfDay: now,
      after: null,
      pageSize: 5,
    };
    const idsOf = async (view: InboxView) =>
      (await readInbox(world.db, { ...asked, view })).items.map(({ sale }) => sale.id);
    expect(await idsOf('due')).toEqual([saleId]);
    await forgetPersons(world.db, { now });
    expect(await idsOf('due')).toEqual([]);
    expect(await idsOf('done')).toEqual([saleId]);
    expect(await countOpenNotices(world.db, shop.buyerId)).toBe(0);
  });
});
