import type { Currency } from '#app/kernel/money.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import { readWallet } from './read-wallet.server.ts';

/**
 * Whether bank details that an organisation gives now wait before they are paid to: where it has others, or had, and
 * where money of the currency is there already, held or free. Whoever got into an account neither gets round the wait by taking the
 * old ones away first nor by being the first who gives any.
 */
export async function doBankDetailsWait(
  db: { readonly prisma: PrismaTx },
  input: { organisationId: string; currency: Currency },
): Promise<boolean> {
  const { organisationId, currency } = input;
  const where = { organisationId, currency };
  const wallet = (await readWallet(queryableOf(db.prisma), organisationId)).find(
    (one) => one.currency === currency,
  );
  if (wallet && wallet.pending + wallet.available > 0n) return true;
  return (
    (await db.prisma.bankDetails.count({ where })) + (await db.prisma.bankDetailsRemoval.count({ where })) > 0
  );
}
