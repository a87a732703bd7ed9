import type { Currency } from '#app/kernel/money.ts';
import type { BankInvoice, BankInvoiceStatus } from './bank-invoice.ts';
import type { BankPayee } from './bank-payee.ts';

/** A row as Prisma gives it. An open one that is past its day has expired: nothing needs to happen for that. */
export function toBankInvoice(
  row: {
    id: string;
    organisationId: string;
    number: string;
    currency: string;
    amountMinor: bigint;
    payee: unknown;
    status: string;
    createdAt: Date;
    expiresAt: Date;
    endedAt: Date | null;
  },
  now: Date,
): BankInvoice {
  const isExpired = row.status === 'open' && row.expiresAt <= now;
  return {
    id: row.id,
    organisationId: row.organisationId,
    number: row.number,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    payee: row.payee as BankPayee,
    status: isExpired ? 'expired' : (row.status as BankInvoiceStatus),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    endedAt: row.endedAt,
  };
}
