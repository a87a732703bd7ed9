import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';

const ORDERS_LOOKED_AT = 200;

/** What the organisation pays at most for a lead, by currency: the highest of its orders that are buying. */
export async function topPricesOf(db: Db, organisationId: string): Promise<Map<Currency, bigint>> {
  const orders = await readOrders(db, { organisationId, limit: ORDERS_LOOKED_AT, before: null });
  const tops = new Map<Currency, bigint>();
  for (const { status, currency, maxPriceMinor } of orders) {
    if (status === 'active' && maxPriceMinor > (tops.get(currency) ?? 0n)) tops.set(currency, maxPriceMinor);
  }
  return tops;
}
