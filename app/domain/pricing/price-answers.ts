import { answers, type Question } from '#app/domain/catalog/question.ts';
import type { Niche } from '#app/domain/catalog/reference.ts';
import { ANSWER_COLUMN, answerKey } from './model/answer-keys.ts';

/** Answers of a few kinds; a number or several at once would be a key of its own in each sale. */
const KINDS: ReadonlySet<Question['type']> = new Set(['choice', 'boolean']);

/** Keys of what a person answered to a niche's questions of few answers; whatever else stands there is left out. */
export function answerKeys(niche: Niche, given: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    niche.questions.flatMap((question): [string, string][] => {
      const value = given[question.key];
      if (!KINDS.has(question.type) || !answers(question, value)) return [];
      return [[`${ANSWER_COLUMN}${question.key}`, answerKey(niche.code, String(value))]];
    }),
  );
}
