import { knownLanguage } from '#app/domain/catalog/language.ts';
import type { Channel, Offer } from '#app/domain/catalog/offer.ts';
import { type Answer, answers } from '#app/domain/catalog/question.ts';
import { placeOf, type Reference, tradeOf } from '#app/domain/catalog/reference.ts';
import { present } from '#app/kernel/assert.ts';
import type { Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { checkPhone } from './checks/check-phone.ts';
import type { Contact } from './contact.ts';
import type { Need, Source } from './lead.ts';

/** What a person agreed to, and by which version of which form of ours, where it was one. */
export type Consent = {
  readonly text: string;
  readonly givenAt: Date;
  readonly form?: { readonly id: string; readonly version: number };
};

/** A lead as a seller sends it. */
export type PostedLead = {
  readonly region: string;
  readonly city: string | null;
  readonly language: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly wantedWithinDays: number | null;
  readonly budget: Money | null;
  readonly decisionMaker: boolean | null;
  readonly preferredChannel: string | null;
  readonly channel: Channel;
  readonly traffic: string | null;
  readonly campaign: string | null;
  readonly subIds: readonly string[];
  readonly utm: Readonly<Record<string, string>>;
  readonly consent: Consent;
  readonly externalId: string | null;
  readonly test: boolean;
  readonly contact: Omit<Contact, 'extraAttributes' | 'city' | 'phoneE164'>;
};

export type PreparedLead = Need &
  Source & {
    readonly offer: Offer;
    readonly placeCode: string;
    readonly consent: Consent;
    readonly externalId: string | null;
    readonly test: boolean;
    readonly contact: Contact;
  };

/**
 * Fits a posted lead to the offer it was sent for: names its place and sorts its answers.
 * @throws Refusal `offer_not_active`, `niche_forbidden`, `region_unknown`, `attribute_invalid`
 */
export function prepareLead(reference: Reference, offer: Offer, posted: PostedLead): PreparedLead {
  if (offer.status !== 'active') throw new Refusal('offer_not_active', { status: offer.status });
  if (tradeOf(reference, offer.niche) === 'forbidden')
    throw new Refusal('niche_forbidden', { niche: offer.niche });
  if (!reference.regions.has(posted.region)) throw new Refusal('region_unknown', { region: posted.region });
  const { attributes, extraAttributes } = sortAnswers(reference, offer.niche, posted.attributes);
  const { region, city, contact, language, ...rest } = posted;
  const place = placeOf(reference, region, city);
  return {
    ...rest,
    offer,
    regionCode: region,
    language: language === null ? null : (knownLanguage(language) ?? language),
    city: place.kind === 'city' ? place.name : null,
    placeCode: place.code,
    attributes,
    contact: {
      ...contact,
      phoneE164: contact.phone === null ? null : checkPhone(contact.phone, place.countryCode).e164,
      city,
      extraAttributes,
    },
  };
}

/** Answers to the niche's questions stand apart; what nobody asked is free text and goes with the contact. */
function sortAnswers(reference: Reference, nicheCode: string, given: Readonly<Record<string, unknown>>) {
  const niche = present(reference.niches.get(nicheCode), 'an offer names a known niche');
  const attributes: Record<string, Answer> = {};
  const extraAttributes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const question = niche.questions.find((one) => one.key === key);
    if (!question) extraAttributes[key] = value;
    else if (answers(question, value)) attributes[key] = value;
    else throw new Refusal('attribute_invalid', { attribute: key, type: question.type });
  }
  return { attributes, extraAttributes };
}
