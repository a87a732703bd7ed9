import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import type { SettingKey, SettingValue } from './setting.ts';

/** Long enough for the other admins, who get a mail, to see a change and to stop it. */
export const SETTING_WAIT_MS = 48 * HOUR_MS;

type Change<Key extends SettingKey> = {
  readonly before: SettingValue<Key>;
  readonly after: SettingValue<Key>;
  /** It was never set before. */
  readonly isFirst: boolean;
};

/**
 * Settings by which one admin alone could lead money elsewhere, each with what of a change holds at once: what only makes
 * things safer. The rest waits.
 */
const SAFE_PART: { readonly [Key in SettingKey]?: (change: Change<Key>) => SettingValue<Key> } = {
  second_approval_above_minor: lesser,
  bank_second_above_minor: lesser,
  // Nobody was told an account yet, or one is told of no more: neither leads a buyer's money elsewhere.
  bank_account: ({ before, after, isFirst }) =>
    isFirst
      ? after
      : {
          ...before,
          holder: after.holder && before.holder,
          bank: after.bank && before.bank,
          accounts: byCurrency((currency) =>
            after.accounts[currency] === '' ? '' : before.accounts[currency],
          ),
        },
};

/** What of a change holds from now on. */
export function holdsAtOnce<Key extends SettingKey>(key: Key, change: Change<Key>): SettingValue<Key> {
  const safePart = SAFE_PART[key];
  return safePart ? safePart(change) : change.after;
}

/** A limit falls at once and rises after the wait. */
function lesser({ before, after }: { before: Amounts; after: Amounts }): Record<Currency, bigint> {
  return byCurrency((currency) => (after[currency] < before[currency] ? after : before)[currency]);
}
type Amounts = Readonly<Record<Currency, bigint>>;

function byCurrency<Value>(of: (currency: Currency) => Value): Record<Currency, Value> {
  return Object.fromEntries(CURRENCIES.map((currency) => [currency, of(currency)])) as Record<
    Currency,
    Value
  >;
}
