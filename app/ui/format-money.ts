import { decimalOf } from '#app/kernel/decimal.ts';
import { MINOR_PER_MAJOR, type Money } from '#app/kernel/money.ts';

const NO_BREAK_SPACE = '\u00a0';
const MINOR_DIGITS = 2;
const WHOLE_FROM = 10;

/**
 * An amount for people: `1,250.50 UAH`. Written digit by digit, because a bigint may be larger than a float holds and
 * because server and browser must write the same text whatever their language data are.
 */
export function formatMoney({ amountMinor, currency }: Money): string {
  const sign = amountMinor < 0n ? '\u2212' : '';
  const minor = amountMinor < 0n ? -amountMinor : amountMinor;
  const major = groupThousands((minor / BigInt(MINOR_PER_MAJOR)).toString());
  const rest = (minor % BigInt(MINOR_PER_MAJOR)).toString().padStart(MINOR_DIGITS, '0');
  return `${sign}${major}.${rest}${NO_BREAK_SPACE}${currency}`;
}

/** An amount on paper, beside others of its currency: `-1,250.50`, with the hyphen that spreadsheets read. */
export function formatAmount(amountMinor: bigint): string {
  const [major = '', rest] = decimalOf(amountMinor).split('.');
  return `${groupThousands(major)}.${rest}`;
}

/** An expected count: whole from ten up, to a tenth below. */
export function formatExpected(count: number): string {
  return count >= WHOLE_FROM ? groupThousands(String(Math.round(count))) : count.toFixed(1);
}

export function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
