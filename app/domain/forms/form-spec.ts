import { z } from 'zod';
import type { Question } from '#app/domain/catalog/question.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { formTexts as azerbaijani } from '#app/words/az/form-texts.ts';
import type { FormText, FormTexts } from '#app/words/en/form-texts.ts';
import { formTexts as english } from '#app/words/en/form-texts.ts';
import { formTexts as hungarian } from '#app/words/hu/form-texts.ts';
import { formTexts as armenian } from '#app/words/hy/form-texts.ts';
import { formTexts as kazakh } from '#app/words/kk/form-texts.ts';
import { formTexts as mongolian } from '#app/words/mn/form-texts.ts';
import { formTexts as russian } from '#app/words/ru/form-texts.ts';
import { formTexts as ukrainian } from '#app/words/uk/form-texts.ts';
import type { FormKind } from './form.ts';

/** The languages of the field. */
export const FORM_LANGUAGES = ['en', 'uk', 'ru', 'az', 'hy', 'hu', 'mn', 'kk'] as const;
export type FormLanguage = (typeof FORM_LANGUAGES)[number];

const TEXTS: Readonly<Record<FormLanguage, FormTexts>> = {
  en: english,
  uk: ukrainian,
  ru: russian,
  az: azerbaijani,
  hy: armenian,
  hu: hungarian,
  mn: mongolian,
  kk: kazakh,
};

export const FORM_TEXTS = Object.keys(english) as FormText[];
/** What a seller may word otherwise. What goes to a telephone in the exchange's name is the exchange's to say. */
export const SELLER_TEXTS = FORM_TEXTS.filter((key) => key !== 'code_message');
export const TEXT_MOST = 300;

/** What a form may ask of the person, apart from the niche's questions. */
export const CONTACT_FIELDS = ['name', 'phone', 'email', 'city', 'message'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];
export const ASKING = ['required', 'optional', 'off'] as const;
export type Asking = (typeof ASKING)[number];

export const SCHEMES = ['light', 'dark', 'auto'] as const;
export const CODE_METHODS = ['sms', 'flash_call'] as const;
export type CodeMethod = (typeof CODE_METHODS)[number];

const AMOUNT = /^-?\d{1,12}$/;
const amountMinor = z.string().regex(AMOUNT);
const PARTS_MOST = 200;
const QUESTIONS_MOST = 30;

const asked = z.strictObject({
  key: z.string().max(40),
  required: z.boolean(),
  /** In the seller's words; the niche's own where it is null. */
  label: z.string().trim().min(1).max(160).nullable(),
});

/** What an answer adds to an estimate, in minor units; of a question for a number it is per unit. */
const part = z.strictObject({
  question: z.string().max(40),
  option: z.string().max(40).nullable(),
  lowMinor: amountMinor,
  highMinor: amountMinor,
});

const calculator = z.strictObject({
  currency: z.enum(CURRENCIES),
  baseLowMinor: amountMinor,
  baseHighMinor: amountMinor,
  parts: z.array(part).max(PARTS_MOST),
});
export type Calculator = z.output<typeof calculator>;

const asking = z.enum(ASKING);
const shape = {
  language: z.enum(FORM_LANGUAGES),
  fields: z.strictObject({ name: asking, phone: asking, email: asking, city: asking, message: asking }),
  questions: z.array(asked).max(QUESTIONS_MOST),
  look: z.strictObject({
    accent: z.string().regex(/^#[0-9a-f]{6}$/),
    scheme: z.enum(SCHEMES),
    radiusPx: z.number().int().min(0).max(24),
  }),
  /** Without activity for so long, a callback is offered. */
  idleSeconds: z.number().int().min(5).max(600),
  codeMethod: z.enum(CODE_METHODS),
  calculator: calculator.nullable(),
};

const text = z.string().trim().min(1).max(TEXT_MOST);
const textShape = Object.fromEntries(FORM_TEXTS.map((key) => [key, text])) as Record<FormText, typeof text>;

/** A form as it is written: only texts that are not the language's own are kept. */
export const draftSpec = z.strictObject({ ...shape, texts: z.strictObject(textShape).partial() });
export type DraftSpec = z.output<typeof draftSpec>;

/** A form as it is published: with all its words, whatever becomes of the catalogue's. */
export const formSpec = z.object({ ...shape, texts: z.record(z.string(), z.string()) });
export type FormSpec = Omit<z.output<typeof formSpec>, 'texts'> & { readonly texts: FormTexts };

/** The texts of a language before a seller changes them. */
export function textsIn(language: FormLanguage): FormTexts {
  return TEXTS[language];
}

/** A draft with all its words. */
export function completeSpec(draft: DraftSpec): FormSpec {
  return { ...draft, texts: { ...textsIn(draft.language), ...draft.texts } };
}

/** A stored version, with words that came into the catalogue after it was published. */
export function readSpec(stored: unknown): FormSpec {
  const spec = formSpec.parse(stored);
  return { ...spec, texts: { ...textsIn(spec.language), ...spec.texts } };
}

/** The form that a seller starts from: few fields, for the fewer are asked for the more are filled in. */
export function firstDraft(
  kind: FormKind,
  questions: readonly Question[],
  language: FormLanguage,
): DraftSpec {
  const asks = { form: 2, quiz: 6, calculator: 6, callback: 0, exit: 1 }[kind];
  return {
    language,
    fields: {
      name: 'optional',
      phone: 'required',
      email: kind === 'quiz' || kind === 'calculator' ? 'optional' : 'off',
      city: 'off',
      message: kind === 'form' ? 'optional' : 'off',
    },
    questions: questions
      .filter(({ required }, index) => required || index < asks)
      .map(({ key, required }) => ({ key, required: required === true, label: null })),
    look: { accent: '#0f5c3f', scheme: 'light', radiusPx: 8 },
    idleSeconds: 30,
    codeMethod: 'sms',
    calculator: null,
    texts: {},
  };
}
