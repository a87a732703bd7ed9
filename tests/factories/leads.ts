import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { Contact } from '#app/domain/leads/contact.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { type PostedLead, prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { takeLeads } from '#app/domain/leads/take-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { freshPhone } from './market.ts';

/** What a lead of a test is, where it is not as usual. */
export type LeadMade = Partial<Omit<PostedLead, 'contact'>> & {
  contact?: Partial<Contact>;
};

/** Takes leads in without checking them: their ids, in the order in which they came. */
export async function takeIn(
  db: Db,
  offer: { organisationId: string; id: string },
  made: readonly LeadMade[],
  now = new Date(),
): Promise<string[]> {
  const { organisationId, id: offerId } = offer;
  const reference = await readReference(db.pool);
  const terms = present(await readOffer(db, { organisationId, offerId }), 'the offer exists');
  const taken = await takeLeads(
    db,
    made.map((one, index) => ({
      prepared: prepareLead(reference, terms, {
        ...usual(terms.consentText, now),
        ...one,
        contact: contactOf(one),
      }),
      idempotency: null,
      waitMs: 0,
      // Those of one millisecond stand in no order.
      now: after(now, index),
    })),
  );
  return taken.map((one) => {
    if (one.kind !== 'taken') throw new Error('the lead was not taken');
    return one.lead.id;
  });
}

/** Takes leads in, checks and sells them in one batch; as they stand then, in the order in which they were given. */
export async function sendLeads(
  db: Db,
  offer: { organisationId: string; id: string },
  made: readonly LeadMade[],
  now = new Date(),
): Promise<Lead[]> {
  const leadIds = await takeIn(db, offer, made, now);
  await processLeads(db, { leadIds, now, checkWaitMs: 0 });
  const leads = new Map((await readLeadsById(db.pool, leadIds)).map((lead) => [lead.id, lead]));
  return leadIds.map((id) => present(leads.get(id), 'a lead that was taken is there'));
}

function usual(consentText: string, now: Date): Omit<PostedLead, 'contact'> {
  return {
    region: 'UA-30',
    city: 'Kyiv',
    language: null,
    attributes: {},
    wantedWithinDays: null,
    budget: null,
    decisionMaker: null,
    preferredChannel: null,
    channel: 'form',
    traffic: null,
    campaign: null,
    subIds: [],
    utm: {},
    consent: { text: consentText, givenAt: now },
    externalId: null,
    test: false,
  };
}

function contactOf({ contact }: LeadMade): PostedLead['contact'] {
  return {
    name: 'Olena',
    phone: contact?.email ? null : freshPhone(),
    email: null,
    message: null,
    photos: [],
    sourceUrl: null,
    consentUrl: null,
    ip: null,
    userAgent: null,
    ...contact,
  };
}

/** What one check found of a lead. */
export function foundBy(lead: Lead, check: string) {
  return lead.checks.find((one) => one.check === check);
}
