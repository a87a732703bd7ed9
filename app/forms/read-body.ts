import { z } from 'zod';
import type { Posted } from '#app/domain/forms/read-answers.ts';

const FIELDS_MOST = 200;
const VALUES_MOST = 60;
const VALUE_MOST = 5_000;

/** What a visitor's browser sent; null where it cannot be read. */
export type FormBody = { readonly posted: Posted; readonly proof: number | null; readonly isScript: boolean };

const value = z.string().max(VALUE_MOST).transform(storable);
const jsonBody = z.object({
  fields: z
    .record(z.string().max(64), z.array(value).max(VALUES_MOST))
    .refine((fields) => Object.keys(fields).length <= FIELDS_MOST),
  proof: z.number().int().min(0),
});

/** Reads a body by what it says to be: JSON of the form's own script, else the fields of a form. */
export function readBody(contentType: string | undefined, text: string): FormBody | null {
  if (contentType?.startsWith('application/json')) return readJson(text);
  // Without a prototype: a field may be called anything, `constructor` too.
  const posted: Record<string, string[]> = Object.create(null);
  let count = 0;
  for (const [name, given] of new URLSearchParams(text)) {
    count += 1;
    if (count > FIELDS_MOST || name.length > 64 || name === '__proto__') continue;
    const values = posted[name] ?? [];
    if (values.length < VALUES_MOST) values.push(storable(given.slice(0, VALUE_MOST)));
    posted[name] = values;
  }
  return { posted, proof: null, isScript: false };
}

function readJson(text: string): FormBody | null {
  const parsed = jsonBody.safeParse(parse(text));
  return parsed.success ? { posted: parsed.data.fields, proof: parsed.data.proof, isScript: true } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, inner) => (key === '__proto__' ? undefined : inner));
  } catch {
    return undefined;
  }
}

/** No column holds a NUL character or half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
