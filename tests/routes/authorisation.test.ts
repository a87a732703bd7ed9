import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { outlookPath } from '#app/domain/pricing/outlook-link.server.ts';
import { personPath } from '#app/domain/privacy/person-link.server.ts';
import { newId } from '#app/kernel/ids.ts';
import routes from '#app/routes.ts';
import { makeBankThings } from '../factories/bank.ts';
import { makeChannel } from '../factories/channels.ts';
import { makeDifference } from '../factories/difference.ts';
import { makeForm } from '../factories/forms.ts';
import { makeDoneImport, makeMappedImport } from '../factories/imports.ts';
import { makeInquiry } from '../factories/inquiry.ts';
import {
  freshPhone,
  fund,
  leadBody,
  makeKey,
  makeOffer,
  makeOrder,
  makeOrganisation,
} from '../factories/market.ts';
import { makeOutlookLink } from '../factories/outlook.ts';
import { issuePaperNextMonth } from '../factories/papers.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageAnswer, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, type World } from '../setup/world.ts';
import { PAGES, type PageRow, type Thing } from './page-matrix.ts';

const VISITORS = [
  'nobody',
  'unconfirmed seller',
  'seller’s owner without the code',
  'seller’s owner',
  'seller’s manager',
  'seller’s agent',
  'buyer’s owner',
  'buyer’s manager',
  'buyer’s agent',
  'another seller',
  'another buyer',
  'moderator without an authenticator',
  'moderator',
  'admin',
] as const;
type Visitor = (typeof VISITORS)[number];

type Standing = {
  side?: 'seller' | 'buyer';
  role?: 'owner' | 'manager' | 'agent';
  staff?: 'moderator' | 'admin';
};
const STANDING: Readonly<Partial<Record<Visitor, Standing>>> = {
  'seller’s owner': { side: 'seller', role: 'owner' },
  'seller’s manager': { side: 'seller', role: 'manager' },
  'seller’s agent': { side: 'seller', role: 'agent' },
  'buyer’s owner': { side: 'buyer', role: 'owner' },
  'buyer’s manager': { side: 'buyer', role: 'manager' },
  'buyer’s agent': { side: 'buyer', role: 'agent' },
  'another seller': { side: 'seller', role: 'owner' },
  'another buyer': { side: 'buyer', role: 'owner' },
  moderator: { staff: 'moderator' },
  admin: { staff: 'admin' },
};
const RANK = ['agent', 'manager', 'owner'];

/** What a visitor meets before the page looks at anything: a log-in to go through, a refusal, or nothing. */
type Gate = { status: 302; location: RegExp } | { status: 403 } | null;

function gateOf(row: PageRow, visitor: Visitor): Gate {
  if (row.who === 'anyone') return null;
  if (visitor === 'nobody') return { status: 302, location: /^\/log-in\?/ };
  if (visitor === 'unconfirmed seller') return { status: 302, location: /^\/confirm-email/ };
  if (visitor === 'seller’s owner without the code') return { status: 302, location: /^\/log-in\/code/ };
  if (row.who === 'person') return null;
  if (row.who === 'moderator' || row.who === 'admin') {
    if (visitor === 'moderator without an authenticator' && row.who === 'moderator')
      return { status: 302, location: /^\/account\/second-factor/ };
    const staff = STANDING[visitor]?.staff;
    return staff === 'admin' || staff === row.who ? null : { status: 403 };
  }
  const standing = STANDING[visitor];
  if (!standing?.side) return { status: 302, location: /^\/account\/organisations/ };
  if (row.who !== 'member' && row.who !== standing.side) return { status: 403 };
  return RANK.indexOf(standing.role ?? 'agent') >= RANK.indexOf(row.role ?? 'agent') ? null : { status: 403 };
}

const dataDir = mkdtempSync(join(tmpdir(), 'birja-pages-'));
let world: World;
let stop: () => Promise<void>;
const tokens = {} as Record<Visitor, string | null>;
const things = {} as Record<Thing, string>;
const strangers: Partial<Record<Thing, string>> = {};
const modules = import.meta.glob<PageModule>('../../app/routes/**/*.tsx');

beforeAll(async () => {
  world = await openWorld({ role: 'worker', env: { DATA_DIR: dataDir } });
  const served = await serve(world, { works: false });
  stop = served.stop;
  const [seller, buyer, otherSeller, otherBuyer] = await Promise.all(
    (['seller', 'buyer', 'seller', 'buyer'] as const).map((side) => makeOrganisation(world.db, side)),
  );
  await makeVisitors(seller ?? '', buyer ?? '', otherSeller ?? '', otherBuyer ?? '');
  Object.assign(things, await makeThings(served.url, seller ?? '', buyer ?? ''));
  Object.assign(strangers, await makeThings(served.url, otherSeller ?? '', otherBuyer ?? ''));
}, 120_000);

afterAll(async () => {
  await stop();
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function makeVisitors(seller: string, buyer: string, otherSeller: string, otherBuyer: string) {
  const { db } = world;
  const tokenOf = async (options: Parameters<typeof makePerson>[1]) => (await makePerson(db, options)).token;
  tokens.nobody = null;
  tokens['unconfirmed seller'] = await tokenOf({ organisationId: seller, confirmed: false });
  tokens['seller’s owner without the code'] = await tokenOf({
    organisationId: seller,
    secondFactor: true,
    codeGiven: false,
  });
  for (const role of ['owner', 'manager', 'agent'] as const) {
    tokens[`seller’s ${role}`] = await tokenOf({ organisationId: seller, role });
    tokens[`buyer’s ${role}`] = await tokenOf({ organisationId: buyer, role });
  }
  tokens['another seller'] = await tokenOf({ organisationId: otherSeller });
  tokens['another buyer'] = await tokenOf({ organisationId: otherBuyer });
  tokens['moderator without an authenticator'] = await tokenOf({ platformRole: 'moderator' });
  tokens.moderator = await tokenOf({ platformRole: 'moderator', secondFactor: true });
  tokens.admin = await tokenOf({ platformRole: 'admin', secondFactor: true });
}

/** One of each thing that a page may be about, of one seller and one buyer who trade with each other. */
async function makeThings(url: string, seller: string, buyer: string): Promise<Record<Thing, string>> {
  const { db } = world;
  const niche = Object.keys(things).length === 0 ? 'legal.family' : 'legal.bankruptcy';
  await fund(db, buyer, 10_000_000n);
  const order = await makeOrder(db, buyer, { niches: [niche] });
  const offer = await makeOffer(db, seller, { niche, regions: ['UA'] });
  const unsold = await makeOffer(db, seller, { niche: 'climate.solar', regions: ['UA'] });
  const call = apiClient(url, await makeKey(db, seller));
  const send = async (offerId: string) => {
    const { body } = await call('POST', '/leads', {
      body: leadBody(offerId, { contact: { name: 'A B', phone: freshPhone() } }),
    });
    await processLeads(db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
    return body.id as string;
  };
  const lead = await send(offer.id);
  const disputed = await send(offer.id);
  const listed = await send(unsold.id);
  const saleOf = async (leadId: string) => (await db.prisma.sale.findFirstOrThrow({ where: { leadId } })).id;
  const dispute = await openDispute(db, {
    saleId: await saleOf(disputed),
    buyerOrganisationId: buyer,
    reason: 'invalid_phone',
    detail: 'The number does not exist.',
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });
  const member = await db.prisma.membership.findFirstOrThrow({ where: { organisationId: buyer } });
  const paper = await issuePaperNextMonth(db, seller);
  return {
    paper,
    anyPaper: paper,
    offer: offer.id,
    form: (await makeForm(db, offer)).id,
    channel: (await makeChannel(db, { organisationId: seller, offerId: offer.id, kind: 'webhook' })).id,
    order: order.id,
    lead,
    listing: listed.replace('lead_', 'lst_'),
    boughtSale: await saleOf(lead),
    boughtDispute: dispute.id,
    soldDispute: dispute.id,
    niche,
    person: member.personId,
    organisation: buyer,
    anyDispute: dispute.id,
    anyOffer: offer.id,
    anySale: await saleOf(lead),
    anySeller: seller,
    chargeback: await makeInquiry(db, buyer),
    reconciliationLine: await makeDifference(db),
    mail: layMail(),
    personLink: personPath(db, lead).replace('/my-data/', ''),
    outlookLink: await makeOutlookLink(db, niche),
    doneImport: await makeDoneImport(db, offer),
    leadImport: await makeMappedImport(db, offer),
    ...(await makeBankThings(db, { seller, buyer })),
  };
}

/** A mail as the sandbox's mail server lays it down. */
function layMail(): string {
  const id = newId('mail');
  const mail = { id, at: new Date().toISOString(), to: 'a@people.test', subject: 'Hello', text: 'Hello.' };
  mkdirSync(join(dataDir, 'mail'), { recursive: true });
  writeFileSync(join(dataDir, 'mail', `${id}.json`), JSON.stringify(mail));
  return id;
}

const UNKNOWN: Readonly<Record<Thing, () => string>> = {
  offer: () => newId('offer'),
  form: () => newId('form'),
  channel: () => newId('chan'),
  order: () => newId('ord'),
  lead: () => newId('lead'),
  listing: () => newId('lead').replace('lead_', 'lst_'),
  boughtSale: () => newId('sale'),
  boughtDispute: () => newId('disp'),
  soldDispute: () => newId('disp'),
  niche: () => 'no.such',
  paper: () => newId('paper'),
  anyPaper: () => newId('paper'),
  person: () => newId('pers'),
  organisation: () => newId('org'),
  anyDispute: () => newId('disp'),
  anyOffer: () => newId('offer'),
  anySale: () => newId('sale'),
  anySeller: () => newId('org'),
  chargeback: () => newId('cbk'),
  reconciliationLine: () => `txn_${newId('recon')}`,
  mail: () => newId('mail'),
  // Well-formed, and signed for another lead.
  personLink: () =>
    personPath(world.db, newId('lead')).replace(/\/my-data\/\w+-/, `${newId('lead').slice(5)}-`),
  // Signed, of a subscription that is not there.
  outlookLink: () => outlookPath(world.db, newId('outl')).replace('/outlook/', ''),
  bankInvoice: () => newId('binv'),
  anyBankInvoice: () => newId('binv'),
  bankStatement: () => newId('bstm'),
  bankReceipt: () => newId('brcp'),
  bankDebit: () => newId('bdeb'),
  bankBatch: () => newId('bbat'),
  leadImport: () => newId('imp'),
  doneImport: () => newId('imp'),
};

/** Things that belong to one side: another's is as good as none. */
const OWNED: readonly Thing[] = [
  'bankInvoice',
  'channel',
  'offer',
  'form',
  'order',
  'lead',
  'boughtSale',
  'boughtDispute',
  'soldDispute',
  'paper',
  'leadImport',
  'doneImport',
];

async function ask(
  file: string,
  row: PageRow,
  visitor: Visitor,
  id: string,
  isForm = false,
): Promise<PageAnswer> {
  const load = modules[`../../app/${file}`];
  if (!load) throw new Error(`there is no app/${file}`);
  const path = `/somewhere${id ? `/${id}` : ''}`;
  return askPage(world, await load(), {
    token: tokens[visitor],
    path,
    params: row.about ? { [row.about.param]: id } : {},
    ...(isForm ? { form: {} } : {}),
  });
}

const rows = Object.entries(PAGES);
const cells = rows.flatMap(([file, row]) => VISITORS.map((visitor) => [file, visitor, row] as const));
const idOf = (row: PageRow) => (row.about ? things[row.about.thing] : '');

describe('a page', () => {
  it('has a row in the matrix, and every row a page', () => {
    expect(routes.flatMap(filesOf).sort()).toEqual(Object.keys(PAGES).sort());
  });

  it('takes a form exactly where the matrix says so', async () => {
    for (const [file, row] of rows) {
      const page = await modules[`../../app/${file}`]?.();
      expect(Boolean(page?.action), file).toBe(row.form === true);
    }
  });

  it.each(cells)('%s by %s', async (file, visitor, row) => {
    const gate = gateOf(row, visitor);
    const answer = await ask(file, row, visitor, idOf(row));
    if (gate) {
      expect(answer.status).toBe(gate.status);
      if (gate.status === 302) expect(answer.location).toMatch(gate.location);
    } else if (row.about && OWNED.includes(row.about.thing) && visitor.startsWith('another')) {
      expect(answer.status, 'another’s').toBe(404);
    } else {
      expect([200, 302]).toContain(answer.status);
      expect(answer.location ?? '').not.toMatch(/^\/log-in/);
    }
  });

  const forms = cells.filter(([, visitor, row]) => row.form && gateOf(row, visitor));
  it.each(forms)('%s takes no form from %s', async (file, visitor, row) => {
    const gate = gateOf(row, visitor);
    const answer = await ask(file, row, visitor, idOf(row), true);
    expect(answer.status).toBe(gate?.status);
  });

  const about = cells.filter(([, visitor, row]) => row.about && !gateOf(row, visitor));
  it.each(about)('%s about what does not exist answers %s 404', async (file, visitor, row) => {
    const id = row.about ? UNKNOWN[row.about.thing]() : '';
    expect((await ask(file, row, visitor, id)).status).toBe(404);
    if (row.form) expect((await ask(file, row, visitor, id, true)).status).toBe(404);
  });

  const owned = about.filter(([, , row]) => row.about && OWNED.includes(row.about.thing));
  it.each(owned)('%s shows %s nothing of another’s', async (file, visitor, row) => {
    const others = visitor.startsWith('another')
      ? idOf(row)
      : ((row.about && strangers[row.about.thing]) ?? '');
    expect((await ask(file, row, visitor, others)).status).toBe(404);
    if (row.form) expect((await ask(file, row, visitor, others, true)).status).toBe(404);
  });
});

type Route = { file: string; children?: Route[] };

function filesOf(route: Route): string[] {
  return [route.file, ...(route.children ?? []).flatMap(filesOf)];
}
