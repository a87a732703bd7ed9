import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { sealSecret, unsealSecret } from '#app/platform/crypto.server.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { BATCH_PAYOUTS_LIMIT } from './bank-batch.ts';
import { detailsContext } from './bank-details.ts';
import { payeeOf } from './bank-payee.ts';
import { lockBalances } from './lock-balances.server.ts';
import { payableOf } from './payout.ts';
import { postTransfers } from './post-transfers.server.ts';
import { recoverDebts } from './recover-debts.server.ts';

type Due = { organisationId: string; sealed: Uint8Array; masked: string };

/**
 * Makes a batch of all sellers whose bank is known and who have enough available in a currency, and takes their money out of
 * what is available at once: nothing else can pay it out meanwhile. What a seller owes is paid first. It leaves only once two admins agree.
 * @returns its id
 * @throws Refusal `payouts_paused`, `bank_not_offered` where the exchange has no account of its own, `batch_empty`
 */
export async function makeBankBatch(
  db: Db,
  input: Actor & { currency: Currency; now: Date },
): Promise<string> {
  const { currency, now } = input;
  const { values } = await readSettings(db);
  if (values.payouts_paused) throw new Refusal('payouts_paused');
  if (!payeeOf(values.bank_account, currency)) throw new Refusal('bank_not_offered', { currency });
  const minimum = values.payout_minimum_minor[currency];
  return db.prisma.$transaction(async (tx) => {
    // Two batches of one currency come after one another, so that the second finds what the first has left.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`bank_batch:${currency}`}))::text`;
    const due = await readDue(tx, { currency, minimum, now });
    const available = (organisationId: string) => accountOf(organisationId, 'available', currency);
    const held = await lockBalances(
      queryableOf(tx),
      due.map((one) => available(one.organisationId)),
    );
    const id = newId('bbat', now.getTime());
    const heldBy = (organisationId: string) => held.get(available(organisationId)) ?? 0n;
    const recovered = await recoverDebts(queryableOf(tx), {
      ...input,
      available: due.map(({ organisationId }) => ({
        organisationId,
        currency,
        amountMinor: heldBy(organisationId),
        causeId: id,
      })),
    });
    const payouts = due.flatMap((one) => {
      const owed = recovered.get(accountOf(one.organisationId, 'debt', currency)) ?? 0n;
      const amountMinor = payableOf(heldBy(one.organisationId) - owed, currency, minimum);
      return amountMinor > 0n ? [{ ...one, id: newId('bpay', now.getTime()), amountMinor }] : [];
    });
    if (payouts.length === 0) throw new Refusal('batch_empty');
    await tx.bankBatch.create({
      data: { id, currency, status: 'proposed', createdBy: input.actor, createdAt: now },
    });
    await tx.bankPayout.createMany({
      data: payouts.map((one) => ({
        id: one.id,
        batchId: id,
        organisationId: one.organisationId,
        currency,
        amountMinor: one.amountMinor,
        sealed: new Uint8Array(sealedFor(db, one, currency)),
        masked: one.masked,
        status: 'pending',
        createdAt: now,
      })),
    });
    await postTransfers(queryableOf(tx), {
      actor: input.actor,
      origin: input.origin,
      now,
      transfers: payouts.map((one) => ({
        key: `bank_payout:${one.id}`,
        kind: 'bank_payout',
        debitAccountId: available(one.organisationId),
        creditAccountId: platformAccount('bank_clearing', currency),
        currency,
        amountMinor: one.amountMinor,
        subjectId: one.id,
      })),
    });
    const totalMinor = payouts.reduce((sum, one) => sum + one.amountMinor, 0n);
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'bank_batch.made',
      subjectId: id,
      details: { currency, payouts: payouts.length, totalMinor },
    });
    return id;
  });
}

/** Held until the batch is made, so that a block that comes at the same moment comes after it or before it. */
function readDue(tx: PrismaTx, input: { currency: Currency; minimum: bigint; now: Date }): Promise<Due[]> {
  return tx.$queryRaw<Due[]>`
    SELECT d.organisation_id AS "organisationId", d.sealed, d.masked
    FROM bank_details d
    JOIN organisation o ON o.id = d.organisation_id AND o.blocked_at IS NULL AND NOT payout_is_barred(o.id)
    JOIN account_balance b ON b.account_id = d.organisation_id || ':available:' || d.currency
    WHERE d.currency = ${input.currency} AND d.usable_from <= ${input.now} AND b.balance_minor >= ${input.minimum}
    ORDER BY d.organisation_id LIMIT ${BATCH_PAYOUTS_LIMIT}
    FOR SHARE OF o, d`;
}

/** The details sealed anew under the payout, which they stay with. */
function sealedFor(db: Db, due: Due & { id: string }, currency: Currency): Buffer {
  const context = detailsContext(due.organisationId, currency);
  const plain = unsealSecret(db.keys.encryption, Buffer.from(due.sealed), context);
  return sealSecret(db.keys.encryption, plain, due.id);
}
