import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankBatch, BankBatchStatus, BankPayout, BankPayoutStatus } from './bank-batch.ts';

export type BankBatchRead = BankBatch & {
  readonly createdBy: string;
  readonly approvals: readonly { readonly personId: string; readonly at: Date }[];
  readonly payouts: readonly (BankPayout & {
    readonly organisationName: string;
    readonly isBlocked: boolean;
    /** Whether the seller has given other details since. */
    readonly detailsChanged: boolean;
  })[];
};

const COUNTED = { _count: { select: { approvals: true } } } as const;

/** Batches, newest first, at most `limit` from before the id `before`. */
export async function readBankBatches(
  db: Db,
  input: { limit: number; before: string | null },
): Promise<BankBatch[]> {
  const rows = await db.prisma.bankBatch.findMany({
    where: input.before === null ? {} : { id: { lt: input.before } },
    include: COUNTED,
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  const sums = await db.prisma.bankPayout.groupBy({
    by: ['batchId'],
    where: { batchId: { in: rows.map(({ id }) => id) }, status: { not: 'cancelled' } },
    _sum: { amountMinor: true },
    _count: true,
  });
  const sumOf = new Map(sums.map((one) => [one.batchId, one]));
  return rows.map((row) => toBatch(row, sumOf.get(row.id)));
}

/** One batch with its payouts and who agreed to it, or null. */
export async function readBankBatch(db: Db, batchId: string): Promise<BankBatchRead | null> {
  const row = await db.prisma.bankBatch.findUnique({
    where: { id: batchId },
    include: {
      ...COUNTED,
      approvals: { orderBy: { at: 'asc' } },
      payouts: {
        include: { organisation: { select: { name: true, blockedAt: true, bankDetails: true } } },
        orderBy: { id: 'asc' },
      },
    },
  });
  if (!row) return null;
  const counted = row.payouts.filter(({ status }) => status !== 'cancelled');
  const sum = {
    _count: counted.length,
    _sum: { amountMinor: counted.reduce((total, one) => total + one.amountMinor, 0n) },
  };
  return {
    ...toBatch(row, sum),
    createdBy: row.createdBy,
    approvals: row.approvals.map(({ personId, at }) => ({ personId, at })),
    payouts: row.payouts.map((payout) => ({
      ...toBankPayout(payout),
      organisationName: payout.organisation.name,
      isBlocked: payout.organisation.blockedAt !== null,
      // Given anew since, or taken away.
      detailsChanged: !payout.organisation.bankDetails.some(
        ({ currency, updatedAt }) => currency === row.currency && updatedAt <= row.createdAt,
      ),
    })),
  };
}

/** An organisation's payouts to its bank, newest first, at most `limit` from before the id `before`. */
export async function readBankPayouts(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<BankPayout[]> {
  const rows = await db.prisma.bankPayout.findMany({
    where: {
      organisationId: input.organisationId,
      ...(input.before === null ? {} : { id: { lt: input.before } }),
    },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toBankPayout);
}

/** How many sellers a batch of each currency would pay, and how much in all; for currencies in which there are any. */
export async function countDueForBank(
  db: Db,
  input: { minimum: Readonly<Record<Currency, bigint>>; now: Date },
): Promise<{ currency: Currency; sellers: number; totalMinor: bigint }[]> {
  const { rows } = await db.pool.query<{ currency: Currency; sellers: number; totalMinor: bigint }>(
    `SELECT d.currency, count(*)::int AS sellers, sum(b.balance_minor)::bigint AS "totalMinor"
     FROM bank_details d
     JOIN organisation o ON o.id = d.organisation_id AND o.blocked_at IS NULL
     JOIN account_balance b ON b.account_id = d.organisation_id || ':available:' || d.currency
     JOIN unnest($1::text[], $2::bigint[]) AS least (currency, minor) ON least.currency = d.currency
     WHERE d.usable_from <= $3 AND b.balance_minor >= least.minor
     GROUP BY d.currency ORDER BY d.currency`,
    [Object.keys(input.minimum), Object.values(input.minimum), input.now],
  );
  return rows;
}

function toBatch(
  row: {
    id: string;
    currency: string;
    status: string;
    createdAt: Date;
    fileTakenAt: Date | null;
    endedAt: Date | null;
    reason: string | null;
    _count: { approvals: number };
  },
  sum: { _count: number; _sum: { amountMinor: bigint | null } } | undefined,
): BankBatch {
  return {
    id: row.id,
    currency: row.currency as Currency,
    status: row.status as BankBatchStatus,
    createdAt: row.createdAt,
    fileTakenAt: row.fileTakenAt,
    endedAt: row.endedAt,
    reason: row.reason,
    payoutsCount: sum?._count ?? 0,
    totalMinor: sum?._sum.amountMinor ?? 0n,
    approvalsCount: row._count.approvals,
  };
}

function toBankPayout(row: {
  id: string;
  organisationId: string;
  currency: string;
  amountMinor: bigint;
  status: string;
  masked: string;
  reason: string | null;
  createdAt: Date;
  settledAt: Date | null;
}): BankPayout {
  return {
    id: row.id,
    organisationId: row.organisationId,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    status: row.status as BankPayoutStatus,
    masked: row.masked,
    reason: row.reason,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  };
}
