import type { Channel } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, pause } from '#app/kernel/time.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { MxAnswer } from '#app/platform/dns.server.ts';
import { phonePlace } from '#app/platform/phone-places.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CheckResult } from './check-result.ts';
import { checkEmail, emailIdentity, parseEmail } from './checks/check-email.ts';
import { checkPhone, type PhoneFinding } from './checks/check-phone.ts';
import { checkRegion } from './checks/check-region.ts';
import { numberRegion, type PlaceIndex } from './checks/place-region.ts';
import type { Contact, Disclosed } from './contact.ts';
import type { Lead } from './lead.ts';
import { placesOf } from './places-of.ts';
import { readContacts } from './read-contacts.server.ts';
import { type LeadRow, toLead } from './read-leads.server.ts';
import { scoreLead, temperatureOf } from './score-lead.ts';

/** A lead with what the checks that need no lock found. */
export type CheckedLead = {
  readonly lead: Lead;
  readonly results: readonly CheckResult[];
  /** The first check that is certain the lead cannot be sold. */
  readonly refusal: CheckResult | null;
  /** Keyed hashes of phone and e-mail, to be claimed. */
  readonly contactHashes: readonly Buffer[];
  readonly score: number;
  readonly temperature: Temperature;
};

/** Long enough for an answer from the cache or from near by; who takes longer does not hold up the batch. */
const PROMPT_MS = 30;

type Loaded = {
  lead: Lead;
  contact: Disclosed;
  offerRegions: readonly string[];
  offerChannels: readonly Channel[];
};

type CheckContext = { reference: Reference; places: PlaceIndex; lookupKey: Buffer };

/**
 * Checks leads that wait for their verdict; nothing is written.
 * @param input.checkWaitMs how long after its arrival a lead whose e-mail domain gets no answer is tried again
 * @returns `prompt` those done at once; `late` settles with those that waited for the network: `done`, and `again`
 *   the ids of those to be tried later
 */
export async function checkLeads(
  db: Db,
  input: { leadIds: readonly string[]; now: Date; checkWaitMs: number },
): Promise<{ prompt: CheckedLead[]; late: Promise<{ done: CheckedLead[]; again: string[] }> }> {
  const reference = await readReference(db.pool);
  const context = { reference, places: placesOf(reference), lookupKey: db.keys.lookup };
  const loaded = await loadWaiting(db, input.leadIds);
  const asked = loaded.map((one) => ({ one, answer: askMail(db, one.contact) }));
  const prompt: CheckedLead[] = [];
  const slow: typeof asked = [];
  await Promise.all(
    asked.map(async (each) => {
      const answer = await Promise.race([each.answer, pause(PROMPT_MS)]);
      if (answer && answer.state !== 'no_answer') prompt.push(judge(context, each.one, answer));
      else slow.push(each);
    }),
  );
  return { prompt, late: judgeLate(context, slow, input) };
}

async function judgeLate(
  context: CheckContext,
  slow: readonly { one: Loaded; answer: Promise<MxAnswer> }[],
  input: { now: Date; checkWaitMs: number },
): Promise<{ done: CheckedLead[]; again: string[] }> {
  const done: CheckedLead[] = [];
  const again: string[] = [];
  for (const { one, answer } of slow) {
    const mx = await answer;
    const waitedMs = input.now.getTime() - one.lead.createdAt.getTime();
    if (mx.state === 'no_answer' && waitedMs < input.checkWaitMs) again.push(one.lead.id);
    else done.push(judge(context, one, mx));
  }
  return { done, again };
}

/** Leads that are still validating and whose contact can be read, in the order of their ids. */
async function loadWaiting(db: Db, leadIds: readonly string[]): Promise<Loaded[]> {
  const { rows } = await db.pool.query<LeadRow & { offer_regions: string[]; offer_channels: Channel[] }>({
    name: 'load-waiting-leads',
    text: `SELECT l.*, o.regions AS offer_regions, o.channels AS offer_channels
           FROM lead l JOIN offer o ON o.id = l.offer_id
           WHERE l.id = ANY ($1) AND l.status = 'validating' ORDER BY l.id`,
    values: [leadIds],
  });
  const contacts = await readContacts(
    db,
    rows.map((row) => row.id),
  );
  return rows.flatMap((row) => {
    const contact = contacts.get(row.id);
    if (!contact) return [];
    return [
      {
        lead: toLead(row),
        contact,
        offerRegions: row.offer_regions,
        offerChannels: row.offer_channels,
      },
    ];
  });
}

function askMail(db: Db, contact: Contact): Promise<MxAnswer> {
  const parsed = parseEmail(contact.email);
  return 'problem' in parsed ? Promise.resolve({ state: 'mx' }) : db.dns.mailHosts(parsed.domain);
}

function judge(context: CheckContext, loaded: Loaded, mx: MxAnswer): CheckedLead {
  const { lead, contact } = loaded;
  const place = present(context.reference.regions.get(lead.placeCode), 'a lead lies in a known region');
  const phone = contact.phone === null ? null : checkPhone(contact.phone, place.countryCode);
  const email =
    contact.email === null ? null : checkEmail({ raw: contact.email, mx, otherContact: phone?.e164 != null });
  const results: CheckResult[] = [
    ...(phone ? [phone.result] : []),
    ...(email ? [email.result] : []),
    withNames(
      context.reference,
      checkRegion({ claimed: { path: [...place.path] }, phone: phonesRegion(context, phone) }),
    ),
    consentResult(lead, contact.consent.givenAt),
    nameResult(contact),
    fitResult(loaded, place.path),
  ];
  return {
    lead,
    results,
    refusal: results.find((result) => result.verdict === 'fail') ?? null,
    contactHashes: [
      ...(phone?.e164 ? [lookupHash(context.lookupKey, 'phone', phone.e164)] : []),
      ...(email?.address ? [lookupHash(context.lookupKey, 'email', emailIdentity(email.address))] : []),
    ],
    score: scoreLead(results, lead.decisionMaker),
    temperature: temperatureOf({ wantedWithinDays: lead.wantedWithinDays, targetAction: lead.targetAction }),
  };
}

function phonesRegion({ reference, places }: CheckContext, phone: PhoneFinding | null) {
  if (!phone?.e164) return null;
  const placeCode = numberRegion(phone.e164, phonePlace(phone.e164), places);
  const placePath = placeCode ? [...(reference.regions.get(placeCode)?.path ?? [])] : [];
  return { country: phone.country, kind: phone.kind, placeCode, placePath };
}

/** Countries are named by their codes in whatever language is read; other regions have the one name. */
function withNames(reference: Reference, result: CheckResult): CheckResult {
  const params = Object.entries(result.params).map(([key, value]) => {
    const region = reference.regions.get(String(value));
    return [key, region && region.kind !== 'country' ? region.name : value];
  });
  return { ...result, params: Object.fromEntries(params) };
}

const FRESH_CONSENT_DAYS = 30;

/** Old words warn; an import needs consent of its own for each row, and fresh, or it would claim people it has no word of. */
function consentResult(lead: Lead, givenAt: Date): CheckResult {
  const days = Math.floor((lead.createdAt.getTime() - givenAt.getTime()) / DAY_MS);
  if (days <= FRESH_CONSENT_DAYS)
    return { check: 'consent', verdict: 'pass', code: 'consent_present', params: {} };
  const verdict = lead.channel === 'import' ? 'fail' : 'warn';
  return { check: 'consent', verdict, code: 'consent_old', params: { days } };
}

function nameResult(contact: Contact): CheckResult {
  return contact.name
    ? { check: 'name', verdict: 'pass', code: 'name_present', params: {} }
    : { check: 'name', verdict: 'unknown', code: 'name_absent', params: {} };
}

/** Outside the area that the offer names is certain by the seller's own terms. */
function fitResult(
  { lead, contact, offerRegions, offerChannels }: Loaded,
  path: readonly string[],
): CheckResult {
  if (!path.some((code) => offerRegions.includes(code))) {
    return { check: 'fit', verdict: 'fail', code: 'fit_out_of_area', params: { region: lead.regionCode } };
  }
  if (!offerChannels.includes(lead.channel)) {
    return { check: 'fit', verdict: 'warn', code: 'fit_other_channel', params: { channel: lead.channel } };
  }
  const unasked = Object.keys(contact.extraAttributes).length;
  if (unasked > 0)
    return { check: 'fit', verdict: 'warn', code: 'fit_attributes_invalid', params: { count: unasked } };
  return { check: 'fit', verdict: 'pass', code: 'fit_in_area', params: { region: lead.regionCode } };
}
