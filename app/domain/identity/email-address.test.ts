import { describe, expect, it } from 'vitest';
import { toEmailAddress } from './email-address.ts';

describe('the address of a person', () => {
  it.each([
    ['  Olena@Mail.Example ', 'olena@mail.example'],
    ['a.b+c@birja.test', 'a.b+c@birja.test'],
    ['olena@пошта.укр', 'olena@xn--80a1acn3a.xn--j1amh'],
  ])('%s is %s', (typed, address) => {
    expect(toEmailAddress(typed)).toBe(address);
  });

  it.each([
    '',
    'olena',
    'olena@',
    '@mail.example',
    'a b@mail.example',
    'олена@mail.example',
    'a@b',
    'a@b@c..d',
  ])('%s is none', (typed) => {
    expect(toEmailAddress(typed)).toBeNull();
  });
});
