import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { suppressionForms } from './checks/suppression-forms.ts';
import { formsOfContact, readSuppressionLine } from './read-suppression-line.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a line of a list', () => {
  test.each([
    ['+380 50 123 45 67', ['380501234567']],
    ['050 123 45 67', ['380501234567']],
    ['00380501234567', ['380501234567']],
    ['  Ivan.Petrov+news@Gmail.com ', ['ivanpetrov@gmail.com']],
    ['"ivan@firm.ua";"+380501234567"', ['ivan@firm.ua', '380501234567']],
    ['17,Ivan,2024-05-01,+380501234567', ['380501234567']],
    ['ivan@firm.ua\t0501234567\tnote', ['ivan@firm.ua', '380501234567']],
  ])('%j', (line, texts) => {
    expect(readSuppressionLine(line, 'UA')).toEqual(texts.map(sha));
  });

  test.each([
    ['MN', '99112233', '97699112233'],
    ['AM', '91123456', '37491123456'],
    ['HU', '12345678', '3612345678'],
  ])('of a row in %s, whose whole numbers have eight digits, or of one number', (country, number, text) => {
    expect(readSuppressionLine(number, country)).toEqual([sha(text)]);
    expect(readSuppressionLine(`17;${number};01.05.2024;2024-05-01`, country)).toEqual([sha(text)]);
  });

  test('elsewhere so short a field of a row is the number of an order, though alone it may be a number', () => {
    expect(readSuppressionLine('0412345678', 'AU')).toEqual([sha('61412345678')]);
    expect(readSuppressionLine('61234567', 'SG')).toEqual([sha('6561234567')]);
    expect(readSuppressionLine('61234567;Ivan', 'SG')).toEqual([]);
  });

  test('a hash is taken as it is, in either case of letters', () => {
    const hash = sha('380501234567');
    expect(readSuppressionLine(hash.toUpperCase(), 'UA')).toEqual([hash]);
  });

  test.each(['', 'phone;email', 'ivan@', '+380 50', '123', 'x'.repeat(2_000), sha('x').slice(1)])(
    'nothing can be read of %j',
    (line) => {
      expect(readSuppressionLine(line, 'UA')).toEqual([]);
    },
  );

  test('without a country only international numbers are read', () => {
    expect(readSuppressionLine('050 123 45 67', null)).toEqual([]);
    expect(readSuppressionLine('+380501234567', null)).toEqual([sha('380501234567')]);
  });
});

test('every spelling of a contact that was listed, plain or hashed, is met by a lead', () => {
  const lead = suppressionForms({ phoneE164: '+380501234567', email: 'Ivan.Petrov+flat@gmail.com' });
  for (const line of [
    '0501234567',
    sha('380501234567'),
    sha('+380501234567'),
    sha('ivan.petrov+flat@gmail.com'),
  ])
    expect(lead).toEqual(expect.arrayContaining(readSuppressionLine(line, 'UA')));
  expect(lead).toEqual(expect.arrayContaining(readSuppressionLine('IVANPETROV@googlemail.com', 'UA')));
  expect(lead).not.toEqual(expect.arrayContaining(readSuppressionLine('0501234568', 'UA')));
});

test('one contact that somebody looks for is looked for in all its forms', () => {
  expect(formsOfContact('050 123 45 67', 'UA')).toEqual([sha('380501234567'), sha('+380501234567')]);
  expect(formsOfContact('nobody', 'UA')).toEqual([]);
});
