import type { Currency, Money } from '#app/kernel/money.ts';

export const BANK_BATCH_STATUSES = ['proposed', 'approved', 'sent', 'rejected'] as const;
export type BankBatchStatus = (typeof BANK_BATCH_STATUSES)[number];

export const BANK_PAYOUT_STATUSES = ['pending', 'sent', 'paid', 'returned', 'cancelled'] as const;
export type BankPayoutStatus = (typeof BANK_PAYOUT_STATUSES)[number];

/** Money that leaves for a seller's bank. What is `returned` or `cancelled` is available again. */
export type BankPayout = Money & {
  readonly id: string;
  readonly organisationId: string;
  readonly status: BankPayoutStatus;
  readonly masked: string;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
};

/** Payouts of one currency that leave as one file. */
export type BankBatch = {
  readonly id: string;
  readonly currency: Currency;
  readonly status: BankBatchStatus;
  readonly createdAt: Date;
  readonly fileTakenAt: Date | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
  /** Of what is not cancelled. */
  readonly payoutsCount: number;
  readonly totalMinor: bigint;
  readonly approvalsCount: number;
};

export const APPROVALS_NEEDED = 2;
/** Payouts in one batch; who is left over is in the next. */
export const BATCH_PAYOUTS_LIMIT = 500;
