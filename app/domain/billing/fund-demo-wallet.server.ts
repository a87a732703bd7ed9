import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Money } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { openAccounts } from './open-accounts.server.ts';
import { postTransfers } from './post-transfers.server.ts';

/** Puts play money into a buyer's wallet; the ledger marks it as such. At most once per wallet and occasion. */
export async function fundDemoWallet(
  tx: Queryable,
  input: Actor & { organisationId: string; money: Money; occasion: string; now: Date },
): Promise<void> {
  const { currency, amountMinor } = input.money;
  await openAccounts(tx, { organisationId: input.organisationId, currency, now: input.now });
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: [
      {
        key: `demo_funding:${input.organisationId}:${currency}:${input.occasion}`,
        kind: 'demo_funding',
        debitAccountId: platformAccount('demo_funding', currency),
        creditAccountId: accountOf(input.organisationId, 'spendable', currency),
        currency,
        amountMinor,
        subjectId: input.organisationId,
      },
    ],
  });
}
