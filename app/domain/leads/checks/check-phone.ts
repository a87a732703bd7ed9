import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import type { CertainCode, CheckCode, CheckParams, CheckResult, Harmless } from '../check-result.ts';

export type PhoneKind =
  | 'mobile'
  | 'fixed_line'
  | 'fixed_line_or_mobile'
  | 'toll_free'
  | 'premium_rate'
  | 'voip'
  | 'other';

/**
 * What a phone says of itself. `e164` is null unless the number is valid; `kind` and `country` (ISO 3166-1
 * alpha-2) are null where the numbering plan does not tell them, as for international freephone.
 */
export type PhoneFinding = {
  result: CheckResult;
  e164: string | null;
  kind: PhoneKind | null;
  country: string | null;
};

/** Longer than any number with its punctuation and extension; bounds the work done for junk. */
const MAX_RAW_CHARACTERS = 64;

const KINDS: Record<string, PhoneKind> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed_line',
  FIXED_LINE_OR_MOBILE: 'fixed_line_or_mobile',
  TOLL_FREE: 'toll_free',
  PREMIUM_RATE: 'premium_rate',
  VOIP: 'voip',
};

/** Numbers of services: whoever answers them, they are no single person's own, and a call may cost the caller dear. */
const SERVICE_TYPES = new Set(['TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN', 'VOICEMAIL', 'PAGER']);

/** Countries where 8 is, or lately was, dialled before a national number. */
const TRUNK_8 = new Set<CountryCode>(['RU', 'KZ', 'BY', 'UA', 'LT', 'TM']);

const LENGTH_CODES = {
  TOO_SHORT: 'phone_too_short',
  TOO_LONG: 'phone_too_long',
  INVALID_LENGTH: 'phone_wrong_length',
  INVALID_COUNTRY: 'phone_invalid_country',
  NOT_A_NUMBER: 'phone_not_a_number',
} as const satisfies Record<string, CertainCode>;

/**
 * Checks a phone against the numbering plan of its country.
 *
 * An invalid number fails the lead even beside a good e-mail: the seller claimed a phone that is none.
 * A valid one that looks typed at random only warns, for such numbers are also sold as easy to remember.
 * Without a number the verdict is `unknown`.
 *
 * @param raw as it was typed: international (`+380 50 123 45 67`, `00380501234567`) or national
 * @param claimedCountry ISO 3166-1 alpha-2 of the lead's region; national numbers are read as of that country
 * Source: Google's libphonenumber metadata by libphonenumber-js/max (the smaller builds know no types).
 */
export function checkPhone(raw: string | null, claimedCountry: string): PhoneFinding {
  const text = (raw ?? '').trim().replace(/^tel:/i, '');
  if (text === '') return noNumber(phoneResult('unknown', 'phone_absent', {}));
  if (text.length > MAX_RAW_CHARACTERS)
    return noNumber(refusal('phone_too_long', { country: claimedCountry }));

  const country = isSupportedCountry(claimedCountry) ? claimedCountry : undefined;
  const phone = readValid(text, country);
  if (!phone) return explainInvalid(text, country);

  const where: CheckParams = phone.country ? { country: phone.country } : {};
  const type = phone.getType() ?? 'OTHER';
  const kind = KINDS[type] ?? 'other';
  const found = { e164: phone.number, kind, country: phone.country ?? null };
  if (SERVICE_TYPES.has(type)) {
    const service = kind === 'other' ? 'service' : kind;
    return { ...found, result: refusal('phone_not_a_persons', { ...where, service }) };
  }
  if (looksMadeUp(phone)) return { ...found, result: phoneResult('warn', 'phone_looks_made_up', where) };
  // Anyone rents an internet number in a minute, from any country: likely junk, yet some firms have no other.
  if (kind === 'voip') return { ...found, result: phoneResult('warn', 'phone_voip', where) };
  return { ...found, result: phoneResult('pass', 'phone_valid', { ...where, kind }) };
}

/** The number in the first reading that is valid, or null. */
function readValid(text: string, country: CountryCode | undefined): PhoneNumber | null {
  for (const reading of readings(text, country)) {
    const phone = parse(reading, country);
    if (phone?.isValid()) return phone;
  }
  return null;
}

/** How a text may be meant, likeliest first. Only habits that leave one reading, so that no number is invented. */
function readings(text: string, country: CountryCode | undefined): string[] {
  const digits = text.replace(/[^0-9]/g, '');
  const all = [text];
  if (!text.startsWith('+')) {
    // 00 is dialled before a country code nearly everywhere (ITU-T E.164), and written even where it is not.
    if (digits.startsWith('00')) all.push(`+${digits.slice(2)}`);
    // Spreadsheets and form scripts drop the plus; 11 digits are more than national numbers of the field have. Not after
    // a trunk prefix 8, or a wrong Russian number would pass for a Vietnamese one (+84).
    else if (digits.length >= 11 && !(isTrunk8(country) && digits.startsWith('8'))) all.push(`+${digits}`);
  } else if ((country === 'RU' || country === 'KZ') && /^8\d{10}$/.test(digits)) {
    // "+8 926 ...": the trunk prefix 8 written as if it were the country code 7.
    all.push(digits);
  }
  // "8 050 ...": Ukraine dialled 8 before the area code's 0 until 2009, and the habit outlives it.
  if (country === 'UA' && /^80\d{9}$/.test(digits)) all.push(digits.slice(1));
  return all;
}

function isTrunk8(country: CountryCode | undefined): boolean {
  return country !== undefined && TRUNK_8.has(country);
}

function parse(text: string, country: CountryCode | undefined): PhoneNumber | null {
  try {
    return parsePhoneNumberWithError(text, { extract: false, ...(country && { defaultCountry: country }) });
  } catch {
    // The library reports an unreadable number by throwing; the reason is asked for by explainInvalid.
    return null;
  }
}

function explainInvalid(text: string, country: CountryCode | undefined): PhoneFinding {
  const problem = validatePhoneNumberLength(text, country);
  const plan = planCountry(parse(text, country), country, text);
  const code = problem ? LENGTH_CODES[problem] : 'phone_no_such_range';
  return noNumber(refusal(code, plan ? { country: plan } : {}));
}

/** The country whose plan the number breaks: a code shared by many is taken for the claimed country's when it fits. */
function planCountry(
  phone: PhoneNumber | null,
  claimed: CountryCode | undefined,
  text: string,
): CountryCode | null {
  if (!phone) return text.startsWith('+') ? null : (claimed ?? null);
  if (phone.country) return phone.country;
  const possible = phone.getPossibleCountries();
  const isShared = claimed && getCountryCallingCode(claimed) === phone.countryCallingCode;
  if (isShared && (possible.includes(claimed) || possible.length === 0)) return claimed;
  return possible[0] ?? null;
}

/**
 * Whether the digits look typed rather than assigned: one digit throughout, the last seven alike or counting up
 * or down, or a North American number set aside for films (555-0100 to 555-0199, ATIS-0300115).
 */
function looksMadeUp(phone: PhoneNumber): boolean {
  const digits = phone.nationalNumber;
  if (phone.countryCallingCode === '1' && /^\d{3}55501\d\d$/.test(digits)) return true;
  if (/^(\d)\1+$/.test(digits)) return true;
  const tail = digits.slice(-7);
  return /^(\d)\1{6}$/.test(tail) || '01234567890'.includes(tail) || '09876543210'.includes(tail);
}

function phoneResult(verdict: Harmless, code: CheckCode, params: CheckParams): CheckResult {
  return { check: 'phone', verdict, code, params };
}

function refusal(code: CertainCode, params: CheckParams): CheckResult {
  return { check: 'phone', verdict: 'fail', code, params };
}

function noNumber(result: CheckResult): PhoneFinding {
  return { result, e164: null, kind: null, country: null };
}
