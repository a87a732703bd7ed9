import { invalid } from './errors.mjs';
import { words } from './words.mjs';

/** @throws ApiError when a browser could not be sent there */
export function assertUrl(text, param) {
  if (/^https?:\/\/[^/?#\s]+\S*$/i.test(text) && URL.canParse(text)) return;
  throw invalid(words.api.notAUrl, { code: 'url_invalid', param });
}
