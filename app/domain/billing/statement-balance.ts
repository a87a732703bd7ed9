import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { majorOf } from './write-money.ts';

/** What an account held before and after the lines of a statement, as its bank says. Minor units, below zero where it owed. */
export type StatementBalance = {
  readonly currency: Currency;
  /** The first and the last day, midnight UTC. */
  readonly from: Date;
  readonly until: Date;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
};

/** Days between two statements on which the bank moved money that no statement tells of. */
export type StatementGap<Known extends StatementBalance = StatementBalance> = {
  readonly before: Known;
  readonly next: Known;
  /** What it moved, minor units, below zero for what left. */
  readonly missingMinor: bigint;
};

/**
 * @param balance what the bank says
 * @param movedMinor what its lines come to
 * @throws Refusal `statement_adds_not_up`
 */
export function checkAddsUp(balance: StatementBalance, movedMinor: bigint): void {
  const { currency, openingMinor, closingMinor } = balance;
  const comesTo = openingMinor + movedMinor;
  if (comesTo === closingMinor) return;
  throw new Refusal('statement_adds_not_up', {
    currency,
    opening: writeSigned(openingMinor),
    moved: writeSigned(movedMinor),
    comesTo: writeSigned(comesTo),
    closing: writeSigned(closingMinor),
  });
}

/** An amount that may be below zero, in major units. */
export function writeSigned(minor: bigint): string {
  return minor < 0n ? `-${majorOf(-minor)}` : majorOf(minor);
}

/**
 * Goes through the statements of one account in one currency and tells where one does not go on from where the one before it
 * ended. Statements that overlap cover their days together; days without a statement are no gap while no money moved on them.
 */
export function findGaps<Known extends StatementBalance>(balances: readonly Known[]): StatementGap<Known>[] {
  const inOrder = balances.toSorted(
    (a, b) => a.from.getTime() - b.from.getTime() || b.until.getTime() - a.until.getTime(),
  );
  const gaps: StatementGap<Known>[] = [];
  let [before] = inOrder;
  for (const next of inOrder.slice(1)) {
    if (!before || next.until <= before.until) continue;
    const missingMinor = next.openingMinor - before.closingMinor;
    if (next.from > before.until && missingMinor !== 0n) gaps.push({ before, next, missingMinor });
    before = next;
  }
  return gaps;
}
