import type { SettingValue } from '#app/domain/settings/setting.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { TextInput } from '#app/ui/text-input.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { type Failed, one } from '../form.ts';
import { accountField } from './read-bank-account.ts';

const words = bankWords.setting;

/** The exchange's own bank account: its holder, its bank, and a number a currency. */
export function BankAccountFields(props: { setting: SettingValue<'bank_account'>; refused: Failed | null }) {
  const { setting, refused } = props;
  const field = (name: string, label: string, value: string, maxLength: number) => (
    <TextInput
      key={name}
      name={name}
      type="text"
      label={label}
      value={refused ? one(refused.typed, name) : value}
      error={refused?.errors[name]}
      maxLength={maxLength}
      optional
    />
  );
  return (
    <>
      {field('holder', words.holder, setting.holder, 140)}
      {field('bank', words.bank, setting.bank, 140)}
      {field('bank_id', words.bankCode, setting.bankCode, 16)}
      <div className="grid gap-4 sm:grid-cols-2">
        {CURRENCIES.map((currency) =>
          field(accountField(currency), words.account(currency), setting.accounts[currency], 48),
        )}
      </div>
    </>
  );
}
