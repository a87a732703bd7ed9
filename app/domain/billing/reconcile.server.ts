import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import { alone } from '#app/platform/alone.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { isStripeError } from '#app/platform/stripe.server.ts';
import { compareBank } from './compare-bank.server.ts';
import { reconcileLine } from './reconcile-line.server.ts';
import { reconcileTransfers } from './reconcile-transfers.server.ts';

/** Each of so many days is read by itself, so that a run that ends early has come some way. */
const WINDOW_MS = DAY_MS;
const WINDOWS_LIMIT = 62;
const PAGES_LIMIT = 500;
/** Read again each time: Stripe's own clock and list are not ours. */
const OVERLAP_MS = 2 * HOUR_MS;
/** How far back an open difference is looked at again. */
const OPEN_LIMIT_MS = 60 * DAY_MS;

export type Reconciled = { readonly runId: string; readonly open: number; readonly healed: number };

/**
 * Compares the lines of our bank's statements with `bank_clearing`, and Stripe's lines of our balance with the transfers on the clearing accounts, each with each, heals what a lost answer
 * left, books what Stripe did by itself, and writes down how each line agrees. One run at a time.
 * @param input.startedBy who asked for it: a person's id, or `job`
 * @returns null when another run is at it
 * @throws Error when Stripe does not answer; the run says so, and what it read stays
 */
export async function reconcile(db: Db, input: { startedBy: string; now: Date }): Promise<Reconciled | null> {
  let result: Reconciled | null = null;
  await alone(db.pool, 'reconcile', async () => {
    result = await run(db, input);
  });
  return result;
}

async function run(db: Db, { startedBy, now }: { startedBy: string; now: Date }): Promise<Reconciled> {
  const runId = newId('recon', now.getTime());
  const from = await beginningOf(db, now);
  await db.prisma.reconciliationRun.create({ data: { id: runId, startedBy, startedAt: now } });
  const counts = { read: 0, healed: 0 };
  try {
    counts.read += await compareBank(db, { runId, now });
    const readUntil = await readLines(db, { runId, from, now, counts });
    await reconcileTransfers(db, { runId, from, until: readUntil, now });
    return await finish(db, { runId, readUntil, counts, failure: null });
  } catch (error) {
    const failure = isStripeError(error) ? 'stripe_silent' : 'broken';
    await finish(db, { runId, readUntil: null, counts, failure });
    throw error;
  }
}

/** From where the last whole run ended, or the first difference that is still open; from the first payment at first. */
async function beginningOf(db: Db, now: Date): Promise<Date> {
  const { rows } = await db.pool.query<{ from: Date | null }>(
    `SELECT coalesce(
       least(
         (SELECT max(read_until) FROM reconciliation_run) - $2::int * interval '1 millisecond',
         (SELECT min(happened_at) FROM reconciliation_line l WHERE settled_at IS NULL AND reconciliation_line_is_open(l) AND source = 'stripe' AND happened_at >= $1)),
       (SELECT min(created_at) FROM transfer WHERE debit_account_id IN (SELECT id FROM account WHERE kind = 'stripe_clearing')),
       $3::timestamptz - interval '1 day') - interval '1 minute' AS "from"`,
    [after(now, -OPEN_LIMIT_MS), OVERLAP_MS, now],
  );
  return rows[0]?.from ?? after(now, -DAY_MS);
}

/** @returns up to when all was read */
async function readLines(
  db: Db,
  input: { runId: string; from: Date; now: Date; counts: { read: number; healed: number } },
): Promise<Date> {
  const { now } = input;
  // What is done at Stripe in this very second may not stand in its list yet, and its clock may be ahead of ours.
  const end = after(now, HOUR_MS);
  let start = input.from;
  for (let window = 0; window < WINDOWS_LIMIT && start < end; window += 1) {
    const until = new Date(Math.min(start.getTime() + WINDOW_MS, end.getTime()));
    const isWhole = await readWindow(db, { ...input, from: start, until });
    if (!isWhole) return start;
    start = until;
  }
  return new Date(Math.min(start.getTime(), now.getTime()));
}

async function readWindow(
  db: Db,
  input: { runId: string; from: Date; until: Date; now: Date; counts: { read: number; healed: number } },
): Promise<boolean> {
  const { runId, from, until, now, counts } = input;
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const { lines, hasMore } = await db.stripe.listBalanceLines({ from, until, after: cursor });
    for (const line of lines) {
      const { healed } = await reconcileLine(db, { runId, line, now });
      counts.read += 1;
      counts.healed += healed ? 1 : 0;
    }
    if (!hasMore) return true;
    cursor = lines.at(-1)?.id ?? null;
  }
  return false;
}

async function finish(
  db: Db,
  input: {
    runId: string;
    readUntil: Date | null;
    counts: { read: number; healed: number };
    failure: string | null;
  },
): Promise<Reconciled> {
  const { runId, readUntil, counts, failure } = input;
  const { rows } = await db.pool.query<{ open: number }>(
    `UPDATE reconciliation_run SET finished_at = clock_timestamp(), read_until = $2, failure = $3, lines_read = $4, healed = $5,
       lines_matched = (SELECT count(*) FROM reconciliation_line WHERE run_id = $1 AND settled_at IS NOT NULL),
       lines_open = (SELECT count(*) FROM reconciliation_line l WHERE settled_at IS NULL AND reconciliation_line_is_open(l) AND verdict <> 'in_flight')
     WHERE id = $1 RETURNING lines_open AS open`,
    [runId, readUntil, failure, counts.read, counts.healed],
  );
  return { runId, open: rows[0]?.open ?? 0, healed: counts.healed };
}
