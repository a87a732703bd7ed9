import { describe, expect, it } from 'vitest';
import { checkWebhookUrl, isPublicAddress } from './webhook-url.ts';

describe('addresses that events may go to', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '::',
    '::7f00:1',
    '::127.0.0.1',
    '::5db8:d822',
    '2002:7f00:1::',
    'not an address',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('a webhook URL', () => {
  it.each([
    ['ftp://example.com', 'url_invalid'],
    ['example.com', 'url_invalid'],
    ['http://example.com/hook', 'url_not_https'],
    ['https://user:pass@example.com', 'url_has_credentials'],
    ['https://127.0.0.1/hook', 'url_private'],
    ['https://2130706433/hook', 'url_private'],
    ['https://0x7f.1/hook', 'url_private'],
    ['https://[::ffff:127.0.0.1]/hook', 'url_private'],
    ['https://localhost/hook', 'url_private'],
    ['https://localhost./hook', 'url_private'],
    ['https://birja.localhost./hook', 'url_private'],
    ['https://127.0.0.1./hook', 'url_private'],
    ['https://[::7f00:1]/hook', 'url_private'],
  ])('%s is refused as %s', (url, code) => {
    expect(() => checkWebhookUrl(url, false)).toThrow(expect.objectContaining({ code }));
  });

  it('may be any public https address, and anything on this machine where that is allowed', () => {
    expect(checkWebhookUrl('https://example.com/hook?a=1', false).href).toBe('https://example.com/hook?a=1');
    expect(checkWebhookUrl('http://127.0.0.1:9/hook', true).port).toBe('9');
  });
});
