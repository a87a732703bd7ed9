import { describe, expect, it } from 'vitest';
import { checkPassword, PASSWORD_MAX } from './check-password.server.ts';

const olena = { email: 'olena.kovalenko@mail.example', name: 'Olena Koval' };

/** The code with which a password is refused, or null. */
const refusal = (password: string) =>
  checkPassword(password, olena).then(
    () => null,
    (error: { code: string }) => error.code,
  );

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    'Wm3-tqnvBc',
    'пароль-як-вірш',
    '7519382640',
    `${'x'.repeat(PASSWORD_MAX - 4)}yz19`,
    'olena likes long walks',
  ])('may be %s', async (password) => {
    expect(await refusal(password)).toBeNull();
  });

  it.each([
    ['short', 'password_length'],
    ['ninechars', 'password_length'],
    ['x'.repeat(PASSWORD_MAX + 1), 'password_length'],
    ['1234567890', 'password_breached'],
    ['QwertyUiop', 'password_breached'],
    ['Liverpool12!', 'password_breached'],
    ['!!basketball', 'password_breached'],
    ['aaaaaaaaaaaa', 'password_breached'],
    ['abcabcabcabc', 'password_breached'],
    ['olena.kovalenko@mail.example', 'password_is_you'],
    ['Olena.Kovalenko1', 'password_is_you'],
    ['olena koval99', 'password_is_you'],
  ])('may not be %s', async (password, code) => {
    expect(await refusal(password)).toBe(code);
  });
});
