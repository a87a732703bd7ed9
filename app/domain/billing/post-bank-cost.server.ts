import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { platformAccount } from './accounts.ts';
import { postTransfers } from './post-transfers.server.ts';

/** Books a cost, in the transaction that says of it that it is posted. */
export function postBankCost(
  tx: Queryable,
  input: Actor & { id: string; currency: Currency; amountMinor: bigint; now: Date },
): Promise<void> {
  const { id, currency, amountMinor, actor, origin, now } = input;
  return postTransfers(tx, {
    ...{ actor, origin, now },
    transfers: [
      {
        key: `bank_cost:${id}`,
        kind: 'bank_cost',
        debitAccountId: platformAccount('bank_costs', currency),
        creditAccountId: platformAccount('bank_clearing', currency),
        currency,
        amountMinor,
        subjectId: id,
      },
    ],
  });
}
