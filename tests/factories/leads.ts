import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { type CheckedLead, checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { BATCH_LIMIT, takeLeads } from '#app/domain/leads/take-leads.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { freshPhone } from './market.ts';

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
        prepared: prepareLead(reference, offer, posted(offer, now)),
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

/** A lead from where its offer is for: in Kyiv, unless the offer is for another one of Ukraine's regions. */
function posted(offer: Offer, now: Date): Parameters<typeof prepareLead>[2] {
  const region = offer.regions.find((code) => code.startsWith('UA-')) ?? 'UA-30';
  return {
    region,
    city: region === 'UA-30' ? 'Kyiv' : null,
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
    consent: { text: offer.consentText, givenAt: now },
    externalId: null,
    test: false,
    contact: {
      name: 'Olena',
      phone: freshPhone(),
      email: null,
      message: null,
      photos: [],
      sourceUrl: null,
      consentUrl: null,
      ip: null,
      userAgent: null,
    },
  };
}
