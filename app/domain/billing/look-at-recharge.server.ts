import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { settleRecharge } from './settle-recharge.server.ts';

/**
 * Looks what became of a recharge that its cardholder comes back from, so that the page need not wait for the event.
 * Stripe's silence changes nothing: the event or `heal-payments` tells later.
 */
export async function lookAtRecharge(
  db: Db,
  input: Actor & { organisationId: string; rechargeId: string; now: Date },
): Promise<void> {
  const row = await db.prisma.recharge.findFirst({
    where: { id: input.rechargeId, organisationId: input.organisationId, status: 'asking' },
  });
  if (!row?.paymentIntentId) return;
  const payment = await db.stripe.readPayment(row.paymentIntentId).catch((error: unknown) => {
    db.log.warn({ err: error, rechargeId: row.id }, 'recharge not looked at');
    return null;
  });
  if (payment) await settleRecharge(db, { ...input, payment });
}
