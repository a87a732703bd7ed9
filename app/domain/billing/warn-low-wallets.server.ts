import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { walletLowJob } from './jobs.ts';

const LIMIT = 1_000;

/** What a wallet is low below, where its owners have not set it; minor units. */
export type UsualThreshold = {
  readonly organisationId: string;
  readonly currency: Currency;
  readonly thresholdMinor: bigint;
};

type Low = { organisationId: string; currency: Currency; thresholdMinor: bigint; balanceMinor: bigint };

/** Thresholds as they hold: what the owners set goes before what is usual. */
const WATCHED = `
  SELECT coalesce(p.organisation_id, u.organisation_id) AS organisation_id, coalesce(p.currency, u.currency) AS currency,
    coalesce(p.warn_minor, u.threshold_minor) AS threshold_minor
  FROM jsonb_to_recordset($1) AS u (organisation_id text, currency text, threshold_minor bigint)
  FULL JOIN (SELECT * FROM recharge_plan WHERE warn_minor IS NOT NULL) p
    ON p.organisation_id = u.organisation_id AND p.currency = u.currency`;

/**
 * Notes which wallets fell below their threshold since the last look, each once per fall, with the job that tells of it; and
 * which are above it again. A wallet that never held anything is not low but new.
 * @returns how many fell
 */
export async function warnLowWallets(
  db: Db,
  input: { usual: readonly UsualThreshold[]; now: Date },
): Promise<number> {
  const usual = JSON.stringify(
    input.usual.map(({ organisationId, currency, thresholdMinor }) => ({
      organisation_id: organisationId,
      currency,
      threshold_minor: thresholdMinor.toString(),
    })),
  );
  await db.pool.query(
    `WITH watched AS (${WATCHED})
     UPDATE low_warning l SET ended_at = $2 FROM account_balance b
     WHERE l.ended_at IS NULL AND b.account_id = l.organisation_id || ':spendable:' || l.currency
       AND b.balance_minor >= coalesce((SELECT w.threshold_minor FROM watched w
         WHERE w.organisation_id = l.organisation_id AND w.currency = l.currency), l.threshold_minor)`,
    [usual, input.now],
  );
  const { rows } = await db.pool.query<Low>(
    `SELECT w.organisation_id AS "organisationId", w.currency, w.threshold_minor AS "thresholdMinor", b.balance_minor AS "balanceMinor"
     FROM (${WATCHED}) w JOIN account_balance b ON b.account_id = w.organisation_id || ':spendable:' || w.currency
     WHERE b.balance_minor < w.threshold_minor
       AND EXISTS (SELECT FROM transfer t WHERE t.credit_account_id = b.account_id)
       AND NOT EXISTS (SELECT FROM low_warning l
         WHERE l.organisation_id = w.organisation_id AND l.currency = w.currency AND l.ended_at IS NULL)
     LIMIT $2`,
    [usual, LIMIT],
  );
  let fell = 0;
  for (const low of rows) fell += await note(db, low, input.now);
  return fell;
}

function note(db: Db, low: Low, now: Date): Promise<number> {
  return transact(db.pool, async (tx) => {
    const id = newId('low', now.getTime());
    const { rowCount } = await tx.query(
      `INSERT INTO low_warning (id, organisation_id, currency, threshold_minor, balance_minor, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organisation_id, currency) WHERE ended_at IS NULL DO NOTHING`,
      [id, low.organisationId, low.currency, low.thresholdMinor, low.balanceMinor, now],
    );
    if (rowCount !== 1) return 0;
    await enqueue(db.queue, tx, walletLowJob, [{ warningId: id }]);
    return 1;
  });
}
