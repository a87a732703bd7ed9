import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { type Currency, largest } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { sendPayoutJob } from './jobs.ts';
import { lockBalances } from './lock-balances.server.ts';
import { payableOf } from './payout.ts';
import { postTransfers } from './post-transfers.server.ts';
import { recoverDebts } from './recover-debts.server.ts';

/**
 * Decides a payout: takes what a seller has available in a currency out of the ledger and lets a job pass it on. Only
 * holds that ended fill what is available, so nothing leaves whose dispute window runs or that is disputed.
 * What the seller owes is paid first and leaves with no payout.
 * @param input.amountMinor what was agreed to; null pays whatever is there, from the seller's own minimum on
 * @returns the id of the payout
 * @throws Refusal `payouts_paused`, `organisation_blocked`, `payout_barred` where the operator's country may not trade with
 * the seller's, `payout_account_not_ready`, `payout_too_small`, `payout_changed`
 */
export async function paySeller(
  db: Db,
  input: Actor & { organisationId: string; currency: Currency; amountMinor: bigint | null; now: Date },
): Promise<string> {
  const { organisationId, currency, now } = input;
  const { values } = await readSettings(db);
  if (values.payouts_paused) throw new Refusal('payouts_paused');
  return transact(db.pool, async (tx) => {
    await refuseBlocked(tx, organisationId);
    await refuseBarred(tx, organisationId);
    const stripeAccountId = await readyAccountOf(tx, organisationId);
    const available = accountOf(organisationId, 'available', currency);
    const id = newId('pout', now.getTime());
    const held = await availableFree(tx, { ...input, payoutId: id });
    const isByItself = input.amountMinor === null;
    const own = isByItself ? await ownMinimum(tx, organisationId, currency) : 0n;
    const amountMinor = payableOf(held, currency, largest(own, values.payout_minimum_minor[currency]));
    if (amountMinor === 0n) throw new Refusal('payout_too_small');
    if (input.amountMinor !== null && input.amountMinor !== amountMinor) throw new Refusal('payout_changed');
    await tx.query(
      `INSERT INTO payout (id, organisation_id, currency, amount_minor, stripe_account_id, status, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7)`,
      [id, organisationId, currency, amountMinor, stripeAccountId, input.actor, now],
    );
    await postTransfers(tx, {
      actor: input.actor,
      origin: input.origin,
      now,
      transfers: [
        {
          key: `payout:${id}`,
          kind: 'payout',
          debitAccountId: available,
          creditAccountId: platformAccount('stripe_clearing', currency),
          currency,
          amountMinor,
          subjectId: id,
        },
      ],
    });
    await enqueue(db.queue, tx, sendPayoutJob, [{ payoutId: id }]);
    return id;
  });
}

/** What is left of what is available once what is owed is paid; both stand still until the transaction ends. */
async function availableFree(
  tx: Tx,
  input: Actor & { organisationId: string; currency: Currency; payoutId: string; now: Date },
): Promise<bigint> {
  const { organisationId, currency } = input;
  const available = accountOf(organisationId, 'available', currency);
  const held = (await lockBalances(tx, [available])).get(available) ?? 0n;
  const recovered = await recoverDebts(tx, {
    ...input,
    available: [{ organisationId, currency, amountMinor: held, causeId: input.payoutId }],
  });
  return held - (recovered.get(accountOf(organisationId, 'debt', currency)) ?? 0n);
}

async function ownMinimum(tx: Tx, organisationId: string, currency: Currency): Promise<bigint> {
  const { rows } = await tx.query<{ least: bigint }>(
    'SELECT amount_minor AS least FROM payout_minimum WHERE organisation_id = $1 AND currency = $2',
    [organisationId, currency],
  );
  return rows[0]?.least ?? 0n;
}

/** Held until the payout is decided, so that a block that comes at the same moment comes after it or before it. */
async function refuseBlocked(tx: Tx, organisationId: string): Promise<void> {
  const { rows } = await tx.query<{ blocked: boolean }>(
    'SELECT blocked_at IS NOT NULL AS blocked FROM organisation WHERE id = $1 FOR SHARE',
    [organisationId],
  );
  if (rows[0]?.blocked !== false) throw new Refusal('organisation_blocked');
}

async function refuseBarred(tx: Tx, organisationId: string): Promise<void> {
  const { rows } = await tx.query<{ barred: boolean }>('SELECT payout_is_barred($1) AS barred', [
    organisationId,
  ]);
  if (rows[0]?.barred) throw new Refusal('payout_barred');
}

async function readyAccountOf(tx: Tx, organisationId: string): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT stripe_account_id AS id FROM payout_account WHERE organisation_id = $1 AND payouts_enabled',
    [organisationId],
  );
  if (!rows[0]) throw new Refusal('payout_account_not_ready');
  return rows[0].id;
}
