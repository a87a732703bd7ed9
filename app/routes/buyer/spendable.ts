import type { AppLoadContext } from '@remix-run/node';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import type { Currency } from '#app/kernel/money.ts';

/** What an organisation can spend in a currency, in minor units. */
export async function spendableIn(
  { db }: AppLoadContext,
  organisationId: string,
  currency: Currency,
): Promise<bigint> {
  const wallets = await readWallet(db.pool, organisationId);
  return wallets.find((wallet) => wallet.currency === currency)?.spendable ?? 0n;
}
