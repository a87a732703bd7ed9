import { expect, it } from 'vitest';
import { publishedPrice, publishedRoom, roomOf } from './published-demand.ts';

it.each([
  [7n, 7n],
  [52n, 52n],
  [529n, 520n],
  [52_500n, 52_000n],
  [90_000n, 90_000n],
  [99_999n, 99_000n],
  [123_456_789n, 120_000_000n],
])('a top price of %s is shown as %s: an ask of what is shown always fits', (price, shown) => {
  expect(publishedPrice(price)).toBe(shown);
});

it.each([
  [0, 0],
  [1, 1],
  [4, 2],
  [9, 5],
  [49, 20],
  [999, 500],
  [50_000, 1_000],
])('room for %s leads is shown as %s', (room, shown) => {
  expect(publishedRoom(room)).toBe(shown);
});

it('has room for what the tightest cap, budget and wallet leave, and never for less than nothing', () => {
  expect(roomOf(100n, [], [1_050n])).toBe(10);
  expect(roomOf(100n, [7, 30], [1_050n, 9_000n])).toBe(7);
  expect(roomOf(100n, [70], [1_050n, 350n])).toBe(3);
  expect(roomOf(100n, [-2], [1_050n])).toBe(0);
  expect(roomOf(100n, [5], [-40n])).toBe(0);
});
