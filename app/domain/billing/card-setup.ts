import type { Card } from './card.ts';

export const CARD_SETUP_STATUSES = ['open', 'saved', 'not_kept', 'expired', 'failed'] as const;
/** `not_kept`: its holder was done, and as many cards as may be kept are kept already. */
export type CardSetupStatus = (typeof CARD_SETUP_STATUSES)[number];

/** The keeping of a card that nothing was paid by. */
export type CardSetup = {
  readonly id: string;
  readonly status: CardSetupStatus;
  readonly card: Card | null;
};
