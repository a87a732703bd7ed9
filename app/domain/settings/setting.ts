import { z } from 'zod';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { operatorSchema } from './legal-party.ts';

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

/** Entries by hand above it need a second person: about fifty dollars. */
const SECOND_APPROVAL_ABOVE_MINOR: Readonly<Record<Currency, bigint>> = {
  RUB: 500_000n,
  UAH: 200_000n,
  KZT: 2_500_000n,
  AZN: 8_500n,
  AMD: 2_000_000n,
  HUF: 1_800_000n,
  MNT: 17_500_000n,
  USD: 5_000n,
  EUR: 5_000n,
};
/** Transfers of buyers are larger than what is put right by hand. */
const BANK_SECOND_ABOVE_MINOR = Object.fromEntries(
  CURRENCIES.map((currency) => [currency, SECOND_APPROVAL_ABOVE_MINOR[currency] * 25n]),
) as Record<Currency, bigint>;
/** An account number, an IBAN or a local one, as it is written without spaces. */
const accountNumber = z
  .string()
  .regex(/^[0-9A-Z]{4,34}$/)
  .or(z.literal(''));

const country = z.string().regex(/^[A-Z]{2}$/);

/**
 * Countries whose law has a person told who got their data from somebody else: the GDPR (articles 13 and 14) in the European
 * Economic Area and the United Kingdom; article 12 of Ukraine's law on personal data; article 18 of Russia's.
 */
const RECEIPT_COUNTRIES = [
  ...[
    'AT',
    'BE',
    'BG',
    'CY',
    'CZ',
    'DE',
    'DK',
    'EE',
    'ES',
    'FI',
    'FR',
    'GR',
    'HR',
    'HU',
    'IE',
    'IS',
    'IT',
    'LI',
    'LT',
    'LU',
  ],
  ...['LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'GB', 'UA', 'RU'],
];
const PAIRS_MOST = 500;

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
  /** Days after its last sale for which the person behind a lead is kept; a dispute may still need them for the first two months. */
  sold_retention_days: { schema: z.number().int().min(60).max(3_650), default: 365 },
  /** Countries in which the person behind a lead is told, at its first sale, who has their data. */
  receipt_countries: { schema: z.array(country).max(250), default: RECEIPT_COUNTRIES },
  /** Pairs of countries whose organisations may not trade with one another, nor be paid from one to the other. */
  barred_pairs: {
    schema: z.array(z.tuple([country, country]).refine(([one, other]) => one !== other)).max(PAIRS_MOST),
    default: [] as [string, string][],
  },
  /** An ask is paused when it is so many times above the upper end of its fair band, or so many times below the lower one. */
  ask_limit_times: { schema: z.number().int().min(2).max(100), default: 5 },
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
  second_approval_above_minor: {
    schema: z.object(
      Object.fromEntries(
        CURRENCIES.map((currency) => [currency, amountMinor.default(SECOND_APPROVAL_ABOVE_MINOR[currency])]),
      ) as Record<Currency, z.ZodDefault<typeof amountMinor>>,
    ),
    default: SECOND_APPROVAL_ABOVE_MINOR,
  },
  /** What one admin may bring in by bank and book for an organisation within a day, alone. */
  bank_second_above_minor: {
    schema: z.object(
      Object.fromEntries(
        CURRENCIES.map((currency) => [currency, amountMinor.default(BANK_SECOND_ABOVE_MINOR[currency])]),
      ) as Record<Currency, z.ZodDefault<typeof amountMinor>>,
    ),
    default: BANK_SECOND_ABOVE_MINOR,
  },
  /** Who the exchange's papers are issued by; until it is known none are. */
  operator: { schema: operatorSchema, default: { party: null, vatRateBasisPoints: 2_000 } },
  /**
   * The exchange's own bank: whom buyers pay by transfer, and from where payouts to banks leave. A currency without an account,
   * and any before holder and bank are named, is not offered.
   */
  bank_account: {
    schema: z.object({
      holder: z.string().trim().max(140),
      bank: z.string().trim().max(140),
      /** A BIC, in Russia a BIK. */
      bankCode: z
        .string()
        .regex(/^([A-Z0-9]{8}|[A-Z0-9]{11}|\d{9})$/)
        .or(z.literal('')),
      accounts: z.object(
        Object.fromEntries(CURRENCIES.map((currency) => [currency, accountNumber.default('')])) as Record<
          Currency,
          z.ZodDefault<typeof accountNumber>
        >,
      ),
    }),
    default: {
      holder: '',
      bank: '',
      bankCode: '',
      accounts: Object.fromEntries(CURRENCIES.map((currency) => [currency, ''])) as Record<Currency, string>,
    },
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
