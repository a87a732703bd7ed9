import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { bookReceipt } from './book-receipt.server.ts';
import { readBankStatement } from './read-bank-statements.server.ts';

/** Lines of one statement that are booked by one press of a button; with more, it is pressed again. */
const BOOKED_AT_ONCE_LIMIT = 500;

/**
 * Books the lines of a statement that name one waiting invoice each, every line in a transaction of its own; a person decides
 * about the others, and a second person has to agree to large ones. Two who do it at once book each line once.
 * @param input.count how many lines it were when it was agreed to
 * @returns how many were booked, and how many wait for a second person
 * @throws Refusal `statement_unknown`, `statement_changed` when it is another number of lines by now
 */
export async function bookStatement(
  db: Db,
  input: Actor & { statementId: string; count: number; now: Date },
): Promise<{ booked: number; asked: number }> {
  const read = await readBankStatement(db, input.statementId);
  if (!read) throw new Refusal('statement_unknown');
  const due = bookableOf(read.lines);
  if (due.length !== input.count) throw new Refusal('statement_changed');
  const done = { booked: 0, asked: 0 };
  for (const { id, candidates } of due) {
    const invoiceNumber = candidates[0]?.number ?? '';
    const booking = bookReceipt(db, { ...input, receiptId: id, invoiceNumber, onlyUnpaid: true });
    const status = await booking.catch((error: unknown) => {
      // Another admin, or another line of this statement, was faster.
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (status === 'posted') done.booked += 1;
    if (status === 'waiting') done.asked += 1;
  }
  return done;
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
