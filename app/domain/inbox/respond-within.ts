import type { Channel } from '#app/domain/catalog/offer.ts';
import { HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';

/**
 * Within how long somebody who left their contact this way should be answered, in milliseconds. Published standards:
 * messengers 1 to 5 minutes, e-mail 1 to 4 hours, a missed call 15 minutes, who asked for something on a page two
 * hours. For what people are brought by later, such as an import, the last holds as well: assumed.
 */
export function respondWithinMs(channel: Channel): number {
  switch (channel) {
    case 'messenger':
    case 'chat':
    case 'social':
      return 5 * MINUTE_MS;
    case 'call':
    case 'callback':
      return 15 * MINUTE_MS;
    case 'email':
      return 4 * HOUR_MS;
    default:
      return 2 * HOUR_MS;
  }
}
