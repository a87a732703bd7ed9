import { describe, expect, it } from 'vitest';
import { isPlainName, NAME_LIMIT } from './plain-name.ts';

describe('a name', () => {
  it.each(['Olena', 'ТОВ «Ґанок»', "O'Brien & sons, 2", 'Հայկ', 'x'.repeat(NAME_LIMIT)])(
    'may be %s',
    (name) => {
      expect(isPlainName(name)).toBe(true);
    },
  );

  it.each([
    '',
    '   ',
    'Win at https://casino.example',
    'WWW.casino.example',
    '<b>Olena</b>',
    'Olena\r\nBcc: all',
    'txet\u202e',
    'x'.repeat(NAME_LIMIT + 1),
  ])('may not be %j', (name) => {
    expect(isPlainName(name)).toBe(false);
  });
});
