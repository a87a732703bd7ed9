import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { OrganisationAccount } from './accounts.ts';

/**
 * Balances of one currency in minor units. `debt` is what the organisation owes. `paidOut` left for the seller and did not come
 * back; what is on its way counts.
 */
export type Wallet = { currency: Currency; paidOut: bigint } & Record<OrganisationAccount, bigint>;

/** An organisation's balances, a row per currency in which it has accounts. */
export async function readWallet(db: Queryable, organisationId: string): Promise<Wallet[]> {
  const { rows } = await db.query<{
    kind: OrganisationAccount;
    currency: Currency;
    balance: bigint;
    left: bigint;
  }>(
    `SELECT a.kind, a.currency, coalesce(
        b.balance_minor,
        (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE credit_account_id = a.id)
      - (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE debit_account_id = a.id))::bigint AS balance,
      ((SELECT coalesce(sum(p.amount_minor), 0) FROM transfer p
        WHERE a.kind = 'available' AND p.debit_account_id = a.id AND p.kind IN ('payout', 'bank_payout'))
      - (SELECT coalesce(sum(r.amount_minor), 0) FROM transfer r
        WHERE a.kind = 'available' AND r.credit_account_id = a.id
          AND r.kind IN ('payout_return', 'payout_reversal', 'bank_payout_return')))::bigint AS "left"
     FROM account a LEFT JOIN account_balance b ON b.account_id = a.id
     WHERE a.organisation_id = $1 ORDER BY a.currency`,
    [organisationId],
  );
  const wallets = new Map<Currency, Wallet>();
  for (const row of rows) {
    const wallet = wallets.get(row.currency) ?? {
      currency: row.currency,
      spendable: 0n,
      reserved: 0n,
      pending: 0n,
      available: 0n,
      debt: 0n,
      paidOut: 0n,
    };
    // Below zero is what is owed.
    wallet[row.kind] = row.kind === 'debt' ? -row.balance : row.balance;
    wallet.paidOut += row.left;
    wallets.set(row.currency, wallet);
  }
  return [...wallets.values()];
}
