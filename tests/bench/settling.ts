import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { settleLeads } from '#app/domain/exchange/settle-leads.server.ts';
import { type CheckedLead, checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { BATCH_LIMIT, takeLeads } from '#app/domain/leads/take-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { freshPhone } from '../factories/market.ts';
import { flood } from './open-loop.ts';

/** Leads as they stand before they are sold: taken in, checked, none of them sold yet. Of offers drawn at random. */
export async function checkedLeads(db: Db, offers: readonly Offer[], count: number): Promise<CheckedLead[]> {
  const reference = await readReference(db.pool);
  const checked: CheckedLead[] = [];
  for (let done = 0; done < count; done += BATCH_LIMIT) {
    const now = new Date();
    const taken = await takeLeads(
      db,
      Array.from({ length: Math.min(BATCH_LIMIT, count - done) }, () => {
        const offer = present(offers[Math.floor(Math.random() * offers.length)], 'there are offers');
        return {
          prepared: prepareLead(reference, offer, posted(offer, now)),
          idempotency: null,
          waitMs: 0,
          now,
        };
      }),
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

/**
 * Settles leads that are checked; each of them must be sold.
 * @param input.batch leads a call
 * @param input.atOnce calls under way
 * @returns sales a second, and how long each call took
 */
export async function settleAll(
  db: Db,
  input: { checked: readonly CheckedLead[]; batch: number; atOnce: number },
): Promise<{ perSecond: number; callsMs: number[] }> {
  const { checked, batch, atOnce } = input;
  const callsMs: number[] = [];
  const startMs = performance.now();
  await flood({
    count: Math.ceil(checked.length / batch),
    atOnce,
    act: async (index) => {
      const calledMs = performance.now();
      await settleLeads(db, {
        checked: checked.slice(index * batch, (index + 1) * batch),
        now: new Date(),
      });
      callsMs.push(performance.now() - calledMs);
    },
  });
  const seconds = (performance.now() - startMs) / 1_000;
  const { rows } = await db.pool.query<{ sold: number }>(
    `SELECT count(*)::int AS sold FROM lead WHERE id = ANY ($1) AND status = 'sold'`,
    [checked.map(({ lead }) => lead.id)],
  );
  if (rows[0]?.sold !== checked.length)
    throw new Error(`${rows[0]?.sold} of ${checked.length} leads were sold`);
  return { perSecond: checked.length / seconds, callsMs };
}
