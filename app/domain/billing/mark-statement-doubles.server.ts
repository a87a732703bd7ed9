import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MatchedReceipt } from './bank-receipt.ts';
import { markReceiptDouble } from './mark-receipt-double.server.ts';
import { readBankStatement } from './read-bank-statements.server.ts';

/** Lines of one statement that are settled by one press of a button; with more, it is pressed again. */
const MARKED_AT_ONCE_LIMIT = 500;

/**
 * Says of the lines of a statement that they are those they look like, each in a transaction of its own: banks that give their lines other
 * references in each export have whole statements look so.
 * @param input.count how many lines it were when it was agreed to
 * @returns how many were settled; of two that look like one, only the first
 * @throws Refusal `statement_unknown`, `statement_changed` when it is another number of lines by now
 */
export async function markStatementDoubles(
  db: Db,
  input: Actor & { statementId: string; count: number; now: Date },
): Promise<number> {
  const read = await readBankStatement(db, input.statementId);
  if (!read) throw new Refusal('statement_unknown');
  const due = resemblingOf(read.lines);
  if (due.length !== input.count) throw new Refusal('statement_changed');
  let marked = 0;
  for (const { id } of due)
    marked += await markReceiptDouble(db, { ...input, receiptId: id }).then(
      () => 1,
      (error: unknown) => {
        if (error instanceof Refusal) return 0;
        throw error;
      },
    );
  return marked;
}

/** Of a statement's lines those that look like others, and wait for somebody to say which they are. */
export function resemblingOf<Line extends Pick<MatchedReceipt, 'match'>>(lines: readonly Line[]): Line[] {
  return lines.filter(({ match }) => match === 'resembles').slice(0, MARKED_AT_ONCE_LIMIT);
}
