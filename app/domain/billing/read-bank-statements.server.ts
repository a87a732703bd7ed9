import type { Db } from '#app/platform/platform.server.ts';
import type { MatchedReceipt } from './bank-receipt.ts';
import { readReceiptsOf } from './read-receipts.server.ts';

export type BankStatement = {
  readonly id: string;
  readonly account: string;
  readonly format: 'csv' | 'camt053';
  readonly importedAt: Date;
  readonly linesCount: number;
  /** Of the lines, those that no earlier statement had. */
  readonly newCount: number;
  readonly debitCount: number;
  readonly skippedCount: number;
};

/** The statements read in last, newest first. */
export async function readBankStatements(db: Db, input: { limit: number }): Promise<BankStatement[]> {
  const rows = await db.prisma.bankStatement.findMany({
    include: { _count: { select: { receipts: true } } },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map((row) => toStatement(row));
}

/** One statement with all its lines as they stand now, or null. */
export async function readBankStatement(
  db: Db,
  statementId: string,
): Promise<{ statement: BankStatement; lines: (MatchedReceipt & { statementId: string | null })[] } | null> {
  const row = await db.prisma.bankStatement.findUnique({
    where: { id: statementId },
    include: { _count: { select: { receipts: true } } },
  });
  return row && { statement: toStatement(row), lines: await readReceiptsOf(db.prisma, row) };
}

function toStatement(row: {
  id: string;
  account: string;
  format: string;
  importedAt: Date;
  lineKeys: string[];
  skippedCount: number;
  debitCount: number;
  _count: { receipts: number };
}): BankStatement {
  return {
    id: row.id,
    account: row.account,
    format: row.format as BankStatement['format'],
    importedAt: row.importedAt,
    linesCount: row.lineKeys.length,
    newCount: row._count.receipts,
    debitCount: row.debitCount,
    skippedCount: row.skippedCount,
  };
}
