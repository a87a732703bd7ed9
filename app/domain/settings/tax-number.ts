/** How a business is run: a company has other numbers than a person who trades. */
export const BUSINESS_FORMS = ['company', 'sole_trader', 'individual'] as const;
export type BusinessForm = (typeof BUSINESS_FORMS)[number];

type Check = (number: string, form: BusinessForm) => boolean;

/** Weighted sums of Russia's tax service, order MMV-7-14/323: the last digit of ten, the last two of twelve. */
const RU_COMPANY = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const RU_PERSON_FIRST = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const RU_PERSON_SECOND = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
/** The first eight digits of a Hungarian number: the last makes the weighted sum a multiple of ten. */
const HU_BASE = [9, 7, 3, 1, 9, 7, 3, 1];
const KZ_FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const KZ_SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
const UA_PERSON = [-1, 5, 7, 9, 4, 6, 10, 5, 7];

/** What is checked of a tax number, by country. Of the others only that it can be one. */
const CHECKS: Readonly<Partial<Record<string, Check>>> = {
  RU: (number, form) => (form === 'company' ? isRuCompany(number) : isRuPerson(number)),
  UA: (number, form) => (form === 'company' ? isEdrpou(number) : isRnokpp(number)),
  HU: (number, form) =>
    form === 'individual' && /^8\d{9}$/.test(number)
      ? true
      : /^\d{8}-[1-5]-\d{2}$/.test(number) && weighed(number, HU_BASE) % 10 === 0,
  AZ: (number) => /^\d{9}[12]$/.test(number),
  AM: (number) => /^\d{8}$/.test(number),
  KZ: (number) => isKazakh(number),
};

/** EU numbers: the country's two letters, then what that country writes. */
const EU_VAT: Readonly<Record<string, RegExp>> = {
  AT: /^ATU\d{8}$/,
  BE: /^BE[01]\d{9}$/,
  BG: /^BG\d{9,10}$/,
  CY: /^CY\d{8}[A-Z]$/,
  CZ: /^CZ\d{8,10}$/,
  DE: /^DE\d{9}$/,
  DK: /^DK\d{8}$/,
  EE: /^EE\d{9}$/,
  ES: /^ES[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^FI\d{8}$/,
  FR: /^FR[A-Z0-9]{2}\d{9}$/,
  GR: /^EL\d{9}$/,
  HR: /^HR\d{11}$/,
  HU: /^HU\d{8}$/,
  IE: /^IE(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^IT\d{11}$/,
  LT: /^LT(\d{9}|\d{12})$/,
  LU: /^LU\d{8}$/,
  LV: /^LV\d{11}$/,
  MT: /^MT\d{8}$/,
  NL: /^NL\d{9}B\d{2}$/,
  PL: /^PL\d{10}$/,
  PT: /^PT\d{9}$/,
  RO: /^RO\d{2,10}$/,
  SE: /^SE\d{12}$/,
  SI: /^SI\d{8}$/,
  SK: /^SK\d{10}$/,
};

const ANY = /^[A-Z0-9][A-Z0-9 ./-]{3,28}[A-Z0-9]$/;

/** Whether this can be the tax number of a business of this form and country: its length and its check digits. */
export function isTaxNumber(number: string, countryCode: string, form: BusinessForm): boolean {
  const check = CHECKS[countryCode];
  return check ? check(number, form) : ANY.test(number);
}

/** Whether this can be a VAT number of the country: inside the EU by its shape, elsewhere any number. */
export function isVatNumber(number: string, countryCode: string): boolean {
  return (EU_VAT[countryCode] ?? ANY).test(number);
}

/** A number as it is compared and kept: without spaces, in capitals. */
export function plainNumber(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

function digitsOf(number: string): number[] {
  return [...number].filter((one) => one >= '0' && one <= '9').map(Number);
}

function weighed(number: string, weights: readonly number[]): number {
  const digits = digitsOf(number);
  return weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);
}

function isRuCompany(number: string): boolean {
  return /^\d{10}$/.test(number) && (weighed(number, RU_COMPANY) % 11) % 10 === Number(number[9]);
}

function isRuPerson(number: string): boolean {
  return (
    /^\d{12}$/.test(number) &&
    (weighed(number, RU_PERSON_FIRST) % 11) % 10 === Number(number[10]) &&
    (weighed(number, RU_PERSON_SECOND) % 11) % 10 === Number(number[11])
  );
}

/** The register's own rule: other weights for numbers between 30 and 60 millions, and a second round where ten is left. */
function isEdrpou(number: string): boolean {
  if (!/^\d{8}$/.test(number)) return false;
  const isMiddle = Number(number) >= 30_000_000 && Number(number) <= 60_000_000;
  const first = isMiddle ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7];
  const rest = weighed(number, first) % 11;
  const left =
    rest < 10
      ? rest
      : weighed(
          number,
          first.map((weight) => weight + 2),
        ) % 11;
  return left % 10 === Number(number[7]);
}

function isRnokpp(number: string): boolean {
  if (!/^\d{10}$/.test(number)) return false;
  const rest = weighed(number, UA_PERSON) % 11;
  return ((rest + 11) % 11) % 10 === Number(number[9]);
}

function isKazakh(number: string): boolean {
  if (!/^\d{12}$/.test(number)) return false;
  const first = weighed(number, KZ_FIRST) % 11;
  const left = first < 10 ? first : weighed(number, KZ_SECOND) % 11;
  return left < 10 && left === Number(number[11]);
}
