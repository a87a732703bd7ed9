import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Verdict } from './reconciliation.ts';

/** One comparison with Stripe. `failure`: why it ended early. */
export type ReconciliationRun = {
  readonly id: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly failure: string | null;
  readonly linesRead: number;
  readonly linesOpen: number;
  readonly healed: number;
};

/** A line on which the two sides do not agree, or do not agree yet. Minor units, below zero for what left. */
export type OpenLine = {
  readonly id: string;
  readonly type: string;
  readonly currency: Currency;
  readonly stripeMinor: bigint | null;
  readonly oursMinor: bigint | null;
  readonly transferKey: string | null;
  readonly verdict: Verdict;
  readonly happenedAt: Date;
  readonly firstSeenAt: Date;
};

/** The last runs, newest first. */
export async function readReconciliationRuns(db: Db, input: { limit: number }): Promise<ReconciliationRun[]> {
  return db.prisma.reconciliationRun.findMany({ orderBy: { id: 'desc' }, take: input.limit });
}

/** Lines that are open, the oldest first, at most `limit`. */
export async function readOpenLines(db: Db, input: { limit: number }): Promise<OpenLine[]> {
  const rows = await db.prisma.reconciliationLine.findMany({
    where: { settledAt: null },
    orderBy: { happenedAt: 'asc' },
    take: input.limit,
  });
  return rows.map((row) => ({
    ...row,
    currency: row.currency as Currency,
    verdict: row.verdict as Verdict,
  }));
}

/** How many lines agreed, by kind, of those that happened since a moment. */
export async function countAgreedLines(
  db: Db,
  input: { since: Date },
): Promise<{ type: string; currency: Currency; count: number; stripeMinor: bigint; feeMinor: bigint }[]> {
  const { rows } = await db.pool.query<{
    type: string;
    currency: Currency;
    count: number;
    stripeMinor: bigint;
    feeMinor: bigint;
  }>(
    `SELECT type, currency, count(*)::int AS count, coalesce(sum(stripe_minor), 0)::bigint AS "stripeMinor", sum(fee_minor)::bigint AS "feeMinor"
     FROM reconciliation_line WHERE settled_at IS NOT NULL AND stripe_minor IS NOT NULL AND NOT starts_with(id, 'transfer:') AND happened_at >= $1
     GROUP BY 1, 2 ORDER BY 2, 1`,
    [input.since],
  );
  return rows;
}
