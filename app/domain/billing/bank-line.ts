import type { Money } from '#app/kernel/money.ts';
import type { StatementBalance } from './statement-balance.ts';

/** A credit or a debit of a bank statement, as it is read. The amount is above zero. */
export type BankLine = Money & {
  /** The day of the bank's booking, midnight UTC. */
  readonly bookedOn: Date;
  /** Who paid, or was paid. */
  readonly payer: string;
  readonly text: string;
  readonly bankReference: string | null;
};

/** What was read of a statement. */
export type ReadStatement = {
  /** Whose it is as it says itself; null where it does not. */
  readonly account: string | null;
  /** What came in. */
  readonly lines: readonly BankLine[];
  /** What went out. */
  readonly debits: readonly BankLine[];
  /** Sums, and what the bank has not booked yet. */
  readonly skippedCount: number;
  /** What the account held before and after, where the statement says so, and its lines lead from one to the other. */
  readonly balances: readonly StatementBalance[];
};

export const STATEMENT_LIMIT_BYTES = 5 * 1024 * 1024;
export const STATEMENT_LINES_LIMIT = 10_000;
export const PAYER_LIMIT = 140;
export const TEXT_LIMIT = 500;
export const BANK_REFERENCE_LIMIT = 64;

/** A text of a statement as it is kept: one line, bounded. */
export function plainOf(text: string, limit: number): string {
  return text
    .replace(/[\p{Cc}\p{Zs}]+/gu, ' ')
    .trim()
    .slice(0, limit);
}
