import { describe, expect, test } from 'vitest';
import type { MxAnswer } from '#app/platform/dns.server.ts';
import { checkEmail, emailIdentity, parseEmail } from './check-email.ts';

const mx: MxAnswer = { state: 'mx' };

describe('reading an address', () => {
  test.each([
    ['ivan@firm.ua', 'ivan@firm.ua'],
    ['  Ivan.Petrov@Gmail.COM ', 'Ivan.Petrov@gmail.com'],
    ['mailto:ivan@firm.ua', 'ivan@firm.ua'],
    ['ivan@почта.рф', 'ivan@xn--80a1acny.xn--p1ai'],
    ['o+tag@sub.firm.co.uk', 'o+tag@sub.firm.co.uk'],
  ])('%s is %s', (raw, address) => {
    expect(parseEmail(raw)).toMatchObject({ address });
  });

  test.each([
    [null, 'email_absent'],
    [' ', 'email_absent'],
    ['ivan.firm.ua', 'email_no_at'],
    ['ivan@', 'email_invalid'],
    ['@firm.ua', 'email_invalid'],
    ['ivan@firm', 'email_invalid'],
    ['ivan@@firm.ua', 'email_invalid'],
    ['ivan@firm..ua', 'email_invalid'],
    ['ivan petrov@firm.ua', 'email_invalid'],
    ['ivan@firm.ua, olha@firm.ua', 'email_invalid'],
    ['Ivan <ivan@firm.ua>', 'email_invalid'],
    ['ivan@[192.0.2.1]', 'email_invalid'],
    ['.ivan@firm.ua', 'email_invalid'],
    [`${'a'.repeat(300)}@firm.ua`, 'email_too_long'],
  ])('%j is no address: %s', (raw, problem) => {
    expect(parseEmail(raw)).toEqual({ problem });
  });
});

describe('what is certain fails a lead without another contact, and warns beside one', () => {
  test.each<[string, MxAnswer['state'], string]>([
    ['ivan.firm.ua', 'mx', 'email_no_at'],
    ['ivan@firm', 'mx', 'email_invalid'],
    ['ivan@nosuch.ua', 'no_domain', 'email_no_domain'],
    ['ivan@gmial.com', 'no_domain', 'email_no_domain_meant'],
    ['ivan@firm.invalid', 'no_answer', 'email_no_domain'],
    ['ivan@example.com', 'null_mx', 'email_null_mx'],
    ['ivan@empty.ua', 'no_mail', 'email_no_mail_host'],
  ])('%s with %s: %s', (raw, state, code) => {
    expect(checkEmail({ raw, mx: { state }, otherContact: false }).result).toMatchObject({
      verdict: 'fail',
      code,
    });
    expect(checkEmail({ raw, mx: { state }, otherContact: true }).result).toMatchObject({
      verdict: 'warn',
      code,
    });
  });
});

describe('what is uncertain warns', () => {
  test.each<[string, MxAnswer['state'], string]>([
    ['info@firm.ua', 'mx', 'email_role'],
    ['Sales+kyiv@firm.ua', 'mx', 'email_role'],
    ['admin@firm.ua', 'no_answer', 'email_role'],
    ['ivan@four.ua', 'address_only', 'email_address_only'],
    ['ivan@mailinator.com', 'mx', 'email_disposable'],
    ['ivan@yopmail.com', 'no_answer', 'email_disposable'],
    ['ivan@team.mailinator.com', 'mx', 'email_disposable'],
  ])('%s with %s: %s', (raw, state, code) => {
    expect(checkEmail({ raw, mx: { state }, otherContact: false }).result).toMatchObject({
      verdict: 'warn',
      code,
    });
  });

  test.each([
    ['gmial.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmai.com', 'gmail.com'],
    ['gmail.ru', 'gmail.com'],
    ['mail.ri', 'mail.ru'],
    ['maill.ru', 'mail.ru'],
    ['yandex.ry', 'yandex.ru'],
    ['jandex.ru', 'yandex.ru'],
    ['ukr.ner', 'ukr.net'],
    ['urk.net', 'ukr.net'],
    ['hotmial.com', 'hotmail.com'],
    ['freemial.hu', 'freemail.hu'],
    ['iclod.com', 'icloud.com'],
  ])('%s is a slip of %s', (domain, meant) => {
    const { result } = checkEmail({ raw: `ivan@${domain}`, mx, otherContact: false });
    expect(result).toEqual({ check: 'email', verdict: 'warn', code: 'email_domain_typo', params: { meant } });
  });
});

test.each([
  'gmail.com',
  'ymail.com',
  'mail.com',
  'ya.ru',
  'yandex.uz',
  'mail.ro',
  'love.com',
  'lost.ru',
  'web.de',
  'firm.hu',
])('%s is nobody else misspelt', (domain) => {
  const found = checkEmail({ raw: `ivan@${domain}`, mx, otherContact: false });
  expect(found).toEqual({
    address: `ivan@${domain}`,
    result: { check: 'email', verdict: 'pass', code: 'email_valid', params: {} },
  });
});

test('silence of the DNS is unknown, with and without another contact', () => {
  for (const otherContact of [true, false]) {
    const { result } = checkEmail({ raw: 'ivan@firm.ua', mx: { state: 'no_answer' }, otherContact });
    expect(result).toMatchObject({ verdict: 'unknown', code: 'email_no_answer' });
  }
});

test('without an e-mail nothing is known', () => {
  expect(checkEmail({ raw: null, mx: { state: 'no_answer' }, otherContact: true })).toEqual({
    address: null,
    result: { check: 'email', verdict: 'unknown', code: 'email_absent', params: {} },
  });
});

describe('one mailbox is one identity', () => {
  test.each([
    ['I.Van+x@gmail.com', 'ivan@gmail.com'],
    ['ivan@googlemail.com', 'ivan@gmail.com'],
    ['ivan.p@ya.ru', 'ivan-p@yandex.ru'],
    ['ivan-p+shop@yandex.com', 'ivan-p@yandex.ru'],
    ['i.van+x@outlook.com', 'i.van@outlook.com'],
    ['Ivan@Firm.UA', 'ivan@firm.ua'],
    ['i.van+x@firm.ua', 'i.van+x@firm.ua'],
    ['+x@gmail.com', '+x@gmail.com'],
  ])('%s is %s', (address, identity) => {
    expect(emailIdentity(address)).toBe(identity);
  });
});
