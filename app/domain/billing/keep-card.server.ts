import { newId } from '#app/kernel/ids.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import { CARDS_LIMIT } from './card.ts';

/**
 * Keeps the card of a page, in the transaction that settles it. A card that is kept already is
 * one card still, and goes by the newer name, which is the one that its bank has agreed to last.
 * @returns its id; null where it is not kept: too many are, or Stripe does not hold it for this organisation
 */
export async function keepCard(
  tx: Queryable,
  input: { organisationId: string; page: CheckoutPage; now: Date },
): Promise<string | null> {
  const { organisationId, page, now } = input;
  const { card, customerId } = page;
  if (card === null || !card.isAttached) return null;
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO payment_card (id, organisation_id, stripe_payment_method_id, brand, last4, expires_month, expires_year,
       fingerprint, created_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM payment_customer c
     WHERE c.organisation_id = $2 AND c.stripe_customer_id = $10
       AND (SELECT count(*) FROM payment_card o WHERE o.organisation_id = $2 AND o.removed_at IS NULL) < $11
     ON CONFLICT (organisation_id, fingerprint) WHERE removed_at IS NULL
     DO UPDATE SET stripe_payment_method_id = excluded.stripe_payment_method_id,
       expires_month = excluded.expires_month, expires_year = excluded.expires_year
     RETURNING id`,
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
  return rows[0]?.id ?? null;
}
