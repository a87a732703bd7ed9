import type { Queryable } from '#app/platform/db.server.ts';

/** Stops the hold of a sale, which is locked: its share is not freed while it is disputed. */
export async function freezeSale(tx: Queryable, saleId: string): Promise<void> {
  await tx.query(`UPDATE sale SET status = 'disputed' WHERE id = $1 AND status = 'held'`, [saleId]);
}

/** Lets the hold of a disputed sale run on: its share is freed when its window is over, which may be at once. */
export async function unfreezeSale(tx: Queryable, saleId: string): Promise<void> {
  await tx.query(`UPDATE sale SET status = 'held' WHERE id = $1 AND status = 'disputed'`, [saleId]);
}
