import { expect, it } from 'vitest';
import { CHANNELS } from '#app/domain/catalog/offer.ts';
import { respondWithinMs } from './respond-within.ts';

it('is minutes for who writes or calls, and hours for who left an address', () => {
  const minutes = Object.fromEntries(CHANNELS.map((channel) => [channel, respondWithinMs(channel) / 60_000]));
  expect(minutes).toMatchObject({ messenger: 5, chat: 5, call: 15, callback: 15, email: 240, form: 120 });
  expect(Math.max(...Object.values(minutes))).toBe(240);
});
