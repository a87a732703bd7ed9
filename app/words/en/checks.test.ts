import { expect, test } from 'vitest';
import { CHECK_CODES } from '#app/domain/leads/check-result.ts';
import { checkEmail } from '#app/domain/leads/checks/check-email.ts';
import { checkPhone } from '#app/domain/leads/checks/check-phone.ts';
import { checks } from './checks.ts';

test('every code has a sentence, and no sentence lacks its code', () => {
  expect(Object.keys(checks).sort()).toEqual([...CHECK_CODES].sort());
});

test.each(CHECK_CODES)('%s reads as a sentence without parameters left out', (code) => {
  const params = {
    country: 'UA',
    kind: 'mobile',
    service: 'toll_free',
    meant: 'gmail.com',
    phoneCountry: 'RU',
    channel: 'call',
    count: 2,
    days: 40,
    of: 'address',
    usual: 5,
    hours: 24,
    traffic: 'sms',
    list: 'own',
    questions: 'Language',
    language: 'hu',
    offered: 'uk, ru',
  };
  const sentence = checks[code]({
    ...params,
    claimedCountry: 'UA',
    phonePlace: 'Kyiv',
    claimed: 'Lviv Oblast',
  });
  expect(sentence).toMatch(/^[A-Z].*[^.]$/);
  expect(sentence).not.toMatch(/undefined|null/);
});

test.each([
  ['+380501234568', 'UA', 'Valid mobile number, Ukraine'],
  ['+755555', 'RU', 'Too short for a number in Russia'],
  ['8 800 123 45 67', 'RU', "Toll-free number, Russia: nobody's own"],
  ['+999 123 456 789', 'RU', 'No country has this calling code'],
  ['+7 926 777 77 77', 'RU', 'Valid in Russia, but the digits look made up'],
])('%s in %s: %s', (raw, country, sentence) => {
  const { code, params } = checkPhone(raw, country).result;
  expect(checks[code](params)).toBe(sentence);
});

test('a result names no contact', () => {
  const raw = 'ivan.petrov@gmial.com';
  const { result } = checkEmail({ raw, mx: { state: 'no_domain' }, otherContact: false });
  expect(JSON.stringify(result)).not.toContain('petrov');
  expect(JSON.stringify(result)).not.toContain('gmial');
  expect(checks[result.code](result.params)).toBe('The domain does not exist; gmail.com was probably meant');
});
