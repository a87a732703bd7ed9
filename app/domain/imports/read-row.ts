import type { Offer, TrafficKind } from '#app/domain/catalog/offer.ts';
import { TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { checkConsent } from '#app/domain/leads/checks/check-consent.ts';
import { type PreparedLead, prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { present } from '#app/kernel/assert.ts';
import { MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { regionFinder } from './find-region.ts';
import {
  ANSWER_PREFIX,
  type ColumnUse,
  type Field,
  type Mapping,
  type RowReason,
  type RowReasonCode,
} from './import.ts';
import { parseAnswer, parseNumber, parseYesNo } from './parse-answer.ts';
import { parseDate } from './parse-date.ts';
import { readPhoneCell } from './phone-cell.ts';

/** What a row is: a lead, or none and why. Quarantined rows lack consent of their own that is fresh; the others can be no lead. */
export type RowFinding =
  | { readonly kind: 'lead'; readonly prepared: PreparedLead }
  | { readonly kind: 'refused' | 'quarantined'; readonly reason: RowReason };

/** Characters, as many as the API takes. */
const MOST: Partial<Record<Field, number>> = {
  phone: 64,
  region: 200,
  email: 320,
  city: 120,
  message: 4_000,
  consent_text: 4_000,
  consent_url: 2_000,
  external_id: 200,
  campaign: 200,
  source_url: 2_000,
  utm_source: 200,
  utm_medium: 200,
  utm_campaign: 200,
  utm_content: 200,
  utm_term: 200,
  sub_id: 200,
  ip: 64,
};
const NAME_MOST = 200;
const EXTRA_MOST = 500;
const WANTED_DAYS_MOST = 3_650;
const BUDGET_MOST = 1e12;
const UTM: readonly Field[] = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];

const LANGUAGES: Record<string, readonly string[]> = {
  en: ['english', 'английский', 'англійська'],
  ru: ['russian', 'русский', 'російська'],
  uk: ['ukrainian', 'украинский', 'українська', 'ua'],
  az: ['azerbaijani', 'азербайджанский', 'azərbaycanca', 'azərbaycan dili'],
  hy: ['armenian', 'армянский', 'հայերեն'],
  hu: ['hungarian', 'венгерский', 'magyar'],
  mn: ['mongolian', 'монгольский', 'монгол'],
  kk: ['kazakh', 'казахский', 'казахська', 'қазақша', 'қазақ тілі'],
};

class Unfit extends Error {
  readonly kind: 'refused' | 'quarantined';
  readonly reason: RowReason;

  constructor(kind: Unfit['kind'], code: RowReasonCode, params: RowReason['params'] = {}) {
    super(code);
    this.kind = kind;
    this.reason = { code, params };
  }
}

type Given = (field: Field) => string;

/**
 * Reads rows as a mapping says. Pure: it asks nothing and writes nothing. What a cell says and no field can hold goes with the
 * contact as free text, so that nothing is lost and nothing of a person stands in the clear.
 * @param input.freshDays for how many days consent counts as fresh
 * @throws Refusal `offer_not_active`, `niche_forbidden` when no row of the offer would be taken
 */
export function rowReader(input: {
  reference: Reference;
  offer: Offer;
  mapping: Mapping;
  freshDays: number;
  test: boolean;
}): (cells: readonly string[], now: Date) => RowFinding {
  const { reference, offer, mapping } = input;
  const findRegion = regionFinder(reference, offer.regions);
  const questions = present(reference.niches.get(offer.niche), 'an offer names a known niche').questions;
  const asked = mapping.columns.flatMap((use, at) => {
    const question =
      use?.startsWith(ANSWER_PREFIX) && questions.find(({ key }) => use === `${ANSWER_PREFIX}${key}`);
    return question ? [{ at, question }] : [];
  });
  const places = new Map(mapping.columns.map((use, at) => [use, at]));

  const read = (cells: readonly string[], now: Date): PreparedLead => {
    const given: Given = (field) => cells[places.get(field as ColumnUse) ?? -1] ?? '';
    refuseLong(given);
    const contact = contactOf(given);
    const region = placeOfRow(given, findRegion, { reference, offer, usual: mapping.region });
    const extra: Record<string, string> = {};
    const attributes = { ...extra, ...answersOf(asked, cells, extra) };
    const need = needOf(given, offer, extra);
    const consent = consentOf(given, input, now);
    return prepareLead(reference, offer, {
      ...need,
      ...region,
      attributes: { ...attributes, ...extra },
      decisionMaker: null,
      preferredChannel: null,
      channel: 'import',
      campaign: given('campaign') || null,
      subIds: given('sub_id') === '' ? [] : [given('sub_id')],
      utm: Object.fromEntries(
        UTM.filter((field) => given(field) !== '').map((field) => [field.slice('utm_'.length), given(field)]),
      ),
      consent,
      externalId: given('external_id') || null,
      test: input.test,
      contact,
    });
  };

  return (cells, now) => {
    try {
      return { kind: 'lead', prepared: read(cells, now) };
    } catch (error) {
      if (error instanceof Unfit) return { kind: error.kind, reason: error.reason };
      throw error;
    }
  };
}

function refuseLong(given: Given): void {
  for (const [field, most] of Object.entries(MOST) as [Field, number][])
    if (given(field).length > most) throw new Unfit('refused', 'too_long', { field, most });
}

function contactOf(given: Given) {
  const name = nameOf(given);
  const { phone, isRounded } = readPhoneCell(given('phone'));
  if (isRounded) throw new Unfit('refused', 'phone_rounded');
  const email = given('email');
  const message = given('message');
  if (phone === '' && email === '') throw new Unfit('refused', 'contact_missing');
  if (name === '' && message === '') throw new Unfit('refused', 'name_or_message_missing');
  if (name.length > NAME_MOST) throw new Unfit('refused', 'too_long', { field: 'name', most: NAME_MOST });
  return {
    name: name || null,
    phone: phone || null,
    email: email || null,
    message: message || null,
    photos: [],
    sourceUrl: given('source_url') || null,
    consentUrl: given('consent_url') || null,
    ip: given('ip') || null,
    userAgent: null,
  };
}

function nameOf(given: Given): string {
  const parts = [given('last_name'), given('first_name'), given('middle_name')].filter(Boolean);
  return given('name') || parts.join(' ');
}

/**
 * What stands in a row goes before what is said of all: a city of another region of the offer's is where its person is. One outside of them
 * may be a village that is called as it is.
 */
function placeOfRow(
  given: Given,
  find: (text: string) => string | null,
  { reference, offer, usual }: { reference: Reference; offer: Offer; usual: string | null },
) {
  const [named, city] = [given('region'), given('city')];
  const byCity = city === '' ? null : find(city);
  const isElsewhere =
    named === '' &&
    usual !== null &&
    byCity !== null &&
    !isOneIn(reference, usual, byCity) &&
    reference.regions.get(byCity)?.path.some((code) => offer.regions.includes(code)) === true;
  const region = isElsewhere ? byCity : named === '' ? usual : find(named);
  if (region !== null) return { region, city: city || null };
  if (byCity !== null) return { region: byCity, city };
  throw new Unfit('refused', named === '' && city === '' ? 'region_missing' : 'region_unknown');
}

/** Whether one of two places lies in the other. */
function isOneIn({ regions }: Reference, one: string, other: string): boolean {
  return [
    [one, other],
    [other, one],
  ].some(([inner = '', outer = '']) => regions.get(inner)?.path.includes(outer) === true);
}

function answersOf(
  asked: readonly { at: number; question: Question }[],
  cells: readonly string[],
  extra: Record<string, string>,
) {
  const found: [string, unknown][] = [];
  for (const { at, question } of asked) {
    const cell = cells[at] ?? '';
    if (cell === '') continue;
    const answer = parseAnswer(question, cell);
    if (answer !== null) found.push([question.key, answer]);
    else keepAside(extra, question.key, cell);
  }
  return Object.fromEntries(found);
}

/** Under a name that no question has: it is read by whoever buys the lead, and compared with nothing. */
function keepAside(extra: Record<string, string>, key: string, cell: string): void {
  if (cell.length > EXTRA_MOST) throw new Unfit('refused', 'too_long', { field: key, most: EXTRA_MOST });
  extra[`${key}_as_written`] = cell;
}

function needOf(given: Given, offer: Offer, extra: Record<string, string>) {
  const read = <Value>(field: Field, parse: (cell: string) => Value | null): Value | null => {
    const cell = given(field);
    if (cell === '') return null;
    const value = parse(cell);
    if (value === null) keepAside(extra, field, cell);
    return value;
  };
  return {
    language: read('language', languageOf),
    wantedWithinDays: read('wanted_within_days', (cell) => {
      const days = parseNumber(cell);
      return days !== null && Number.isInteger(days) && days >= 0 && days <= WANTED_DAYS_MOST ? days : null;
    }),
    budget: read('budget', (cell) => {
      const major = parseNumber(cell);
      if (major === null || major <= 0 || major > BUDGET_MOST) return null;
      return { amountMinor: BigInt(Math.round(major * MINOR_PER_MAJOR)), currency: offer.currency };
    }),
    traffic: read(
      'traffic',
      (cell) => TRAFFIC_KINDS.find((kind: TrafficKind) => kind === cell.toLowerCase()) ?? null,
    ),
  };
}

function languageOf(cell: string): string | null {
  const text = cell.toLowerCase();
  const named = Object.keys(LANGUAGES).find((code) => code === text || LANGUAGES[code]?.includes(text));
  return named ?? (/^[a-z]{2,3}$/.test(text) ? text : null);
}

/** Each row needs a person's own word, and fresh: who has none claims nobody. */
function consentOf(
  given: Given,
  { offer, mapping, freshDays }: { offer: Offer; mapping: Mapping; freshDays: number },
  now: Date,
) {
  const [when, said] = [given('consent_at'), given('consent_text')];
  if (when === '' || parseYesNo(when) === false || parseYesNo(said) === false)
    throw new Unfit('quarantined', 'consent_missing');
  const givenAt = parseDate(when, mapping.dateOrder, mapping.timezone);
  if (!givenAt) throw new Unfit('quarantined', 'consent_unreadable');
  const isWording = said !== '' && parseYesNo(said) === null;
  if (!isWording && !mapping.offersWording) throw new Unfit('quarantined', 'consent_words_missing');
  const consent = { text: isWording ? said : offer.consentText, givenAt };
  const { code, params } = checkConsent({ consent, wordings: [], freshDays, isImport: true, cameAt: now });
  if (code === 'consent_old') throw new Unfit('quarantined', 'consent_old', params);
  if (code === 'consent_future') throw new Unfit('quarantined', 'consent_future');
  return consent;
}
