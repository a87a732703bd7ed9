/** JSON has no bigint: an amount is stored as a string, as in the API. */
export function asJson(value: unknown): boolean | number | object {
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? one.toString() : one)));
}
