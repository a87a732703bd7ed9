import type { z } from 'zod';
import { type Failed, failed, one, type Typed } from '../form.ts';

/**
 * Reads the fields of a form that the API does not have. Whatever is wrong with a field, it has one sentence that says how
 * it is right.
 * @param sentences by field; the fields that are read
 */
export function readFields<Schema extends z.ZodType, Field extends string>(
  schema: Schema,
  typed: Typed,
  sentences: Readonly<Record<Field, string>>,
): { ok: true; data: z.output<Schema> } | { ok: false; failed: Failed } {
  const fields = Object.keys(sentences) as Field[];
  const parsed = schema.safeParse(Object.fromEntries(fields.map((name) => [name, one(typed, name)])));
  if (parsed.success) return { ok: true, data: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const errors = Object.fromEntries(
    fields.filter((name) => wrong.has(name)).map((name) => [name, sentences[name]]),
  );
  return { ok: false, failed: failed(typed, errors) };
}
