import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { FormKind } from './form.ts';
import type { DraftSpec } from './form-spec.ts';

/**
 * Whether a draft can be filled in and its leads be sold for what the offer promises.
 * @throws Refusal `form_question_unknown`, `form_question_repeated`, `form_question_needed`,
 *   `form_contact_needed`, `form_phone_needed`,
 *   `form_estimate_needed`, `form_estimate_upside_down`, `form_estimate_part`
 */
export function checkDraft(input: {
  kind: FormKind;
  draft: DraftSpec;
  questions: readonly Question[];
  offer: Pick<Offer, 'targetAction'>;
}): void {
  const { kind, draft, questions, offer } = input;
  const known = new Map(questions.map((question) => [question.key, question]));
  const seen = new Set<string>();
  for (const { key } of draft.questions) {
    if (!known.has(key)) throw new Refusal('form_question_unknown', { question: key });
    if (seen.has(key)) throw new Refusal('form_question_repeated', { question: key });
    seen.add(key);
  }
  const missing = questions.find(({ key, required }) => required && !seen.has(key));
  if (missing) throw new Refusal('form_question_needed', { question: missing.key });
  const { phone, email } = draft.fields;
  if (phone === 'off' && email === 'off') throw new Refusal('form_contact_needed');
  const needsPhone = kind === 'callback' || offer.targetAction === 'verified_contact';
  if (needsPhone && phone !== 'required') throw new Refusal('form_phone_needed');
  if (kind === 'calculator') checkCalculator(draft, known, seen);
}

function checkCalculator(
  { calculator }: DraftSpec,
  known: ReadonlyMap<string, Question>,
  asked: ReadonlySet<string>,
): void {
  if (!calculator) throw new Refusal('form_estimate_needed');
  const isUpsideDown = (low: string, high: string) => BigInt(low) > BigInt(high);
  if (
    isUpsideDown(calculator.baseLowMinor, calculator.baseHighMinor) ||
    calculator.parts.some(({ lowMinor, highMinor }) => isUpsideDown(lowMinor, highMinor))
  )
    throw new Refusal('form_estimate_upside_down');
  for (const { question: key, option } of calculator.parts) {
    const question = known.get(key);
    if (!question || !asked.has(key) || !hasOption(question, option))
      throw new Refusal('form_estimate_part', { question: key });
  }
}

function hasOption(question: Question, option: string | null): boolean {
  switch (question.type) {
    case 'integer':
    case 'number':
      return option === null;
    case 'boolean':
      return option === 'yes' || option === 'no';
    case 'choice':
    case 'choices':
      return (question.options ?? []).some(({ value }) => value === option);
  }
}
