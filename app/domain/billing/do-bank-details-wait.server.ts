import type { Currency } from '#app/kernel/money.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Whether bank details that an organisation gives now wait before they are paid to: where it has others, or had. Whoever got into an
 * account does not get round the wait by taking the old ones away first.
 */
export async function doBankDetailsWait(
  db: { readonly prisma: PrismaTx },
  input: { organisationId: string; currency: Currency },
): Promise<boolean> {
  const { organisationId, currency } = input;
  const where = { organisationId, currency };
  return (
    (await db.prisma.bankDetails.count({ where })) + (await db.prisma.bankDetailsRemoval.count({ where })) > 0
  );
}
