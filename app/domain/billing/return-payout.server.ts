import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { postTransfers } from './post-transfers.server.ts';
import { recoverDebts } from './recover-debts.server.ts';

/**
 * Makes the money of a payout that did not arrive available again, in the transaction that says so of the payout. Where its
 * seller owes meanwhile, that is paid first.
 */
export async function returnPayout(
  tx: Queryable,
  input: Actor & { id: string; organisationId: string; currency: Currency; amountMinor: bigint; now: Date },
): Promise<void> {
  const { id, organisationId, currency, amountMinor } = input;
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: [
      {
        key: `payout_return:${id}`,
        kind: 'payout_return',
        debitAccountId: platformAccount('stripe_clearing', currency),
        creditAccountId: accountOf(organisationId, 'available', currency),
        currency,
        amountMinor,
        subjectId: id,
      },
    ],
  });
  await recoverDebts(tx, { ...input, available: [{ organisationId, currency, amountMinor, causeId: id }] });
}
