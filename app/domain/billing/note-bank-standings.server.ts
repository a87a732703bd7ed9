import type { Db } from '#app/platform/platform.server.ts';
import type { BankStanding } from './bank-standing.ts';
import { noteLine } from './note-line.server.ts';
import { readBankStandings } from './read-bank-standings.server.ts';
import type { StatementGap } from './statement-balance.ts';

/**
 * Writes down how the bank's balances and the books agree: what is left unexplained of a currency, and each gap between two
 * statements, as lines that are open until it is put right. A gap that a later statement fills is settled.
 */
export async function noteBankStandings(db: Db, input: { runId: string; now: Date }): Promise<void> {
  const standings = await readBankStandings(db.pool);
  for (const standing of standings) await noteStanding(db, standing, input);
  const gaps = standings.flatMap((standing) => standing.gaps);
  for (const gap of gaps) await noteGap(db, gap, input);
  await settleFilled(db, gaps.map(idOf), input);
}

async function noteStanding(
  db: Db,
  { currency, until, bankMinor, unexplainedMinor }: BankStanding,
  { runId, now }: { runId: string; now: Date },
): Promise<void> {
  await noteLine(db.pool, {
    ...{ id: `balance:${currency}`, runId, source: 'bank', type: 'bank_balance', currency, feeMinor: 0n },
    stripeMinor: bankMinor,
    oursMinor: bankMinor - unexplainedMinor,
    transferKey: null,
    verdict: unexplainedMinor === 0n ? 'matched' : 'amount_differs',
    happenedAt: until,
    now,
  });
}

const idOf = ({ next }: StatementGap<BankStanding['gaps'][number]['next']>) =>
  `gap:${next.currency}:${next.account}:${next.from.toISOString().slice(0, 10)}`;

async function noteGap(
  db: Db,
  gap: BankStanding['gaps'][number],
  { runId, now }: { runId: string; now: Date },
): Promise<void> {
  const { currency, from } = gap.next;
  await noteLine(db.pool, {
    ...{ id: idOf(gap), runId, source: 'bank', type: 'bank_gap', currency, feeMinor: 0n },
    stripeMinor: gap.missingMinor,
    oursMinor: null,
    transferKey: null,
    verdict: 'missing_here',
    happenedAt: from,
    now,
  });
}

async function settleFilled(
  db: Db,
  open: readonly string[],
  { runId, now }: { runId: string; now: Date },
): Promise<void> {
  await db.pool.query(
    `UPDATE reconciliation_line SET run_id = $2, verdict = 'matched', stripe_minor = NULL, settled_at = $3
     WHERE type = 'bank_gap' AND settled_at IS NULL AND id <> ALL ($1::text[])`,
    [open, runId, now],
  );
}
