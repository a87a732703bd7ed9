import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { markMoneyFrozen } from '#app/domain/identity/mark-money-frozen.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { CURRENCIES, smallest } from '#app/kernel/money.ts';
import { type PrismaTx, type Queryable, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { PaymentDispute } from '#app/platform/stripe.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import type { Chargeback } from './chargeback.ts';
import { lockBalances } from './lock-balances.server.ts';
import { postTransfers, type Transfer } from './post-transfers.server.ts';
import type { Charge } from './read-charge.server.ts';
import { CHARGEBACK_COLUMNS, readStandingChargebacks } from './read-chargebacks.server.ts';
import { recoverChargebacks } from './recover-chargebacks.server.ts';

/** `differs`: Stripe tells of another currency than was paid in; nothing is booked, which is for a person to look at. */
export type ChargebackSettled = 'booked' | 'known' | 'differs';

/**
 * Books what a dispute at Stripe has come to: what the bank took, what the buyer still has of it frozen, what came back and
 * what was frozen given back. Each happens once, however often and in whatever order it is told.
 * @param input.dispute as Stripe shows it now; @param input.now the moment at which it was asked for
 */
export function settleChargeback(
  db: Db,
  input: Actor & { dispute: PaymentDispute; charge: Charge; now: Date },
): Promise<ChargebackSettled> {
  const { dispute, charge, now } = input;
  if (dispute.currency !== charge.currency) {
    db.log.error({ chargeId: charge.id, disputeId: dispute.id }, 'dispute is in another currency');
    return Promise.resolve('differs');
  }
  return db.prisma.$transaction(async (prismaTx) => {
    const tx = queryableOf(prismaTx);
    const { organisationId, currency } = charge;
    // Two chargebacks of one buyer come after one another: both look at the same wallet and the same mark.
    await tx.query('SELECT FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [organisationId]);
    const before = await note(tx, input);
    // All of its wallets: whoever sells to it looks under this lock whether its money stands still.
    const wallets = CURRENCIES.map((one) => accountOf(organisationId, 'spendable', one));
    const spendable =
      (await lockBalances(tx, wallets)).get(accountOf(organisationId, 'spendable', currency)) ?? 0n;
    const withdrawn = await withdraw(tx, before, input, spendable);
    const reinstated = await reinstate(tx, before.id, input);
    const isTold = await tell(tx, before, input);
    const frozen = (await readStandingChargebacks(tx, organisationId)).length > 0;
    await markMoneyFrozen(tx, { organisationId, frozen, now });
    if (frozen) await recoverChargebacks(tx, { ...input, organisationId, currency });
    if (!withdrawn && !reinstated && !isTold) return 'known';
    await audit(prismaTx, before, input);
    return 'booked';
  });
}

type Input = Parameters<typeof settleChargeback>[1];

async function note(
  tx: Queryable,
  { dispute, charge, now }: Input,
): Promise<Chargeback & { isNew: boolean }> {
  const { rows: added } = await tx.query(
    `INSERT INTO chargeback (id, organisation_id, charge_id, stripe_dispute_id, currency, amount_minor, reason, status,
       evidence_due_at, opened_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6::bigint, $7, $8, $9::timestamptz, $10::timestamptz, $11::timestamptz, $11::timestamptz)
     ON CONFLICT (stripe_dispute_id) DO NOTHING RETURNING id`,
    [
      newId('cbk', now.getTime()),
      charge.organisationId,
      charge.id,
      dispute.id,
      charge.currency,
      dispute.amountMinor,
      dispute.reason,
      dispute.status,
      dispute.evidenceDueAt,
      dispute.openedAt,
      now,
    ],
  );
  const { rows } = await tx.query<Chargeback>(
    `SELECT ${CHARGEBACK_COLUMNS} FROM chargeback c WHERE c.stripe_dispute_id = $1 FOR UPDATE`,
    [dispute.id],
  );
  return { ...present(rows[0], 'the row was there or was made'), isNew: added.length === 1 };
}

async function withdraw(
  tx: Queryable,
  chargeback: Chargeback,
  { dispute, actor, origin, now }: Input,
  spendableMinor: bigint,
): Promise<boolean> {
  const { id, organisationId, currency } = chargeback;
  if (!dispute.withdrawn || chargeback.withdrawnMinor > 0n) return false;
  const { amountMinor, feeMinor } = dispute.withdrawn;
  // What came back already need not be frozen any more.
  const frozenMinor = dispute.reinstated ? 0n : smallest(amountMinor, spendableMinor);
  await tx.query(
    `UPDATE chargeback SET withdrawn_at = $2::timestamptz, withdrawn_minor = $3::bigint, cost_minor = $4::bigint,
       frozen_minor = $5::bigint WHERE id = $1`,
    [id, now, amountMinor, feeMinor, frozenMinor],
  );
  const lost = platformAccount('chargebacks', currency);
  const clearing = platformAccount('stripe_clearing', currency);
  const wallet = accountOf(organisationId, 'spendable', currency);
  await post(tx, { actor, origin, now }, chargeback, [
    ['chargeback_withdrawn', lost, clearing, amountMinor],
    ['chargeback_cost', lost, clearing, feeMinor],
    ['chargeback_freeze', wallet, lost, frozenMinor],
  ]);
  return true;
}

async function reinstate(
  tx: Queryable,
  id: string,
  { dispute, actor, origin, now }: Input,
): Promise<boolean> {
  if (!dispute.reinstated) return false;
  const { rows } = await tx.query<Chargeback>(
    `SELECT ${CHARGEBACK_COLUMNS} FROM chargeback c WHERE c.id = $1`,
    [id],
  );
  const chargeback = present(rows[0], 'chargebacks are not removed');
  if (chargeback.reinstatedMinor > 0n || chargeback.withdrawnMinor === 0n) return false;
  const { amountMinor, feeMinor } = dispute.reinstated;
  const unfrozenMinor = chargeback.frozenMinor + chargeback.recoveredMinor;
  await tx.query(
    `UPDATE chargeback SET reinstated_at = $2::timestamptz, reinstated_minor = $3::bigint,
       cost_returned_minor = $4::bigint, unfrozen_minor = $5::bigint WHERE id = $1`,
    [id, now, amountMinor, feeMinor, unfrozenMinor],
  );
  const { currency, organisationId } = chargeback;
  const lost = platformAccount('chargebacks', currency);
  const clearing = platformAccount('stripe_clearing', currency);
  await post(tx, { actor, origin, now }, chargeback, [
    ['chargeback_reinstated', clearing, lost, amountMinor],
    ['chargeback_cost_returned', clearing, lost, feeMinor],
    ['chargeback_unfreeze', lost, accountOf(organisationId, 'spendable', currency), unfrozenMinor],
  ]);
  return true;
}

type Leg = readonly [kind: Transfer['kind'], debit: string, credit: string, amountMinor: bigint];

function post(
  tx: Queryable,
  by: Actor & { now: Date },
  { id, currency }: Chargeback,
  legs: readonly Leg[],
): Promise<void> {
  const transfers = legs
    .filter(([, , , amountMinor]) => amountMinor > 0n)
    .map(([kind, debitAccountId, creditAccountId, amountMinor]) => ({
      key: `${kind}:${id}`,
      kind,
      debitAccountId,
      creditAccountId,
      currency,
      amountMinor,
      subjectId: id,
    }));
  return postTransfers(tx, { ...by, transfers });
}

/** What was asked for earlier never replaces what was asked for later. */
async function tell(
  tx: Queryable,
  chargeback: Chargeback & { isNew: boolean },
  { dispute, now }: Input,
): Promise<boolean> {
  const { rows } = await tx.query(
    `UPDATE chargeback SET status = $2, reason = $3, amount_minor = $4::bigint, evidence_due_at = $5::timestamptz, updated_at = $6::timestamptz
     WHERE id = $1 AND updated_at <= $6::timestamptz RETURNING id`,
    [chargeback.id, dispute.status, dispute.reason, dispute.amountMinor, dispute.evidenceDueAt, now],
  );
  return chargeback.isNew || (rows.length === 1 && dispute.status !== chargeback.status);
}

function audit(tx: PrismaTx, { id, organisationId, chargeId }: Chargeback, input: Input): Promise<void> {
  const { dispute } = input;
  return recordAudit(tx, {
    ...input,
    organisationId,
    action: 'chargeback.told',
    subjectId: id,
    details: {
      chargeId,
      dispute: dispute.id,
      status: dispute.status,
      amountMinor: dispute.amountMinor,
      currency: dispute.currency,
    },
  });
}
