import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '#app/api/call.ts';
import { CALLS } from '#app/api/calls.ts';
import { type ApiRefusal, COMMON_REFUSALS, KEY_REFUSALS } from '#app/api/refusals.ts';
import { announce } from '#app/domain/delivery/announce.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { SCOPES, type Scope } from '#app/domain/identity/api-key.ts';
import { authenticateApiKey } from '#app/domain/identity/authenticate-api-key.server.ts';
import { revokeApiKey } from '#app/domain/identity/revoke-api-key.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { newId } from '#app/kernel/ids.ts';
import {
  freshPhone,
  fund,
  leadBody,
  makeKey,
  makeOffer,
  makeOrder,
  makeOrganisation,
} from '../factories/market.ts';
import { VALID_BODIES } from '../factories/requests.ts';
import { type Answer, apiClient } from '../setup/client.ts';
import { nodesOf, readSources } from '../setup/read-sources.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const CALLERS = [
  'nobody',
  'malformed key',
  'revoked key',
  'seller',
  'buyer',
  'both-sided',
  'another seller',
  'another buyer',
  'key without the scope',
] as const;
type Caller = (typeof CALLERS)[number];

/** The organisations of the matrix; a caller without one of its own is measured by the both-sided one. */
const PARTIES = ['seller', 'buyer', 'both-sided', 'another seller', 'another buyer'] as const;
type Party = (typeof PARTIES)[number];
const SELLERS: readonly Party[] = ['seller', 'both-sided', 'another seller'];
const BUYERS: readonly Party[] = ['buyer', 'both-sided', 'another buyer'];

const OBJECTS = ['own', 'other’s', 'nobody’s'] as const;
type Whose = (typeof OBJECTS)[number];
type Kind = 'offer' | 'order' | 'lead' | 'endpoint' | 'sale' | 'withdrawn sale' | 'listing' | 'dispute';

type Expected = { readonly status: number; readonly code?: ApiRefusal };

type Row = {
  readonly who: 'anyone' | 'seller' | 'buyer' | 'either';
  /** What the key must be allowed; null where no key is asked for. */
  readonly scope: Scope | null;
  /** What the call is about, named in its path or its body. */
  readonly object?: Kind;
  readonly query?: string;
  readonly body?: (party: Party, id: string) => unknown;
  /** What who may gets, on an object of their own where there is one. */
  readonly answers: number;
  /** What they get on another’s object and on one that does not exist: the same. */
  readonly absent?: Expected;
  /** Where one party’s own object is a case of its own. */
  readonly except?: Partial<Record<Party, Expected>>;
  readonly changes?: true;
};

const MARK: Readonly<Record<Party, string>> = {
  seller: 'Anna Selmark',
  buyer: 'Boris Buymark',
  'both-sided': 'Clara Botmark',
  'another seller': 'Diana Asemark',
  'another buyer': 'Egor Abumark',
};
const minScoreOf = (party: Party) => 10 + PARTIES.indexOf(party);
const phoneOf = (party: Party) => `+38067555${PARTIES.indexOf(party)}${PARTIES.indexOf(party)}01`;
const consentOf = (party: Party) => `Consent as ${party} worded it.`;
const urlOf = (party: Party) => `https://${PARTIES.indexOf(party)}.example/changed`;

/** Who may do what. It says by hand what the calls declare, so that a slip in one of the two shows. */
const MATRIX: Readonly<Record<string, Row>> = {
  takeLead: {
    who: 'seller',
    scope: 'leads:write',
    object: 'offer',
    body: (_party, offerId) => leadBody(offerId),
    answers: 202,
    absent: { status: 422, code: 'offer_id_unknown' },
    changes: true,
  },
  listLeads: { who: 'seller', scope: 'leads:read', answers: 200 },
  readLead: {
    who: 'seller',
    scope: 'leads:read',
    object: 'lead',
    answers: 200,
    absent: { status: 404, code: 'not_found' },
  },
  createOffer: {
    who: 'seller',
    scope: 'offers:write',
    body: body('createOffer'),
    answers: 201,
    changes: true,
  },
  listOffers: { who: 'seller', scope: 'offers:read', answers: 200 },
  readOffer: {
    who: 'seller',
    scope: 'offers:read',
    object: 'offer',
    answers: 200,
    absent: { status: 404, code: 'offer_unknown' },
  },
  updateOffer: {
    who: 'seller',
    scope: 'offers:write',
    object: 'offer',
    body: (party) => ({ consent_text: consentOf(party) }),
    answers: 200,
    absent: { status: 404, code: 'offer_unknown' },
    changes: true,
  },
  readOfferRoom: {
    who: 'seller',
    scope: 'offers:read',
    object: 'offer',
    answers: 200,
    absent: { status: 404, code: 'offer_unknown' },
  },
  createOrder: {
    who: 'buyer',
    scope: 'orders:write',
    body: body('createOrder'),
    answers: 201,
    changes: true,
  },
  listOrders: { who: 'buyer', scope: 'orders:read', answers: 200 },
  readOrder: {
    who: 'buyer',
    scope: 'orders:read',
    object: 'order',
    answers: 200,
    absent: { status: 404, code: 'order_unknown' },
  },
  updateOrder: {
    who: 'buyer',
    scope: 'orders:write',
    object: 'order',
    body: (party) => ({ filters: { min_score: minScoreOf(party) } }),
    answers: 200,
    absent: { status: 404, code: 'order_unknown' },
    changes: true,
  },
  createEndpoint: {
    who: 'either',
    scope: 'endpoints:write',
    body: body('createEndpoint'),
    answers: 201,
    changes: true,
  },
  listEndpoints: { who: 'either', scope: 'endpoints:read', answers: 200 },
  updateEndpoint: {
    who: 'either',
    scope: 'endpoints:write',
    object: 'endpoint',
    body: (party) => ({ url: urlOf(party) }),
    answers: 200,
    absent: { status: 404, code: 'endpoint_unknown' },
    changes: true,
  },
  deleteEndpoint: {
    who: 'either',
    scope: 'endpoints:write',
    object: 'endpoint',
    answers: 204,
    absent: { status: 404, code: 'endpoint_unknown' },
    changes: true,
  },
  listDeliveries: {
    who: 'either',
    scope: 'endpoints:read',
    object: 'endpoint',
    answers: 200,
    absent: { status: 404, code: 'endpoint_unknown' },
  },
  listListings: { who: 'buyer', scope: 'market:read', answers: 200 },
  buyListing: {
    who: 'buyer',
    scope: 'market:buy',
    object: 'listing',
    answers: 201,
    absent: { status: 404, code: 'listing_unknown' },
    except: { 'both-sided': { status: 409, code: 'listing_is_yours' } },
    changes: true,
  },
  listSales: { who: 'either', scope: 'sales:read', answers: 200 },
  readSale: {
    who: 'either',
    scope: 'sales:read',
    object: 'sale',
    answers: 200,
    absent: { status: 404, code: 'not_found' },
  },
  openDispute: {
    who: 'buyer',
    scope: 'disputes:write',
    object: 'sale',
    body: body('openDispute'),
    answers: 201,
    absent: { status: 404, code: 'sale_unknown' },
    // What it has is a sale that it made, not one it bought.
    except: { 'both-sided': { status: 404, code: 'sale_unknown' } },
    changes: true,
  },
  listDisputes: { who: 'either', scope: 'disputes:read', answers: 200 },
  readDispute: {
    who: 'either',
    scope: 'disputes:read',
    object: 'dispute',
    answers: 200,
    absent: { status: 404, code: 'dispute_unknown' },
  },
  replyToDispute: {
    who: 'seller',
    scope: 'disputes:write',
    object: 'dispute',
    body: body('replyToDispute'),
    answers: 200,
    absent: { status: 404, code: 'dispute_unknown' },
    changes: true,
  },
  listWithdrawals: { who: 'buyer', scope: 'sales:read', answers: 200 },
  confirmErasure: {
    who: 'buyer',
    scope: 'sales:write',
    object: 'withdrawn sale',
    answers: 200,
    absent: { status: 404, code: 'withdrawal_unknown' },
    // Nobody behind a lead that it bought withdrew.
    except: { 'both-sided': { status: 404, code: 'withdrawal_unknown' } },
    changes: true,
  },
  readWallet: { who: 'either', scope: 'wallet:read', answers: 200 },
  readPrices: { who: 'anyone', scope: null, query: '?niche=legal.family&region=UA-30', answers: 200 },
  listNiches: { who: 'anyone', scope: null, answers: 200 },
  searchRegions: { who: 'anyone', scope: null, query: '?q=kyi', answers: 200 },
};

/** What is served beside the calls, and to whom. */
const PATHS: Readonly<Record<string, 'public'>> = {
  '/healthz': 'public',
  '/readyz': 'public',
  '/openapi.json': 'public',
  // Whoever signs as Stripe does: tests/api/stripe-webhook.test.ts.
  '/webhooks/stripe': 'public',
  // Built files and, behind them, the pages of the next table.
  '/*': 'public',
};

function body(operation: string): Row['body'] {
  return () => VALID_BODIES[operation]?.({ offerId: '' });
}

type Cell = { call: Call; row: Row; caller: Caller; whose: Whose | null; expected: Expected };

/** Every call by every caller on every object it may be about. */
const CELLS: readonly Cell[] = CALLS.flatMap((call) => {
  const row = MATRIX[call.operation];
  if (!row) return [];
  return CALLERS.flatMap((caller) =>
    (row.object ? OBJECTS : [null]).map((whose) => ({
      call,
      row,
      caller,
      whose,
      expected: expectedOf(row, caller, whose),
    })),
  );
});

function expectedOf(row: Row, caller: Caller, whose: Whose | null): Expected {
  if (row.who === 'anyone') return { status: row.answers };
  if (caller === 'nobody' || caller === 'malformed key' || caller === 'revoked key')
    return { status: 401, code: 'unauthorised' };
  const party = partyOf(caller);
  if (row.who === 'seller' && !SELLERS.includes(party)) return { status: 403, code: 'not_a_seller' };
  if (row.who === 'buyer' && !BUYERS.includes(party)) return { status: 403, code: 'not_a_buyer' };
  if (caller === 'key without the scope') return { status: 403, code: 'scope_missing' };
  if (whose !== null && whose !== 'own') return row.absent ?? { status: 404 };
  return row.except?.[party] ?? { status: row.answers };
}

function partyOf(caller: Caller): Party {
  return (PARTIES as readonly string[]).includes(caller) ? (caller as Party) : 'both-sided';
}

/** A stretch of text that only these parties may ever read. */
type Secret = { text: string; known: readonly Party[] };

let world: World;
let url: string;
let stop: () => Promise<void>;
const organisations = {} as Record<Party, string>;
const keys = {} as Record<Exclude<Caller, 'key without the scope'>, string | null>;
const keysWithout = new Map<Scope, string>();
const objects = {} as Record<Party, Partial<Record<Kind, string>>>;
const secrets: Secret[] = [];
let unlisted: Readonly<Record<Party, string>>;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ url, stop } = await serve(world, { works: false }));
  for (const party of PARTIES) {
    organisations[party] = await makeOrganisation(world.db, sideOf(party));
    keys[party] = await makeKey(world.db, organisations[party]);
    secrets.push({ text: organisations[party], known: [party] });
    objects[party] = {};
  }
  await makeKeys();
  await makeObjects();
});

afterAll(async () => {
  await stop();
  await world.close();
});

function sideOf(party: Party): 'seller' | 'buyer' | 'both' {
  if (party === 'both-sided') return 'both';
  return SELLERS.includes(party) ? 'seller' : 'buyer';
}

async function makeKeys(): Promise<void> {
  const own = keys['both-sided'] ?? '';
  keys.nobody = null;
  keys['malformed key'] = own.slice(0, -1) + (own.endsWith('0') ? '1' : '0');
  const organisationId = organisations['both-sided'];
  keys['revoked key'] = await makeKey(world.db, organisationId);
  const revoked = await authenticateApiKey(world.db.pool, keys['revoked key']);
  await revokeApiKey(world.db, {
    actor: 'test',
    origin: 'test',
    organisationId,
    keyId: revoked?.keyId ?? '',
    now: new Date(),
  });
  for (const scope of SCOPES) {
    keysWithout.set(
      scope,
      await makeKey(world.db, organisationId, { scopes: SCOPES.filter((one) => one !== scope) }),
    );
  }
}

/** A niche for each seller, so that it is known who buys from whom. */
const NICHES: Readonly<Record<string, string>> = {
  seller: 'legal.family',
  'another seller': 'legal.bankruptcy',
  'both-sided': 'renovation.windows',
};
const TRADES: readonly [seller: Party, buyer: Party][] = [
  ['seller', 'buyer'],
  ['another seller', 'another buyer'],
  ['both-sided', 'buyer'],
];

async function makeObjects(): Promise<void> {
  for (const party of BUYERS) await fund(world.db, organisations[party], 10_000_000n);
  for (const party of BUYERS) {
    const niches = TRADES.filter(([, buyer]) => buyer === party).map(([seller]) => NICHES[seller] ?? '');
    const terms = { niches: niches.length > 0 ? niches : ['education.languages'] };
    objects[party].order = (await makeOrder(world.db, organisations[party], terms)).id;
    secrets.push({ text: objects[party].order, known: [party] });
  }
  for (const [seller, buyer] of TRADES) await makeTrade(seller, buyer);
  for (const [seller, buyer] of TRADES) await makeDispute(seller, buyer);
  for (const [seller, buyer] of TRADES) await makeWithdrawal(seller, buyer);
  for (const party of PARTIES) await makeEndpointWithDelivery(party);
  for (const party of BUYERS)
    objects[party].listing = await makeListing(party === 'both-sided' ? party : 'seller');
  unlisted = Object.fromEntries(PARTIES.map((party) => [party, listingOf(unsettledOf(party))])) as Record<
    Party,
    string
  >;
}

const unsettled: Partial<Record<Party, string>> = {};
const unsettledOf = (party: Party) =>
  unsettled[party === 'another seller' ? 'seller' : 'another seller'] ?? '';
const listingOf = (leadId: string) => leadId.replace('lead_', 'lst_');

async function makeTrade(seller: Party, buyer: Party): Promise<void> {
  const offer = await makeOffer(world.db, organisations[seller], {
    niche: NICHES[seller] ?? '',
    regions: ['UA'],
  });
  const lead = await sendLead(seller, offer.id, { name: MARK[seller], phone: phoneOf(seller) });
  const read = await apiClient(url, keys[seller])('GET', `/leads/${lead}`);
  expect(read.body.status, `the lead of ${seller}`).toBe('sold');
  const sale = read.body.sales[0].id as string;
  Object.assign(objects[seller], { offer: offer.id, lead, sale });
  objects[buyer].sale ??= sale;
  for (const text of [offer.id, lead, sale]) secrets.push({ text, known: [seller, buyer] });
  secrets.push({ text: MARK[seller], known: [buyer] }, { text: phoneOf(seller), known: [buyer] });
  unsettled[seller] = await sendLead(seller, offer.id, undefined, { settle: false });
}

async function makeDispute(seller: Party, buyer: Party): Promise<void> {
  const lead = await sendLead(seller, objects[seller].offer ?? '');
  const read = await apiClient(url, keys[seller])('GET', `/leads/${lead}`);
  const claim = `Claimed by ${MARK[buyer]}`;
  const { id } = await openDispute(world.db, {
    saleId: read.body.sales[0].id,
    buyerOrganisationId: organisations[buyer],
    reason: 'invalid_phone',
    detail: claim,
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });
  objects[seller].dispute = id;
  objects[buyer].dispute ??= id;
  secrets.push({ text: id, known: [seller, buyer] });
  secrets.push({ text: claim, known: TRADES.flatMap((trade) => (trade[1] === buyer ? trade : [])) });
}

async function makeWithdrawal(seller: Party, buyer: Party): Promise<void> {
  const leadId = await sendLead(seller, objects[seller].offer ?? '');
  await withdrawLead(world.db, {
    leadId,
    kind: 'changed_mind',
    suppress: false,
    origin: 'test',
    now: new Date(),
  });
  const sale = await world.db.prisma.sale.findFirstOrThrow({ where: { leadId } });
  objects[buyer]['withdrawn sale'] ??= sale.id;
  for (const text of [leadId, sale.id]) secrets.push({ text, known: [seller, buyer] });
}

async function sendLead(
  party: Party,
  offerId: string,
  contact?: { name: string; phone: string },
  options = { settle: true },
): Promise<string> {
  const sent = await apiClient(url, keys[party])('POST', '/leads', {
    body: leadBody(offerId, contact && { contact }),
  });
  const leadId = sent.body.id as string;
  if (options.settle) await processLeads(world.db, { leadIds: [leadId], now: new Date(), checkWaitMs: 0 });
  return leadId;
}

async function makeEndpointWithDelivery(party: Party): Promise<void> {
  const now = new Date();
  const organisationId = organisations[party];
  const subjectId = objects[party].sale ?? '';
  objects[party].endpoint = await makeEndpoint(party);
  const event = BUYERS.includes(party) ? 'lead.sold' : 'lead.sale';
  await announce(world.db, { announcements: [{ event, subjectId, organisationId }], now });
  secrets.push({ text: objects[party].endpoint, known: [party] });
}

async function makeEndpoint(party: Party): Promise<string> {
  const { endpoint } = await createEndpoint(world.db, {
    organisationId: organisations[party],
    url: 'https://example.com/hook',
    events: ['lead.sold', 'lead.sale'],
    allowPrivate: false,
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });
  return endpoint.id;
}

/** A lead of a niche that no order names: it goes to the open market. */
async function makeListing(seller: Party): Promise<string> {
  const offer = await makeOffer(world.db, organisations[seller], { niche: 'climate.solar', regions: ['UA'] });
  const contact = { name: 'Listed Person', phone: freshPhone() };
  secrets.push({ text: contact.phone, known: ['buyer', 'another buyer'] });
  return listingOf(await sendLead(seller, offer.id, contact));
}

async function ask({ call, row, caller, whose }: Cell): Promise<Answer> {
  const party = partyOf(caller);
  const id = whose === null ? '' : await idOf(row, caller, whose);
  const key =
    caller === 'key without the scope'
      ? (row.scope && keysWithout.get(row.scope)) || keys['both-sided']
      : keys[caller];
  const payload = row.body?.(party, id);
  return apiClient(url, key)(call.method, call.path.replace('{id}', id) + (row.query ?? ''), {
    ...(payload === undefined ? {} : { body: payload }),
  });
}

const PREFIX: Readonly<Record<Kind, Parameters<typeof newId>[0]>> = {
  offer: 'offer',
  order: 'ord',
  lead: 'lead',
  endpoint: 'endp',
  sale: 'sale',
  listing: 'lead',
  dispute: 'disp',
  'withdrawn sale': 'sale',
};

async function idOf(row: Row, caller: Caller, whose: Whose): Promise<string> {
  const kind = row.object as Kind;
  const party = partyOf(caller);
  if (whose === 'nobody’s') {
    const id = newId(PREFIX[kind]);
    return kind === 'listing' ? listingOf(id) : id;
  }
  if (whose === 'other’s' && kind === 'listing') return unlisted[party];
  // A deleted endpoint is nobody's: each deletion gets one of its own.
  if (whose === 'own' && row.answers === 204 && expectedOf(row, caller, whose).status === 204)
    return makeEndpoint(party);
  const owner = whose === 'own' ? party : strangerOf(party, kind);
  return objects[owner][kind] ?? objects['both-sided'][kind] ?? '';
}

/** Another organisation on the same side of the market. */
function strangerOf(party: Party, kind: Kind): Party {
  const isSelling = kind === 'offer' || kind === 'lead' || (kind !== 'order' && SELLERS.includes(party));
  if (isSelling) return party === 'another seller' ? 'seller' : 'another seller';
  return party === 'another buyer' ? 'buyer' : 'another buyer';
}

const nameOf = ({ call, caller, whose, expected }: Cell) =>
  `${call.operation} by ${caller}${whose ? ` on ${whose} object` : ''}: ${expected.status}${expected.code ? ` ${expected.code}` : ''}`;
const named = (cells: readonly Cell[]) => cells.map((cell) => [nameOf(cell), cell] as const);

async function check(cell: Cell): Promise<void> {
  const { call, caller, expected } = cell;
  const answer = await ask(cell);
  expect({ status: answer.status, code: answer.body?.code }).toEqual({
    status: expected.status,
    code: expected.code,
  });
  if (answer.status >= 400)
    expect(documentedCodes(call), 'the call documents the code').toContain(answer.body.code);
  const party = caller === 'nobody' || caller.endsWith(' key') ? null : partyOf(caller);
  const said = JSON.stringify(answer.body);
  const leaked = secrets.filter(
    ({ text, known }) => !(party && known.includes(party)) && said.includes(text),
  );
  expect(leaked, 'what only others may read').toEqual([]);
}

function documentedCodes(call: Call): readonly string[] {
  if (call.access.kind === 'public') return [...call.refusals, ...COMMON_REFUSALS];
  return [...call.refusals, ...COMMON_REFUSALS, ...KEY_REFUSALS, 'not_a_seller', 'not_a_buyer'];
}

/** A fingerprint of every table: what is refused or only read leaves it as it was, save for the notes of who read a contact and of what was posted. */
async function fingerprint(): Promise<Record<string, string>> {
  const { rows: tables } = await world.owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'vault') AND tablename NOT IN ('contact_reading', 'posted_request')`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await world.owner.query(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\n' ORDER BY t::text), '')) AS print FROM ${name} t`,
    );
    prints[name] = rows[0].print;
  }
  return prints;
}

describe('the authorisation matrix', () => {
  it('has a row for every call, and a call for every row', () => {
    expect(Object.keys(MATRIX).sort()).toEqual(CALLS.map(({ operation }) => operation).sort());
  });

  it('has an object wherever a path names one, and says what a stranger gets', () => {
    for (const call of CALLS) {
      const row = MATRIX[call.operation];
      if (call.path.includes('{')) expect(row?.object, call.operation).toBeDefined();
      expect(row?.object === undefined, call.operation).toBe(row?.absent === undefined);
      expect(call.method === 'GET', call.operation).toBe(row?.changes === undefined);
    }
  });
});

it('no key changes anything with a scope to read', () => {
  const writing = CALLS.filter(({ method }) => method !== 'GET');
  const scopes = writing.map(({ access }) => (access.kind === 'key' ? access.scope : 'nobody'));
  expect(scopes.filter((scope) => !/:(write|buy)$/.test(scope))).toEqual([]);
});

describe('what is refused or only read', () => {
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await fingerprint();
  });

  const unchanging = CELLS.filter(({ row, expected }) => expected.status >= 400 || !row.changes);
  it.each(named(unchanging))('%s', (_name, cell) => check(cell));

  it('changes nothing', async () => {
    expect(Object.keys(before).length).toBeGreaterThan(20);
    expect(await fingerprint()).toEqual(before);
  });

  const onStrangers = CELLS.filter(
    ({ whose, expected, row }) => whose === 'other’s' && expected === row.absent,
  );
  it.each(named(onStrangers))(
    'tells another’s object from none at all by nothing: %s',
    async (_name, cell) => {
      const [others, nobodys] = [await ask(cell), await ask({ ...cell, whose: 'nobody’s' })];
      expect({ ...others.body, request_id: '' }).toEqual({ ...nobodys.body, request_id: '' });
      expect(others.status).toBe(nobodys.status);
    },
  );
});

describe('what is allowed', () => {
  const changing = CELLS.filter(({ row, expected }) => expected.status < 400 && row.changes);
  it.each(named(changing))('%s', (_name, cell) => check(cell));

  it('changed only what belongs to who did it', async () => {
    for (const party of SELLERS) {
      const { rows } = await world.owner.query('SELECT consent_text FROM offer WHERE id = $1', [
        objects[party].offer,
      ]);
      expect(rows[0].consent_text).toBe(consentOf(party));
    }
    for (const party of BUYERS) {
      const { rows } = await world.owner.query('SELECT min_score FROM standing_order WHERE id = $1', [
        objects[party].order,
      ]);
      expect(rows[0].min_score).toBe(minScoreOf(party));
    }
    for (const party of PARTIES) {
      const { rows } = await world.owner.query('SELECT url, deleted_at FROM endpoint WHERE id = $1', [
        objects[party].endpoint,
      ]);
      expect(rows).toEqual([{ url: urlOf(party), deleted_at: null }]);
    }
  });

  it('is noted with the key that did it', async () => {
    const { rows } = await world.owner.query(
      `SELECT DISTINCT a.organisation_id AS noted, k.organisation_id AS holder
       FROM audit_entry a LEFT JOIN api_key k ON 'key:' || k.id = a.actor WHERE a.actor NOT IN ('test', 'person')`,
    );
    expect(rows.map(({ holder }) => holder).sort()).toEqual(Object.values(organisations).sort());
    for (const { noted, holder } of rows) expect(noted).toBe(holder);
  });
});

describe('beside the calls', () => {
  const sources = readSources();

  /** Paths that the server mounts by hand, read from its source: a process that serves them needs a build. */
  const mounted = sources
    .filter(({ path }) => path === 'app/create-server.ts' || path === 'app/api/mount.server.ts')
    .flatMap(({ tree }) => [...nodesOf(tree)].flatMap((node) => mountedPath(node) ?? []));

  it('every path that is served has a row', () => {
    expect(mounted.sort()).toEqual(Object.keys(PATHS).sort());
  });

  it('the API’s document is for anyone', async () => {
    const response = await fetch(`${url}/api/v1/openapi.json`);
    expect(response.status).toBe(200);
    await response.text();
  });
});

function mountedPath(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const [path] = node.arguments;
  const isMount = /^(get|head|post|put|patch|delete|all)$/.test(node.expression.name.text);
  return isMount && path && ts.isStringLiteralLike(path) && path.text.startsWith('/') ? path.text : null;
}
