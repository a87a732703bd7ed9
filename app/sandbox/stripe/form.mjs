import { invalid } from './errors.mjs';
import { words } from './words.mjs';

const MAX_PAIRS = 2000;
const MAX_DEPTH = 10;

/**
 * Reads `a[b][0]=c&d[]=e` into nested records of strings; a list is a record whose keys are its places. Made without a
 * prototype, since the keys are the sender's.
 */
export function parseForm(text) {
  const root = Object.create(null);
  let pairs = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    pairs += 1;
    if (pairs > MAX_PAIRS) throw invalid(words.api.tooManyParams);
    put(root, keysOf(name), value);
  }
  return root;
}

/** `a[b][]` is `a`, `b` and the empty key. */
function keysOf(name) {
  const [, first, rest] = /^([^[]*)((?:\[[^\]]*\])*)/.exec(name);
  const keys = [first, ...[...rest.matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key)];
  if (keys.length > MAX_DEPTH) throw invalid(words.api.tooDeep);
  return keys;
}

function put(root, keys, value) {
  let at = root;
  for (const key of keys.slice(0, -1)) {
    const name = key === '' ? String(Object.keys(at).length) : key;
    if (typeof at[name] !== 'object') at[name] = Object.create(null);
    at = at[name];
  }
  const last = keys.at(-1);
  at[last === '' && keys.length > 1 ? String(Object.keys(at).length) : last] = value;
}
