import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { readSpendable } from '#app/domain/billing/read-spendable.server.ts';
import { countFittingOffers, type FittingOffers } from '#app/domain/catalog/count-fitting-offers.server.ts';
import { isMoneyFrozen } from '#app/domain/identity/is-money-frozen.server.ts';
import { readBlocked } from '#app/domain/identity/read-blocked.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { explainOrder, type OrderReason } from './explain-order.ts';
import type { Order } from './order.ts';
import type { OrderUsage } from './order-usage.ts';
import { readOrderUsage, usageOf } from './read-order-usage.server.ts';

/** What an order has used, what it could buy, and why it buys nothing where it does not. */
export type Diagnosis = {
  readonly usage: OrderUsage;
  readonly offers: FittingOffers;
  readonly reasons: readonly OrderReason[];
};

/** Looks at orders of one organisation, a diagnosis for each by its id. */
export async function diagnoseOrders(
  db: Db,
  input: { organisationId: string; orders: readonly Order[]; now: Date },
): Promise<Map<string, Diagnosis>> {
  const { orders, organisationId } = input;
  if (orders.length === 0) return new Map();
  const [wallets, usages, offers, stopped, frozen, plans, pauses] = await Promise.all([
    readSpendable(db.pool, organisationId),
    readOrderUsage(db.pool, { orderIds: orders.map(({ id }) => id), now: input.now }),
    countFittingOffers(db, { wishes: orders, exceptOrganisationId: organisationId }),
    readBlocked(db.pool),
    isMoneyFrozen(db.pool, organisationId),
    readRechargePlans(db, organisationId),
    db.prisma.orderPause.findMany({
      where: { orderId: { in: orders.map(({ id }) => id) }, overriddenAt: null },
    }),
  ]);
  const blocked = stopped.includes(organisationId);
  return new Map(
    orders.map((order, index) => {
      const usage = usageOf(usages, order.id);
      const fitting = offers[index] ?? { fitting: 0, dearer: 0, cheapestMinor: null };
      const wallet = wallets.find(({ currency }) => currency === order.currency);
      const walletMinor = wallet?.spendable ?? null;
      return [
        order.id,
        {
          usage,
          offers: fitting,
          reasons: explainOrder({
            order,
            usage,
            walletMinor,
            offers: fitting,
            blocked,
            frozen,
            waitsForBank: pauses.some(({ orderId }) => orderId === order.id),
            haltCode: plans.find(({ currency }) => currency === order.currency)?.haltCode ?? null,
            now: input.now,
          }),
        },
      ];
    }),
  );
}
