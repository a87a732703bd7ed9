import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { TransferKind } from './post-transfers.server.ts';

/** Money that moved for one thing, such as a sale. */
export type MovedMoney = {
  readonly kind: TransferKind;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly at: Date;
};

/** Transfers about one subject, oldest first. A subject has a handful: each kind happens once to it. */
export async function readTransfersOf(db: Queryable, subjectId: string): Promise<MovedMoney[]> {
  const { rows } = await db.query<MovedMoney>(
    `SELECT kind, amount_minor AS "amountMinor", currency, created_at AS at
     FROM transfer WHERE subject_id = $1 ORDER BY id LIMIT 50`,
    [subjectId],
  );
  return rows;
}
