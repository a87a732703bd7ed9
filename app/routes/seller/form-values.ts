import type { Question } from '#app/domain/catalog/question.ts';
import type { LeadForm } from '#app/domain/forms/form.ts';
import {
  type Asking,
  type Calculator,
  CONTACT_FIELDS,
  type DraftSpec,
  draftSpec,
  FORM_LANGUAGES,
  SELLER_TEXTS,
  TEXT_MOST,
  textsIn,
} from '#app/domain/forms/form-spec.ts';
import { NAME_MOST } from '#app/domain/forms/limits.ts';
import type { Currency } from '#app/kernel/money.ts';
import { majorOf, parseMajor } from '#app/ui/parse-major.ts';
import type { FormText } from '#app/words/en/form-texts.ts';
import { formWords } from '#app/words/en/forms.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';

const words = formWords.builder;
const LANGUAGE = 'en';

/** The field of an amount of the estimate. */
export const amountField = (question: string, option: string | null, end: 'low' | 'high') =>
  `estimate.${question}.${option ?? ''}.${end}`;

/** Of what an estimate may be made up: the base, and each answer of each question. */
export type EstimateRow = {
  readonly question: string;
  readonly option: string | null;
  readonly label: string;
};

export function estimateRows(questions: readonly Question[]): EstimateRow[] {
  return questions.flatMap(rowsOf);
}

function rowsOf(question: Question): EstimateRow[] {
  const label = question.label[LANGUAGE] ?? question.key;
  switch (question.type) {
    case 'integer':
    case 'number':
      return [
        {
          question: question.key,
          option: null,
          label: `${label}, ${question.unit ? words.perUnit(question.unit) : words.each}`,
        },
      ];
    case 'boolean':
      return [{ question: question.key, option: 'yes', label }];
    case 'choice':
    case 'choices':
      return (question.options ?? []).map(({ value, label: said }) => ({
        question: question.key,
        option: value,
        label: `${label}: ${said[LANGUAGE] ?? value}`,
      }));
  }
}

/** A form as the builder's fields show it. */
export function typedForm(form: LeadForm, questions: readonly Question[]): Typed {
  const { draft } = form;
  const typed: Record<string, string[]> = {
    name: [form.name],
    language: [draft.language],
    accent: [draft.look.accent],
    scheme: [draft.look.scheme],
    radius: [String(draft.look.radiusPx)],
    idle: [String(draft.idleSeconds)],
    code_method: [draft.codeMethod],
  };
  for (const field of CONTACT_FIELDS) typed[`field.${field}`] = [draft.fields[field]];
  for (const text of SELLER_TEXTS) typed[`text.${text}`] = [draft.texts[text] ?? ''];
  const asked = new Map(draft.questions.map((question, index) => [question.key, { ...question, index }]));
  let next = draft.questions.length;
  for (const { key, required: needed } of questions) {
    const question = asked.get(key);
    if (!question) next += 1;
    typed[`ask.${key}`] = question || needed ? ['yes'] : [];
    typed[`required.${key}`] = question?.required || needed ? ['yes'] : [];
    typed[`place.${key}`] = [String(question ? question.index + 1 : next)];
    typed[`label.${key}`] = [question?.label ?? ''];
  }
  if (draft.calculator) Object.assign(typed, typedCalculator(draft.calculator));
  return typed;
}

function typedCalculator({ baseLowMinor, baseHighMinor, parts }: Calculator): Record<string, string[]> {
  const typed: Record<string, string[]> = {
    'estimate.low': [majorOf(BigInt(baseLowMinor))],
    'estimate.high': [majorOf(BigInt(baseHighMinor))],
  };
  for (const { question, option, lowMinor, highMinor } of parts) {
    typed[amountField(question, option, 'low')] = [majorOf(BigInt(lowMinor))];
    typed[amountField(question, option, 'high')] = [majorOf(BigInt(highMinor))];
  }
  return typed;
}

/** What the builder's fields say, as a draft; or what is wrong with which of them. */
export function draftOf(
  typed: Typed,
  form: LeadForm,
  questions: readonly Question[],
): { name: string; draft: DraftSpec | null; errors: FieldErrors } {
  const errors: Record<string, string> = {};
  const name = one(typed, 'name').trim();
  if (name === '' || name.length > NAME_MOST) errors.name = words.nameError;
  const language = FORM_LANGUAGES.find((known) => known === one(typed, 'language')) ?? form.draft.language;
  const idle = one(typed, 'idle');
  const idleSeconds = idle === '' ? form.draft.idleSeconds : Number(idle);
  if (!Number.isInteger(idleSeconds) || idleSeconds < 5 || idleSeconds > 600) errors.idle = words.idleError;
  const accent = one(typed, 'accent').toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(accent)) errors.accent = words.colourError;
  const texts: Partial<Record<FormText, string>> = {};
  for (const key of SELLER_TEXTS) {
    const text = one(typed, `text.${key}`).trim();
    if (text.length > TEXT_MOST) errors[`text.${key}`] = words.tooLong;
    if (text !== '' && !isOwnText(key, text)) texts[key] = text;
  }
  const asked = questions
    .filter((question) => isAsked(typed, question))
    .map(({ key, required }, index) => ({
      key,
      needed: required === true,
      place: Number(one(typed, `place.${key}`)) || index + 1,
    }))
    .sort((a, b) => a.place - b.place)
    .map(({ key, needed }) => ({
      key,
      required: needed || one(typed, `required.${key}`) === 'yes',
      label: one(typed, `label.${key}`).trim().slice(0, 160) || null,
    }));
  const parsed = draftSpec.safeParse({
    language,
    fields: Object.fromEntries(
      CONTACT_FIELDS.map((field): [string, Asking | string] => [
        field,
        one(typed, `field.${field}`) || form.draft.fields[field],
      ]),
    ),
    questions: asked,
    look: {
      accent,
      scheme: one(typed, 'scheme') || form.draft.look.scheme,
      radiusPx: Number(one(typed, 'radius') || form.draft.look.radiusPx),
    },
    idleSeconds,
    codeMethod: one(typed, 'code_method') || form.draft.codeMethod,
    calculator:
      form.draft.calculator && calculatorOf(typed, form.draft.calculator.currency, questions, errors),
    texts,
  });
  return { name, draft: parsed.success ? parsed.data : null, errors };
}

/** What the niche must know is asked, whatever the boxes say. */
function isAsked(typed: Typed, { key, required }: Question): boolean {
  return required === true || one(typed, `ask.${key}`) === 'yes';
}

/** Whether it is what some language says by itself: chosen another language, the form follows. */
function isOwnText(key: FormText, text: string): boolean {
  return FORM_LANGUAGES.some((language) => textsIn(language)[key] === text);
}

/** Answers to questions that are not asked add nothing and are left out. */
function calculatorOf(
  typed: Typed,
  currency: Currency,
  questions: readonly Question[],
  errors: Record<string, string>,
): Calculator {
  const read = (field: string): bigint => {
    const text = one(typed, field).trim();
    const amount = text === '' ? 0n : parseMajor(text, currency);
    if (amount === null || amount > 1_000_000_000_00n) errors[field] = words.amountError;
    return amount ?? 0n;
  };
  const baseLow = read('estimate.low');
  const baseHigh = read('estimate.high');
  const asked = questions.filter((question) => isAsked(typed, question));
  const parts = estimateRows(asked).map(({ question, option }) => {
    const low = read(amountField(question, option, 'low'));
    const high = read(amountField(question, option, 'high'));
    return { question, option, ...range(low, high) };
  });
  const base = range(baseLow, baseHigh);
  return {
    currency,
    baseLowMinor: base.lowMinor,
    baseHighMinor: base.highMinor,
    parts: parts.filter(({ lowMinor, highMinor }) => lowMinor !== '0' || highMinor !== '0'),
  };
}

/** One end alone means both. */
function range(low: bigint, high: bigint): { lowMinor: string; highMinor: string } {
  return { lowMinor: String(low), highMinor: String(high === 0n ? low : high) };
}
