import { accountOf } from '#app/domain/billing/accounts.ts';
import { postTransfers } from '#app/domain/billing/post-transfers.server.ts';
import { recoverDebts } from '#app/domain/billing/recover-debts.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { closedNiches } from '#app/domain/catalog/reference.ts';
import type { Currency } from '#app/kernel/money.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { saleMoved } from './jobs.ts';

const BATCH = 200;
const BATCHES_LIMIT = 500;

type Due = {
  id: string;
  seller_organisation_id: string;
  currency: Currency;
  price_minor: bigint;
  fee_minor: bigint;
};

/**
 * Frees the seller's share of sales whose dispute window is over and that nobody disputes: from pending to available,
 * with the sale marked released, in one transaction per batch. What could not be sold now, because its niche is closed or its
 * countries may not trade with one another, stays on hold until it could.
 * @returns how many sales were released
 */
export async function releaseDueHolds(db: Db, input: { now: Date }): Promise<number> {
  let released = 0;
  const closed = closedNiches(await readReference(db.pool));
  for (let batch = 0; batch < BATCHES_LIMIT; batch += 1) {
    const count = await releaseBatch(db, { ...input, closed });
    released += count;
    if (count < BATCH) break;
  }
  return released;
}

/** A sale that somebody disputes at this moment is locked by them: it is passed over and found disputed next time. */
function releaseBatch(db: Db, { now, closed }: { now: Date; closed: readonly string[] }): Promise<number> {
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<Due>(
      `SELECT id, seller_organisation_id, currency, price_minor, fee_minor FROM sale
       WHERE status = 'held' AND dispute_until <= $1
         AND NOT trade_is_barred(seller_organisation_id, buyer_organisation_id)
         AND (cardinality($3::text[]) = 0 OR (SELECT l.niche_code <> ALL ($3) FROM lead l WHERE l.id = sale.lead_id))
       ORDER BY dispute_until LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [now, BATCH, closed],
    );
    if (rows.length === 0) return 0;
    await postTransfers(tx, {
      actor: 'worker',
      origin: 'job:release-holds',
      now,
      transfers: rows.map((sale) => ({
        key: `hold_release:${sale.id}`,
        kind: 'hold_release' as const,
        debitAccountId: accountOf(sale.seller_organisation_id, 'pending', sale.currency),
        creditAccountId: accountOf(sale.seller_organisation_id, 'available', sale.currency),
        currency: sale.currency,
        amountMinor: sale.price_minor - sale.fee_minor,
        subjectId: sale.id,
      })),
    });
    // What a seller owes is paid from it first.
    await recoverDebts(tx, {
      actor: 'worker',
      origin: 'job:release-holds',
      now,
      available: rows.map((sale) => ({
        organisationId: sale.seller_organisation_id,
        currency: sale.currency,
        amountMinor: sale.price_minor - sale.fee_minor,
        causeId: sale.id,
      })),
    });
    await tx.query(`UPDATE sale SET status = 'released', released_at = $2 WHERE id = ANY ($1)`, [
      rows.map((sale) => sale.id),
      now,
    ]);
    await enqueue(
      db.queue,
      tx,
      saleMoved,
      rows.map(({ id: saleId }) => ({ saleId, to: 'released' as const })),
    );
    return rows.length;
  });
}
