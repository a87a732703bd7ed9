import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { ratesWords as words } from '#app/words/en/rates.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';

/** All but the rouble, in which the others are told. */
export const ENTERED = CURRENCIES.filter((currency) => currency !== 'RUB');
const RATE = /^\d{1,8}(?:[.,]\d{1,10})?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const FAR_OFF = 0.2;

/** Reads a table of rates as people type it; decimals behind a point or a comma. */
export function readRatesForm(
  typed: Typed,
  now: Date,
): { asOf: string; rubPerUnit: Partial<Record<Currency, string>>; errors: FieldErrors } {
  const asOf = one(typed, 'as_of').trim();
  const errors: Record<string, string> = {};
  if (!isDay(asOf) || Date.parse(asOf) > now.getTime()) errors.as_of = words.badDay;
  const rubPerUnit: Partial<Record<Currency, string>> = {};
  for (const currency of ENTERED) {
    const text = one(typed, `rate_${currency}`).trim();
    const rate = text.replace(',', '.');
    if (!RATE.test(text) || Number(rate) === 0) errors[`rate_${currency}`] = words.badRate;
    else rubPerUnit[currency] = rate;
  }
  return { asOf, rubPerUnit, errors };
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** A rate that is more likely typed wrong than moved so far. */
export function isFarOff({ from, to }: { from: number; to: number }): boolean {
  return Math.abs(to / from - 1) > FAR_OFF;
}
