import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { openSession } from '#app/domain/identity/open-session.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { personPath } from '#app/domain/privacy/person-link.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { makeBankThings } from '../factories/bank.ts';
import { makeChannel } from '../factories/channels.ts';
import { makeDifference } from '../factories/difference.ts';
import { makeRefusedFit } from '../factories/fits.ts';
import { makeForm } from '../factories/forms.ts';
import { makeDoneImport, makeMappedImport } from '../factories/imports.ts';
import { makeInquiry } from '../factories/inquiry.ts';
import { freshPhone } from '../factories/market.ts';
import { makeOutlookLink } from '../factories/outlook.ts';
import { issuePaperNextMonth } from '../factories/papers.ts';
import { makePerson } from '../factories/people.ts';
import type { Thing } from '../routes/page-matrix.ts';
import { apiClient } from './client.ts';
import type { Demo } from './demo.ts';
import { openDemoWorld } from './demo-world.ts';
import { until } from './world.ts';

export type Side = 'seller' | 'buyer' | 'moderator' | 'admin' | 'newcomer';

/** Who is signed in on which side, and one of each thing that a page may be about. */
export type DemoThings = { tokens: Record<Side, string>; ids: Record<Thing, string> };

/** Lets a running demo have something on every page: leads sold and listed, a dispute, offers in review, people. */
export async function fillDemo(demo: Demo): Promise<DemoThings> {
  const world = await openDemoWorld(demo);
  try {
    return await fill(demo, world.db);
  } finally {
    await world.close();
  }
}

async function fill(demo: Demo, db: Db): Promise<DemoThings> {
  const now = new Date();
  const sell = apiClient(demo.file.url, demo.file.apiKeys.seller);
  const lead = (offerId: string, more: object = {}) => ({
    offer_id: offerId,
    contact: { name: 'Olena Kovalenko', phone: freshPhone() },
    region: demo.file.region,
    city: demo.file.city,
    channel: 'form',
    message: 'Looking for a two-room flat near a metro station, ready to see it this week.',
    attributes: { rooms: 2 },
    wanted_within_days: 20,
    consent: { text: 'I agree to be called.', given_at: new Date().toISOString() },
    ...more,
  });
  const send = async (body: object) => {
    const answer = await sell('POST', '/leads', { body, headers: { prefer: 'wait=10' } });
    return answer.body;
  };
  const sold: { id: string; sales: { id: string }[] }[] = [];
  for (let i = 0; i < 4; i += 1) sold.push(await send(lead(demo.file.offerId)));
  await send(lead(demo.file.offerId, { contact: { name: 'Wrong', phone: '+380671' } }));
  const solar = await sell('POST', '/offers', { body: unwanted() });
  const listed = await send(lead(solar.body.id, { attributes: {} }));
  const saleId = (at: number): string => sold[at]?.sales[0]?.id ?? '';
  const sale = await db.prisma.sale.findUniqueOrThrow({ where: { id: saleId(1) } });
  const dispute = await openDispute(db, {
    saleId: sale.id,
    buyerOrganisationId: sale.buyerOrganisationId,
    reason: 'wrong_person',
    detail: 'A man answered who never asked for a flat. Called at 10:05 and again at 15:40.',
    actor: 'key:demo',
    origin: 'api:demo',
    now,
  });
  await until('the jobs that follow are done', async () => db.prisma.dispute.count());
  const tokenOf = async (email: string, staff = false) => {
    const person = await db.prisma.person.findUniqueOrThrow({ where: { email } });
    if (staff)
      await db.prisma.person.update({
        where: { email },
        data: { totpConfirmedAt: person.totpConfirmedAt ?? now },
      });
    return openSession(db, {
      personId: person.id,
      secondFactor: staff,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
      address: '127.0.0.1',
      now,
    });
  };
  const emailOf = (role: string) => demo.file.accounts.find((one) => one.role === role)?.email ?? '';
  await withdrawLead(db, {
    leadId: sold[3]?.id ?? '',
    kind: 'never_asked',
    suppress: false,
    origin: 'web:demo',
    now,
  });
  const channel = await makeChannel(db, {
    organisationId: sale.sellerOrganisationId,
    offerId: demo.file.offerId,
    kind: 'telegram',
  });
  await makeRefusedFit(db, now);
  const paper = await issuePaperNextMonth(db, sale.sellerOrganisationId);
  const buyer = await db.prisma.person.findUniqueOrThrow({ where: { email: emailOf('buyer') } });
  return {
    tokens: {
      seller: await tokenOf(emailOf('seller')),
      buyer: await tokenOf(emailOf('buyer')),
      moderator: await tokenOf(emailOf('moderator'), true),
      admin: await tokenOf(emailOf('admin'), true),
      newcomer: (await makePerson(db, { confirmed: false })).token,
    },
    ids: {
      offer: demo.file.offerId,
      form: (await makeForm(db, { id: demo.file.offerId, organisationId: sale.sellerOrganisationId })).id,
      order: demo.file.orderId,
      lead: sold[0]?.id ?? '',
      listing: listed.id.replace('lead_', 'lst_'),
      boughtSale: saleId(0),
      boughtDispute: dispute.id,
      soldDispute: dispute.id,
      anyDispute: dispute.id,
      anySale: saleId(2),
      anyOffer: demo.file.offerId,
      anySeller: sale.sellerOrganisationId,
      chargeback: await makeInquiry(db, sale.buyerOrganisationId),
      reconciliationLine: await makeDifference(db),
      organisation: sale.buyerOrganisationId,
      niche: demo.file.niche,
      person: buyer.id,
      mail: await mailThatCame(db),
      personLink: personPath(db, sold[0]?.id ?? '').replace('/my-data/', ''),
      outlookLink: await makeOutlookLink(db),
      channel: channel.id,
      paper,
      anyPaper: paper,
      doneImport: await makeDoneImport(db, {
        organisationId: sale.sellerOrganisationId,
        id: demo.file.offerId,
      }),
      leadImport: await makeMappedImport(db, {
        organisationId: sale.sellerOrganisationId,
        id: demo.file.offerId,
      }),
      ...(await makeBankThings(db, { seller: sale.sellerOrganisationId, buyer: sale.buyerOrganisationId })),
    },
  };
}

/** A mail that the demo's worker has sent to its mail server. */
async function mailThatCame(db: Db): Promise<string> {
  const mail = {
    recipient: 'olena@people.test',
    template: 'password_changed',
    params: {},
    now: new Date(),
  } as const;
  await db.prisma.$transaction((tx) => queueMail(tx, db, mail));
  const [came] = await until('a mail came', async () => {
    const { mails } = (await db.mailBox?.list(1, 1)) ?? { mails: [] };
    return mails.length > 0 && mails;
  });
  return came?.id ?? '';
}

/** What no order of the demo asks for: its leads go to the open market. */
function unwanted() {
  return {
    niche: 'climate.solar',
    regions: ['UA'],
    ask: { amount_minor: '40000', currency: 'UAH' },
    exclusivity: 'shared',
    max_sells: 3,
    target_action: 'contact',
    channels: ['form', 'quiz'],
    consent_text: 'I agree that my name, contact and request are passed to up to three companies.',
    dispute_window_hours: 120,
    daily_volume: 20,
    status: 'active',
  };
}
