import type { Currency } from '#app/kernel/money.ts';
import { HOUR_MS } from '#app/kernel/time.ts';

/** A seller's bank details of one currency, as far as they are shown. */
export type BankDetailsShown = {
  readonly currency: Currency;
  readonly country: string;
  readonly masked: string;
  /** From when on they are paid to. */
  readonly usableFrom: Date;
  readonly updatedAt: Date;
};

export const HOLDER_LIMIT = 140;
/** The longest account number that ISO 20022 takes. */
export const ACCOUNT_LIMIT = 34;
export const BANK_CODE_LIMIT = 11;

/**
 * How long details that replace others, or come when money is there already, wait before they are paid to: whoever got into an account must not be able to lead its
 * money elsewhere before its owners have read the mail about it.
 */
export const NEW_DETAILS_WAIT_MS = 48 * HOUR_MS;

/** What sealed details are bound to: those of another organisation or currency do not open. */
export function detailsContext(organisationId: string, currency: string): string {
  return `bank_details:${organisationId}:${currency}`;
}
