import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { StatementBalance } from './statement-balance.ts';

/** What a statement says that its account held before and after, in the order in which it says so. */
export async function readStatementBalances(db: Db, statementId: string): Promise<StatementBalance[]> {
  const rows = await db.prisma.bankBalance.findMany({
    where: { statementId },
    orderBy: { position: 'asc' },
  });
  return rows.map(({ currency, fromDay, untilDay, openingMinor, closingMinor }) => ({
    ...{ currency: currency as Currency, from: fromDay, until: untilDay, openingMinor, closingMinor },
  }));
}
