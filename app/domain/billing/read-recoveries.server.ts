import type { Currency, Money } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Money that went to what a seller owed. */
export type Recovery = Money & { readonly id: string; readonly causeId: string; readonly at: Date };

/** What was recovered of an organisation's debts, newest first. */
export async function readRecoveries(
  db: Db,
  input: { organisationId: string; limit: number },
): Promise<Recovery[]> {
  const rows = await db.prisma.debtRecovery.findMany({
    where: { organisationId: input.organisationId },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map((row) => ({
    id: row.id,
    amountMinor: row.amountMinor,
    currency: row.currency as Currency,
    causeId: row.causeId,
    at: row.createdAt,
  }));
}
