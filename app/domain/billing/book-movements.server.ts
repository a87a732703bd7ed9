import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { platformAccount } from './accounts.ts';
import { postTransfers } from './post-transfers.server.ts';
import { type MovementKind, movementsOf } from './reconciliation.ts';

/** Books what Stripe did by itself in a line of our balance: its fee, and money between it and our bank. Once per line and kind. */
export async function bookMovements(db: Db, input: Actor & { line: BalanceLine; now: Date }): Promise<void> {
  const { line, now } = input;
  const currency = CURRENCIES.find((one) => one === line.currency);
  const movements = movementsOf(line);
  if (!currency || movements.length === 0) return;
  await transact(db.pool, async (tx) => {
    for (const { kind, amountMinor } of movements) {
      const id = newId('smov', now.getTime());
      const { rowCount } = await tx.query(
        `INSERT INTO stripe_movement (id, kind, balance_transaction_id, currency, amount_minor, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (balance_transaction_id, kind) DO NOTHING`,
        [id, kind, line.id, currency, amountMinor, now],
      );
      if (rowCount === 1) await post(tx, { ...input, id, kind, currency, amountMinor });
    }
  });
}

function post(
  tx: Tx,
  input: Actor & { id: string; kind: MovementKind; currency: Currency; amountMinor: bigint; now: Date },
): Promise<void> {
  const { id, kind, currency, amountMinor } = input;
  const other = platformAccount(kind.startsWith('stripe_fee') ? 'stripe_fees' : 'bank_clearing', currency);
  const clearing = platformAccount('stripe_clearing', currency);
  const [debitAccountId, creditAccountId] = kind.endsWith('_return') ? [clearing, other] : [other, clearing];
  return postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: [
      { key: `${kind}:${id}`, kind, debitAccountId, creditAccountId, currency, amountMinor, subjectId: id },
    ],
  });
}
