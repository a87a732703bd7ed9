import type { CheckCode, CheckParams, CheckResult, Harmless } from '../check-result.ts';
import type { PhoneKind } from './check-phone.ts';

export type ClaimedRegion = {
  /** The region's code and those of its parents, nearest first, up to the country: `['RU-LEN', 'RU']`. */
  path: string[];
};

export type PhoneRegion = {
  country: string | null;
  kind: PhoneKind | null;
  /** The region the number's range is assigned to, when known. */
  placeCode: string | null;
  /** That region and its parents, nearest first; empty when the place is not known. */
  placePath: string[];
};

/**
 * A city of its own and the region around it: people live in one, work in the other and keep a line in either, and the
 * operators' ranges do not follow the border. Also regions parted after their numbers were given out, and regions that share an
 * area code. Both directions.
 */
const NEIGHBOURS: readonly (readonly [string, string])[] = [
  ['RU-MOW', 'RU-MOS'],
  ['RU-SPE', 'RU-LEN'],
  ['UA-30', 'UA-32'],
  ['UA-40', 'UA-43'],
  ['KZ-75', 'KZ-19'],
  ['KZ-71', 'KZ-11'],
  ['KZ-79', 'KZ-61'],
  ['HU-BU', 'HU-PE'],
  ['AZ-BA', 'AZ-ABS'],
  ['AM-ER', 'AM-KT'],
  ['AM-ER', 'AM-AR'],
  ['MN-1', 'MN-047'],
  ['KZ-19', 'KZ-33'],
  ['KZ-35', 'KZ-62'],
  ['KZ-63', 'KZ-10'],
  ['RU-ARK', 'RU-NEN'],
  ['BY-HM', 'BY-MI'],
  ['UZ-TK', 'UZ-TO'],
  ['KG-GB', 'KG-C'],
  ['KG-GO', 'KG-O'],
  ['GE-TB', 'GE-MM'],
  ['AZ-BA', 'AZ-SM'],
  ['AZ-SM', 'AZ-ABS'],
  ['AZ-GA', 'AZ-GYG'],
  ['AZ-MI', 'AZ-YEV'],
  ['AZ-YE', 'AZ-YEV'],
  ['AZ-SA', 'AZ-SAK'],
  ['AZ-LA', 'AZ-LAN'],
  ['AZ-NA', 'AZ-GOR'],
  ['AZ-SR', 'AZ-HAC'],
];

/** Hungary's cities with county rights have codes of their own; each with the county that it lies in. */
const HUNGARIAN_COUNTY: ReadonlyMap<string, string> = new Map(
  `BC BE, DE HB, DU FE, EG HE, ER PE, GY GS, HV CS, KM BK, KV SO, MI BZ, NK ZA, NY SZ, PS BA, SD CS, SF FE, SH VA, SK JN, SN GS,
  SS TO, ST NO, TB KE, VM VE, ZE ZA`
    .split(/,\s*/)
    .map((pair) => [`HU-${pair.slice(0, 2)}`, `HU-${pair.slice(3)}`] as const),
);

/**
 * Subdivisions of ISO 3166-2 in which numbers of another country's plan are in daily use, so that such a number says
 * nothing against the claim. A statement about telephones only.
 */
const FOREIGN_PLANS: Record<string, readonly string[]> = {
  'UA-09': ['RU'],
  'UA-14': ['RU'],
  'UA-23': ['RU'],
  'UA-40': ['RU'],
  'UA-43': ['RU'],
  'UA-65': ['RU'],
  'GE-AB': ['RU'],
  'KZ-43': ['RU'],
  'RS-KM': ['XK'],
};

/** Territories with a country code and a phone plan of their own that ISO 3166-2 lists within a country as well. */
const WITHIN: Record<string, string> = {
  ...{ PR: 'US', GU: 'US', AS: 'US', MP: 'US', VI: 'US' },
  ...{ GP: 'FR', MQ: 'FR', GF: 'FR', RE: 'FR', YT: 'FR', PM: 'FR', BL: 'FR', MF: 'FR', NC: 'FR', PF: 'FR' },
  ...{ AW: 'NL', CW: 'NL', SX: 'NL', BQ: 'NL', SJ: 'NO', AX: 'FI', GG: 'GB', JE: 'GB', IM: 'GB' },
};

/**
 * Compares where the lead is said to be with where its phone is from, where its words say that the person is, and where the
 * address is registered from which it was sent. People move and keep their numbers, and an address may be a relay's: a
 * difference warns and never fails, the phone's before the words', the words' before the address's. Outside North America a
 * mobile number tells its country only, an address never more.
 *
 * @param claimed the lead's region
 * @param phone what is known of a valid phone; null without one
 * @param named subdivisions of the claimed country in which the person's own words place them
 * @param addressCountry ISO 3166-1 alpha-2; null where it is not known
 */
export function checkRegion(input: {
  claimed: ClaimedRegion;
  phone: PhoneRegion | null;
  named: readonly string[];
  addressCountry: string | null;
}): CheckResult {
  const { claimed, named, addressCountry } = input;
  const claimedCountry = claimed.path.at(-1) ?? '';
  const wanted = subdivisionOf(claimed.path);
  const byPhone = comparePhone(claimed, input.phone);
  if (byPhone.verdict === 'warn') return byPhone;
  const agreeing = named.find((code) => !wanted || isSameOrNext(code, claimedCountry, wanted));
  const [first] = named;
  if (first && wanted && !agreeing)
    return said('warn', 'region_text_other_place', { named: first, claimed: wanted });
  if (addressCountry && claimedCountry && !countriesAgree(claimed.path, [addressCountry]))
    return said('warn', 'region_address_other_country', { addressCountry, claimedCountry });
  if (byPhone.verdict === 'pass') return byPhone;
  if (agreeing) return said('pass', 'region_text_agrees', { named: agreeing });
  if (addressCountry && !wanted)
    return said('pass', 'region_address_country_agrees', { country: claimedCountry });
  return byPhone;
}

function isSameOrNext(code: string, country: string, wanted: string): boolean {
  const place = subdivisionOf([code, country]) ?? code;
  return place === wanted || areNeighbours(place, wanted);
}

function comparePhone(claimed: ClaimedRegion, phone: PhoneRegion | null): CheckResult {
  const [claimedCode] = claimed.path;
  const claimedCountry = claimed.path.at(-1);
  if (!claimedCode || !claimedCountry || !phone || (!phone.country && phone.placePath.length === 0)) {
    return said('unknown', 'region_nothing_to_compare', {});
  }
  const place = subdivisionOf(phone.placePath);
  const wanted = subdivisionOf(claimed.path);
  const placeCountry = phone.placePath.at(-1) ?? phone.country ?? '';

  if (place && wanted && place === wanted) return said('pass', 'region_phone_agrees', { phonePlace: place });
  if (place && wanted && areNeighbours(place, wanted)) {
    return said('pass', 'region_phone_adjacent', { phonePlace: place, claimed: wanted });
  }
  if (!countriesAgree(claimed.path, [placeCountry, phone.country])) {
    return said('warn', 'region_phone_other_country', { phoneCountry: placeCountry, claimedCountry });
  }
  if (!wanted) return said('pass', 'region_phone_country_agrees', { country: claimedCountry });
  if (place) return said('warn', 'region_phone_other_place', { phonePlace: place, claimed: wanted });
  return said('unknown', phone.kind === 'mobile' ? 'region_mobile_country_agrees' : 'region_place_unknown', {
    country: claimedCountry,
  });
}

/**
 * The subdivision next below the country. Finer is not compared: a range is assigned to an exchange's area, which
 * reaches past the town it is called after.
 */
function subdivisionOf(path: readonly string[]): string | null {
  const code = path.length >= 2 ? (path.at(-2) ?? null) : null;
  return code && (HUNGARIAN_COUNTY.get(code) ?? code);
}

function areNeighbours(one: string, other: string): boolean {
  return NEIGHBOURS.some(([a, b]) => (a === one && b === other) || (a === other && b === one));
}

function countriesAgree(claimedPath: readonly string[], phoneCountries: readonly (string | null)[]): boolean {
  const country = claimedPath.at(-1) ?? '';
  const accepted = new Set([country, ...claimedPath.flatMap((code) => FOREIGN_PLANS[code] ?? [])]);
  return phoneCountries.some(
    (code) =>
      code !== null && (accepted.has(code) || accepted.has(WITHIN[code] ?? '') || WITHIN[country] === code),
  );
}

function said(verdict: Harmless, code: CheckCode, params: CheckParams): CheckResult {
  return { check: 'region', verdict, code, params };
}
