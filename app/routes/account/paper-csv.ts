import type { FeePaper } from '#app/domain/papers/paper.ts';
import { readFeeLines } from '#app/domain/papers/read-fee-papers.server.ts';
import { BYTE_ORDER_MARK, csvLine } from '#app/kernel/csv.ts';
import { decimalOf } from '#app/kernel/decimal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { spool } from '#app/platform/spool.server.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { numberOf } from './paper-pdf.ts';

const BATCH = 1_000;

/** The lines of an invoice or credit note as CSV. What was issued does not change, so it is read piece by piece. */
export function spoolPaperCsv(
  db: Db,
  paper: FeePaper,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  return spool(async (add) => {
    await add(BYTE_ORDER_MARK + csvLine(paperWords.csv.paperHead));
    let last = 0n;
    for (let read = 0; read < paper.lineCount; read += BATCH) {
      const lines = await readFeeLines(db, { paperId: paper.id, after: last, limit: BATCH });
      last = lines.at(-1)?.transferId ?? last;
      await add(
        lines
          .map(({ at, saleId, transferId, amountMinor }) =>
            csvLine([
              ...[numberOf(paper), at.toISOString(), saleId, transferId.toString(), paper.currency],
              ...[decimalOf(amountMinor), amountMinor.toString()],
            ]),
          )
          .join(''),
      );
    }
  }, signal);
}
