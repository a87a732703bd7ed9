export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** How a language writes what JSON can say. */
export type Syntax = {
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
  readonly text: (text: string) => string;
  readonly list: readonly [string, string];
  readonly map: readonly [string, string];
  readonly arrow: string;
};

/** Every escape that JSON knows means the same in JavaScript and Python. */
const quoted = (text: string) =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

export const JAVASCRIPT: Syntax = {
  nothing: 'null',
  yes: 'true',
  no: 'false',
  text: quoted,
  list: ['[', ']'],
  map: ['{', '}'],
  arrow: ': ',
};
export const PYTHON: Syntax = { ...JAVASCRIPT, nothing: 'None', yes: 'True', no: 'False' };
export const PHP: Syntax = {
  ...JAVASCRIPT,
  text: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  map: ['[', ']'],
  arrow: ' => ',
};

/**
 * Writes a value as it stands in a program.
 * @param raw texts that stand for an expression of the language and are written as that
 */
export function writeLiteral(
  value: Json,
  syntax: Syntax,
  raw: ReadonlyMap<string, string> = new Map(),
  indent = '',
): string {
  if (value === null) return syntax.nothing;
  if (typeof value === 'boolean') return value ? syntax.yes : syntax.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return raw.get(value) ?? syntax.text(value);
  const deeper = `${indent}  `;
  const write = (inner: Json) => writeLiteral(inner, syntax, raw, deeper);
  const [[open, close], items] = isList(value)
    ? [syntax.list, value.map(write)]
    : [
        syntax.map,
        Object.entries(value).map(([key, inner]) => `${syntax.text(key)}${syntax.arrow}${write(inner)}`),
      ];
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => `${deeper}${item},\n`).join('')}${indent}${close}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}
