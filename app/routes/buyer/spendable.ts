import type { AppLoadContext } from '@remix-run/node';
import { readSpendable } from '#app/domain/billing/read-spendable.server.ts';
import type { Currency } from '#app/kernel/money.ts';

/** What an organisation can spend in a currency, in minor units. */
export async function spendableIn(
  { db }: AppLoadContext,
  organisationId: string,
  currency: Currency,
): Promise<bigint> {
  const wallets = await readSpendable(db.pool, organisationId);
  return wallets.find((wallet) => wallet.currency === currency)?.spendable ?? 0n;
}
