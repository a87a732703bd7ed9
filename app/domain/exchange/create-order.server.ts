import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkOrderTerms } from './check-order-terms.ts';
import type { Order, OrderTerms } from './order.ts';
import { orderColumns, targetRows, toOrder } from './order-row.ts';

/**
 * Places a standing order; an active one buys from the next lead on.
 * @throws Refusal `niche_unknown`, `region_unknown`, `timezone_unknown`, `order_too_wide`
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
