import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkOrderTerms } from './check-order-terms.ts';
import { ORDERS_LIMIT, type Order, type OrderTerms } from './order.ts';
import { orderColumns, targetRows, toOrder } from './order-row.ts';

/**
 * Places a standing order; an active one buys from the next lead on.
 * @throws Refusal `niche_unknown`, `region_unknown`, `timezone_unknown`, `order_too_wide`, `orders_limit`
 */
export async function createOrder(
  db: Db,
  input: Actor & { organisationId: string; terms: OrderTerms; now: Date },
): Promise<Order> {
  checkOrderTerms(await readReference(db.pool), input.terms);
  await openAccounts(db.pool, {
    organisationId: input.organisationId,
    currency: input.terms.currency,
    now: input.now,
  });
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${input.organisationId} FOR NO KEY UPDATE`;
    const placed = await tx.standingOrder.count({ where: { organisationId: input.organisationId } });
    if (placed >= ORDERS_LIMIT) throw new Refusal('orders_limit', { limit: ORDERS_LIMIT });
    const row = await tx.standingOrder.create({
      data: {
        id: newId('ord', input.now.getTime()),
        organisationId: input.organisationId,
        ...orderColumns(input.terms),
        createdAt: input.now,
        updatedAt: input.now,
      },
    });
    await tx.orderTarget.createMany({ data: targetRows(row.id, input.terms) });
    await recordAudit(tx, { ...input, action: 'order.created', subjectId: row.id, details: input.terms });
    return toOrder(row);
  });
}
