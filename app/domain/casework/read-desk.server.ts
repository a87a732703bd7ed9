import { countWaitingOffers } from '#app/domain/catalog/read-offers-in-review.server.ts';
import { countWaitingDisputes } from '#app/domain/disputes/count-disputes.server.ts';
import { countWaitingSellers } from '#app/domain/identity/read-sellers-in-review.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

export type Waiting = { readonly count: number; readonly oldest: Date | null };

/** What waits on a moderator's desk. Disputes that wait for their seller are there to be seen, not to be ruled on. */
export async function readDesk(
  db: Db,
): Promise<{ sellers: Waiting; offers: Waiting; toRule: Waiting; toAnswer: Waiting }> {
  const [sellers, offers, disputes] = await Promise.all([
    countWaitingSellers(db),
    countWaitingOffers(db),
    countWaitingDisputes(db),
  ]);
  return { sellers, offers, toRule: disputes.awaitingModerator, toAnswer: disputes.awaitingSeller };
}
