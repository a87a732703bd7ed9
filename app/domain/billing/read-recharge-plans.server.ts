import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Card } from './card.ts';
import type { PlanState, RechargePlan } from './recharge.ts';

type CardRow = { id: string; brand: string; last4: string; expiresMonth: number; expiresYear: number };

/** A kept card as its owners see it, of a row as Prisma gives it. */
export function toCard({ id, brand, last4, expiresMonth, expiresYear }: CardRow): Card {
  return { id, brand, last4, expiresMonth, expiresYear };
}

/** How an organisation's wallets are looked after, by currency; one that never said so has none. */
export async function readRechargePlans(db: Db, organisationId: string): Promise<RechargePlan[]> {
  const rows = await db.prisma.rechargePlan.findMany({
    where: { organisationId },
    include: { card: true },
    orderBy: { currency: 'asc' },
  });
  return rows.map((row) => ({
    currency: row.currency as Currency,
    state: row.state as PlanState,
    thresholdMinor: row.thresholdMinor,
    amountMinor: row.amountMinor,
    ceilingMinor: row.ceilingMinor,
    card: row.card && row.card.removedAt === null ? toCard(row.card) : null,
    warnMinor: row.warnMinor,
    haltCode: row.haltCode,
  }));
}
