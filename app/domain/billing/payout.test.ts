import { expect, it } from 'vitest';
import { payableOf } from './payout.ts';
import { wordsOfDue } from './payout-account.ts';

it('pays out all that is available from the minimum on', () => {
  expect(payableOf(40_000n, 'UAH', 40_000n)).toBe(40_000n);
  expect(payableOf(40_001n, 'UAH', 40_000n)).toBe(40_001n);
  expect(payableOf(39_999n, 'UAH', 40_000n)).toBe(0n);
  expect(payableOf(0n, 'UAH', 40_000n)).toBe(0n);
});

it('leaves a fraction of a forint where it is', () => {
  expect(payableOf(400_099n, 'HUF', 400_000n)).toBe(400_000n);
  expect(payableOf(400_099n, 'HUF', 400_050n)).toBe(0n);
});

it('names once what Stripe asks of it in parts', () => {
  expect(
    wordsOfDue([
      'person_1Abc23.first_name',
      'person_9Xyz.first_name',
      'individual.dob.day',
      'individual.dob.month',
      'tos_acceptance.ip',
      'tos_acceptance.date',
      'external_account',
    ]),
  ).toEqual(['external_account', 'individual.dob', 'person.first_name', 'tos_acceptance']);
});
