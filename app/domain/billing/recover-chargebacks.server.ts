import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { isMoneyFrozen } from '#app/domain/identity/is-money-frozen.server.ts';
import { markMoneyFrozen } from '#app/domain/identity/mark-money-frozen.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { type Currency, smallest } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { owedOf } from './chargeback.ts';
import { lockBalances } from './lock-balances.server.ts';
import { postTransfers } from './post-transfers.server.ts';
import { readStandingChargebacks } from './read-chargebacks.server.ts';

/**
 * Takes from a wallet what its owner owes for chargebacks that were lost uncovered, the oldest first, as far as it goes, in
 * the caller's transaction. Once nothing is owed and no other stands, the organisation may buy again. `creditWallet` calls
 * it for all money that comes in from outside; `heal-payments` looks after what comes from within, as a refund of a sale.
 * @returns minor units taken
 */
export async function recoverChargebacks(
  tx: Queryable,
  input: Actor & { organisationId: string; currency: Currency; now: Date },
): Promise<bigint> {
  const { organisationId, currency, now } = input;
  if (!(await isMoneyFrozen(tx, organisationId))) return 0n;
  await tx.query('SELECT FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [organisationId]);
  const wallet = accountOf(organisationId, 'spendable', currency);
  let left = (await lockBalances(tx, [wallet])).get(wallet) ?? 0n;
  let taken = 0n;
  for (const chargeback of await readStandingChargebacks(tx, organisationId)) {
    const owed = chargeback.status === 'lost' && chargeback.currency === currency ? owedOf(chargeback) : 0n;
    const amountMinor = smallest(owed, left);
    if (amountMinor === 0n) continue;
    const id = newId('crec', now.getTime());
    await tx.query(
      'INSERT INTO chargeback_recovery (id, chargeback_id, amount_minor, created_at) VALUES ($1, $2, $3, $4)',
      [id, chargeback.id, amountMinor, now],
    );
    await postTransfers(tx, {
      actor: input.actor,
      origin: input.origin,
      now,
      transfers: [
        {
          key: `chargeback_recovery:${id}`,
          kind: 'chargeback_recovery',
          debitAccountId: wallet,
          creditAccountId: platformAccount('chargebacks', currency),
          currency,
          amountMinor,
          subjectId: id,
        },
      ],
    });
    left -= amountMinor;
    taken += amountMinor;
  }
  const frozen = (await readStandingChargebacks(tx, organisationId)).length > 0;
  await markMoneyFrozen(tx, { organisationId, frozen, now });
  return taken;
}
