import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankDetailsShown } from './bank-details.ts';

/** An organisation's bank details, one a currency, masked. */
export async function readBankDetails(db: Db, organisationId: string): Promise<BankDetailsShown[]> {
  const rows = await db.prisma.bankDetails.findMany({
    where: { organisationId },
    select: { currency: true, country: true, masked: true, usableFrom: true, updatedAt: true },
    orderBy: { currency: 'asc' },
  });
  return rows.map((row) => ({ ...row, currency: row.currency as Currency }));
}
