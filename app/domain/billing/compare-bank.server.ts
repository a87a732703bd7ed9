import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type BankEntry, type BankMatch, matchBankLines, type StatementLine } from './match-bank-lines.ts';
import { NO_DOUBLE } from './no-double.ts';
import { noteBankStandings } from './note-bank-standings.server.ts';
import { noteLine } from './note-line.server.ts';
import { readStatementDays } from './read-reconciliations.server.ts';
import { bankIdOf } from './write-payout-file.ts';

/** How far back lines are looked at; transfers further, since a batch may wait for the bank. */
const LINES_MS = 60 * DAY_MS;
const ENTRIES_MS = 90 * DAY_MS;
const LIMIT = 10_000;

/**
 * Compares the lines of our bank's statements with the transfers on `bank_clearing`, each with each, and writes down how they
 * agree, and what the bank says that an account holds against its balance in the books. Nothing is booked: what came in is booked by whoever says whose it is, and what left was booked before it did.
 * @returns how many lines were looked at
 */
export async function compareBank(db: Db, input: { runId: string; now: Date }): Promise<number> {
  const matches = await matchBank(db, input);
  for (const match of matches) await note(db, match, input);
  await noteBankStandings(db, input);
  return matches.filter(({ line }) => line !== null).length;
}

/** How the lines that are not settled yet, and the transfers, agree at this moment. Nothing is written down. */
export async function matchBank(db: Db, { now }: { now: Date }): Promise<BankMatch[]> {
  const [lines, entries, readUpTo] = await Promise.all([
    readLines(db, now),
    readEntries(db, now),
    readStatementDays(db),
  ]);
  return matchBankLines({ lines, entries, readUpTo, now });
}

const OPEN = `SELECT id FROM reconciliation_line WHERE source = 'bank' AND settled_at IS NULL`;

/** Lines that are not settled yet, however old, or were before somebody said whose money it is. */
async function readLines(db: Db, now: Date): Promise<StatementLine[]> {
  const { rows } = await db.pool.query<StatementLine>(
    `SELECT * FROM (
       SELECT id, currency, amount_minor AS "amountMinor", booked_on::timestamp AT TIME ZONE 'UTC' AS "bookedOn",
         bank_reference AS reference, concat_ws(' ', bank_reference, text, payer) AS says, status IN ('dismissed', 'double') AS "isLaidAside",
         CASE status WHEN 'booked' THEN 'bank_top_up:' || id WHEN 'cost_return' THEN 'bank_cost_return:' || id END AS "bookedAs"
       FROM bank_receipt r WHERE statement_id IS NOT NULL AND ${NO_DOUBLE} AND (booked_on >= $1 OR 'bank:' || id IN (${OPEN}))
       UNION ALL
       SELECT d.id, d.currency, -d.amount_minor, d.booked_on::timestamp AT TIME ZONE 'UTC', d.bank_reference, concat_ws(' ', d.bank_reference, d.text, d.payee),
         false, 'bank_cost:' || c.id
       FROM bank_debit d LEFT JOIN bank_cost c ON c.debit_id = d.id AND c.status = 'posted'
       WHERE (d.booked_on >= $1 OR 'bank:' || d.id IN (${OPEN})) AND NOT EXISTS (SELECT FROM bank_debit_double x WHERE x.debit_id = d.id)) line
     WHERE NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.id = 'bank:' || line.id AND l.settled_at IS NOT NULL
       AND (l.verdict <> 'laid_aside' OR line."isLaidAside") AND l.transfer_key IS NOT DISTINCT FROM coalesce(line."bookedAs", l.transfer_key))
     ORDER BY "bookedOn", id LIMIT $2`,
    [after(now, -LINES_MS), LIMIT],
  );
  return rows;
}

type Row = {
  key: string;
  kind: string;
  currency: Currency;
  amountMinor: bigint;
  at: Date;
  receiptId: string | null;
  /** The line that a cost was booked from. */
  debitId: string | null;
  isOfStatement: boolean;
  receivedOn: Date | null;
  reference: string | null;
  /** The line of a statement that a receipt is, which was noted by hand before. */
  doubleId: string | null;
  payoutId: string | null;
  payoutStatus: string | null;
  batchId: string | null;
  batchStatus: string | null;
  batchEndedAt: Date | null;
};

/** Transfers that are not settled yet. */
async function readEntries(db: Db, now: Date): Promise<BankEntry[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT t.key, t.kind, t.currency, t.created_at AS at,
       CASE WHEN t.debit_account_id = a.id THEN t.amount_minor ELSE -t.amount_minor END AS "amountMinor",
       r.id AS "receiptId", c.debit_id AS "debitId", r.statement_id IS NOT NULL AS "isOfStatement", r.booked_on::timestamp AT TIME ZONE 'UTC' AS "receivedOn",
       r.bank_reference AS reference, (SELECT min(x.id) FROM bank_receipt x WHERE r.statement_id IS NULL AND x.resembles_id = r.id AND x.status = 'double') AS "doubleId",
       p.id AS "payoutId", p.status AS "payoutStatus", p.batch_id AS "batchId",
       b.status AS "batchStatus", b.ended_at AS "batchEndedAt"
     FROM account a JOIN transfer t ON t.debit_account_id = a.id OR t.credit_account_id = a.id
     LEFT JOIN bank_receipt r ON r.id = t.subject_id LEFT JOIN bank_payout p ON p.id = t.subject_id
     LEFT JOIN bank_batch b ON b.id = p.batch_id LEFT JOIN bank_cost c ON c.id = t.subject_id
     WHERE a.kind = 'bank_clearing' AND t.created_at >= $1
       AND NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.transfer_key = t.key AND l.source = 'bank' AND l.settled_at IS NOT NULL)
     ORDER BY t.id LIMIT $2`,
    [after(now, -ENTRIES_MS), LIMIT],
  );
  return rows.map(toEntry);
}

function toEntry(row: Row): BankEntry {
  const { key, kind, currency, amountMinor, payoutId, batchId } = row;
  const isOut = kind === 'bank_payout';
  const wasCancelled = payoutId !== null && row.payoutStatus === 'cancelled';
  const isSent = row.batchStatus === 'sent';
  return {
    ...{ key, kind, currency, amountMinor },
    at: row.receivedOn ?? (isOut ? row.batchEndedAt : null) ?? row.at,
    lineId: row.isOfStatement ? row.receiptId : (row.doubleId ?? row.debitId),
    reference: row.isOfStatement ? null : row.reference,
    name: payoutId === null ? null : bankIdOf(payoutId),
    batch: isOut && batchId !== null ? { id: batchId, name: bankIdOf(batchId) } : null,
    state: wasCancelled ? 'never' : isOut && !isSent ? 'waits' : 'due',
  };
}

/** A line with all its transfers, which are settled with it; or what has no other side. */
async function note(
  db: Db,
  { line, entries, verdict }: BankMatch,
  { runId, now }: { runId: string; now: Date },
): Promise<void> {
  const [first] = entries;
  const common = { runId, source: 'bank' as const, feeMinor: 0n, verdict, now };
  if (line)
    await noteLine(db.pool, {
      ...common,
      id: `bank:${line.id}`,
      type: line.amountMinor > 0n ? 'bank_credit' : 'bank_debit',
      currency: line.currency,
      stripeMinor: line.amountMinor,
      oursMinor: first ? entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) : null,
      transferKey: entries.length === 1 ? (first?.key ?? null) : null,
      happenedAt: line.bookedOn,
    });
  // Nobody has to look at what the bank has not told of yet.
  if (!line && verdict === 'in_flight') return;
  // Of a sum each has a line of its own, and one that was missed before has one already.
  for (const entry of entries)
    if (!line || entries.length > 1 || (await isMissed(db, entry.key)))
      await noteLine(db.pool, {
        ...common,
        id: `transfer:${entry.key}`,
        type: entry.kind,
        currency: entry.currency,
        stripeMinor: line && (verdict === 'matched' ? entry.amountMinor : line.amountMinor),
        oursMinor: entry.amountMinor,
        transferKey: entry.key,
        happenedAt: entry.at,
      });
}

async function isMissed(db: Db, key: string): Promise<boolean> {
  const { rows } = await db.pool.query(
    'SELECT FROM reconciliation_line WHERE id = $1 AND settled_at IS NULL',
    [`transfer:${key}`],
  );
  return rows.length > 0;
}
