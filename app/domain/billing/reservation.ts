import type { Currency } from '#app/kernel/money.ts';

/** Money of a buyer set aside for what is not certain yet. Minor units. */
export type Reservation = {
  readonly id: string;
  readonly organisationId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly purpose: string;
};
