import type { Queryable } from '#app/platform/db.server.ts';

/** What a wallet may spend, and whether its owner's money stands still. */
export type LockedWallet = { readonly heldMinor: bigint; readonly frozen: boolean };

/**
 * Locks wallets until the transaction ends, in the order of their ids, and reads what may be spent of each. Whoever freezes
 * money locks the same wallets: a freeze that was ahead is seen here, one that comes after waits.
 * @returns by account id; an account without a stored balance is absent
 */
export async function lockWallets(
  tx: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, LockedWallet>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await tx.query<{ account_id: string; balance_minor: bigint; frozen: boolean }>({
    name: 'lock-wallets',
    text: 'SELECT account_id, balance_minor, frozen FROM lock_wallets($1)',
    values: [accountIds],
  });
  return new Map(rows.map((row) => [row.account_id, { heldMinor: row.balance_minor, frozen: row.frozen }]));
}
