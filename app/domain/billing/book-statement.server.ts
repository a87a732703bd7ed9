import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { bookReceipt } from './book-receipt.server.ts';
import { readBankStatement } from './read-bank-statements.server.ts';

/** Lines of one statement that are booked by one press of a button; with more, it is pressed again. */
const BOOKED_AT_ONCE_LIMIT = 500;

/**
 * Books the lines of a statement that name one waiting invoice each, every line in a transaction of its own; a person decides
 * about the others. Two who do it at once book each line once.
 * @param input.count how many lines it were when it was agreed to
 * @returns how many were booked
 * @throws Refusal `statement_unknown`, `statement_changed` when it is another number of lines by now
 */
export async function bookStatement(
  db: Db,
  input: Actor & { statementId: string; count: number; now: Date },
): Promise<number> {
  const read = await readBankStatement(db, input.statementId);
  if (!read) throw new Refusal('statement_unknown');
  const due = bookableOf(read.lines);
  if (due.length !== input.count) throw new Refusal('statement_changed');
  let booked = 0;
  for (const { id, candidates } of due) {
    const invoiceNumber = candidates[0]?.number ?? '';
    const booking = bookReceipt(db, { ...input, receiptId: id, invoiceNumber, onlyUnpaid: true });
    booked += await booking.then(
      () => 1,
      (error: unknown) => {
        // Another admin, or another line of this statement, was faster.
        if (error instanceof Refusal) return 0;
        throw error;
      },
    );
  }
  return booked;
}

/** Of a statement's lines those that can be booked without looking at each; of two that name the same invoice the first. */
export function bookableOf<Line extends { match: string | null; candidates: readonly { id: string }[] }>(
  lines: readonly Line[],
): Line[] {
  const named = new Set<string>();
  const due = lines.filter(({ match, candidates }) => {
    const id = candidates[0]?.id ?? '';
    if (match !== 'matched' || named.has(id)) return false;
    named.add(id);
    return true;
  });
  return due.slice(0, BOOKED_AT_ONCE_LIMIT);
}
