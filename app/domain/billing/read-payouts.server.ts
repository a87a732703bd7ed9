import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Payout, PayoutStatus } from './payout.ts';

/** An organisation's payouts, newest first, at most `limit` from before the id `before`. */
export async function readPayouts(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Payout[]> {
  const { organisationId, limit, before } = input;
  const rows = await db.prisma.payout.findMany({
    where: { organisationId, ...(before !== null ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take: limit,
    include: { reversals: { orderBy: { id: 'asc' } } },
  });
  return rows.map((row) => ({
    id: row.id,
    amountMinor: row.amountMinor,
    currency: row.currency as Currency,
    status: row.status as PayoutStatus,
    failureCode: row.failureCode,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
    cameBackMinor: row.reversals.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    cameBackReason: row.reversals[0]?.reason ?? null,
  }));
}
