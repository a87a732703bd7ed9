import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('where to go on after logging in', () => {
  it.each([
    '/',
    '/buy',
    '/buy/inbox?page=2&state=new',
    '/invitation?token=a-b_c',
    '/market?q=%D0%9A%D0%B8%D1%97%D0%B2',
    '/sell/offers/offer_1?back=https://birja.example',
  ])('may be %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    null,
    '',
    'buy',
    'https://evil.example',
    'http:evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    '@evil.example',
    '/buy\r\nSet-Cookie: a=b',
    `/${'x'.repeat(2_000)}`,
  ])('may not be %j', (path) => {
    expect(ownPath(path)).toBeNull();
  });
});
