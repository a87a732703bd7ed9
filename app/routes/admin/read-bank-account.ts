import { bareNumber, isPlausibleAccount, isWritable } from '#app/domain/billing/bank-account.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { bankWords } from '#app/words/en/bank.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';

const words = bankWords.setting;
const NAME_LIMIT = 140;
const CODE = /^([A-Z0-9]{8}|[A-Z0-9]{11}|\d{9})?$/;

/** The name of the field that holds the account of a currency. */
export function accountField(currency: Currency): string {
  return `account-${currency}`;
}

/** What the form about the exchange's own bank means, and what in it means nothing. */
export function readBankAccount(typed: Typed): { value: unknown; errors: FieldErrors } {
  const [holder, bank] = [one(typed, 'holder').trim(), one(typed, 'bank').trim()];
  const bankCode = bareNumber(one(typed, 'bank_id'));
  const accounts = CURRENCIES.map(
    (currency) => [currency, bareNumber(one(typed, accountField(currency)))] as const,
  );
  const wrong = accounts.filter(([, account]) => account !== '' && !isPlausibleAccount(account));
  return {
    value: { holder, bank, bankCode, accounts: Object.fromEntries(accounts) },
    errors: {
      ...(holder.length > NAME_LIMIT || (holder !== '' && !isWritable(holder))
        ? { holder: words.nameBad }
        : {}),
      ...(bank.length > NAME_LIMIT ? { bank: words.nameBad } : {}),
      ...(CODE.test(bankCode) ? {} : { bank_id: words.codeBad }),
      ...Object.fromEntries(wrong.map(([currency]) => [accountField(currency), words.accountBad])),
    },
  };
}
