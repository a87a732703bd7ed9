import { missing } from './errors.mjs';

/** What an id means in a request. @throws ApiError `resource_missing`; `param` is the parameter that named it */
export function retrieve(tx, table, id, { kind = table, param, account } = {}) {
  const found = tx.get(table, id);
  // What belongs to a connected account is seen by a request made for that account alone.
  if (!found || found.sandbox?.account !== account) throw missing(kind, id, param);
  return found;
}
