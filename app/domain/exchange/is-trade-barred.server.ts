import type { Queryable } from '#app/platform/db.server.ts';

/** Whether the countries of two organisations may not trade with one another, as it is set at this moment. */
export async function isTradeBarred(db: Queryable, one: string, other: string): Promise<boolean> {
  const { rows } = await db.query<{ barred: boolean }>('SELECT trade_is_barred($1, $2) AS barred', [
    one,
    other,
  ]);
  return rows[0]?.barred === true;
}
