import type { SettingKey } from '#app/domain/settings/setting.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { parseMajor } from '#app/ui/parse-major.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { readParty } from '../account/read-party.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';
import { readBankAccount } from './read-bank-account.ts';
import { readCountries, readPairs } from './read-countries.ts';
import { readPercent } from './read-percent.ts';

const words = adminWords.settings;
const HOURS_MOST = 240;
const DAYS_MOST = 365;
const KEPT_DAYS_LEAST = 60;
const KEPT_DAYS_MOST = 3_650;
const TIMES_LEAST = 2;
const TIMES_MOST = 100;

/** The name of the field that holds an amount of a currency. */
export function amountField(currency: Currency): string {
  return `amount-${currency}`;
}

/** What a setting's form means, and what in it means nothing. */
export function readSettingForm(key: SettingKey, typed: Typed): { value: unknown; errors: FieldErrors } {
  switch (key) {
    case 'seller_reply_hours':
      return wholeNumber(key, typed, HOURS_MOST, words.numberBad);
    case 'consent_fresh_days':
      return wholeNumber(key, typed, DAYS_MOST, words.daysBad);
    case 'sold_retention_days':
      return wholeNumber(key, typed, KEPT_DAYS_MOST, words.keptDaysBad, KEPT_DAYS_LEAST);
    case 'ask_limit_times':
      return wholeNumber(key, typed, TIMES_MOST, words.timesBad, TIMES_LEAST);
    case 'receipt_countries':
      return readCountries(key, typed);
    case 'barred_pairs':
      return readPairs(key, typed);
    case 'sign_up_open':
    case 'payouts_paused':
      return { value: one(typed, key) === 'yes', errors: {} };
    case 'bank_account':
      return readBankAccount(typed);
    case 'payout_minimum_minor':
    case 'bank_second_above_minor':
    case 'second_approval_above_minor': {
      const amounts = CURRENCIES.map(
        (currency) => [currency, parseMajor(one(typed, amountField(currency)), currency)] as const,
      );
      return {
        value: Object.fromEntries(amounts),
        errors: Object.fromEntries(
          amounts.flatMap(([currency, minor]) =>
            minor === null || minor < 1n ? [[amountField(currency), words.amountBad(currency)]] : [],
          ),
        ),
      };
    }
    case 'operator': {
      const { party, errors } = readParty(typed, one(typed, 'countryCode'));
      const vatRateBasisPoints = readPercent(one(typed, 'vatRate'));
      return {
        value: { party, vatRateBasisPoints },
        errors: {
          ...errors,
          ...(vatRateBasisPoints === null ? { vatRate: paperWords.legal.vatRateBad } : {}),
        },
      };
    }
  }
}

function wholeNumber(key: SettingKey, typed: Typed, most: number, wrong: string, least = 1) {
  const text = one(typed, key).trim();
  const value = Number(text);
  const isOne = /^\d{1,4}$/.test(text) && value >= least && value <= most;
  return { value, errors: isOne ? {} : { [key]: wrong } };
}
