import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CorrectedAccount, Correction, CorrectionKind, CorrectionStatus } from './correction.ts';

type Row = {
  id: string;
  kind: string;
  organisationId: string;
  currency: string;
  amountMinor: bigint;
  debitAccountId: string;
  creditAccountId: string;
  reason: string;
  status: string;
  createdBy: string;
  createdAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
};

/** Entries by hand, newest first, at most `limit`: those that wait, or all that were decided on. */
export async function readCorrections(
  db: Db,
  input: { waiting: boolean; limit: number },
): Promise<Correction[]> {
  const rows = await db.prisma.correction.findMany({
    where: { status: input.waiting ? 'waiting' : { not: 'waiting' } },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toCorrection);
}

/** The reasons of entries by hand, as the organisation reads them, by their ids. */
export async function readCorrectionReasons(
  db: Db,
  input: { organisationId: string; ids: readonly string[] },
): Promise<Map<string, string>> {
  const { organisationId, ids } = input;
  if (ids.length === 0) return new Map();
  const rows = await db.prisma.correction.findMany({
    where: { organisationId, id: { in: [...ids] } },
    select: { id: true, reason: true },
  });
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}

function toCorrection(row: Row): Correction {
  const direction = row.creditAccountId.startsWith(row.organisationId) ? 'give' : 'take';
  const theirs = direction === 'give' ? row.creditAccountId : row.debitAccountId;
  return {
    id: row.id,
    kind: row.kind as CorrectionKind,
    organisationId: row.organisationId,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    account: theirs.split(':')[1] as CorrectedAccount,
    direction,
    reason: row.reason,
    status: row.status as CorrectionStatus,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt,
  };
}
