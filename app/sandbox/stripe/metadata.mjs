import { invalid } from './errors.mjs';
import { words } from './words.mjs';

const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/**
 * What an object's metadata are after a request: given keys are set, a key given empty is removed, metadata given empty
 * are removed altogether.
 */
export function mergeMetadata(before, given) {
  if (given === undefined) return before;
  if (given === '') return {};
  const merged = { ...before, ...given };
  for (const [key, value] of Object.entries(given)) {
    if (key.length > MAX_KEY_LENGTH) throw refuse(words.api.metadataKey(key, MAX_KEY_LENGTH));
    if (value.length > MAX_VALUE_LENGTH) {
      throw refuse(words.api.metadataValue(value, MAX_VALUE_LENGTH), `[${key}]`);
    }
    if (value === '') delete merged[key];
  }
  if (Object.keys(merged).length > MAX_KEYS) throw refuse(words.api.metadataKeys(MAX_KEYS));
  return merged;
}

function refuse(message, inside = '') {
  return invalid(message, { param: `metadata${inside}` });
}
