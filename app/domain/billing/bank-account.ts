import isBic from 'validator/lib/isBIC.js';
import { z } from 'zod';
import type { Currency } from '#app/kernel/money.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { ACCOUNT_LIMIT, BANK_CODE_LIMIT, HOLDER_LIMIT } from './bank-details.ts';
import { toBankLatin } from './bank-latin.ts';

/** A bank account that money is sent to. `bankCode` is a BIC, in Russia a BIK; empty where an IBAN says it all. */
export type BankAccount = {
  readonly holder: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly account: string;
  readonly bankCode: string;
};

/** How long the IBAN of a country is. Source: SWIFT, IBAN registry. Written here since libraries hold some countries to digits only. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{
    AD: 24,
    AE: 23,
    AL: 28,
    AT: 20,
    AZ: 28,
    BA: 20,
    BE: 16,
    BG: 22,
    BH: 22,
    BY: 28,
    CH: 21,
    CY: 28,
    CZ: 24,
  },
  ...{
    DE: 22,
    DK: 18,
    EE: 20,
    EG: 29,
    ES: 24,
    FI: 18,
    FR: 27,
    GB: 22,
    GE: 22,
    GI: 23,
    GR: 27,
    HR: 21,
    HU: 28,
  },
  ...{
    IE: 22,
    IL: 23,
    IQ: 23,
    IS: 26,
    IT: 27,
    JO: 30,
    KW: 30,
    KZ: 20,
    LB: 28,
    LI: 21,
    LT: 20,
    LU: 20,
    LV: 21,
  },
  ...{
    MC: 27,
    MD: 24,
    ME: 22,
    MK: 19,
    MT: 31,
    NL: 18,
    NO: 15,
    PL: 28,
    PT: 25,
    QA: 29,
    RO: 24,
    RS: 22,
    SA: 24,
  },
  ...{ SE: 24, SI: 19, SK: 24, SM: 27, TR: 26, UA: 29, VA: 22, XK: 20 },
};
const BIK = /^\d{9}$/;
const RUSSIAN_ACCOUNT = /^\d{20}$/;
const LOCAL_ACCOUNT = /^[0-9A-Z]{4,34}$/;
/** Where the length is known: in Armenia the bank's five digits and eleven of the account. */
const LOCAL_ACCOUNTS: Readonly<Record<string, RegExp>> = { AM: /^\d{16}$/, MN: /^(\d{8,12}|MN\d{18})$/ };

/** The digits by which a Russian account names its currency (OKV; the rouble by its former code too). */
const RUSSIAN_CURRENCIES: Readonly<Record<Currency, readonly string[]>> = {
  RUB: ['810', '643'],
  UAH: ['980'],
  KZT: ['398'],
  AZN: ['944'],
  AMD: ['051'],
  HUF: ['348'],
  MNT: ['496'],
  USD: ['840'],
  EUR: ['978'],
};

/** Bank details as they are typed: spaces do not count, letters are capitals. */
export const bankAccountSchema = z.object({
  currency: z.enum(CURRENCIES),
  country: z.string().regex(/^[A-Z]{2}$/),
  holder: z
    .string()
    .trim()
    .min(2)
    .max(HOLDER_LIMIT)
    .regex(/^[^\p{Cc}]*$/u),
  account: z.string().transform(bareNumber).pipe(z.string().max(ACCOUNT_LIMIT)),
  bankCode: z.string().transform(bareNumber).pipe(z.string().max(BANK_CODE_LIMIT)),
});

export function bareNumber(text: string): string {
  return text.replace(/[\s\u00a0.-]/g, '').toUpperCase();
}

/** Whether a country's accounts have an IBAN. */
export function hasIban(country: string): boolean {
  return Object.hasOwn(IBAN_LENGTHS, country);
}

/** Whether it is an IBAN of the country it names. Source: ISO 13616, ISO 7064 MOD 97,10. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]+$/.test(text) || text.length !== IBAN_LENGTHS[text.slice(0, 2)]) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  const digits = [...turned].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

/** Whether a text can be an account number, of whatever country; what begins like an IBAN must be one. */
export function isPlausibleAccount(account: string): boolean {
  const country = account.slice(0, 2);
  return hasIban(country) ? isIban(account) : LOCAL_ACCOUNT.test(account);
}

/**
 * Whether money can be sent there, as far as the numbers themselves tell.
 * @throws Refusal `bank_holder_unwritable`, `bank_iban_wrong`, `bank_iban_elsewhere`, `bank_account_wrong`, `bank_account_key_wrong`,
 * `bank_account_other_currency`, `bank_code_wrong`
 */
export function checkBankAccount(given: BankAccount & { currency: Currency }): void {
  const { holder, country, account, bankCode, currency } = given;
  if (!isWritable(holder)) throw new Refusal('bank_holder_unwritable');
  if (country === 'RU') {
    if (!BIK.test(bankCode)) throw new Refusal('bank_code_wrong');
    if (!RUSSIAN_ACCOUNT.test(account)) throw new Refusal('bank_account_wrong');
    if (!isRussianKeyRight(account, bankCode)) throw new Refusal('bank_account_key_wrong');
    if (!RUSSIAN_CURRENCIES[currency].includes(account.slice(5, 8)))
      throw new Refusal('bank_account_other_currency', { currency });
    return;
  }
  if (hasIban(country)) {
    if (!isIban(account)) throw new Refusal('bank_iban_wrong');
    if (!account.startsWith(country)) throw new Refusal('bank_iban_elsewhere');
    if (bankCode !== '' && !isBic(bankCode)) throw new Refusal('bank_code_wrong');
    return;
  }
  if (!(LOCAL_ACCOUNTS[country] ?? LOCAL_ACCOUNT).test(account)) throw new Refusal('bank_account_wrong');
  if (!isBic(bankCode)) throw new Refusal('bank_code_wrong');
}

/** Whether anything is left of a name in the letters that banks take: a file with a name that is empty is refused whole. */
export function isWritable(name: string): boolean {
  return /[A-Za-z]/.test(toBankLatin(name, HOLDER_LIMIT));
}

/**
 * Whether a Russian account belongs to the bank of this BIK, by the key in its ninth digit.
 * Source: Bank of Russia, order of 8 September 1997 No. 515. An account at the Bank of Russia itself (the BIK ends in 000, 001, 002)
 * is checked with the number of its office instead.
 */
export function isRussianKeyRight(account: string, bik: string): boolean {
  const office = /00[012]$/.test(bik) ? `0${bik.slice(4, 6)}` : bik.slice(-3);
  const sum = [...(office + account)].reduce((total, digit, at) => {
    return total + ((Number(digit) * ([7, 1, 3][at % 3] ?? 0)) % 10);
  }, 0);
  return sum % 10 === 0;
}

/** What of an account is shown: enough for its owner to know it, too little to use it. */
export function maskAccount({ country, account }: BankAccount): string {
  const head = hasIban(country) ? account.slice(0, 2) : country;
  return `${head} •••• ${account.slice(-4)}`;
}
