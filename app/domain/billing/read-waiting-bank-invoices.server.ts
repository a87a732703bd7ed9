import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type BankInvoice, OPEN_BANK_INVOICES_LIMIT } from './bank-invoice.ts';
import { toBankInvoice } from './bank-invoice-row.ts';
import { bankCurrencies } from './bank-payee.ts';

/** What a wallet shows of the way by bank. */
export type WaitingBankInvoices = { readonly isOffered: boolean; readonly invoices: readonly BankInvoice[] };

/** An organisation's invoices that wait for their money, and whether more can be asked for. */
export async function readWaitingBankInvoices(
  db: Db,
  input: { organisationId: string; now: Date },
): Promise<WaitingBankInvoices> {
  const { organisationId, now } = input;
  const [setting, rows] = await Promise.all([
    readSetting(db, 'bank_account'),
    db.prisma.bankInvoice.findMany({
      where: { organisationId, status: 'open', expiresAt: { gt: now } },
      orderBy: { id: 'desc' },
      take: OPEN_BANK_INVOICES_LIMIT,
    }),
  ]);
  return {
    isOffered: bankCurrencies(setting).length > 0,
    invoices: rows.map((row) => toBankInvoice(row, now)),
  };
}
