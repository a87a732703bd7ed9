import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { accountOf, platformAccount } from '#app/domain/billing/accounts.ts';
import { lockBalances } from '#app/domain/billing/lock-balances.server.ts';
import { postTransfers, type Transfer } from '#app/domain/billing/post-transfers.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { smallest } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { LockedSale } from './lock-sale.server.ts';
import { giveBudgetBack } from './refund-sale.server.ts';

/** Of a share that is taken back: what the seller had, and what is owed from then on. Minor units. */
export type ClawedBack = { readonly fromAvailableMinor: bigint; readonly debtMinor: bigint };

/**
 * Gives the price of a released sale, which is locked, back to its buyer: the seller's share from what is available, the rest
 * of it as debt, and the platform's fee. The order that bought it may spend the amount again; its cap stays counted, and the
 * lead stays sold.
 * @param input.sealedReason why, as it is kept; null where nothing can be kept
 */
export async function clawBackSale(
  tx: Queryable,
  input: Actor & { sale: LockedSale; sealedReason: Uint8Array | null; now: Date },
): Promise<ClawedBack> {
  const { sale, now } = input;
  assert(sale.status === 'released', 'only a share that is free is taken back');
  const { currency, feeMinor } = sale;
  // The order before the wallets, as by whoever sells to it.
  await giveBudgetBack(tx, sale);
  const available = accountOf(sale.sellerOrganisationId, 'available', currency);
  const wallet = accountOf(sale.buyerOrganisationId, 'spendable', currency);
  const balances = await lockBalances(tx, [available, wallet]);
  const share = sale.priceMinor - feeMinor;
  const fromAvailableMinor = smallest(share, balances.get(available) ?? 0n);
  const debtMinor = share - fromAvailableMinor;
  await tx.query(
    `INSERT INTO take_back (sale_id, currency, from_available_minor, debt_minor, fee_minor, sealed_reason, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz)`,
    [sale.id, currency, fromAvailableMinor, debtMinor, feeMinor, input.sealedReason, input.actor, now],
  );
  const part = (kind: Transfer['kind'], debitAccountId: string, amountMinor: bigint): Transfer => ({
    key: `${kind}:${sale.id}`,
    ...{ kind, debitAccountId, creditAccountId: wallet, currency, amountMinor, subjectId: sale.id },
  });
  const parts = [
    part('clawback_available', available, fromAvailableMinor),
    part('clawback_debt', accountOf(sale.sellerOrganisationId, 'debt', currency), debtMinor),
    part('clawback_fee', platformAccount('fees', currency), feeMinor),
  ];
  await postTransfers(tx, {
    transfers: parts.filter(({ amountMinor }) => amountMinor > 0n),
    actor: input.actor,
    origin: input.origin,
    now,
  });
  await tx.query(`UPDATE sale SET status = 'refunded' WHERE id = $1`, [sale.id]);
  return { fromAvailableMinor, debtMinor };
}
