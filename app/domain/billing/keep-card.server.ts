import { newId } from '#app/kernel/ids.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import { CARDS_LIMIT } from './card.ts';

/**
 * Keeps the card that a page was paid with, in the transaction that credits the payment. A card that is kept already is
 * one card still, and goes by the newer name, which is the one that its bank has agreed to last.
 */
export async function keepCard(
  tx: Queryable,
  input: { organisationId: string; page: CheckoutPage; now: Date },
): Promise<void> {
  const { organisationId, page, now } = input;
  const { card, customerId } = page;
  if (card === null) return;
  await tx.query(
    `INSERT INTO payment_card (id, organisation_id, stripe_payment_method_id, brand, last4, expires_month, expires_year,
       fingerprint, created_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM payment_customer c
     WHERE c.organisation_id = $2 AND c.stripe_customer_id = $10
       AND (SELECT count(*) FROM payment_card o WHERE o.organisation_id = $2 AND o.removed_at IS NULL) < $11
     ON CONFLICT (organisation_id, fingerprint) WHERE removed_at IS NULL
     DO UPDATE SET stripe_payment_method_id = excluded.stripe_payment_method_id,
       expires_month = excluded.expires_month, expires_year = excluded.expires_year`,
    [
      newId('card', now.getTime()),
      organisationId,
      card.paymentMethodId,
      card.brand,
      card.last4,
      card.expiresMonth,
      card.expiresYear,
      card.fingerprint,
      now,
      customerId,
      CARDS_LIMIT,
    ],
  );
}
