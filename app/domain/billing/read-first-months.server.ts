import type { Currency } from '#app/kernel/money.ts';
import { type Month, monthOf } from '#app/kernel/month.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** The currencies in which an organisation has accounts, each with the month in which they were opened. */
export async function readFirstMonths(
  db: Db,
  organisationId: string,
): Promise<{ currency: Currency; month: Month }[]> {
  const { rows } = await db.pool.query<{ currency: Currency; since: Date }>(
    `SELECT a.currency, least(min(a.created_at), min(t.at)) AS since FROM account a
     LEFT JOIN LATERAL (
       SELECT least(
         (SELECT created_at FROM transfer WHERE debit_account_id = a.id ORDER BY id LIMIT 1),
         (SELECT created_at FROM transfer WHERE credit_account_id = a.id ORDER BY id LIMIT 1)) AS at) t ON true
     WHERE a.organisation_id = $1 GROUP BY a.currency ORDER BY a.currency`,
    [organisationId],
  );
  return rows.map(({ currency, since }) => ({ currency, month: monthOf(since) }));
}
