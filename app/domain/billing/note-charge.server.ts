import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Writes down what a payment by card brought, in the transaction that credits it: so much can go back to that card. */
export async function noteCharge(
  tx: Queryable,
  input: {
    id: string;
    organisationId: string;
    currency: Currency;
    amountMinor: bigint;
    paymentIntentId: string;
    card: { readonly brand: string; readonly last4: string } | null;
    now: Date;
  },
): Promise<void> {
  const { id, organisationId, currency, amountMinor, paymentIntentId, card, now } = input;
  await tx.query(
    `INSERT INTO card_charge (id, organisation_id, currency, amount_minor, payment_intent_id, brand, last4, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      organisationId,
      currency,
      amountMinor,
      paymentIntentId,
      card?.brand ?? null,
      card?.last4 ?? null,
      now,
    ],
  );
}
