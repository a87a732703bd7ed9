import { expect, test } from 'vitest';
import { checkVelocity, usualOf } from './check-velocity.ts';

test('what is usual passes, and so does what nobody told', () => {
  expect(checkVelocity([], null)).toMatchObject({ verdict: 'pass', code: 'velocity_usual' });
  const usual = [
    { pace: 'source', hour: 100, day: 500 },
    { pace: 'address', hour: 5, day: 20 },
    { pace: 'device', hour: 3, day: 6 },
  ] as const;
  expect(checkVelocity(usual, null)).toMatchObject({ verdict: 'pass' });
});

test.each([
  ['device', 4, 4, 3, 1],
  ['device', 1, 7, 6, 24],
  ['address', 6, 6, 5, 1],
  ['address', 1, 21, 20, 24],
  ['source', 101, 101, 100, 1],
  ['source', 1, 501, 500, 24],
] as const)('%s with %d in the hour and %d in the day warns', (pace, hour, day, usual, hours) => {
  expect(checkVelocity([{ pace, hour, day }], null)).toEqual({
    check: 'velocity',
    verdict: 'warn',
    code: 'velocity_high',
    params: { of: pace, usual, hours },
  });
});

test('the device is named before the address and the address before the source', () => {
  const all = (['source', 'address', 'device'] as const).map((pace) => ({ pace, hour: 1_000, day: 1_000 }));
  expect(checkVelocity(all, null).params.of).toBe('device');
  expect(checkVelocity(all.slice(0, 2), null).params.of).toBe('address');
});

test('a seller who says how many to expect is held to that, never to less than is assumed', () => {
  expect(usualOf('source', 2_000)).toEqual({ hour: 2_000, day: 4_000 });
  expect(usualOf('source', 10)).toEqual({ hour: 100, day: 500 });
  expect(usualOf('address', 2_000)).toEqual({ hour: 5, day: 20 });
});
