import type { Db } from '#app/platform/platform.server.ts';
import { isStripeError } from '#app/platform/stripe.server.ts';
import { refreshPayoutAccount } from './refresh-payout-account.server.ts';

/**
 * Looks at how a payout account stands when its owner comes back from setting it up. Where Stripe does not answer, what
 * is known stays: it tells us of every change by itself.
 */
export async function returnFromOnboarding(
  db: Db,
  input: { organisationId: string; now: Date },
): Promise<void> {
  await refreshPayoutAccount(db, input).catch((error: unknown) => {
    if (!isStripeError(error)) throw error;
    db.log.warn({ err: error, organisationId: input.organisationId }, 'payout account not looked at');
  });
}
