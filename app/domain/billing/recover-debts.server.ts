import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { type Currency, smallest } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf } from './accounts.ts';
import { lockBalances } from './lock-balances.server.ts';
import { postTransfers } from './post-transfers.server.ts';
import { readOwed } from './read-owed.server.ts';

/** Money that has become available to a seller in the caller's transaction. */
export type Available = {
  readonly organisationId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** What it came from: the id of a sale, of a payout, of what came back of one. */
  readonly causeId: string;
};

/**
 * Pays what sellers owe out of what has just become available to them, as far as it reaches, in the caller's transaction. The
 * balances are locked before what is owed is read, and whoever takes a sale back locks the same, so that two at once do
 * not recover the same debt twice.
 * @returns how much was recovered, minor units by the account of debt
 */
export async function recoverDebts(
  tx: Queryable,
  input: Actor & { available: readonly Available[]; now: Date },
): Promise<Map<string, bigint>> {
  const { available, now } = input;
  const ids = available.map((one) => accountOf(one.organisationId, 'available', one.currency));
  await lockBalances(tx, [...new Set(ids)]);
  const owed = await readOwed(tx, available);
  const recovered = new Map<string, bigint>();
  const rows = available.flatMap((one) => {
    const debt = accountOf(one.organisationId, 'debt', one.currency);
    const done = recovered.get(debt) ?? 0n;
    const amountMinor = smallest(one.amountMinor, (owed.get(debt) ?? 0n) - done);
    if (amountMinor <= 0n) return [];
    recovered.set(debt, done + amountMinor);
    return [{ ...one, amountMinor, id: newId('drec', now.getTime()) }];
  });
  if (rows.length === 0) return recovered;
  await tx.query(
    `INSERT INTO debt_recovery (id, organisation_id, currency, amount_minor, cause_id, created_at)
     SELECT id, organisation, currency, amount, cause, $2::timestamptz
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, organisation text, currency text, amount bigint, cause text)`,
    [
      JSON.stringify(
        rows.map((row) => ({
          id: row.id,
          organisation: row.organisationId,
          currency: row.currency,
          amount: row.amountMinor.toString(),
          cause: row.causeId,
        })),
      ),
      now,
    ],
  );
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now,
    transfers: rows.map((row) => ({
      key: `debt_recovery:${row.id}`,
      kind: 'debt_recovery' as const,
      debitAccountId: accountOf(row.organisationId, 'available', row.currency),
      creditAccountId: accountOf(row.organisationId, 'debt', row.currency),
      currency: row.currency,
      amountMinor: row.amountMinor,
      subjectId: row.id,
    })),
  });
  return recovered;
}
