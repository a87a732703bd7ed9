import { z } from 'zod';
import { type Question, questionSchema } from './question.ts';

export const QUESTION_TYPES = questionSchema.shape.type.options;
const QUESTIONS_LIMIT = 30;
const OPTIONS_LIMIT = 40;

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
/** What an option is stored and sent as; none is text that a person wrote. */
const OPTION_VALUE = /^[a-z0-9][a-z0-9_.+-]{0,39}$/;

/** Languages are kept as they are; the first of them must be there, because all screens fall back on it. */
const named = z
  .record(z.string(), z.string().trim().max(160))
  .refine((label) => Boolean(label.en), 'unnamed');

const option = z.object({ value: z.string().regex(OPTION_VALUE, 'option_value'), label: named });

/** A question as an admin may write it: stricter than what is read, since a release's own are trusted. */
const writtenQuestion = questionSchema
  .extend({
    key: z.string().regex(KEY, 'question_key'),
    unit: z.string().trim().min(1).max(20).optional(),
    options: z.array(option).max(OPTIONS_LIMIT, 'options_limit').optional(),
    label: named,
  })
  .superRefine((question, ctx) => {
    const wrong = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message });
    const values = question.options?.map(({ value }) => value) ?? [];
    if (isChoice(question.type)) {
      if (values.length < 2) wrong('options', 'options_few');
      if (new Set(values).size < values.length) wrong('options', 'options_repeated');
    }
    const { min, max } = question;
    if (min !== undefined && max !== undefined && min > max) wrong('max', 'max_below_min');
  })
  .transform(onlyItsOwn);

/** The questions of a niche as an admin may set them. */
export const questionnaire = z
  .array(writtenQuestion)
  .max(QUESTIONS_LIMIT, 'questions_limit')
  .superRefine((questions, ctx) => {
    questions.forEach(({ key }, index) => {
      if (questions.findIndex((one) => one.key === key) < index)
        ctx.addIssue({ code: 'custom', path: [index, 'key'], message: 'key_repeated' });
    });
  });

/** What the schema says of a questionnaire that is not one, by where it stands. */
export type QuestionnaireFault =
  | 'unnamed'
  | 'option_value'
  | 'question_key'
  | 'options_few'
  | 'options_limit'
  | 'options_repeated'
  | 'max_below_min'
  | 'questions_limit'
  | 'key_repeated';

export function isChoice(type: Question['type']): boolean {
  return type === 'choice' || type === 'choices';
}

export function isNumber(type: Question['type']): boolean {
  return type === 'integer' || type === 'number';
}

/** A question holds nothing that its type has no use for, and no key without a value. */
function onlyItsOwn({ key, type, required, label, unit, min, max, options }: Question): Question {
  return {
    key,
    type,
    ...(required ? { required } : {}),
    label,
    ...(isNumber(type) && unit !== undefined ? { unit } : {}),
    ...(isNumber(type) && min !== undefined ? { min } : {}),
    ...(isNumber(type) && max !== undefined ? { max } : {}),
    ...(isChoice(type) && options ? { options } : {}),
  };
}

/**
 * A question that stays has its type, because answers are stored under its key.
 * @returns the key of the first that changes it
 */
export function changedType(before: readonly Question[], after: readonly Question[]): string | null {
  const types = new Map(before.map(({ key, type }) => [key, type]));
  return after.find(({ key, type }) => (types.get(key) ?? type) !== type)?.key ?? null;
}
