import type { Money } from '#app/kernel/money.ts';
import type { AskedBooking } from './bank-booking.ts';

export const RECEIPT_STATUSES = ['waiting', 'booked', 'dismissed', 'cost_return', 'double'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/**
 * Money that came into the exchange's bank account. `waiting` lies there until it is known whose it is; a `double` is the line it
 * resembles, told once more; `cost_return` is a cost of the exchange that came back.
 */
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
  /** The known line that it looks like. */
  readonly resembles: {
    readonly id: string;
    readonly bookedOn: Date;
    readonly payer: string;
    readonly text: string;
    readonly status: ReceiptStatus;
    readonly isByHand: boolean;
    readonly invoiceNumber: string | null;
  } | null;
  /** What somebody says that it is, while a second person is asked. */
  readonly asked: AskedBooking | null;
};

/**
 * What is known of a receipt that waits. `matched`: it names one invoice that waits for money of this currency. All others
 * are for a person to decide: `asked` waits for a second person's word, `resembles` may be a line that is known, `other_currency` and `paid_already` name one invoice that this money hardly is for,
 * `ambiguous` names several, `unknown` none that there is.
 */
export type Match =
  | 'asked'
  | 'resembles'
  | 'matched'
  | 'other_currency'
  | 'paid_already'
  | 'ambiguous'
  | 'unknown';

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
