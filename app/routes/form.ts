import type { z } from 'zod';
import { fieldErrors } from '#app/api/problem.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';

/** What was typed, by field, to be read and shown again. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** Sentences by the name of the form's field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What an action answers when it did not do it: what was typed, what is wrong with which field, and why it was refused. */
export type Failed = {
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly refusal: string | null;
};

const MAX_FIELDS = 500;
/** Never sent back to a page. */
const SECRETS = /password|code$/;

/** Reads a posted form. Files are not taken here; what is no form is an empty one. */
export async function readForm(request: Request): Promise<Typed> {
  // Without a prototype: a field may be called anything, `constructor` too.
  const typed: Record<string, string[]> = Object.create(null);
  let count = 0;
  for (const [name, value] of await formOf(request)) {
    count += 1;
    if (typeof value !== 'string' || count > MAX_FIELDS || name === '__proto__') continue;
    typed[name] = [...(typed[name] ?? []), value.replaceAll('\0', '')];
  }
  return typed;
}

/** Reads a posted form with one file among its fields, whose text stands under its name. What is no form is an empty one. */
export async function readUpload(request: Request, fileField: string): Promise<Typed> {
  const form = await formOf(request);
  const typed: Record<string, string[]> = Object.create(null);
  for (const [name, value] of [...form].slice(0, MAX_FIELDS)) {
    if (name === '__proto__' || (typeof value !== 'string' && name !== fileField)) continue;
    const text = typeof value === 'string' ? value : await value.text();
    typed[name] = [...(typed[name] ?? []), text.replaceAll('\0', '')];
  }
  return typed;
}

function formOf(request: Request): Promise<FormData> {
  return request.formData().catch(() => new FormData());
}

/** The one value of a field; empty when it was not sent. */
export function one(typed: Typed, name: string): string {
  return typed[name]?.[0] ?? '';
}

/** All values of a field that may be ticked several times. */
export function all(typed: Typed, name: string): string[] {
  return (typed[name] ?? []).filter((value) => value !== '');
}

/**
 * Reads what a form means with the schema that the API reads it with.
 * @param fieldOf the form's field for a path of the schema; the path itself when absent
 */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  typed: Typed,
  value: unknown,
  fieldOf: Readonly<Record<string, string>> = {},
): { ok: true; data: z.output<Schema> } | { ok: false; failed: Failed } {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, data: parsed.data };
  const errors: Record<string, string> = {};
  for (const { field, message } of fieldErrors(parsed.error.issues)) {
    const known = Object.keys(fieldOf).find((path) => field === path || field.startsWith(`${path}.`));
    errors[known ? (fieldOf[known] ?? field) : field] ??= message;
  }
  return { ok: false, failed: failed(typed, errors) };
}

/** An answer to a form that was not carried out; secrets are not shown again. */
export function failed(typed: Typed, errors: FieldErrors, refusal: string | null = null): Failed {
  const shown = Object.fromEntries(Object.entries(typed).filter(([name]) => !SECRETS.test(name)));
  return { typed: shown, errors, refusal };
}

/**
 * Waits for a verb of the domain; what it refuses becomes an answer to the form, everything else goes on up.
 * @param fieldOf the form's field that a refusal is about, by its code; others stand above the form
 */
export async function attempt<Result>(
  typed: Typed,
  work: Promise<Result>,
  fieldOf: Readonly<Record<string, string>> = {},
): Promise<{ ok: true; data: Result } | { ok: false; failed: Failed }> {
  return work.then(
    (data) => ({ ok: true as const, data }),
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      const sentence = pageRefusal(error.code, error.params);
      const field = fieldOf[error.code];
      return {
        ok: false as const,
        failed: field ? failed(typed, { [field]: sentence }) : failed(typed, {}, sentence),
      };
    },
  );
}
