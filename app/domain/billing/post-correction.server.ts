import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { CorrectionKind } from './correction.ts';
import { lockBalances } from './lock-balances.server.ts';
import { postTransfers } from './post-transfers.server.ts';

/**
 * Books an entry by hand, in the transaction that says of it that it is posted.
 * @throws Refusal `insufficient_funds`
 */
export async function postCorrection(
  tx: Queryable,
  input: Actor & {
    id: string;
    kind: string;
    debitAccountId: string;
    creditAccountId: string;
    currency: string;
    amountMinor: bigint;
    now: Date;
  },
): Promise<void> {
  const { id, debitAccountId, creditAccountId, amountMinor } = input;
  const kind = input.kind as CorrectionKind;
  const held = (await lockBalances(tx, [debitAccountId, creditAccountId])).get(debitAccountId);
  if (held !== undefined && held < amountMinor) throw new Refusal('insufficient_funds');
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: [
      {
        key: `${kind}:${id}`,
        kind,
        debitAccountId,
        creditAccountId,
        currency: input.currency as Currency,
        amountMinor,
        subjectId: id,
      },
    ],
  });
}
