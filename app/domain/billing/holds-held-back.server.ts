import type { PrismaTx } from '#app/platform/db.server.ts';

/** Whether a batch would pay a seller who is blocked, or whose country may not be paid from here (any more). */
export async function holdsHeldBack(tx: PrismaTx, batchId: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT p.id FROM bank_payout p JOIN organisation o ON o.id = p.organisation_id
    WHERE p.batch_id = ${batchId} AND p.status = 'pending' AND (o.blocked_at IS NOT NULL OR payout_is_barred(o.id))
    LIMIT 1`;
  return found.length > 0;
}
