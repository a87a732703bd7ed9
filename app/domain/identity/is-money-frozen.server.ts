import type { Queryable } from '#app/platform/db.server.ts';

/** Whether an organisation's money stands still. Who would spend asks under the wallet's lock, by `lockWallets`. */
export async function isMoneyFrozen(db: Queryable, organisationId: string): Promise<boolean> {
  const { rows } = await db.query<{ frozen: boolean }>(
    'SELECT money_frozen_at IS NOT NULL AS frozen FROM organisation WHERE id = $1',
    [organisationId],
  );
  return rows[0]?.frozen ?? false;
}
