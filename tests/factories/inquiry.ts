import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** A payment about which its payer's bank asks: no money moves for it. */
export async function makeInquiry(db: Db, organisationId: string): Promise<string> {
  const now = new Date();
  const [topUpId, id] = [newId('topup'), newId('cbk')];
  const money = { organisationId, currency: 'UAH', amountMinor: 250_000n };
  await db.prisma.topUp.create({
    data: { ...money, id: topUpId, status: 'expired', createdBy: 'test', createdAt: now },
  });
  await db.prisma.chargeback.create({
    data: {
      ...money,
      id,
      topUpId,
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
