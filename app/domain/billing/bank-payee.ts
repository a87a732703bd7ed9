import type { SettingValue } from '#app/domain/settings/setting.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';

/** The exchange's own account of a currency: whom buyers pay, and from where sellers are paid. */
export type BankPayee = {
  readonly holder: string;
  readonly bank: string;
  readonly bankCode: string;
  readonly account: string;
};

/** The account of a currency; null where there is none and the way by bank is not offered. */
export function payeeOf(setting: SettingValue<'bank_account'>, currency: Currency): BankPayee | null {
  const { holder, bank, bankCode, accounts } = setting;
  const account = accounts[currency] ?? '';
  return holder === '' || bank === '' || account === '' ? null : { holder, bank, bankCode, account };
}

/** The currencies in which the exchange has a bank account. */
export function bankCurrencies(setting: SettingValue<'bank_account'>): Currency[] {
  return CURRENCIES.filter((currency) => payeeOf(setting, currency) !== null);
}
