import type { PrismaTx } from '#app/platform/db.server.ts';

/** Ends what still waits for an endpoint that is turned off; set active again, it gets what happens from then on. */
export async function failPending(tx: PrismaTx, endpointId: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { endpointId, status: 'pending' },
    data: { status: 'failed', nextAttemptAt: null },
  });
}
