import { z } from 'zod';

const labels = z.record(z.string(), z.string());

/** A typed question of a niche. There is no free text: an answer must not be able to carry contact data. */
export const questionSchema = z.object({
  key: z.string(),
  type: z.enum(['integer', 'number', 'boolean', 'choice', 'choices']),
  /** A lead without an answer to it is taken and warned of. */
  required: z.boolean().optional(),
  unit: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), label: labels })).optional(),
  label: labels,
});
export type Question = z.output<typeof questionSchema>;

export type Answer = number | boolean | string | string[];

/** A short form without digits of its own or spaces, so that nothing but an option's value fits. */
function isOption(question: Question, value: unknown): value is string {
  return typeof value === 'string' && (question.options ?? []).some((option) => option.value === value);
}

function isInRange(question: Question, value: number): boolean {
  return (
    value >= (question.min ?? Number.MIN_SAFE_INTEGER) && value <= (question.max ?? Number.MAX_SAFE_INTEGER)
  );
}

/** Whether a value answers the question. */
export function answers(question: Question, value: unknown): value is Answer {
  switch (question.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value) && isInRange(question, value as number);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && isInRange(question, value);
    case 'choice':
      return isOption(question, value);
    case 'choices':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        new Set(value).size === value.length &&
        value.every((one) => isOption(question, one))
      );
  }
}

/** Keys of the questions that have to be answered and are not, in the niche's order. */
export function unansweredOf(
  questions: readonly Question[],
  given: Readonly<Record<string, unknown>>,
): string[] {
  return questions.flatMap(({ key, required }) => (required && !Object.hasOwn(given, key) ? [key] : []));
}
