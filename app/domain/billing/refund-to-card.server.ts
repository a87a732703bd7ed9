import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { type Currency, smallest } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { planOf, type RefundPart, spreadRefund, totalOf } from './card-refund.ts';
import { sendCardRefundJob } from './jobs.ts';
import { lockBalances } from './lock-balances.server.ts';
import { postTransfers } from './post-transfers.server.ts';
import { readRefundableCharges } from './read-card-refunds.server.ts';

/**
 * Sends unspent money of a wallet back to the cards that it came from, the newest charge first: takes it out of the ledger and
 * lets a job per charge pass it on. Money that did not come by card stays.
 * @param input.amountMinor what was agreed to, minor units: all that can go back, or less
 * @param input.plan which charge gives back how much, as it was shown to whoever agreed (`planOf`); null where nobody was shown it
 * @returns the ids of the refunds, one per charge
 * @throws Refusal `refund_nothing`, `refund_changed`, `refund_blocked`
 */
export function refundToCard(
  db: Db,
  input: Actor & {
    organisationId: string;
    currency: Currency;
    amountMinor: bigint;
    plan: string | null;
    now: Date;
  },
): Promise<string[]> {
  const { organisationId, currency, now } = input;
  return transact(db.pool, async (tx) => {
    await refuseBlocked(tx, organisationId);
    const spendable = accountOf(organisationId, 'spendable', currency);
    // The wallet is locked first: whoever else refunds from it waits here, and finds less left of its charges.
    const held = (await lockBalances(tx, [spendable])).get(spendable) ?? 0n;
    const charges = await readRefundableCharges(tx, input);
    if (spreadRefund(held, currency, charges).length === 0) throw new Refusal('refund_nothing');
    const parts = spreadRefund(smallest(held, input.amountMinor), currency, charges);
    const isAgreed = input.plan === null || planOf(parts) === input.plan;
    if (parts.length === 0 || totalOf(parts) !== input.amountMinor || !isAgreed)
      throw new Refusal('refund_changed');
    const refunds = parts.map((part) => ({ ...part, id: newId('crfd', now.getTime()) }));
    for (const refund of refunds) await write(tx, refund, input);
    await postTransfers(tx, {
      actor: input.actor,
      origin: input.origin,
      now,
      transfers: refunds.map(({ id, amountMinor }) => ({
        key: `card_refund:${id}`,
        kind: 'card_refund' as const,
        debitAccountId: spendable,
        creditAccountId: platformAccount('stripe_clearing', currency),
        currency,
        amountMinor,
        subjectId: id,
      })),
    });
    await enqueue(
      db.queue,
      tx,
      sendCardRefundJob,
      refunds.map(({ id }) => ({ cardRefundId: id })),
    );
    return refunds.map(({ id }) => id);
  });
}

/** Money of whom the exchange has stopped, or whose payment is disputed, waits until that is looked at. Held until this is decided, as a payout does. */
async function refuseBlocked(tx: Tx, organisationId: string): Promise<void> {
  const { rows } = await tx.query<{ blocked: boolean }>(
    'SELECT (blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL) AS blocked FROM organisation WHERE id = $1 FOR SHARE',
    [organisationId],
  );
  if (rows[0]?.blocked !== false) throw new Refusal('refund_blocked');
}

async function write(
  tx: Tx,
  { id, charge, amountMinor }: RefundPart & { id: string },
  { organisationId, currency, actor, now }: Parameters<typeof refundToCard>[1],
): Promise<void> {
  await tx.query(
    `INSERT INTO card_refund (id, organisation_id, currency, amount_minor, charge_id, status, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7)`,
    [id, organisationId, currency, amountMinor, charge.id, actor, now],
  );
}
