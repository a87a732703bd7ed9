import type { Currency } from '#app/kernel/money.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankReceipt, MatchedReceipt, ReceiptStatus } from './bank-receipt.ts';
import { findBankReferences } from './bank-reference.ts';
import { matchReceipt } from './match-receipt.ts';

const WITH_INVOICE = {
  invoice: { select: { id: true, number: true, organisation: { select: { name: true } } } },
  resembles: { include: { invoice: { select: { number: true } } } },
  bookings: {
    where: { status: 'waiting' },
    include: { invoice: { select: { id: true, number: true, organisation: { select: { name: true } } } } },
    take: 1,
  },
} as const;

/** Receipts in a state, newest first, each with the invoices it names. */
export async function readReceipts(
  db: Pick<Db, 'prisma'>,
  input: { status: ReceiptStatus; limit: number; before: string | null },
): Promise<MatchedReceipt[]> {
  const { status, limit, before } = input;
  const rows = await db.prisma.bankReceipt.findMany({
    where: { status, ...(before === null ? {} : { id: { lt: before } }) },
    include: WITH_INVOICE,
    orderBy: { id: 'desc' },
    take: limit,
  });
  return withMatches(db.prisma, rows.map(toReceipt));
}

/** Receipts about which a second person is asked, the oldest first. */
export async function readAskedReceipts(
  db: Pick<Db, 'prisma'>,
  input: { limit: number },
): Promise<MatchedReceipt[]> {
  const rows = await db.prisma.bankReceipt.findMany({
    where: { bookings: { some: { status: 'waiting' } } },
    include: WITH_INVOICE,
    orderBy: { id: 'asc' },
    take: input.limit,
  });
  return withMatches(db.prisma, rows.map(toReceipt));
}

/** One receipt with the invoices it names, or null. */
export async function readReceipt(db: Db, receiptId: string): Promise<MatchedReceipt | null> {
  const row = await db.prisma.bankReceipt.findUnique({ where: { id: receiptId }, include: WITH_INVOICE });
  if (!row) return null;
  const [receipt] = await withMatches(db.prisma, [toReceipt(row)]);
  return receipt ?? null;
}

/** The receipts that are the lines of a statement, those among them that an earlier one brought. */
export async function readReceiptsOf(
  prisma: PrismaTx,
  input: { account: string; lineKeys: readonly string[] },
): Promise<(MatchedReceipt & { readonly statementId: string | null })[]> {
  const rows = await prisma.bankReceipt.findMany({
    where: { account: input.account, lineKey: { in: [...input.lineKeys] } },
    include: WITH_INVOICE,
    orderBy: { id: 'asc' },
  });
  const statementOf = new Map(rows.map(({ id, statementId }) => [id, statementId]));
  const matched = await withMatches(prisma, rows.map(toReceipt));
  return matched.map((one) => ({ ...one, statementId: statementOf.get(one.id) ?? null }));
}

async function withMatches(prisma: PrismaTx, receipts: readonly BankReceipt[]): Promise<MatchedReceipt[]> {
  const waiting = receipts.filter(({ status }) => status === 'waiting');
  const named = new Map(waiting.map((one) => [one.id, findBankReferences(one.text)]));
  const invoices = await prisma.bankInvoice.findMany({
    where: { number: { in: [...new Set([...named.values()].flat())] } },
    include: { organisation: { select: { name: true } } },
  });
  return receipts.map((receipt) => {
    const numbers = named.get(receipt.id) ?? [];
    const own = invoices.filter(({ number }) => numbers.includes(number));
    return {
      ...receipt,
      match: receipt.status === 'waiting' ? matchReceipt(receipt, own) : null,
      candidates: own.map((one) => ({
        id: one.id,
        number: one.number,
        organisationName: one.organisation.name,
        money: { amountMinor: one.amountMinor, currency: one.currency as Currency },
      })),
    };
  });
}

function toReceipt(row: {
  id: string;
  currency: string;
  amountMinor: bigint;
  bookedOn: Date;
  payer: string;
  text: string;
  bankReference: string | null;
  status: string;
  reason: string | null;
  invoice: InvoiceRow | null;
  resembles: {
    id: string;
    statementId: string | null;
    bookedOn: Date;
    payer: string;
    text: string;
    status: string;
    invoice: { number: string } | null;
  } | null;
  bookings: {
    id: string;
    reason: string | null;
    createdBy: string;
    createdAt: Date;
    invoice: InvoiceRow | null;
  }[];
}): BankReceipt {
  const { invoice, resembles } = row;
  const [asked] = row.bookings;
  return {
    id: row.id,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor,
    bookedOn: row.bookedOn,
    payer: row.payer,
    text: row.text,
    bankReference: row.bankReference,
    status: row.status as ReceiptStatus,
    reason: row.reason,
    invoice: invoice && toInvoice(invoice),
    resembles: resembles && {
      ...{ id: resembles.id, bookedOn: resembles.bookedOn, payer: resembles.payer, text: resembles.text },
      status: resembles.status as ReceiptStatus,
      isByHand: resembles.statementId === null,
      invoiceNumber: resembles.invoice?.number ?? null,
    },
    asked: asked
      ? {
          ...{ id: asked.id, reason: asked.reason, createdBy: asked.createdBy, createdAt: asked.createdAt },
          invoice: asked.invoice && toInvoice(asked.invoice),
        }
      : null,
  };
}

type InvoiceRow = { id: string; number: string; organisation: { name: string } };

function toInvoice({ id, number, organisation }: InvoiceRow) {
  return { id, number, organisationName: organisation.name };
}
