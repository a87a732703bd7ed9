import { describe, expect, it } from 'vitest';
import { checkPostbackUrl, fillPostback, MACROS, type MacroValues } from './postback.ts';

const VALUES = Object.fromEntries(MACROS.map((macro) => [macro, `<${macro}>`])) as MacroValues;

describe('a postback', () => {
  it('carries each macro’s value, encoded', () => {
    const values = { ...VALUES, sub1: 'a&b=c#d é/?', payout: '90.00', reason: '' };
    expect(
      fillPostback('https://t.example/p/{lead_id}?c={sub1}&p={payout}&r={reason}&s={sub2}{sub3}', values),
    ).toBe(
      'https://t.example/p/%3Clead_id%3E?c=a%26b%3Dc%23d%20%C3%A9%2F%3F&p=90.00&r=&s=%3Csub2%3E%3Csub3%3E',
    );
  });

  it('cannot be led elsewhere by what a lead brings', () => {
    const url = fillPostback('https://t.example/{sub1}?x={sub2}', {
      ...VALUES,
      sub1: '@evil.example/\\..//',
      sub2: '\ud800 half a pair\r\nHost: evil.example',
    });
    expect(new URL(url).host).toBe('t.example');
    expect(url).not.toMatch(/[\r\n]/);
  });

  it.each([
    ['https://t.example/?a={sub6}', 'macro_unknown'],
    ['https://t.example/?a={}', 'macro_unknown'],
    ['https://{sub1}.example/', 'macro_in_host'],
    ['https://t.example:80{sub1}/', 'url_invalid'],
    ['https://{sub1}@t.example/', 'macro_in_host'],
    ['{sub1}://t.example/', 'url_invalid'],
    ['{sub1}', 'url_invalid'],
    ['ftp://t.example/{sub1}', 'url_invalid'],
    ['http://t.example/?a={sub1}', 'url_not_https'],
    ['https://u:p@t.example/?a={sub1}', 'url_has_credentials'],
    ['https://127.0.0.1/?a={sub1}', 'url_private'],
    ['https://localhost/?a={sub1}', 'url_private'],
    ['https://[::1]/?a={sub1}', 'url_private'],
  ])('%s is refused: %s', (url, code) => {
    expect(() => checkPostbackUrl(url, false)).toThrow(code);
  });

  it('is taken with macros in path and query', () => {
    expect(() => checkPostbackUrl('https://t.example/{status}?c={sub1}&p={payout}', false)).not.toThrow();
  });
});
