import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf } from './accounts.ts';
import { postTransfers, type Transfer } from './post-transfers.server.ts';
import { recoverChargebacks } from './recover-chargebacks.server.ts';

/**
 * Books money that comes into a wallet, in the caller's transaction; what its owner owes for chargebacks is paid from it first.
 * The organisation is held before its wallet, in the order of whoever freezes it.
 * @throws Refusal `transfer_key_reused`
 */
export async function creditWallet(
  tx: Queryable,
  input: Actor & {
    organisationId: string;
    transfer: Omit<Transfer, 'creditAccountId'>;
    now: Date;
  },
): Promise<void> {
  const { organisationId, transfer, actor, origin, now } = input;
  const { currency } = transfer;
  await tx.query('SELECT FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [organisationId]);
  const creditAccountId = accountOf(organisationId, 'spendable', currency);
  await postTransfers(tx, { actor, origin, now, transfers: [{ ...transfer, creditAccountId }] });
  await recoverChargebacks(tx, { actor, origin, organisationId, currency, now });
}
