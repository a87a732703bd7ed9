import type { Currency } from '#app/kernel/money.ts';

export const CORRECTION_KINDS = ['goodwill', 'correction'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** The balances of an organisation that an entry by hand may change. */
export const CORRECTED_ACCOUNTS = ['spendable', 'available'] as const;
export type CorrectedAccount = (typeof CORRECTED_ACCOUNTS)[number];

/** What the money comes from or goes to: what the exchange gives away, or fees that it gives back. */
export const CORRECTION_SOURCES = ['goodwill', 'fees'] as const;
export type CorrectionSource = (typeof CORRECTION_SOURCES)[number];

export const CORRECTION_STATUSES = ['waiting', 'posted', 'rejected'] as const;
export type CorrectionStatus = (typeof CORRECTION_STATUSES)[number];

/** An entry by hand in the books of an organisation. Minor units, above zero. */
export type Correction = {
  readonly id: string;
  readonly kind: CorrectionKind;
  readonly organisationId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly account: CorrectedAccount;
  readonly direction: 'give' | 'take';
  readonly reason: string;
  readonly status: CorrectionStatus;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

/** Whether there is such an entry: goodwill is only given, and no fees are made by hand. */
export function isCorrection(asked: {
  kind: CorrectionKind;
  direction: 'give' | 'take';
  source: CorrectionSource;
}): boolean {
  if (asked.kind === 'goodwill') return asked.direction === 'give' && asked.source === 'goodwill';
  return asked.direction === 'give' || asked.source === 'goodwill';
}
