import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Source, Verdict } from './reconciliation.ts';

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

/** A line on which the two sides do not agree, or do not agree yet. Minor units, below zero for what left; `stripeMinor` is the bank's where it is compared with one. */
export type OpenLine = {
  readonly id: string;
  readonly source: Source;
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

const LINE_COLUMNS = `id, source, type, currency, stripe_minor AS "stripeMinor", ours_minor AS "oursMinor", transfer_key AS "transferKey",
  verdict, happened_at AS "happenedAt", first_seen_at AS "firstSeenAt"`;

/** Lines that are open, the oldest first, at most `limit`. */
export async function readOpenLines(db: Db, input: { limit: number }): Promise<OpenLine[]> {
  const { rows } = await db.pool.query<OpenLine>(
    `SELECT ${LINE_COLUMNS} FROM reconciliation_line l WHERE settled_at IS NULL AND reconciliation_line_is_open(l)
     ORDER BY happened_at, id LIMIT $1`,
    [input.limit],
  );
  return rows;
}

/** One line that is open, or null. */
export async function readOpenLine(db: Db, lineId: string): Promise<OpenLine | null> {
  const { rows } = await db.pool.query<OpenLine>(
    `SELECT ${LINE_COLUMNS} FROM reconciliation_line l WHERE id = $1 AND reconciliation_line_is_open(l)`,
    [lineId],
  );
  return rows[0] ?? null;
}

/** A line that a person closed as it stood then, and why. */
export type ClosedLine = Pick<
  OpenLine,
  'id' | 'source' | 'type' | 'currency' | 'stripeMinor' | 'oursMinor' | 'verdict'
> & {
  readonly closureId: string;
  readonly reason: string;
  readonly closedBy: string;
  readonly closedAt: Date;
};

/** What was closed by hand, newest first, at most `limit`. */
export async function readClosedLines(db: Db, input: { limit: number }): Promise<ClosedLine[]> {
  const rows = await db.prisma.reconciliationClosure.findMany({
    include: { line: { select: { source: true, type: true, currency: true } } },
    orderBy: { closedAt: 'desc' },
    take: input.limit,
  });
  return rows.map(({ id, lineId, line, ...row }) => ({
    ...row,
    id: lineId,
    closureId: id,
    source: line.source as Source,
    type: line.type,
    currency: line.currency as Currency,
    verdict: row.verdict as Verdict,
  }));
}

/** Lines that agreed, of one kind and currency. Minor units; `heldAs` is what they stand as at Stripe, the fees too. */
type AgreedLines = {
  readonly source: Source;
  readonly type: string;
  readonly currency: Currency;
  readonly count: number;
  readonly stripeMinor: bigint;
  readonly heldAs: Currency;
  readonly heldMinor: bigint;
  readonly feeMinor: bigint;
};

/** How many lines agreed, by kind, of those that happened since a moment. */
export async function countAgreedLines(db: Db, input: { since: Date }): Promise<AgreedLines[]> {
  const { rows } = await db.pool.query<AgreedLines>(
    `SELECT source, type, currency, coalesce(settled_currency, currency) AS "heldAs", count(*)::int AS count,
       coalesce(sum(stripe_minor), 0)::bigint AS "stripeMinor", coalesce(sum(coalesce(settled_minor, stripe_minor)), 0)::bigint AS "heldMinor",
       sum(fee_minor)::bigint AS "feeMinor"
     FROM reconciliation_line WHERE settled_at IS NOT NULL AND stripe_minor IS NOT NULL AND NOT starts_with(id, 'transfer:')
       AND type NOT IN ('bank_balance', 'bank_gap') AND happened_at >= $1
     GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 3, 2, 4`,
    [input.since],
  );
  return rows;
}

/** Up to which day statements of our bank accounts were read, by currency; none of which no statement was. */
export async function readStatementDays(db: Db): Promise<Map<Currency, Date>> {
  const { rows } = await db.pool.query<{ currency: Currency; day: Date }>(
    `SELECT currency, max(day)::timestamp AT TIME ZONE 'UTC' AS day FROM (
       SELECT currency, max(booked_on) AS day FROM bank_receipt WHERE statement_id IS NOT NULL GROUP BY 1
       UNION ALL SELECT currency, max(booked_on) FROM bank_debit GROUP BY 1) known GROUP BY 1 ORDER BY 1`,
  );
  return new Map(rows.map(({ currency, day }) => [currency, day]));
}
