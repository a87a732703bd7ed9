import type { Offer } from '#app/domain/catalog/offer.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { type CheckedLead, checkLeads } from '#app/domain/leads/check-leads.server.ts';
import type { Contact } from '#app/domain/leads/contact.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { type PostedLead, prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { BATCH_LIMIT, takeLeads } from '#app/domain/leads/take-leads.server.ts';
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

/** Leads as they stand before they are sold: one for each offer named, taken in, checked, none of them sold yet. */
export async function checkedLeads(
  db: Db,
  offers: readonly Offer[],
  now: Date = new Date(),
): Promise<CheckedLead[]> {
  const reference = await readReference(db.pool);
  const checked: CheckedLead[] = [];
  for (let done = 0; done < offers.length; done += BATCH_LIMIT) {
    const taken = await takeLeads(
      db,
      offers.slice(done, done + BATCH_LIMIT).map((offer) => ({
        prepared: prepareLead(reference, offer, postedFor(offer, now)),
        idempotency: null,
        waitMs: 0,
        now,
      })),
    );
    const leadIds = taken.flatMap((one) => (one.kind === 'taken' ? [one.lead.id] : []));
    const { prompt, late } = await checkLeads(db, { leadIds, now, checkWaitMs: 0 });
    checked.push(...prompt, ...(await late).done);
  }
  return checked;
}

/** A lead from Kyiv of which nothing else is said, with a number of its own. */
export function usualLead(consentText: string, now: Date): PostedLead {
  return { ...usual(consentText, now), contact: contactOf({}) };
}

/** A lead from where its offer is for: in Kyiv, unless the offer is for another one of Ukraine's regions. */
function postedFor(offer: Offer, now: Date): PostedLead {
  const region = offer.regions.find((code) => code.startsWith('UA-')) ?? 'UA-30';
  return {
    ...usualLead(offer.consentText, now),
    region,
    city: region === 'UA-30' ? 'Kyiv' : null,
  };
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
