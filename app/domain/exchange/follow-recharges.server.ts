import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readAskedWallets } from '#app/domain/billing/read-asked-wallets.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { targetRows, toOrder } from './order-row.ts';

const LIMIT = 500;
const ACTOR = { actor: 'worker', origin: 'job:follow-recharges' };

type Step = { orderId: string; organisationId: string; rechargeId: string; now: Date };

/**
 * Lets orders follow the recharges of their wallets: one whose wallet holds less than a lead at its top price, while the bank asks
 * its cardholder to confirm, pauses; once that is over, or the wallet holds enough from elsewhere, it goes on. An order that its
 * buyer starts or stops by hand is left alone. Safe to repeat.
 */
export async function followRecharges(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const asked = await readAskedWallets(db.pool);
  const wallets = JSON.stringify(
    asked.map(({ rechargeId, organisationId, currency, balanceMinor }) => ({
      recharge_id: rechargeId,
      organisation_id: organisationId,
      currency,
      balance: balanceMinor.toString(),
    })),
  );
  const { rows: paid } = await db.pool.query<Omit<Step, 'now'>>(
    `SELECT p.order_id AS "orderId", o.organisation_id AS "organisationId", p.recharge_id AS "rechargeId"
     FROM order_pause p JOIN standing_order o ON o.id = p.order_id
     LEFT JOIN jsonb_to_recordset($1) AS w (recharge_id text, balance bigint) ON w.recharge_id = p.recharge_id
     WHERE w.recharge_id IS NULL OR p.overridden_at IS NULL AND w.balance >= o.max_price_minor ORDER BY p.order_id LIMIT $2`,
    [wallets, LIMIT],
  );
  for (const step of paid) await db.prisma.$transaction((tx) => goOn(tx, { ...step, now }));
  const { rows: unpaid } = await db.pool.query<Omit<Step, 'now'>>(
    `SELECT o.id AS "orderId", o.organisation_id AS "organisationId", w.recharge_id AS "rechargeId"
     FROM jsonb_to_recordset($1) AS w (recharge_id text, organisation_id text, currency text, balance bigint)
     JOIN standing_order o ON o.organisation_id = w.organisation_id AND o.currency = w.currency
     WHERE o.status = 'active' AND o.max_price_minor > w.balance
       AND NOT EXISTS (SELECT FROM order_pause p WHERE p.order_id = o.id)
     ORDER BY o.id LIMIT $2`,
    [wallets, LIMIT],
  );
  for (const step of unpaid) await db.prisma.$transaction((tx) => stop(tx, { ...step, now }));
}

async function lock(tx: PrismaTx, orderId: string) {
  await tx.$queryRaw`SELECT FROM standing_order WHERE id = ${orderId} FOR NO KEY UPDATE`;
  return tx.standingOrder.findUniqueOrThrow({ where: { id: orderId }, include: { pause: true } });
}

async function stop(tx: PrismaTx, { orderId, organisationId, rechargeId, now }: Step): Promise<void> {
  const row = await lock(tx, orderId);
  if (row.status !== 'active' || row.pause) return;
  await tx.standingOrder.update({ where: { id: orderId }, data: { status: 'paused', updatedAt: now } });
  await tx.orderTarget.deleteMany({ where: { orderId } });
  await tx.orderPause.create({ data: { orderId, rechargeId, createdAt: now } });
  await recordAudit(tx, {
    ...ACTOR,
    organisationId,
    action: 'order.paused_for_recharge',
    subjectId: orderId,
    details: { rechargeId },
    now,
  });
}

async function goOn(tx: PrismaTx, { orderId, organisationId, rechargeId, now }: Step): Promise<void> {
  const row = await lock(tx, orderId);
  if (row.pause?.rechargeId !== rechargeId) return;
  await tx.orderPause.delete({ where: { orderId } });
  if (row.status !== 'paused' || row.pause.overriddenAt) return;
  await tx.standingOrder.update({ where: { id: orderId }, data: { status: 'active', updatedAt: now } });
  await tx.orderTarget.createMany({ data: targetRows(orderId, { ...toOrder(row), status: 'active' }) });
  await recordAudit(tx, {
    ...ACTOR,
    organisationId,
    action: 'order.resumed_after_recharge',
    subjectId: orderId,
    details: { rechargeId },
    now,
  });
}
