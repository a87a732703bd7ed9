import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type Budget, budgetMinorIn } from './budget.ts';
import { checkOrderTerms } from './check-order-terms.ts';
import type { Order, OrderTerms } from './order.ts';
import { orderColumns, targetRows, toOrder } from './order-row.ts';

/** What is given is changed; of caps and budgets each period by itself, null lifting it. */
export type OrderChange = Partial<Omit<OrderTerms, 'caps' | 'budgetMinor'>> & {
  caps?: Partial<OrderTerms['caps']> | undefined;
  budget?: Budget | undefined;
};

/**
 * Changes what is given of an order. Leads bought before stay bought and counted.
 * @throws Refusal `order_unknown`, `order_currency_stays`, `budget_currency` and those of `createOrder`
 */
export async function updateOrder(
  db: Db,
  input: Actor & { organisationId: string; orderId: string; change: OrderChange; now: Date },
): Promise<Order> {
  const reference = await readReference(db.pool);
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM standing_order WHERE id = ${input.orderId} AND organisation_id = ${input.organisationId} FOR NO KEY UPDATE`;
    const row = await tx.standingOrder.findFirst({
      where: { id: input.orderId, organisationId: input.organisationId },
    });
    if (!row) throw new Refusal('order_unknown');
    const before = toOrder(row);
    const { caps, budget, ...rest } = input.change;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const terms: OrderTerms = {
      ...before,
      ...given,
      caps: { ...before.caps, ...caps },
      budgetMinor: { ...before.budgetMinor, ...budgetMinorIn(before.currency, budget ?? {}) },
    };
    if (terms.currency !== before.currency) throw new Refusal('order_currency_stays');
    checkOrderTerms(reference, terms);
    const after = await tx.standingOrder.update({
      where: { id: row.id },
      data: { ...orderColumns(terms), updatedAt: input.now },
    });
    // Whoever starts or stops an order by hand decides for themselves when it goes on.
    if (terms.status !== before.status)
      await tx.orderPause.updateMany({ where: { orderId: row.id }, data: { overriddenAt: input.now } });
    await tx.orderTarget.deleteMany({ where: { orderId: row.id } });
    await tx.orderTarget.createMany({ data: targetRows(row.id, terms) });
    await recordAudit(tx, {
      ...input,
      action: 'order.changed',
      subjectId: row.id,
      details: { ...given, caps, budget },
    });
    return toOrder(after);
  });
}
