import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { accountOf } from './accounts.ts';

/** What a line of a wallet's statement is for. */
export type LineKind =
  | 'top_up'
  | 'bank_top_up'
  | 'demo_funding'
  | 'sale'
  | 'refund'
  | 'chargeback'
  | 'chargeback_back'
  | 'goodwill'
  | 'correction'
  | 'reserve'
  | 'reserve_back'
  | 'recharge'
  | 'card_refund'
  | 'card_refund_return';

/** A movement of what can be spent: what a lead cost, its fee among it, is one. */
export type Line = {
  readonly id: bigint;
  readonly kind: LineKind;
  /** The id of what it is about: a top-up, a bank's receipt, a sale, an entry by hand; of the organisation itself for play money. */
  readonly subjectId: string;
  readonly at: Date;
  /** Minor units, below zero for what left. */
  readonly amountMinor: bigint;
  /** What could be spent after it, minor units. */
  readonly balanceMinor: bigint;
};

/** How far back the pages of a statement go. */
export const LINES_LIMIT = 5_000;

/** The transfers that begin a line; a fee belongs to the share it was taken with and is found by its key. */
const KINDS: Readonly<Record<string, LineKind>> = {
  top_up: 'top_up',
  bank_top_up: 'bank_top_up',
  demo_funding: 'demo_funding',
  sale_share: 'sale',
  dispute_share: 'refund',
  clawback_available: 'refund',
  clawback_debt: 'refund',
  clawback_fee: 'refund',
  chargeback_freeze: 'chargeback',
  chargeback_recovery: 'chargeback',
  chargeback_unfreeze: 'chargeback_back',
  goodwill: 'goodwill',
  correction: 'correction',
  reserve: 'reserve',
  reserve_void: 'reserve_back',
  recharge: 'recharge',
  card_refund: 'card_refund',
  card_refund_return: 'card_refund_return',
};

/**
 * The movements of a buyer's wallet in one currency, newest first. They and the balance are read in one statement, so
 * that they belong together while leads are being bought.
 * @param input.page from 1
 * @returns the lines of the page, and how many there are in all, counted up to `LINES_LIMIT`
 */
export async function readStatement(
  db: Db,
  input: { organisationId: string; currency: Currency; page: number; pageSize: number },
): Promise<{ lines: Line[]; total: number }> {
  const { page, pageSize } = input;
  const accountId = accountOf(input.organisationId, 'spendable', input.currency);
  const { rows } = await db.pool.query<{
    id: bigint;
    kind: string;
    subjectId: string;
    at: Date;
    amountMinor: bigint;
    balanceMinor: bigint;
  }>(
    `WITH line AS (
       SELECT t.id, t.kind, t.subject_id, t.created_at,
         (CASE WHEN t.credit_account_id = $1 THEN 1 ELSE -1 END) * (t.amount_minor + coalesce(fee.amount_minor, 0)) AS amount
       FROM (${newestOf('debit')} UNION ALL ${newestOf('credit')}) t
       LEFT JOIN transfer fee ON fee.key = CASE t.kind WHEN 'sale_share' THEN 'sale_fee:' WHEN 'dispute_share' THEN 'dispute_fee:' END || t.subject_id
       ORDER BY t.id DESC LIMIT $4::int + $3::int)
     SELECT id, kind, subject_id AS "subjectId", created_at AS at, amount::bigint AS "amountMinor",
       ((SELECT balance_minor FROM account_balance WHERE account_id = $1)
         - coalesce(sum(amount) OVER (ORDER BY id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::bigint AS "balanceMinor"
     FROM line ORDER BY id DESC OFFSET $3::int`,
    [accountId, Object.keys(KINDS), (page - 1) * pageSize, pageSize],
  );
  const lines = rows.map((row) => ({ ...row, kind: KINDS[row.kind] ?? 'top_up' }));
  return { lines, total: await countLines(db, accountId) };
}

/** One side of the account, as far as the page may need it: read by its index and no further, however long the account is. */
function newestOf(side: 'debit' | 'credit'): string {
  return `(SELECT * FROM transfer WHERE ${side}_account_id = $1 AND kind = ANY ($2) ORDER BY id DESC LIMIT $4::int + $3::int)`;
}

async function countLines(db: Db, accountId: string): Promise<number> {
  const countOf = (side: 'debit' | 'credit') =>
    `(SELECT count(*) FROM (SELECT FROM transfer WHERE ${side}_account_id = $1 AND kind = ANY ($2) LIMIT $3) line)`;
  const { rows } = await db.pool.query<{ total: number }>(
    `SELECT least(${countOf('debit')} + ${countOf('credit')}, $3)::int AS total`,
    [accountId, Object.keys(KINDS), LINES_LIMIT],
  );
  return rows[0]?.total ?? 0;
}
