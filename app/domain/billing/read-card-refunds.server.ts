import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CardRefund, CardRefundStatus, RefundableCharge } from './card-refund.ts';

/** Charges looked at for a refund: the newest of those that have anything left. */
const CHARGES_LIMIT = 200;

/** An organisation's refunds to cards, newest first. */
export async function readCardRefunds(
  db: Db,
  input: { organisationId: string; limit: number },
): Promise<CardRefund[]> {
  const rows = await db.prisma.cardRefund.findMany({
    where: { organisationId: input.organisationId },
    include: { charge: true },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map((row) => ({
    id: row.id,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    status: row.status as CardRefundStatus,
    failureCode: row.failureCode,
    brand: row.charge.brand,
    last4: row.charge.last4,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  }));
}

/**
 * The charges of a wallet that have something left to give back, newest first, those whose card did not take a refund last: none
 * that its bank took back, which no refund reaches.
 */
export async function readRefundableCharges(
  tx: Queryable,
  input: { organisationId: string; currency: Currency },
): Promise<RefundableCharge[]> {
  const { rows } = await tx.query<RefundableCharge>(
    `SELECT * FROM (
       SELECT c.id, c.brand, c.last4, c.created_at AS "createdAt", (c.amount_minor - coalesce((SELECT sum(r.amount_minor)
         FROM card_refund r WHERE r.charge_id = c.id AND r.status <> 'failed'), 0))::bigint AS "leftMinor",
         EXISTS (SELECT FROM card_refund r WHERE r.charge_id = c.id AND r.status = 'failed') AS "hasFailed"
       FROM card_charge c WHERE c.organisation_id = $1 AND c.currency = $2 AND NOT EXISTS (SELECT FROM chargeback b
         WHERE b.charge_id = c.id AND b.withdrawn_at IS NOT NULL AND b.reinstated_at IS NULL)) charge
     WHERE "leftMinor" > 0 ORDER BY "hasFailed", "createdAt" DESC, id DESC LIMIT $3`,
    [input.organisationId, input.currency, CHARGES_LIMIT],
  );
  return rows;
}
