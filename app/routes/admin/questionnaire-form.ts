import type { Question } from '#app/domain/catalog/question.ts';
import {
  isChoice,
  isNumber,
  QUESTION_TYPES,
  type QuestionnaireFault,
  questionnaire,
} from '#app/domain/catalog/questionnaire.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';
import { fieldOf } from './question-field.ts';

const words = adminWords.questionnaire;
const LANGUAGE = 'en';
const NUMBER = /^-?\d{1,12}(\.\d{1,4})?$/;
/** More than a niche may have, so that too many are told as such. */
const READ_LIMIT = 60;

/** A question as it stands in the form: text in every field. */
export type DraftQuestion = {
  /** Its key where it is stored, else a name of its own on this page. */
  readonly id: string;
  readonly isStored: boolean;
  readonly type: Question['type'];
  /** What else a question of its kind has. */
  readonly asks: 'bounds' | 'options' | null;
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly unit: string;
  readonly min: string;
  readonly max: string;
  /** One a line: `value = words`. */
  readonly options: string;
  readonly otherLanguages: readonly string[];
};

function asksOf(type: Question['type']): DraftQuestion['asks'] {
  if (isNumber(type)) return 'bounds';
  return isChoice(type) ? 'options' : null;
}

/** What is stored, as it is edited. */
export function draftOf(questions: readonly Question[]): DraftQuestion[] {
  return questions.map((question) => ({
    id: question.key,
    isStored: true,
    type: question.type,
    asks: asksOf(question.type),
    key: question.key,
    label: question.label[LANGUAGE] ?? '',
    required: question.required === true,
    unit: question.unit ?? '',
    min: question.min === undefined ? '' : String(question.min),
    max: question.max === undefined ? '' : String(question.max),
    options: (question.options ?? [])
      .map((option) => `${option.value} = ${option.label[LANGUAGE] ?? ''}`)
      .join('\n'),
    otherLanguages: Object.keys(question.label).filter((language) => language !== LANGUAGE),
  }));
}

/** What the form holds; a question that claims to be stored is believed only where it is. */
export function readDraft(typed: Typed, stored: readonly Question[]): DraftQuestion[] {
  const count = Math.min(Number.parseInt(one(typed, 'count'), 10) || 0, READ_LIMIT);
  return Array.from({ length: count }, (_, index): DraftQuestion => {
    const text = (field: string) => one(typed, fieldOf(index, field)).trim();
    const known = stored.find(({ key }) => key === text('id'));
    const type = known?.type ?? QUESTION_TYPES.find((one) => one === text('type')) ?? 'boolean';
    return {
      id: known?.key ?? (text('id') || `new-${index}`),
      isStored: known !== undefined,
      type,
      asks: asksOf(type),
      key: known?.key ?? text('key'),
      label: text('label'),
      required: text('required') === 'yes',
      unit: text('unit'),
      min: text('min'),
      max: text('max'),
      options: text('options').replaceAll('\r\n', '\n'),
      otherLanguages: Object.keys(known?.label ?? {}).filter((language) => language !== LANGUAGE),
    };
  });
}

/** The draft after one of the buttons beside the questions: `up:2`, `down:0`, `remove:1`, `add`. */
export function rearranged(draft: readonly DraftQuestion[], act: string, type: string): DraftQuestion[] {
  const [what, where] = act.split(':');
  const index = Number(where);
  const moved = draft[index];
  if (what === 'add') return [...draft, newQuestion(draft, type)];
  if (!moved) return [...draft];
  if (what === 'remove') return draft.filter((_, at) => at !== index);
  const to = what === 'up' ? index - 1 : index + 1;
  if (to < 0 || to >= draft.length) return [...draft];
  const others = draft.filter((_, at) => at !== index);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

function newQuestion(draft: readonly DraftQuestion[], wanted: string): DraftQuestion {
  const type = QUESTION_TYPES.find((one) => one === wanted) ?? 'boolean';
  let number = draft.length;
  while (draft.some(({ id }) => id === `new-${number}`)) number += 1;
  return {
    id: `new-${number}`,
    isStored: false,
    type,
    asks: asksOf(type),
    key: '',
    label: '',
    required: false,
    unit: '',
    min: '',
    max: '',
    options: '',
    otherLanguages: [],
  };
}

/** The questions that a draft means, with the words of other languages that are stored; or what is wrong with which field. */
export function readQuestions(
  draft: readonly DraftQuestion[],
  stored: readonly Question[],
): { ok: true; questions: Question[] } | { ok: false; errors: FieldErrors } {
  const errors: Record<string, string> = {};
  const questions = draft.map((one, index) => toQuestion(one, index, stored, errors));
  const parsed = questionnaire.safeParse(questions);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [index, field] = path;
    const name = typeof index === 'number' ? fieldOf(index, String(field)) : 'add_type';
    errors[name] ??= sayFault(message);
  }
  if (!parsed.success || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, questions: parsed.data };
}

function sayFault(code: string): string {
  return Object.hasOwn(words.faults, code) ? words.faults[code as QuestionnaireFault] : words.fault;
}

function toQuestion(
  draft: DraftQuestion,
  index: number,
  stored: readonly Question[],
  errors: Record<string, string>,
): Question {
  const before = stored.find(({ key }) => draft.isStored && key === draft.key);
  const number = (field: 'min' | 'max') => {
    const text = draft[field].replace(',', '.');
    if (text === '') return {};
    if (!NUMBER.test(text)) errors[fieldOf(index, field)] = words.numberBad;
    return { [field]: Number(text) };
  };
  return {
    key: draft.key,
    type: draft.type,
    ...(draft.required ? { required: true } : {}),
    label: { ...before?.label, [LANGUAGE]: draft.label },
    ...(isNumber(draft.type) ? { ...number('min'), ...number('max') } : {}),
    ...(isNumber(draft.type) && draft.unit ? { unit: draft.unit } : {}),
    ...(isChoice(draft.type) ? { options: toOptions(draft, index, before, errors) } : {}),
  };
}

function toOptions(
  { options }: DraftQuestion,
  index: number,
  before: Question | undefined,
  errors: Record<string, string>,
) {
  const lines = options.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [value = '', ...rest] = line.split('=');
    if (rest.length === 0) errors[fieldOf(index, 'options')] = words.optionForm;
    const known = before?.options?.find((option) => option.value === value.trim());
    return { value: value.trim(), label: { ...known?.label, [LANGUAGE]: rest.join('=').trim() } };
  });
}
