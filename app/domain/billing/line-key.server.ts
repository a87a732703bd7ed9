import { createHash } from 'node:crypto';
import type { BankLine } from './bank-line.ts';

/**
 * By what each line is known again when its statement, or one that overlaps it, is read once more: the bank's own
 * reference with day and amount, else all it says. Lines that say the same are counted, so that two payments of one day that
 * look alike are two, as long as statements hold whole days.
 * @param options.byReference whether references are the bank's own; in a table they may be the payer's, which two have alike
 */
export function lineKeysOf(lines: readonly BankLine[], options: { byReference: boolean }): string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const day = line.bookedOn.toISOString().slice(0, 10);
    const { bankReference: reference } = line;
    const said =
      options.byReference && reference !== null ? [reference] : [reference ?? '', line.payer, line.text];
    const key = hashOf([day, line.currency, line.amountMinor.toString(), ...said]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return `line:${key}:${before}`;
  });
}

/** The key of a line that was noted by hand. */
export function handLineKey(bankReference: string): string {
  return `hand:${hashOf([bankReference.replace(/\s/g, '').toUpperCase()])}`;
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
