import { expect, it } from 'vitest';
import { describeHours } from './hours.ts';

it.each([
  [['mon', 'tue', 'wed', 'thu', 'fri'], 9, 18, 'Mon–Fri, 09:00–18:00'],
  [['sun', 'sat'], 10, 24, 'Sat, Sun, 10:00–24:00'],
  [['mon', 'wed', 'thu', 'fri', 'sun'], 22, 6, 'Mon, Wed–Fri, Sun, 22:00–06:00'],
] as const)('hours on %s from %i to %i are told in brief', (days, from, to, told) => {
  expect(describeHours({ days, from, to })).toBe(told);
});
