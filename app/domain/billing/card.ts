/** A card that a buyer agreed to have kept, as its owners see it. */
export type Card = {
  readonly id: string;
  /** Stripe's name: `visa`, `mastercard`. */
  readonly brand: string;
  readonly last4: string;
  readonly expiresMonth: number;
  readonly expiresYear: number;
};

/** Whether a card is past the month that is printed on it; its bank may go on longer, and has the last word. */
export function isExpired({ expiresMonth, expiresYear }: Card, now: Date): boolean {
  return now.getTime() >= Date.UTC(expiresYear, expiresMonth, 1);
}

/** Cards that one organisation may have kept; beyond it a payment keeps none. */
export const CARDS_LIMIT = 10;
