import { invalid, missing } from './errors.mjs';
import { words } from './words.mjs';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/**
 * A page of a list, newest first, as every list of the API has it: `limit`, `starting_after`, `ending_before`, `created`.
 * `records` come newest first; `kind` names them when a cursor is unknown.
 */
export function pageOf(records, { kind, url, params, where = () => true }) {
  const limit = params.limit ?? DEFAULT_LIMIT;
  if (limit < 1) throw outOfRange(words.api.atLeast(1, limit));
  if (limit > MAX_LIMIT) throw outOfRange(words.api.atMost(MAX_LIMIT, limit));
  const fits = (record) => isCreatedIn(record, params.created) && where(record);
  const page = params.ending_before
    ? before(records, { id: params.ending_before, limit, fits, kind })
    : after(records, { id: params.starting_after, limit, fits, kind });
  return { object: 'list', data: page.slice(0, limit), has_more: page.length > limit, url };
}

/** The next `limit` records and one more, which tells that there are more. */
function after(records, { id, limit, fits, kind }) {
  const page = [];
  let isPast = !id;
  for (const record of records) {
    if (isPast && fits(record)) page.push(record);
    if (record.id === id) isPast = true;
    if (page.length > limit) break;
  }
  if (!isPast) throw missing(kind, id, 'starting_after');
  return page;
}

function before(records, { id, limit, fits, kind }) {
  const newer = [];
  for (const record of records) {
    if (record.id === id) {
      const page = newer.slice(-limit);
      // The one record too many stands at the end, where the caller cuts.
      return newer.length > limit ? [...page, newer[0]] : page;
    }
    if (fits(record)) newer.push(record);
  }
  throw missing(kind, id, 'ending_before');
}

function isCreatedIn({ created }, range) {
  if (range === undefined) return true;
  if (typeof range === 'number') return created === range;
  const { gt, gte, lt, lte } = range;
  return (
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte)
  );
}

function outOfRange(message) {
  return invalid(message, { code: 'parameter_invalid_integer', param: 'limit' });
}
