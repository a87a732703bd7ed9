import { readFirstMonths } from '#app/domain/billing/read-first-months.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { addMonths, isMonthOver, type Month, monthOf } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { sortOpenFees } from './issue-fee-paper.server.ts';

/** What would be issued for a month if it ended now. */
export type FeePreview = {
  readonly currency: Currency;
  readonly month: Month;
  readonly isOver: boolean;
  readonly kind: 'invoice' | 'credit_note';
  readonly lineCount: number;
  readonly totalMinor: bigint;
};

/** A seller's papers to come: of the running month and of the one before it, as far as it is not issued. */
export async function previewFeePapers(
  db: Db,
  input: { organisationId: string; now: Date },
): Promise<FeePreview[]> {
  const running = monthOf(input.now);
  const previews: FeePreview[] = [];
  for (const { currency } of await readFirstMonths(db, input.organisationId)) {
    const seen = new Set<bigint>();
    for (const month of [addMonths(running, -1), running]) {
      const { invoice, creditNotes } = await sortOpenFees(db.pool, { ...input, currency, month });
      const papers = [
        { kind: 'invoice' as const, lines: invoice },
        ...[...creditNotes.values()].map((lines) => ({ kind: 'credit_note' as const, lines })),
      ];
      for (const { kind, lines } of papers) {
        // What the month before has not issued yet stands there and not here again.
        const own = lines.filter(({ transferId }) => !seen.has(transferId));
        for (const { transferId } of own) seen.add(transferId);
        if (own.length === 0) continue;
        const totalMinor = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        previews.push({
          currency,
          month,
          isOver: isMonthOver(month, input.now),
          kind,
          lineCount: own.length,
          totalMinor,
        });
      }
    }
  }
  return previews;
}
