import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { settleTopUp } from '#app/domain/billing/settle-top-up.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** A payment about which its payer's bank asks: no money moves for it. */
export async function makeInquiry(db: Db, organisationId: string): Promise<string> {
  const now = new Date();
  const [chargeId, id] = [newId('topup'), newId('cbk')];
  const money = { organisationId, currency: 'UAH', amountMinor: 250_000n };
  await db.prisma.topUp.create({
    data: { ...money, id: chargeId, status: 'open', createdBy: 'test', createdAt: now },
  });
  await openAccounts(db.pool, { organisationId, currency: 'UAH', now });
  await settleTopUp(db, {
    actor: 'test',
    origin: 'test',
    page: {
      ...{ id: `cs_${chargeId}`, status: 'complete', isPaid: true, url: null, reference: chargeId },
      ...{ amountMinor: money.amountMinor, currency: money.currency, paymentIntentId: `pi_${chargeId}` },
      ...{ customerId: null, card: null },
    },
    now,
  });
  await db.prisma.chargeback.create({
    data: {
      ...money,
      id,
      chargeId,
      stripeDisputeId: `du_${id}`,
      reason: 'fraudulent',
      status: 'warning_needs_response',
      evidenceDueAt: after(now, 9 * DAY_MS),
      openedAt: now,
      createdAt: now,
      updatedAt: now,
    },
  });
  return id;
}
