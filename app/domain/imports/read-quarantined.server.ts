import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { findRows } from './find-rows.server.ts';
import type { LeadImport, RowReason } from './import.ts';
import { openImport } from './import-key.server.ts';

export type QuarantinedRow = {
  readonly number: number;
  readonly cells: readonly string[];
  readonly reason: RowReason;
};

/**
 * Rows of an import that lack a fresh consent of their own, in the order of the file, for their seller to read; that they were read is
 * noted first.
 * @param input.from the number of the first row that may be meant
 * @returns at most `limit`, and the number of the row after them
 * @throws Refusal `import_erased` when they are no more
 */
export async function readQuarantined(
  db: Db,
  input: Actor & { organisationId: string; of: LeadImport; from: number; limit: number; now: Date },
): Promise<{ rows: QuarantinedRow[]; next: number | null }> {
  const { of } = input;
  const sealing = await openImport(db, db.pool, of.id);
  const stored = await db.prisma.leadImportRow.findMany({
    where: { importId: of.id, outcome: 'quarantined', rowNumber: { gte: input.from } },
    orderBy: { rowNumber: 'asc' },
    take: input.limit + 1,
  });
  const shown = stored.slice(0, input.limit);
  await db.prisma.$transaction((tx) =>
    recordAudit(tx, {
      ...input,
      action: 'import.rows_read',
      subjectId: of.id,
      details: { kind: 'quarantined', rows: shown.length },
    }),
  );
  const cells = await findRows(db.pool, {
    importId: of.id,
    numbers: shown.map(({ rowNumber }) => rowNumber),
    hasHead: of.mapping?.hasHead ?? false,
    sealing,
  });
  return {
    rows: shown.map(({ rowNumber, reasonCode, reasonParams }) => ({
      number: rowNumber,
      cells: cells.get(rowNumber)?.cells ?? [],
      reason: { code: reasonCode, params: reasonParams ?? {} } as RowReason,
    })),
    next: stored[input.limit]?.rowNumber ?? null,
  };
}
