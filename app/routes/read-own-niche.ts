import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Of an organisation with more the newest are looked through. */
const LOOKED_THROUGH = 50;

/**
 * What an organisation trades in: the niche of its newest offer that is on the market, or of its newest one at all, and the same of
 * its orders.
 * @param input.first which of the two is looked at first
 * @returns null where it has neither
 */
export async function readOwnNiche(
  db: Db,
  { organisationId, first }: { organisationId: string; first: 'offers' | 'orders' },
): Promise<string | null> {
  const asked = { organisationId, limit: LOOKED_THROUGH, before: null };
  const ofOffers = async () => nicheOf(await readOffers(db, asked), ({ niche }) => niche);
  const ofOrders = async () => nicheOf(await readOrders(db, asked), ({ niches }) => niches[0] ?? null);
  const [one, other] = first === 'offers' ? [ofOffers, ofOrders] : [ofOrders, ofOffers];
  return (await one()) ?? (await other());
}

function nicheOf<T extends { readonly status: string }>(
  newestFirst: readonly T[],
  of: (one: T) => string | null,
): string | null {
  const chosen = newestFirst.find(({ status }) => status === 'active') ?? newestFirst[0];
  return chosen ? of(chosen) : null;
}
