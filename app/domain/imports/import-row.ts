import type { Format, ImportStatus, LeadImport, Mapping } from './import.ts';

/** An import as it is stored. */
export type ImportRow = {
  id: string;
  organisation_id: string;
  offer_id: string;
  created_by: string;
  status: ImportStatus;
  reason_code: string | null;
  reason_params: Record<string, string | number> | null;
  sealed_about: Buffer | null;
  file_bytes: number;
  read_bytes: number;
  format: Format | null;
  mapping: Mapping | null;
  test: boolean;
  chunks_total: number;
  chunks_done: number;
  rows_total: number;
  taken: number;
  doubles: number;
  refused: number;
  quarantined: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  erase_at: Date;
  erased_at: Date | null;
};

export function toImport(row: ImportRow, about: LeadImport['about']): LeadImport {
  return {
    id: row.id,
    offerId: row.offer_id,
    createdBy: row.created_by,
    status: row.status,
    reason: row.reason_code === null ? null : { code: row.reason_code, params: row.reason_params ?? {} },
    about,
    fileBytes: row.file_bytes,
    readBytes: row.read_bytes,
    format: row.format,
    mapping: row.mapping,
    test: row.test,
    rowsTotal: row.rows_total,
    taken: row.taken,
    doubles: row.doubles,
    refused: row.refused,
    quarantined: row.quarantined,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    eraseAt: row.erase_at,
    erasedAt: row.erased_at,
  };
}
