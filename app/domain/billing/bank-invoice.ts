import type { Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import type { BankPayee } from './bank-payee.ts';
import { CARD_MINIMUM_MINOR, stepOf } from './card-amounts.ts';

export const BANK_INVOICE_STATUSES = ['open', 'paid', 'cancelled', 'expired'] as const;
export type BankInvoiceStatus = (typeof BANK_INVOICE_STATUSES)[number];

/** What a buyer means to pay by bank transfer. */
export type BankInvoice = Money & {
  readonly id: string;
  readonly organisationId: string;
  /** The reference that the transfer carries. */
  readonly number: string;
  readonly payee: BankPayee;
  readonly status: BankInvoiceStatus;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
};

export const BANK_INVOICE_LIFE_MS = 30 * DAY_MS;
/** Invoices that one organisation may have open at a time. */
export const OPEN_BANK_INVOICES_LIMIT = 20;
/** A hundred million of any currency traded here: more is a slip of the finger. */
const BANK_INVOICE_MAXIMUM_MINOR = 10_000_000_000n;

/**
 * Whether an amount can be asked for by bank transfer.
 * @throws Refusal `bank_invoice_too_small`, `bank_invoice_too_large`, `top_up_not_whole`
 */
export function checkBankInvoice({ amountMinor, currency }: Money): void {
  if (amountMinor < CARD_MINIMUM_MINOR[currency]) throw new Refusal('bank_invoice_too_small', { currency });
  if (amountMinor > BANK_INVOICE_MAXIMUM_MINOR) throw new Refusal('bank_invoice_too_large', { currency });
  if (amountMinor % stepOf(currency) !== 0n) throw new Refusal('top_up_not_whole', { currency });
}
