import type { Db } from '#app/platform/platform.server.ts';
import { accountErrors, type PayoutAccount } from './payout-account.ts';

/** The organisation's payout account as Stripe last told of it, or null. */
export async function readPayoutAccount(db: Db, organisationId: string): Promise<PayoutAccount | null> {
  const row = await db.prisma.payoutAccount.findUnique({
    where: { organisationId },
    select: {
      stripeAccountId: true,
      detailsSubmitted: true,
      payoutsEnabled: true,
      currentlyDue: true,
      pastDue: true,
      pendingVerification: true,
      errors: true,
      disabledReason: true,
      dueBy: true,
    },
  });
  return row && { ...row, errors: accountErrors.parse(row.errors) };
}
