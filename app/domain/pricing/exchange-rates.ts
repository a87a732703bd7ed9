import { assert } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';

/** What one major unit of each currency costs, in roubles, on one day. */
export type ExchangeRates = {
  /** ISO 8601 date that the table holds for. */
  readonly asOf: string;
  /** Whether the table is the built-in guess and not one that the operator entered. */
  readonly assumed: boolean;
  readonly rubPerUnit: Readonly<Record<Currency, number>>;
};

/** The table in force until the operator enters one. Plausible for its date, taken from no bank: assumed. */
export const ASSUMED_RATES: ExchangeRates = {
  asOf: '2026-11-01',
  assumed: true,
  rubPerUnit: {
    RUB: 1,
    UAH: 1.9,
    KZT: 0.158,
    AZN: 48.2,
    AMD: 0.214,
    HUF: 0.247,
    MNT: 0.0229,
    USD: 82,
    EUR: 95,
  },
};

/** The table that held on a day: the newest of those dated up to it, else the oldest there is. @param tables newest first */
export function ratesOn(tables: readonly ExchangeRates[], day: Date): ExchangeRates {
  const date = day.toISOString().slice(0, 'yyyy-mm-dd'.length);
  return tables.find(({ asOf }) => asOf <= date) ?? tables.at(-1) ?? ASSUMED_RATES;
}

/**
 * An amount of roubles in another currency: rubMajor / rubPerUnit. Not rounded; money is made of it by
 * `fromMajorRounded`. For prices that a model states, never for balances.
 * @param rubMajor roubles
 * @returns major units of `currency`
 */
export function convertRubMajor(rubMajor: number, currency: Currency, rates: ExchangeRates): number {
  const rubPerUnit = rates.rubPerUnit[currency];
  assert(Number.isFinite(rubPerUnit) && rubPerUnit > 0, 'an exchange rate is a finite number above zero');
  assert(rates.rubPerUnit.RUB === 1, 'exchange rates are stated in roubles');
  return rubMajor / rubPerUnit;
}
