import type { Money } from '#app/kernel/money.ts';
import { HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';

export const TOP_UP_STATUSES = ['open', 'paid', 'expired', 'failed'] as const;
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

/** Money that a buyer means to put into the wallet by card. */
export type TopUp = Money & {
  readonly id: string;
  readonly organisationId: string;
  readonly status: TopUpStatus;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  /** When its payer gave it up; its page is closed soon after. */
  readonly droppedAt: Date | null;
};

/** Payment pages that one organisation may have open at a time. */
export const OPEN_TOP_UPS_LIMIT = 5;

/** How long a payment page can be paid on. Stripe takes 30 minutes to 24 hours. */
export const CHECKOUT_LIFE_MS = HOUR_MS;
/** How long after it was asked for a page can still be opened: what is left of its life may not be under 30 minutes. */
export const CHECKOUT_OPENS_WITHIN_MS = 25 * MINUTE_MS;
