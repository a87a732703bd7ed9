import { z } from 'zod';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';

/** The least payout of each currency unless the operator says otherwise: about what a transfer of ten dollars is. */
const PAYOUT_MINIMUM_MINOR: Readonly<Record<Currency, bigint>> = {
  RUB: 100_000n,
  UAH: 40_000n,
  KZT: 500_000n,
  AZN: 2_000n,
  AMD: 400_000n,
  HUF: 400_000n,
  MNT: 3_500_000n,
  USD: 1_000n,
  EUR: 1_000n,
};

const amountMinor = z.coerce.bigint().min(1n).max(100_000_000_000n);

/**
 * What the operator may change while the exchange runs. A schema reads both what is stored and what is given; what was
 * never changed, or a currency that came later, has its default.
 */
export const SETTINGS = {
  /** Hours in which a seller may answer a dispute before a moderator rules without them. */
  seller_reply_hours: { schema: z.number().int().min(1).max(240), default: 48 },
  /** Days for which a person's consent counts as fresh when their lead comes. */
  consent_fresh_days: { schema: z.number().int().min(1).max(365), default: 30 },
  sign_up_open: { schema: z.boolean(), default: true },
  /** Payouts that are due wait until it is off again; nothing is lost. */
  payouts_paused: { schema: z.boolean(), default: false },
  payout_minimum_minor: {
    schema: z.object(
      Object.fromEntries(
        CURRENCIES.map((currency) => [currency, amountMinor.default(PAYOUT_MINIMUM_MINOR[currency])]),
      ) as Record<Currency, z.ZodDefault<typeof amountMinor>>,
    ),
    default: PAYOUT_MINIMUM_MINOR,
  },
} as const satisfies Record<string, { schema: z.ZodType; default: unknown }>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<Key extends SettingKey> = z.output<(typeof SETTINGS)[Key]['schema']>;
export type Settings = { readonly [Key in SettingKey]: SettingValue<Key> };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** The value in force: what is stored where it is one, else the default. */
export function settingFrom<Key extends SettingKey>(key: Key, stored: unknown): SettingValue<Key> {
  const setting: { schema: z.ZodType; default: unknown } = SETTINGS[key];
  const parsed = setting.schema.safeParse(stored);
  return (parsed.success ? parsed.data : setting.default) as SettingValue<Key>;
}
