import { CHANNELS, type Channel } from '#app/domain/catalog/offer.ts';
import { marketWords } from '#app/words/en/market.ts';
import { sellerWords } from '#app/words/en/seller.ts';

/** The ways in which an offer's leads come in; who names them all says nothing. */
export function sayChannels(channels: readonly Channel[]): string {
  if (channels.length === CHANNELS.length) return marketWords.offer.anyChannel;
  return channels.map((channel) => sellerWords.channels[channel]).join(', ');
}
