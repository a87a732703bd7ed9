import type { Currency } from '#app/kernel/money.ts';
import type { StatementBalance, StatementGap } from './statement-balance.ts';

/**
 * Why the bank says another balance than the books:
 * `before`: the account held it before the first statement that says what it holds;
 * `gap`: no statement tells of it; `waiting`: it came, and nobody has said whose it is; `laid_aside`: it came, and somebody
 * said why it is nothing to book; `unbooked_debit`: it left, and nothing was booked of it; `differs`: a line and what was booked
 * of it are not the same amount; `under_way`: it is booked, and the statements do not reach that far; `missing_there`: it is
 * booked, and the statements should have it.
 */
export const STANDING_REASONS = [
  'before',
  'gap',
  'waiting',
  'laid_aside',
  'unbooked_debit',
  'differs',
  'under_way',
  'missing_there',
] as const;
export type StandingReason = (typeof STANDING_REASONS)[number];

/** What the bank says that it holds for us in one currency, and what the books say. Minor units. */
export type BankStanding = {
  readonly currency: Currency;
  /** The last day that every account's statements say a balance of. */
  readonly until: Date;
  readonly accounts: readonly {
    readonly account: string;
    readonly until: Date;
    readonly closingMinor: bigint;
  }[];
  readonly bankMinor: bigint;
  readonly booksMinor: bigint;
  /** By how much each reason puts the bank above the books; none is zero. */
  readonly explained: readonly { readonly reason: StandingReason; readonly amountMinor: bigint }[];
  /** What is left of the difference; not zero means that something is wrong. */
  readonly unexplainedMinor: bigint;
  readonly gaps: readonly StatementGap<KnownBalance>[];
};

/** A balance with the statement that says so. */
export type KnownBalance = StatementBalance & { readonly statementId: string; readonly account: string };

/** Puts the parts of a standing together. */
export function toStanding(input: {
  currency: Currency;
  accounts: BankStanding['accounts'];
  gaps: BankStanding['gaps'];
  booksMinor: bigint;
  parts: ReadonlyMap<StandingReason, bigint>;
}): BankStanding {
  const { currency, accounts, gaps, booksMinor, parts } = input;
  const bankMinor = accounts.reduce((sum, { closingMinor }) => sum + closingMinor, 0n);
  const explained = STANDING_REASONS.map((reason) => ({
    reason,
    amountMinor: parts.get(reason) ?? 0n,
  })).filter(({ amountMinor }) => amountMinor !== 0n);
  const unexplainedMinor = explained.reduce(
    (left, { amountMinor }) => left - amountMinor,
    bankMinor - booksMinor,
  );
  const until = new Date(Math.min(...accounts.map((one) => one.until.getTime())));
  return { currency, accounts, until, bankMinor, booksMinor, explained, unexplainedMinor, gaps };
}
