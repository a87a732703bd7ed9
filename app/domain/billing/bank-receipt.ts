import type { Money } from '#app/kernel/money.ts';

export const RECEIPT_STATUSES = ['waiting', 'booked', 'dismissed'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/** Money that came into the exchange's bank account. `waiting` lies there until it is known whose it is. */
export type BankReceipt = Money & {
  readonly id: string;
  readonly bookedOn: Date;
  readonly payer: string;
  readonly text: string;
  readonly bankReference: string | null;
  readonly status: ReceiptStatus;
  readonly reason: string | null;
  readonly invoice: {
    readonly id: string;
    readonly number: string;
    readonly organisationName: string;
  } | null;
};

/**
 * What is known of a receipt that waits. `matched`: it names one invoice that waits for money of this currency. All others
 * are for a person to decide: `other_currency` and `paid_already` name one invoice that this money hardly is for,
 * `ambiguous` names several, `unknown` none that there is.
 */
export type Match = 'matched' | 'other_currency' | 'paid_already' | 'ambiguous' | 'unknown';

/** A receipt with the invoices it names. */
export type MatchedReceipt = BankReceipt & {
  readonly match: Match | null;
  readonly candidates: readonly {
    readonly id: string;
    readonly number: string;
    readonly organisationName: string;
    readonly money: Money;
  }[];
};
