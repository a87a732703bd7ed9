import { readFileSync } from 'node:fs';
import { invalid } from './errors.mjs';
import { words } from './words.mjs';

/** What Stripe's own types allow for each request that is served; made from the types of the SDK. */
const schemas = JSON.parse(readFileSync(new URL('./generated/params.json', import.meta.url), 'utf8'));

/**
 * Turns the strings of a form into what the schema says they are, and refuses as Stripe does: what is unknown, missing,
 * of another kind. What Stripe knows and the sandbox does not serve is refused too, rather than silently without effect.
 */
export function readParams(name, given) {
  const schema = schemas[name];
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(schema.fields, key));
  if (unknown.length > 0) {
    throw invalid(words.api.unknownParams(unknown), { code: 'parameter_unknown', param: unknown[0] });
  }
  return readObject(schema, given, '');
}

const READERS = {
  string: readString,
  integer: readInteger,
  boolean: readBoolean,
  object: readObject,
  map: readMap,
  list: readList,
  either: readEither,
};

function readValue(node, value, path) {
  if (node.kind === 'unserved') throw invalid(words.api.unserved(path), { param: path });
  if (value === '') {
    if (node.emptyable || (node.kind === 'string' && !node.oneOf && !node.required)) return '';
    throw invalid(words.api.empty(path), { code: 'parameter_invalid_empty', param: path });
  }
  return READERS[node.kind](node, value, path);
}

function readString(node, value, path) {
  if (typeof value !== 'string') throw invalid(words.api.notAString(path), { param: path });
  if (node.oneOf && !node.oneOf.includes(value)) {
    throw invalid(words.api.notOneOf(path, node.oneOf), { param: path });
  }
  return value;
}

function readInteger(_node, value, path) {
  const number = Number(value);
  if (typeof value !== 'string' || !/^[+-]?\d+$/.test(value) || !Number.isSafeInteger(number)) {
    throw invalid(words.api.notAnInteger(value), { code: 'parameter_invalid_integer', param: path });
  }
  return number;
}

function readBoolean(_node, value, path) {
  if (value !== 'true' && value !== 'false') throw invalid(words.api.notABoolean(value), { param: path });
  return value === 'true';
}

function readObject({ fields }, value, path) {
  if (typeof value !== 'object') throw invalid(words.api.notAnObject, { param: path });
  const inside = (key) => (path === '' ? key : `${path}[${key}]`);
  const read = {};
  for (const [key, part] of Object.entries(value)) {
    if (!Object.hasOwn(fields, key)) {
      throw invalid(words.api.unknownParams([inside(key)]), {
        code: 'parameter_unknown',
        param: inside(key),
      });
    }
    read[key] = readValue(fields[key], part, inside(key));
  }
  for (const [key, field] of Object.entries(fields)) {
    if (!field.required || key in read) continue;
    throw invalid(words.api.missingParam(inside(key)), { code: 'parameter_missing', param: inside(key) });
  }
  return read;
}

function readMap({ of }, value, path) {
  if (typeof value !== 'object') throw invalid(words.api.notAnObject, { param: path });
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      part === '' ? '' : readValue(of, part, `${path}[${key}]`),
    ]),
  );
}

function readList({ of }, value, path) {
  if (typeof value !== 'object' || Object.keys(value).some((key) => !/^\d+$/.test(key))) {
    throw invalid(words.api.notAnArray, { param: path });
  }
  return Object.entries(value).map(([key, part]) => readValue(of, part, `${path}[${key}]`));
}

/** A union such as `boolean | 'one_off'`: the first that fits; what fits none is refused as the first refuses it. */
function readEither({ of }, value, path) {
  let refusal;
  for (const node of of) {
    try {
      return READERS[node.kind](node, value, path);
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}
