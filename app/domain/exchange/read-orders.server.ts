import type { Db } from '#app/platform/platform.server.ts';
import type { Order } from './order.ts';
import { toOrder } from './order-row.ts';

/** An organisation's standing orders, newest first, at most `limit` from before the id `before`. */
export async function readOrders(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Order[]> {
  const rows = await db.prisma.standingOrder.findMany({
    where: {
      organisationId: input.organisationId,
      ...(input.before !== null ? { id: { lt: input.before } } : {}),
    },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toOrder);
}

/** One order of the organisation, or null. */
export async function readOrder(
  db: Db,
  input: { organisationId: string; orderId: string },
): Promise<Order | null> {
  const row = await db.prisma.standingOrder.findFirst({
    where: { id: input.orderId, organisationId: input.organisationId },
  });
  return row && toOrder(row);
}
