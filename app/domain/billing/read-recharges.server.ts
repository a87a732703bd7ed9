import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Recharge, RechargeStatus } from './recharge.ts';

type Row = {
  id: string;
  currency: string;
  amountMinor: bigint;
  status: string;
  declineCode: string | null;
  createdAt: Date;
  settledAt: Date | null;
  card: { brand: string; last4: string };
};

/** An organisation's recharges in a currency, newest first. */
export async function readRecharges(
  db: Db,
  input: { organisationId: string; currency: Currency; limit: number },
): Promise<Recharge[]> {
  const rows = await db.prisma.recharge.findMany({
    where: { organisationId: input.organisationId, currency: input.currency },
    include: { card: true },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toRecharge);
}

/** One recharge of the organisation, or null. */
export async function readRecharge(
  db: Db,
  input: { organisationId: string; rechargeId: string },
): Promise<Recharge | null> {
  const row = await db.prisma.recharge.findFirst({
    where: { id: input.rechargeId, organisationId: input.organisationId },
    include: { card: true },
  });
  return row && toRecharge(row);
}

/** The recharges of an organisation that its bank asks about, one per wallet at most. */
export async function readAskingRecharges(db: Db, organisationId: string): Promise<Recharge[]> {
  const rows = await db.prisma.recharge.findMany({
    where: { organisationId, status: 'asking' },
    include: { card: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(toRecharge);
}

function toRecharge(row: Row): Recharge {
  return {
    id: row.id,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    status: row.status as RechargeStatus,
    declineCode: row.declineCode,
    card: { brand: row.card.brand, last4: row.card.last4 },
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  };
}
