import { Refusal } from '#app/kernel/refusal.ts';

/** What a sender said: its own names of fields, and their values as text. */
export type Fields = ReadonlyMap<string, string>;

const FIELDS_LIMIT = 200;
const DEPTH_LIMIT = 6;
const NAME_LIMIT = 120;
const VALUE_LIMIT = 4_000;
const ITEM_NAMES = ['name', 'key', 'label', 'question', 'title'];
const ITEM_VALUES = ['value', 'values', 'answer', 'answers'];

/**
 * Reads a body as its sender wrote it: JSON, or a form's fields. Lists of named values are read as fields of these names.
 * @throws Refusal `channel_unreadable`
 */
export async function readFields(body: Buffer, contentType: string): Promise<Fields> {
  if (/^multipart\/form-data/i.test(contentType)) return readMultipart(body, contentType);
  const text = readText(body);
  if (/^\s*[[{]/.test(text)) return flatten(readJson(text));
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) put(fields, name, value);
  return fields;
}

/** @throws Refusal `channel_unreadable` */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('channel_unreadable');
  }
}

/** A body's text; what is not UTF-8 becomes the replacement character and is refused or read like any other. */
export function readText(body: Buffer): string {
  return new TextDecoder().decode(body);
}

/** No database column holds a NUL character or half of a surrogate pair. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().trim().slice(0, VALUE_LIMIT).toWellFormed();
}

async function readMultipart(body: Buffer, contentType: string): Promise<Fields> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new Refusal('channel_unreadable');
    });
  const fields = new Map<string, string>();
  for (const [name, value] of form) if (typeof value === 'string') put(fields, name, value);
  return fields;
}

/** Every value of a JSON document by the path to it. */
export function flatten(document: unknown): Fields {
  const fields = new Map<string, string>();
  walk(fields, document, '', 0);
  return fields;
}

function walk(fields: Map<string, string>, value: unknown, path: string, depth: number): void {
  if (value === null || value === undefined || depth > DEPTH_LIMIT || fields.size >= FIELDS_LIMIT) return;
  if (typeof value !== 'object') {
    put(fields, path, String(value));
    return;
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    put(fields, path, value.join(', '));
    return;
  }
  const named = Array.isArray(value) ? value.map(namedValue) : [];
  if (named.length > 0 && named.every((item) => item !== null)) {
    for (const item of named) if (item) walk(fields, item.value, item.name, depth + 1);
    return;
  }
  for (const [name, inner] of Object.entries(value))
    walk(fields, inner, path ? `${path}.${name}` : name, depth + 1);
}

/** `{"name": "phone", "value": "+380"}`, as many form builders send each field. */
function namedValue(item: unknown): { name: string; value: unknown } | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  const fields = item as Record<string, unknown>;
  const name = ITEM_NAMES.map((key) => fields[key]).find((one) => typeof one === 'string' && one !== '');
  const value = ITEM_VALUES.map((key) => fields[key]).find((one) => one !== undefined);
  return typeof name === 'string' && value !== undefined ? { name, value } : null;
}

function put(fields: Map<string, string>, name: string, value: string): void {
  const [cleanName, cleanValue] = [clean(name).slice(0, NAME_LIMIT).toWellFormed(), clean(value)];
  if (cleanName === '' || cleanValue === '' || fields.size >= FIELDS_LIMIT || fields.has(cleanName)) return;
  fields.set(cleanName, cleanValue);
}
