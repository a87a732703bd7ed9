import type { Currency, Money } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankInvoice } from './bank-invoice.ts';
import { toBankInvoice } from './bank-invoice-row.ts';

/** Money that was booked for an invoice; what arrived, which may be more or less than was asked for. */
export type BookedReceipt = Money & {
  readonly id: string;
  readonly bookedOn: Date;
  readonly decidedAt: Date;
};
export type InvoiceWithReceipts = BankInvoice & { readonly booked: readonly BookedReceipt[] };

const RECEIPTS_LIMIT = 20;
const BOOKED = {
  receipts: { where: { status: 'booked' }, orderBy: { id: 'asc' }, take: RECEIPTS_LIMIT },
} as const;

/** An organisation's invoices, newest first, at most `limit` from before the id `before`. */
export async function readBankInvoices(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null; now: Date },
): Promise<InvoiceWithReceipts[]> {
  const rows = await db.prisma.bankInvoice.findMany({
    where: {
      organisationId: input.organisationId,
      ...(input.before === null ? {} : { id: { lt: input.before } }),
    },
    include: BOOKED,
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map((row) => toInvoice(row, input.now));
}

/** One invoice, or null. @param input.organisationId null for the exchange's own admins, who see all */
export async function readBankInvoice(
  db: Db,
  input: { organisationId: string | null; invoiceId: string; now: Date },
): Promise<(InvoiceWithReceipts & { readonly organisationName: string }) | null> {
  const row = await db.prisma.bankInvoice.findFirst({
    where: {
      id: input.invoiceId,
      ...(input.organisationId === null ? {} : { organisationId: input.organisationId }),
    },
    include: { ...BOOKED, organisation: { select: { name: true } } },
  });
  return row && { ...toInvoice(row, input.now), organisationName: row.organisation.name };
}

/** One invoice by its number, as an admin types it, or null. */
export async function findBankInvoice(
  db: Db,
  input: { number: string; now: Date },
): Promise<(BankInvoice & { readonly organisationName: string }) | null> {
  const row = await db.prisma.bankInvoice.findUnique({
    where: { number: input.number },
    include: { organisation: { select: { name: true } } },
  });
  return row && { ...toBankInvoice(row, input.now), organisationName: row.organisation.name };
}

/** Invoices of all buyers that wait for their money, newest first. @param input.search part of a number or a name */
export async function readOpenBankInvoices(
  db: Db,
  input: { search: string; limit: number; now: Date },
): Promise<(BankInvoice & { readonly organisationName: string })[]> {
  const like = { contains: input.search, mode: 'insensitive' as const };
  const rows = await db.prisma.bankInvoice.findMany({
    where: input.search ? { OR: [{ number: like }, { organisation: { name: like } }] } : { status: 'open' },
    include: { organisation: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map((row) => ({ ...toBankInvoice(row, input.now), organisationName: row.organisation.name }));
}

function toInvoice(
  row: Parameters<typeof toBankInvoice>[0] & {
    receipts: {
      id: string;
      amountMinor: bigint;
      currency: string;
      bookedOn: Date;
      decidedAt: Date | null;
    }[];
  },
  now: Date,
): InvoiceWithReceipts {
  return {
    ...toBankInvoice(row, now),
    booked: row.receipts.map(({ id, amountMinor, currency, bookedOn, decidedAt }) => ({
      id,
      amountMinor,
      currency: currency as Currency,
      bookedOn,
      decidedAt: decidedAt ?? bookedOn,
    })),
  };
}
