import { type Currency, MINOR_PER_MAJOR } from '#app/kernel/money.ts';

/** More digits than any amount traded here, and far fewer than a database column holds. */
const DIGITS_LIMIT = 15;
const SPACES = /[\s\u00a0\u202f']/g;
/** Whole amount, then at most one point or comma with one or two digits. */
const PLAIN = /^(\d+)(?:[.,](\d{1,2}))?$/;
/** Thousands apart by a point or a comma, the part after the whole by the other one. */
const GROUPED = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?$/;

/**
 * An amount as people type it, in minor units: `1 234,50`, `1,234.50` and `1234.5 UAH` are all 123450. Three digits
 * after a lone point or comma are thousands, since no currency here has three decimals.
 * @param currency may stand after or before the amount; any other word makes it no amount
 * @returns null where it is no amount; zero is one, a negative one is not
 */
export function parseMajor(text: string, currency: Currency): bigint | null {
  const bare = text
    .trim()
    .replace(new RegExp(`^${currency}|${currency}$`, 'i'), '')
    .replace(SPACES, '');
  const plain = PLAIN.exec(bare);
  if (plain) return toMinor(plain[1] ?? '', plain[2]);
  const grouped = GROUPED.exec(bare);
  if (!grouped || bare.startsWith('0')) return null;
  return toMinor((grouped[1] ?? '').replace(/[.,]/g, ''), grouped[3]);
}

function toMinor(major: string, rest = ''): bigint | null {
  if (major.length > DIGITS_LIMIT) return null;
  return BigInt(major) * BigInt(MINOR_PER_MAJOR) + BigInt(rest.padEnd(2, '0'));
}

/** What stands in a field for an amount: `1234.50`, and `1234` where nothing is left over. */
export function majorOf(amountMinor: bigint): string {
  const rest = amountMinor % BigInt(MINOR_PER_MAJOR);
  const major = (amountMinor / BigInt(MINOR_PER_MAJOR)).toString();
  return rest === 0n ? major : `${major}.${rest.toString().padStart(2, '0')}`;
}
