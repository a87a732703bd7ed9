export const BANK_BOOKING_STATUSES = ['waiting', 'posted', 'rejected'] as const;
export type BankBookingStatus = (typeof BANK_BOOKING_STATUSES)[number];

/** What somebody says that a receipt is, and that waits for a second person: `invoice` is null of a cost that came back. */
export type AskedBooking = {
  readonly id: string;
  readonly invoice: {
    readonly id: string;
    readonly number: string;
    readonly organisationName: string;
  } | null;
  readonly reason: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
};
