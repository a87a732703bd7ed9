import type { UsualThreshold } from '#app/domain/billing/warn-low-wallets.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { LOW_LEADS } from './low-wallet.ts';

/** What a wallet is low below as long as its owners say nothing else: some leads at the top price of its orders that buy. */
export async function readUsualThresholds(db: Queryable): Promise<UsualThreshold[]> {
  const { rows } = await db.query<UsualThreshold>(
    `SELECT organisation_id AS "organisationId", currency, max(max_price_minor) * $1::bigint AS "thresholdMinor"
     FROM standing_order WHERE status = 'active' GROUP BY organisation_id, currency`,
    [LOW_LEADS],
  );
  return rows;
}
