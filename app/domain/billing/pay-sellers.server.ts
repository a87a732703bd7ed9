import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { paySeller } from './pay-seller.server.ts';

const LIMIT = 500;
/** A payout that failed is not tried again by itself before this; its owner may. */
const AFTER_FAILURE_MS = DAY_MS;

/**
 * Decides payouts for whoever has enough available and an account that money reaches. Blocked organisations are not paid.
 * @returns how many were decided
 */
export async function paySellers(db: Db, input: { now: Date }): Promise<number> {
  const { values } = await readSettings(db);
  if (values.payouts_paused) return 0;
  const minimum = values.payout_minimum_minor;
  const { rows } = await db.pool.query<{ organisationId: string; currency: Currency }>(
    `SELECT a.organisation_id AS "organisationId", a.currency
     FROM payout_account p
     JOIN organisation o ON o.id = p.organisation_id AND o.blocked_at IS NULL
     JOIN account a ON a.organisation_id = p.organisation_id AND a.kind = 'available'
     JOIN account_balance b ON b.account_id = a.id
     JOIN unnest($1::text[], $2::bigint[]) AS least (currency, minor) ON least.currency = a.currency
     WHERE p.payouts_enabled AND b.balance_minor >= least.minor
       AND NOT EXISTS (SELECT FROM payout f WHERE f.organisation_id = p.organisation_id AND f.currency = a.currency
         AND f.status = 'failed' AND f.settled_at > $3)
     ORDER BY a.id LIMIT $4`,
    [Object.keys(minimum), Object.values(minimum), after(input.now, -AFTER_FAILURE_MS), LIMIT],
  );
  let decided = 0;
  for (const row of rows) {
    const paying = paySeller(db, {
      ...row,
      amountMinor: null,
      actor: 'worker',
      origin: 'job:pay-sellers',
      now: input.now,
    });
    // Since it was found somebody may have paid it out, blocked it or closed its account.
    const id = await paying.catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (id !== null) decided += 1;
  }
  return decided;
}
