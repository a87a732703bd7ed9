/** A card that a buyer agreed to have kept, as its owners see it. */
export type Card = {
  readonly id: string;
  /** Stripe's name: `visa`, `mastercard`. */
  readonly brand: string;
  readonly last4: string;
  readonly expiresMonth: number;
  readonly expiresYear: number;
};

/** Cards that one organisation may have kept; beyond it a payment keeps none. */
export const CARDS_LIMIT = 10;
