import { describe, expect, it } from 'vitest';
import type { Currency } from '#app/kernel/money.ts';
import { checkBankAccount, isRussianKeyRight, maskAccount } from './bank-account.ts';
import { toBankLatin } from './bank-latin.ts';
import { bankReferenceOf, findBankReferences, isBankReference } from './bank-reference.ts';

describe('the number of an invoice', () => {
  const number = bankReferenceOf(2026, 123);

  it('says its year and has a check digit', () => {
    expect(number).toMatch(/^BRJ-2026-000123-\d$/);
    expect(isBankReference(number)).toBe(true);
  });

  it('has no slip of one digit that is another number', () => {
    for (const at of [4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 16])
      for (let by = 1; by < 10; by += 1) {
        const digit = (Number(number[at]) + by) % 10;
        expect(isBankReference(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
      }
  });

  it('is found however a bank writes it, once', () => {
    const bare = number.replaceAll('-', '');
    const broken = `${bare.slice(0, 2)} ${bare.slice(2, 9)}\n${bare.slice(9)}`;
    const text = `Оплата ${number.toLowerCase()}, /${number.replaceAll('-', ' ')}/ ${bare} ${broken}`;
    expect(findBankReferences(text)).toEqual([number]);
    const other = bankReferenceOf(2026, 124);
    expect(findBankReferences(`${number} ${other}`)).toEqual([number, other]);
  });

  it.each(['26.11.2026', '1 500,00 UAH', '№ 7'])('is found where a payer goes on with %s', (rest) => {
    const bare = number.replaceAll('-', '');
    for (const said of [number, bare, number.replaceAll('-', ' ')])
      expect(findBankReferences(`${said} ${rest}`)).toEqual([number]);
  });

  it('is looked for once, however long the text is', () => {
    const text = 'BRJ '.repeat(50_000) + '1 '.repeat(50_000);
    expect(findBankReferences(text)).toEqual([]);
  });

  it('is not found with a wrong check digit or more digits', () => {
    const wrong = number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
    expect(findBankReferences(`${wrong} ${number}5`)).toEqual([]);
  });
});

describe('bank details', () => {
  const code = (
    country: string,
    account: string,
    bankCode: string,
    currency: Currency = 'USD',
    holder = 'A',
  ) => {
    try {
      checkBankAccount({ holder, country, account, bankCode, currency });
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('whose holder’s name no bank can write are not taken', () => {
    const of = (holder: string) => code('UA', 'UA903052992990004149123456789', '', 'UAH', holder);
    for (const holder of ['« »', '日本', '12 34', '!!']) expect(of(holder)).toBe('bank_holder_unwritable');
    for (const holder of ['ТОВ «Ліди»', 'Հայկ', 'ლიდი', 'Őz']) expect(of(holder)).toBe(null);
  });

  it.each([
    ['UA', 'UA903052992990004149123456789', ''],
    ['HU', 'HU42117730161111101800000000', 'OTPVHUHB'],
    ['KZ', 'KZ86125KZT5004100100', 'KZKOKZKX'],
    ['AZ', 'AZ21NABZ00000000137010001944', ''],
    ['BY', 'BY13NBRB3600900000002Z00AB00', ''],
    ['GE', 'GE29NB0000000101904917', ''],
    ['AM', '1570012345678901', 'ARMIAM22'],
    ['MN', '5001234567', 'TDBMMNUB'],
  ])('of %s are taken', (country, account, bankCode) => {
    expect(code(country, account, bankCode)).toBe(null);
  });

  it.each([
    ['UA', 'UA903052992990004149123456788', '', 'bank_iban_wrong'],
    ['UA', 'UA90305299299000414912345678', '', 'bank_iban_wrong'],
    ['HU', 'UA903052992990004149123456789', '', 'bank_iban_elsewhere'],
    ['UA', 'UA903052992990004149123456789', 'NOBIC', 'bank_code_wrong'],
    ['AM', '157001234567890', 'ARMIAM22', 'bank_account_wrong'],
    ['MN', '5001234567', '', 'bank_code_wrong'],
  ])('of %s with a slip are not', (country, account, bankCode, refusal) => {
    expect(code(country, account, bankCode)).toBe(refusal);
  });

  it('of Russia must have the key that fits the bank, and its currency', () => {
    // An example of the Bank of Russia's own kind: key 9 at the ninth place.
    const account = withRussianKey('40702810?38000000001', '044525225');
    expect(isRussianKeyRight(account, '044525225')).toBe(true);
    expect(code('RU', account, '044525225', 'RUB')).toBe(null);
    expect(code('RU', account, '044525225', 'USD')).toBe('bank_account_other_currency');
    expect(code('RU', account, '044525226', 'RUB')).toBe('bank_account_key_wrong');
    expect(code('RU', account.slice(1), '044525225', 'RUB')).toBe('bank_account_wrong');
    expect(code('RU', account, '04452522', 'RUB')).toBe('bank_code_wrong');
  });

  it('of the Bank of Russia itself are checked with the number of its office', () => {
    // Source: the correspondent account of Sberbank at the Bank of Russia is 30101810400000000225, BIK 044525225.
    expect(isRussianKeyRight('30101810400000000225', '044525000')).toBe(true);
    expect(isRussianKeyRight('30101810500000000225', '044525000')).toBe(false);
  });

  it('are shown by country and last four digits', () => {
    const shown = maskAccount({
      holder: 'A',
      country: 'UA',
      account: 'UA903052992990004149123456789',
      bankCode: '',
    });
    expect(shown).toBe('UA •••• 6789');
  });
});

/** The account with the one digit at `?` that fits, found by the rule's own words: the sum ends in 0. */
function withRussianKey(account: string, bik: string): string {
  const fitting = Array.from({ length: 10 }, (_, digit) => account.replace('?', String(digit))).filter(
    (one) => isRussianKeyRight(one, bik),
  );
  expect(fitting).toHaveLength(1);
  return fitting[0] ?? '';
}

describe('a name for a bank', () => {
  it.each([
    ['ТОВ «Ліди Київ»', 'TOV Lidi Kiiv'],
    ['ООО "Щука и Ёж"', 'OOO Shchuka i Ezh'],
    ['Szabó Zsófia Őrség', 'Szabo Zsofia Orseg'],
    ['Əliyev İlqar', 'Aliyev Ilqar'],
    ['Արմեն', 'Armen'],
    ['<b>&Co</b>', 'b Co /b'],
    ['//=HYPERLINK("x")', 'HYPERLINK( x )'],
  ])('%s is written %s', (name, written) => {
    expect(toBankLatin(name, 140)).toBe(written);
  });

  it('has at most so many characters, also where one letter is written with several', () => {
    expect(toBankLatin('щ'.repeat(140), 140)).toHaveLength(140);
  });
});
