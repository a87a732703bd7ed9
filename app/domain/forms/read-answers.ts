import type { Answer } from '#app/domain/catalog/question.ts';
import { answers as fits } from '#app/domain/catalog/question.ts';
import { parseEmail } from '#app/domain/leads/checks/check-email.ts';
import { checkPhone } from '#app/domain/leads/checks/check-phone.ts';
import type { FormText } from '#app/words/en/form-texts.ts';
import type { FormQuestion } from './asked-questions.ts';
import { CONTACT_FIELDS, type ContactField, type FormSpec } from './form-spec.ts';
import type { RegionChoice } from './region-choices.ts';

/** What came of a form, by field. */
export type Posted = Readonly<Record<string, readonly string[]>>;

/** Under this come the answers to the niche's questions. */
export const QUESTION_PREFIX = 'q.';
/** Longer is cut off: who fills in a form sees what they typed, and nobody types so much. */
const MOST: Readonly<Record<ContactField, number>> = {
  name: 200,
  phone: 64,
  email: 320,
  city: 120,
  message: 2_000,
};

/** A sentence of the form's by its key, with what fills it. */
export type Said = { readonly text: FormText; readonly params?: Readonly<Record<string, string | number>> };

export type ReadAnswers = {
  readonly contact: Readonly<Record<ContactField, string | null>>;
  readonly phoneE164: string | null;
  /** ISO 3166-1 alpha-2 of the number; null where the plan does not tell. */
  readonly phoneCountry: string | null;
  readonly region: string | null;
  readonly attributes: Readonly<Record<string, Answer>>;
  /** What is wrong, by field, in the order of the form. */
  readonly errors: Readonly<Record<string, Said>>;
};

/** Reads what a visitor typed, and says of each field what is certainly wrong with it. */
export function readAnswers(input: {
  spec: FormSpec;
  questions: readonly FormQuestion[];
  regions: readonly RegionChoice[];
  posted: Posted;
}): ReadAnswers {
  const { spec, questions, regions, posted } = input;
  const errors: Record<string, Said> = {};
  const attributes: Record<string, Answer> = {};
  for (const question of questions) {
    const field = QUESTION_PREFIX + question.key;
    const given = (posted[field] ?? []).map((one) => one.trim()).filter((one) => one !== '');
    if (given.length === 0) {
      if (question.required) errors[field] = { text: 'needed' };
      continue;
    }
    const answer = answerOf(question, given);
    if (
      fits(
        { ...question, label: {}, options: question.options.map((one) => ({ ...one, label: {} })) },
        answer,
      )
    )
      attributes[question.key] = answer;
    else errors[field] = wrongAnswer(question);
  }
  const region = regionOf(regions, one(posted, 'region'));
  if (region === null) errors.region = { text: 'needed' };
  const contact = readContact(spec, posted, errors);
  const country = (region ?? regions[0]?.code ?? '').slice(0, 2);
  const phone = contact.phone === null ? null : checkPhone(contact.phone, country);
  if (phone?.result.verdict === 'fail') errors.phone = { text: 'phone_wrong' };
  if (contact.email !== null && 'problem' in parseEmail(contact.email))
    errors.email = { text: 'email_wrong' };
  if (contact.phone === null && contact.email === null && !errors.phone && !errors.email)
    errors[spec.fields.phone === 'off' ? 'email' : 'phone'] = { text: 'contact_needed' };
  if (one(posted, 'consent') !== 'yes') errors.consent = { text: 'consent_needed' };
  return {
    contact,
    phoneE164: phone?.e164 ?? null,
    phoneCountry: phone?.country ?? null,
    region,
    attributes,
    errors,
  };
}

/** The one value of a field; empty when it was not sent. */
export function one(posted: Posted, field: string): string {
  return (posted[field]?.[0] ?? '').trim();
}

function readContact(spec: FormSpec, posted: Posted, errors: Record<string, Said>): ReadAnswers['contact'] {
  const read = CONTACT_FIELDS.map((field): [ContactField, string | null] => {
    const asking = spec.fields[field];
    const value = asking === 'off' ? '' : one(posted, field).slice(0, MOST[field]);
    if (value === '' && asking === 'required') errors[field] = { text: 'needed' };
    return [field, value || null];
  });
  return Object.fromEntries(read) as Record<ContactField, string | null>;
}

/** The one that was chosen; the only one there is needs no choosing. */
function regionOf(regions: readonly RegionChoice[], given: string): string | null {
  if (regions.length === 1) return regions[0]?.code ?? null;
  return regions.find(({ code }) => code === given)?.code ?? null;
}

function answerOf(question: FormQuestion, given: readonly string[]): unknown {
  const [first = ''] = given;
  switch (question.type) {
    case 'integer':
    case 'number': {
      const number = Number(first.replace(/\s/g, '').replace(',', '.'));
      return first.length <= 20 ? number : Number.NaN;
    }
    case 'boolean':
      return first === 'yes' ? true : first === 'no' ? false : first;
    case 'choice':
      return first;
    case 'choices':
      return [...new Set(given)];
  }
}

function wrongAnswer({ type, min, max }: FormQuestion): Said {
  if (type !== 'integer' && type !== 'number') return { text: 'needed' };
  return min !== undefined && max !== undefined
    ? { text: 'number_range', params: { min, max } }
    : { text: 'number_wrong' };
}
