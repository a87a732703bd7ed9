import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { platformAccount } from './accounts.ts';
import { postTransfers } from './post-transfers.server.ts';
import { type MovementKind, movementsOf, signedMinor } from './reconciliation.ts';

/**
 * Books what Stripe did by itself in a line of our balance: its fee, money between it and our bank, and what it converted. Once
 * per line and kind; nothing of a line that stands in a currency of which no books are kept here.
 */
export async function bookMovements(db: Db, input: Actor & { line: BalanceLine; now: Date }): Promise<void> {
  const { line, now } = input;
  const movements = movementsOf(line);
  const kept = movements.flatMap(({ kind, amountMinor, ...of }) => {
    const currency = CURRENCIES.find((one) => one === of.currency);
    return currency ? [{ kind, currency, amountMinor }] : [];
  });
  if (movements.length === 0 || kept.length < movements.length) return;
  await transact(db.pool, async (tx) => {
    for (const { kind, currency, amountMinor } of kept) {
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

/** Where it goes to or comes from, but for what lies at Stripe. */
const OTHER_SIDE = {
  stripe_fee: 'stripe_fees',
  stripe_fee_return: 'stripe_fees',
  stripe_payout: 'bank_clearing',
  stripe_payout_return: 'bank_clearing',
  stripe_exchange_out: 'stripe_exchange',
  stripe_exchange_in: 'stripe_exchange',
} as const satisfies Record<MovementKind, string>;

function post(
  tx: Tx,
  input: Actor & { id: string; kind: MovementKind; currency: Currency; amountMinor: bigint; now: Date },
): Promise<void> {
  const { id, kind, currency, amountMinor } = input;
  const other = platformAccount(OTHER_SIDE[kind], currency);
  const clearing = platformAccount('stripe_clearing', currency);
  const [debitAccountId, creditAccountId] = signedMinor(input) > 0n ? [clearing, other] : [other, clearing];
  return postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: [
      { key: `${kind}:${id}`, kind, debitAccountId, creditAccountId, currency, amountMinor, subjectId: id },
    ],
  });
}
