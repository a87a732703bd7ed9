import { expect, it } from 'vitest';
import { siteOf } from './site-of.ts';

it.each([
  ['https://www.Search.example/?q=olena+0671234567', 'search.example'],
  ['http://shop.example:8080/a#b', 'shop.example'],
  ['https://віконця.укр/ціни', 'xn--b1aqjd5b2c2b.xn--j1amh'],
  ['https://olena@mail.example/', 'mail.example'],
])('%s is %s', (address, site) => expect(siteOf(address)).toBe(site));

it.each([
  null,
  '',
  'search.example',
  'android-app://com.example.app/',
  'https://380671234567.example/',
  'https://203.0.113.9/',
  'https://[2001:db8::1]/',
  'https://localhost/',
  'https://shop/',
  `https://${'a.'.repeat(60)}example/`,
  'https://a_b.example/',
])('%s is no site to count by', (address) => expect(siteOf(address)).toBeNull());
