import type { Currency, Money } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** A payment by card that was credited to a wallet. */
export type Charge = Money & {
  readonly id: string;
  readonly organisationId: string;
  /** When it was begun: by its payer on the wallet's page, or by itself. */
  readonly createdAt: Date;
  readonly paidAt: Date;
  readonly byItself: boolean;
};

type Asked = { readonly id: string } | { readonly paymentIntentId: string };

/** One payment by card, by our id of it or by Stripe's; null when nothing was credited for it. */
export async function readCharge(db: Queryable, asked: Asked): Promise<Charge | null> {
  const { rows } = await db.query<Omit<Charge, 'currency'> & { currency: Currency }>(
    `SELECT c.id, c.organisation_id AS "organisationId", c.currency, c.amount_minor AS "amountMinor", c.created_at AS "paidAt",
       coalesce(u.created_at, r.created_at) AS "createdAt", r.id IS NOT NULL AS "byItself"
     FROM card_charge c LEFT JOIN top_up u ON u.id = c.id LEFT JOIN recharge r ON r.id = c.id
     WHERE c.id = $1 OR c.payment_intent_id = $2`,
    ['id' in asked ? asked.id : null, 'id' in asked ? null : asked.paymentIntentId],
  );
  return rows[0] ?? null;
}
