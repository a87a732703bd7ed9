import { EVENTS, type Event } from '#app/domain/delivery/endpoint.ts';

/** What happens to one side only. */
const SIDES: Readonly<Partial<Record<Event, 'sells' | 'buys'>>> = {
  'lead.sold': 'buys',
  'lead.verdict': 'sells',
  'lead.sale': 'sells',
  'lead.withdrawn': 'buys',
  'wallet.low': 'buys',
  'wallet.frozen': 'buys',
  'wallet.thawed': 'buys',
  'offer.full': 'sells',
  'offer.open': 'sells',
  'offer.region_full': 'sells',
  'offer.region_open': 'sells',
};

/** The events that can happen to an organisation. */
export function eventsFor(organisation: { readonly sells: boolean; readonly buys: boolean }): Event[] {
  return EVENTS.filter((event) => {
    const side = SIDES[event];
    return side === undefined || organisation[side];
  });
}
