import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { LeadStatus } from '#app/domain/leads/lead.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { FileRow, Outcome, ResultKind } from './import.ts';
import { openImport } from './import-key.server.ts';
import { readRows } from './read-rows.server.ts';

type Params = Record<string, string | number>;

/** What became of a row, with its cells as they stood in the file. `lead` is how its lead stands, where it became one. */
export type RowResult = FileRow & {
  readonly outcome: Outcome;
  readonly reason: { readonly code: string; readonly params: Params } | null;
  readonly lead: { readonly id: string; readonly status: LeadStatus } | null;
};

type Row = {
  row_number: number;
  outcome: Outcome;
  reason_code: string | null;
  reason_params: Params | null;
  lead_id: string | null;
  status: LeadStatus | null;
  lead_reason: string | null;
  lead_params: Params | null;
};

/**
 * The rows that were worked off so far, chunk by chunk, for their seller to read; that they were read is noted first.
 * @throws Refusal `import_erased` when they are no more
 */
export async function readResults(
  db: Db,
  input: Actor & { organisationId: string; importId: string; kind: ResultKind; now: Date },
): Promise<{ head: readonly string[] | null; chunks: AsyncGenerator<RowResult[]> }> {
  const { importId } = input;
  const found = await db.prisma.leadImport.findFirst({
    where: { id: importId, organisationId: input.organisationId },
    select: { mapping: true, chunksDone: true },
  });
  if (!found) throw new Refusal('import_erased');
  const sealing = await openImport(db, db.pool, importId);
  await db.prisma.$transaction((tx) =>
    recordAudit(tx, {
      ...input,
      action: 'import.rows_read',
      subjectId: importId,
      details: { kind: input.kind },
    }),
  );
  const { hasHead } = (found.mapping ?? { hasHead: false }) as { hasHead: boolean };
  const [first] = hasHead ? await readRows(db.pool, { importId, nth: 0, sealing }) : [];
  const { chunksDone } = found;
  async function* chunks() {
    for (let nth = 0; nth < chunksDone; nth += 1) {
      const rows = await readRows(db.pool, { importId, nth, sealing });
      yield await withOutcomes(db, input, nth === 0 && hasHead ? rows.slice(1) : rows);
    }
  }
  return { head: first?.cells ?? null, chunks: chunks() };
}

async function withOutcomes(
  db: Db,
  { importId, kind }: { importId: string; kind: ResultKind },
  rows: readonly FileRow[],
): Promise<RowResult[]> {
  const { rows: stored } = await db.pool.query<Row>({
    name: 'read-import-results',
    text: `SELECT r.row_number, r.outcome, r.reason_code, r.reason_params, r.lead_id, l.status, l.reason_code AS lead_reason,
             l.reason_params AS lead_params
           FROM lead_import_row r LEFT JOIN lead l ON l.id = r.lead_id
           WHERE r.import_id = $1 AND r.row_number BETWEEN $2 AND $3`,
    values: [importId, rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0],
  });
  const outcomes = new Map(stored.map((one) => [one.row_number, one]));
  return rows.flatMap((row) => {
    const one = outcomes.get(row.number);
    // Of a person who withdrew nothing is left to be read.
    if (!one || row.cells.length === 0 || !isAskedFor(kind, one)) return [];
    const code = one.reason_code ?? one.lead_reason;
    return [
      {
        ...row,
        outcome: one.outcome,
        reason: code === null ? null : { code, params: one.reason_params ?? one.lead_params ?? {} },
        lead: one.lead_id !== null && one.status !== null ? { id: one.lead_id, status: one.status } : null,
      },
    ];
  });
}

function isAskedFor(kind: ResultKind, { outcome, status }: Row): boolean {
  if (kind === 'all') return true;
  if (kind === 'quarantined') return outcome === 'quarantined';
  return outcome === 'refused' || outcome === 'double' || status === 'rejected' || status === 'duplicate';
}
