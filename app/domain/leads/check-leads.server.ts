import type { Channel, TrafficKind } from '#app/domain/catalog/offer.ts';
import { unansweredOf } from '#app/domain/catalog/question.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Niche, Reference } from '#app/domain/catalog/reference.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { ExchangeRates } from '#app/domain/pricing/exchange-rates.ts';
import { readRates } from '#app/domain/pricing/read-exchange-rates.server.ts';
import { present } from '#app/kernel/assert.ts';
import { MINOR_PER_MAJOR, type Money } from '#app/kernel/money.ts';
import { pause } from '#app/kernel/time.ts';
import { addressCountry } from '#app/platform/address-country.server.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { MxAnswer } from '#app/platform/dns.server.ts';
import { phonePlace } from '#app/platform/phone-places.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CheckResult } from './check-result.ts';
import { checkConsent } from './checks/check-consent.ts';
import { checkEmail, emailIdentity, parseEmail } from './checks/check-email.ts';
import { checkFit } from './checks/check-fit.ts';
import { checkLanguage } from './checks/check-language.ts';
import { checkName } from './checks/check-name.ts';
import { checkPhone, type PhoneFinding } from './checks/check-phone.ts';
import { checkRegion } from './checks/check-region.ts';
import { checkSuppression, passedOver } from './checks/check-suppression.ts';
import { checkVelocity } from './checks/check-velocity.ts';
import { cityTyped, type NamedPlaces, placesNamed } from './checks/named-places.ts';
import { noteVerification } from './checks/note-verification.ts';
import { numberRegion, type PlaceIndex } from './checks/place-region.ts';
import type { Contact, Disclosed } from './contact.ts';
import type { Lead } from './lead.ts';
import { type BatchFacts, lookUpBatch } from './look-up-batch.server.ts';
import { type Marks, markLead } from './mark-lead.server.ts';
import { citiesNamedIn, placesOf } from './places-of.ts';
import type { PreparedLead } from './prepare-lead.ts';
import { readContacts } from './read-contacts.server.ts';
import { type LeadRow, toLead } from './read-leads.server.ts';
import { scoreLead, temperatureOf } from './score-lead.ts';
import { newLead } from './take-leads.server.ts';

/** A lead with what the checks that need no lock found. */
export type CheckedLead = {
  readonly lead: Lead;
  readonly results: readonly CheckResult[];
  /** The first check that is certain the lead cannot be sold. */
  readonly refusal: CheckResult | null;
  /** Keyed hashes of phone and e-mail, to be claimed. */
  readonly contactHashes: readonly Buffer[];
  /** Somebody of the same name asked for the same lately with another contact. */
  readonly isNearDuplicate: boolean;
  /** Buyers on whose suppression lists the contact is: it is not for them, and nobody is told. */
  readonly passedOver: readonly string[];
  readonly marks: Marks;
  readonly score: number;
  readonly temperature: Temperature;
};

/** What the check of duplicates finds once the contact itself is claimed. */
export const NEAR_DUPLICATE: CheckResult = {
  check: 'duplicate',
  verdict: 'warn',
  code: 'duplicate_near',
  params: {},
};

/** Long enough for an answer from the cache or from near by; who takes longer does not hold up the batch. */
const PROMPT_MS = 30;

type Loaded = {
  lead: Lead;
  contact: Disclosed;
  offer: {
    regions: readonly string[];
    channels: readonly Channel[];
    traffic: readonly TrafficKind[];
    languages: readonly string[];
  };
  dailyVolume: number | null;
  marks: Marks;
};

type CheckContext = {
  reference: Reference;
  rates: ExchangeRates;
  places: PlaceIndex;
  lookupKey: Buffer;
  facts: BatchFacts;
};

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
  const loaded = await loadWaiting(db, input.leadIds);
  // Asked before the database is, so that both are waited for at once.
  const asked = loaded.map((one) => ({ one, answer: askMail(db, one.contact) }));
  const facts = await lookUpBatch(db.pool, { leads: loaded, now: input.now });
  const rates = await readRates(db.pool);
  const context = { reference, rates, places: placesOf(reference), lookupKey: db.keys.lookup, facts };
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

/**
 * What the checks say of leads that are not taken in yet: all but those of duplicates, and of mail hosts, for which nobody is
 * asked. Nothing is written.
 */
export async function previewChecks(
  db: Db,
  input: { prepared: readonly PreparedLead[]; now: Date },
): Promise<{ results: readonly CheckResult[]; refusal: CheckResult | null }[]> {
  const reference = await readReference(db.pool);
  const loaded = input.prepared.map((prepared, index): Loaded => {
    const lead = newLead({ leadId: `preview_${index}`, prepared, now: input.now });
    const contact = { ...prepared.contact, consent: prepared.consent };
    const marks = markLead(db.keys.lookup, lead, contact);
    return { lead, contact, offer: prepared.offer, dailyVolume: prepared.offer.dailyVolume, marks };
  });
  const facts = await lookUpBatch(db.pool, { leads: loaded, now: input.now });
  const rates = await readRates(db.pool);
  const context = { reference, rates, places: placesOf(reference), lookupKey: db.keys.lookup, facts };
  return loaded.map((one) => judge(context, one, { state: 'no_answer' }));
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

type OfferColumns = {
  offer_regions: string[];
  offer_channels: Channel[];
  offer_traffic: TrafficKind[];
  offer_languages: string[];
  offer_daily_volume: number | null;
};

/** Leads that are still validating and whose contact can be read, in the order of their ids. */
async function loadWaiting(db: Db, leadIds: readonly string[]): Promise<Loaded[]> {
  const { rows } = await db.pool.query<LeadRow & OfferColumns>({
    name: 'load-waiting-leads',
    text: `SELECT l.*, o.regions AS offer_regions, o.channels AS offer_channels, o.traffic AS offer_traffic,
             o.languages AS offer_languages, o.daily_volume AS offer_daily_volume
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
    const lead = toLead(row);
    const offer = {
      regions: row.offer_regions,
      channels: row.offer_channels,
      traffic: row.offer_traffic,
      languages: row.offer_languages,
    };
    const marks = markLead(db.keys.lookup, lead, contact);
    return [{ lead, contact, offer, dailyVolume: row.offer_daily_volume, marks }];
  });
}

function askMail(db: Db, contact: Contact): Promise<MxAnswer> {
  const parsed = parseEmail(contact.email);
  return 'problem' in parsed ? Promise.resolve({ state: 'mx' }) : db.dns.mailHosts(parsed.domain);
}

function judge(context: CheckContext, loaded: Loaded, mx: MxAnswer): CheckedLead {
  const { lead, contact, marks } = loaded;
  const place = present(context.reference.regions.get(lead.placeCode), 'a lead lies in a known region');
  const { counted, isNearDuplicate, listedBy } = context.facts.of(lead.id);
  const phone = contact.phone === null ? null : checkPhone(contact.phone, place.countryCode);
  const email =
    contact.email === null ? null : checkEmail({ raw: contact.email, mx, otherContact: phone?.e164 != null });
  const results: CheckResult[] = [
    ...(phone ? [phoneResult(loaded, phone)] : []),
    ...(email ? [email.result] : []),
    withNames(
      context.reference,
      checkRegion({
        claimed: { path: [...place.path] },
        phone: phonesRegion(context, phone),
        named: placesWritten(loaded, citiesNamedIn(context.reference, place.countryCode)),
        addressCountry: contact.ip === null ? null : addressCountry(contact.ip),
      }),
    ),
    checkConsent({
      consent: contact.consent,
      wordings: context.facts.wordingsOf(lead.offerId),
      freshDays: context.facts.consentFreshDays,
      isImport: lead.channel === 'import',
      cameAt: lead.createdAt,
    }),
    checkSuppression(listedBy, lead.organisationId),
    checkName(contact.name),
    checkVelocity(counted, loaded.dailyVolume),
    fitResult(context, loaded, place.path),
    ...checkLanguage({ language: lead.language, spoken: loaded.offer.languages }),
  ];
  const known = isNearDuplicate ? [...results, NEAR_DUPLICATE] : results;
  return {
    lead,
    results,
    refusal: results.find((result) => result.verdict === 'fail') ?? null,
    contactHashes: [
      ...(phone?.e164 ? [lookupHash(context.lookupKey, 'phone', phone.e164)] : []),
      ...(email?.address ? [lookupHash(context.lookupKey, 'email', emailIdentity(email.address))] : []),
    ],
    isNearDuplicate,
    passedOver: passedOver(listedBy, lead.organisationId),
    marks,
    score: scoreLead(known, lead.decisionMaker),
    temperature: temperatureOf({ wantedWithinDays: lead.wantedWithinDays, targetAction: lead.targetAction }),
  };
}

function phoneResult({ lead, contact }: Loaded, { result }: PhoneFinding): CheckResult {
  return lead.targetAction === 'verified_contact'
    ? noteVerification(result, contact.verified ?? null)
    : result;
}

/** Where a person's own words place them: the message, and a city that is none of the region that the lead is said to be in. */
function placesWritten({ lead, contact }: Loaded, names: NamedPlaces): string[] {
  const typed = lead.city === null && contact.city !== null ? cityTyped(contact.city, names) : [];
  return [...new Set([...placesNamed(contact.message ?? '', names), ...typed])];
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

function fitResult(
  { reference, rates }: CheckContext,
  loaded: Loaded,
  place: readonly string[],
): CheckResult {
  const { lead, contact, offer } = loaded;
  const niche = present(reference.niches.get(lead.niche), 'a lead is in a known niche');
  return checkFit({
    place,
    regionCode: lead.regionCode,
    offer,
    channel: lead.channel,
    traffic: lead.traffic,
    wantedWithinDays: lead.wantedWithinDays,
    budgetRub: lead.budget && inRoubles(lead.budget, rates),
    leastRub: leastRubOf(niche),
    unanswered: unansweredOf(niche.questions, lead.attributes),
    unasked: Object.keys(contact.extraAttributes).length,
  });
}

/** A deal costs at least what its seller makes of it. */
function leastRubOf({ profitRubThousand }: Niche): number | null {
  return profitRubThousand === null ? null : profitRubThousand * 1_000;
}

/** Only compared, never charged: the rates are those that prices are quoted by. */
function inRoubles({ amountMinor, currency }: Money, rates: ExchangeRates): number {
  return (Number(amountMinor) / MINOR_PER_MAJOR) * rates.rubPerUnit[currency];
}
