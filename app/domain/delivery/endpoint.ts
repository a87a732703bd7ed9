export const EVENTS = [
  'lead.sold',
  'lead.verdict',
  'lead.sale',
  'dispute.opened',
  'dispute.decided',
  'sale.taken_back',
  'lead.withdrawn',
  'wallet.low',
  'wallet.frozen',
  'wallet.thawed',
  'offer.full',
  'offer.open',
  'offer.region_full',
  'offer.region_open',
] as const;
export type Event = (typeof EVENTS)[number];

/** Where an organisation has events sent. */
export type Endpoint = {
  readonly id: string;
  readonly organisationId: string;
  readonly url: string;
  readonly events: readonly Event[];
  readonly status: 'active' | 'disabled';
  /** Why it was disabled, when not by its owner. */
  readonly statusReason: string | null;
  readonly createdAt: Date;
};

export const ENDPOINTS_LIMIT = 20;
