import { expect, test } from 'vitest';
import { addressCountry } from './address-country.server.ts';

test.each([
  ['8.8.8.8', 'US'],
  ['::ffff:8.8.8.8', 'US'],
  ['95.213.11.1', 'RU'],
  ['91.198.36.14', 'UA'],
  ['85.132.44.1', 'AZ'],
  ['2a02:2168::1', 'RU'],
  ['10.0.0.1', null],
  ['127.0.0.1', null],
  ['::1', null],
  ['fe80::1', null],
  ['203.0.113.5', null],
  ['1.2.3', null],
  ['not an address', null],
])('%s is registered in %s', (address, country) => {
  expect(addressCountry(address)).toBe(country);
});
