import type { Money } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** The last payment to a seller's bank, where the bank did not take it; null where it did, or none was made. */
export async function readBankFailure(
  db: Db,
  organisationId: string,
): Promise<{ money: Omit<Money, 'currency'> & { currency: string }; code: string; at: Date } | null> {
  const last = await db.prisma.accountPayout.findFirst({
    where: { organisationId, status: { in: ['paid', 'failed'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  if (last?.status !== 'failed') return null;
  return {
    money: { amountMinor: last.amountMinor, currency: last.currency },
    code: last.failureCode ?? '',
    at: last.updatedAt,
  };
}
