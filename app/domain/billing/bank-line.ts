import { createHash } from 'node:crypto';
import type { Money } from '#app/kernel/money.ts';

/** A credit of a bank statement, before it is a receipt. */
export type BankLine = Money & {
  /** The day of the bank's booking, midnight UTC. */
  readonly bookedOn: Date;
  readonly payer: string;
  readonly text: string;
  readonly bankReference: string | null;
};

/** What was read of a statement. */
export type ReadStatement = {
  /** Whose it is as it says itself; null where it does not. */
  readonly account: string | null;
  readonly lines: readonly BankLine[];
  /** Debits, reversals and what the bank has not booked yet. */
  readonly skippedCount: number;
};

export const STATEMENT_LIMIT_BYTES = 5 * 1024 * 1024;
export const STATEMENT_LINES_LIMIT = 10_000;
export const PAYER_LIMIT = 140;
export const TEXT_LIMIT = 500;
export const BANK_REFERENCE_LIMIT = 64;

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

/** A text of a statement as it is kept: one line, bounded. */
export function plainOf(text: string, limit: number): string {
  return text
    .replace(/[\p{Cc}\p{Zs}]+/gu, ' ')
    .trim()
    .slice(0, limit);
}
