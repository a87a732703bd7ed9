import type { Db } from '#app/platform/platform.server.ts';
import { type ConnectedAccount, StripeRefused } from '#app/platform/stripe.server.ts';

/**
 * Asks Stripe how a seller's payout account stands. Answers that overtake each other are harmless: what was asked for
 * earlier never replaces what was asked for later.
 * @returns `updated`, or `ignored` when there is no account
 */
export async function refreshPayoutAccount(
  db: Db,
  input: { organisationId: string; now: Date },
): Promise<'updated' | 'ignored'> {
  const { organisationId, now } = input;
  const row = await db.prisma.payoutAccount.findUnique({ where: { organisationId } });
  if (!row) return 'ignored';
  const account = await readAccount(db, row.stripeAccountId);
  await db.prisma.payoutAccount.updateMany({
    where: { organisationId, updatedAt: { lte: now } },
    data: { ...columnsOf(account), updatedAt: now },
  });
  return 'updated';
}

/** An account that was closed, or taken from us, takes no money. */
async function readAccount(db: Db, id: string): Promise<Omit<ConnectedAccount, 'id'>> {
  return db.stripe.readAccount(id).catch((error: unknown) => {
    if (!(error instanceof StripeRefused)) throw error;
    return { ...NOTHING, disabledReason: 'account_closed' };
  });
}

const NOTHING = {
  detailsSubmitted: false,
  payoutsEnabled: false,
  currentlyDue: [],
  pastDue: [],
  pendingVerification: [],
  errors: [],
  disabledReason: null,
  dueBy: null,
};

/** What is kept of an account, as the table has it. */
export function columnsOf(account: Omit<ConnectedAccount, 'id'>) {
  const { currentlyDue, pastDue, pendingVerification, errors, ...rest } = account;
  return {
    detailsSubmitted: rest.detailsSubmitted,
    payoutsEnabled: rest.payoutsEnabled,
    disabledReason: rest.disabledReason,
    dueBy: rest.dueBy,
    currentlyDue: [...currentlyDue],
    pastDue: [...pastDue],
    pendingVerification: [...pendingVerification],
    errors: errors.map((error) => ({ ...error })),
  };
}
