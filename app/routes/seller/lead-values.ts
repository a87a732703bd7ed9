import { type Answer, answers, type Question } from '#app/domain/catalog/question.ts';
import { parseDateTime } from '#app/ui/date-time.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { all, type Failed, type FieldErrors, one, type Typed } from '../form.ts';
import { sayErrors } from './say-errors.ts';

/** Under this come the answers to a niche's questions. */
export const ANSWER_PREFIX = 'attributes.';

const YES = 'yes';

/** The form's field for a part of the request. */
export const LEAD_FIELDS = {
  'contact.name': 'name',
  'contact.phone': 'phone',
  'contact.email': 'email',
  'consent.text': 'consent_text',
  'consent.given_at': 'consent_at',
} as const;

/** The field that a refusal is about. */
export const LEAD_REFUSALS = { offer_id_unknown: 'offer_id', region_unknown: 'region' } as const;

/** What the form for one lead says, as a request for one says it. What was left empty was not given. */
export function leadBodyOf(typed: Typed, questions: readonly Question[]) {
  const wanted = one(typed, 'wanted_within_days');
  const at = parseDateTime(one(typed, 'consent_at'), one(typed, 'consent_at_zone'));
  return {
    offer_id: one(typed, 'offer_id'),
    contact: { name: one(typed, 'name'), phone: one(typed, 'phone'), email: one(typed, 'email') },
    region: all(typed, 'region')[0] ?? '',
    city: one(typed, 'city'),
    message: one(typed, 'message'),
    attributes: Object.fromEntries(
      questions.flatMap((question) => {
        const answer = answerOf(question, all(typed, ANSWER_PREFIX + question.key));
        return answer === null ? [] : [[question.key, answer]];
      }),
    ),
    wanted_within_days: wanted === '' ? null : Number(wanted),
    channel: one(typed, 'channel'),
    consent: { text: one(typed, 'consent_text'), given_at: at?.toISOString() ?? '' },
    external_id: one(typed, 'external_id'),
    test: one(typed, 'kind') === 'test',
  };
}

/** An answer as its question wants it; what does not fit is passed on as it was typed, to be refused. */
function answerOf(question: Question, given: readonly string[]): Answer | null {
  const [first] = given;
  if (first === undefined) return null;
  switch (question.type) {
    case 'integer':
    case 'number':
      return first.trim() === '' ? null : numberOf(first);
    case 'boolean':
      return first === YES;
    case 'choice':
      return first;
    case 'choices':
      return [...given];
  }
}

function numberOf(text: string): number | string {
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

/** What is wrong with the answers, by the field of each. */
export function wrongAnswers(
  questions: readonly Question[],
  attributes: Readonly<Record<string, unknown>>,
): FieldErrors {
  return Object.fromEntries(
    questions
      .filter(({ key }) => attributes[key] !== undefined)
      .filter((question) => !answers(question, attributes[question.key]))
      .map(({ key }) => [ANSWER_PREFIX + key, sellerWords.newLead.errors.attribute]),
  );
}

/** What is wrong with a lead, in sentences for people. */
export function sayLeadErrors(failed: Failed): Failed {
  const { contact, ...errors } = failed.errors;
  const { errors: words } = sellerWords.newLead;
  const hasContact = one(failed.typed, 'phone').trim() !== '' || one(failed.typed, 'email').trim() !== '';
  const aboutContact: Record<string, string> = hasContact ? { name: words.name } : { phone: words.contact };
  const said = sayErrors({ ...failed, errors }, words);
  return { ...said, errors: { ...(contact === undefined ? {} : aboutContact), ...said.errors } };
}
