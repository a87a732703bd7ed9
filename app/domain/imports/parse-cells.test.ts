import { describe, expect, it } from 'vitest';
import { isDateFormat, serialToText } from './excel-dates.ts';
import { parseAnswer, parseNumber, parseYesNo } from './parse-answer.ts';
import { guessDateOrder, parseDate } from './parse-date.ts';
import { readPhoneCell } from './phone-cell.ts';

describe('a date', () => {
  it.each([
    ['2026-11-26', '2026-11-25T22:00:00.000Z'],
    ['2026-11-26 14:05', '2026-11-26T12:05:00.000Z'],
    ['2026-11-26T14:05:09Z', '2026-11-26T14:05:09.000Z'],
    ['2026-11-26T14:05:09.123+03:00', '2026-11-26T11:05:09.000Z'],
    ['26.11.2026', '2026-11-25T22:00:00.000Z'],
    ['26.11.26 9:05', '2026-11-26T07:05:00.000Z'],
    ['26.11.2026 г. 14:05:30', '2026-11-26T12:05:30.000Z'],
    ['2026. 11. 26.', '2026-11-25T22:00:00.000Z'],
    ['03/04/2026', '2026-04-02T21:00:00.000Z'],
    ['26/11/2026 2:05 PM', '2026-11-26T12:05:00.000Z'],
    ['46352.5', '2026-11-26T10:00:00.000Z'],
    ['46352,5', '2026-11-26T10:00:00.000Z'],
    ['1795690800', '2026-11-26T11:00:00.000Z'],
    ['1795690800000', '2026-11-26T11:00:00.000Z'],
    // The clocks of Kyiv are turned on 29 March and 25 October.
    ['29.03.2026 12:00', '2026-03-29T09:00:00.000Z'],
    ['24.10.2026 12:00', '2026-10-24T09:00:00.000Z'],
    ['25.10.2026 12:00', '2026-10-25T10:00:00.000Z'],
  ])('%s', (text, at) => expect(parseDate(text, 'dmy', 'Europe/Kyiv')?.toISOString()).toBe(at));

  it.each([
    '',
    'yesterday',
    '31.02.2026',
    '2026-13-01',
    '26.11.2026 25:00',
    '12345',
    '380501234567',
    '11/26/2026',
  ])('is not %j', (text) => expect(parseDate(text, 'dmy', 'Europe/Kyiv')).toBeNull());

  it('may have its month first', () => {
    expect(parseDate('11/26/2026', 'mdy', 'UTC')?.toISOString()).toBe('2026-11-26T00:00:00.000Z');
    expect(parseDate('03.04.2026', 'mdy', 'UTC')?.toISOString()).toBe('2026-04-03T00:00:00.000Z');
    expect(guessDateOrder(['03/04/2026', '11/26/2026'])).toBe('mdy');
    expect(guessDateOrder(['03/04/2026', '26/11/2026'])).toBe('dmy');
  });

  it('of a spreadsheet is a number in a format of dates', () => {
    expect(serialToText(46352, 1900)).toBe('2026-11-26');
    expect(serialToText(44890.25, 1904)).toBe('2026-11-26 06:00:00');
    const formats: [number, string | undefined, boolean][] = [
      [14, undefined, true],
      [0, undefined, false],
      [170, 'dd.mm.yyyy hh:mm', true],
      [171, '[$-419]d mmm;@', true],
      [172, '#,##0.00"day"', false],
      [173, 'mm:ss', true],
    ];
    for (const [id, code, isDate] of formats) expect(isDateFormat(id, code), code).toBe(isDate);
  });
});

describe('a phone’s cell', () => {
  it.each([
    ["'+380501234567", '+380501234567', false],
    ['380501234567.0', '380501234567', false],
    ['3.80501234567E+11', '380501234567', false],
    ['3,80501E+11', '380501000000', true],
    ['3.8E+11', '380000000000', true],
    ['5E+3', '5000', false],
    ['5E+4', '50000', true],
    ['+380 50 123-45-67', '+380 50 123-45-67', false],
    ['+380\u00a050\u202f1234567\u200e', '+380 50 1234567', false],
    ['+380501234567, +380671234567', '+380501234567', false],
    ['0501234567 або 0671234567', '0501234567', false],
    ['(044) 123-45-67', '(044) 123-45-67', false],
    ['', '', false],
  ])('%j', (cell, phone, isRounded) => expect(readPhoneCell(cell)).toEqual({ phone, isRounded }));
});

describe('a number', () => {
  it.each([
    ['1 234 567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['1,234,567.89', 1_234_567.89],
    ['1.234.567,89', 1_234_567.89],
    ['12,5', 12.5],
    ['12,500', 12_500],
    ['100 000 ₽', 100_000],
    ['$ 1200', 1_200],
    ['-5', -5],
    ['many', null],
    ['', null],
    ['12 or 13', null],
  ])('%j', (cell, number) => expect(parseNumber(cell)).toBe(number));
});

it('says yes and no in the languages of the field', () => {
  for (const yes of ['yes', 'Да', 'так', 'ТАК', 'bəli', 'այո', 'igen', 'тийм', '1', '+'])
    expect(parseYesNo(yes), yes).toBe(true);
  for (const no of ['no', 'Нет', 'ні', 'НІ', 'xeyr', 'ոչ', 'nem', 'үгүй', '0', '-'])
    expect(parseYesNo(no), no).toBe(false);
  expect(parseYesNo('I agree to be called')).toBeNull();
});

describe('an answer that is to choose', () => {
  const options = [
    { value: 'live', label: { en: 'To live in', uk: 'Для життя' } },
    { value: 'let', label: { en: 'To let', uk: 'Здавати' } },
  ];
  const choose = (type: 'choice' | 'choices', cell: string) =>
    parseAnswer({ key: 'purpose', type, options, label: { en: 'Purpose', uk: 'Мета' } }, cell);

  it.each([
    ['live', 'live'],
    [' to LIVE in ', 'live'],
    ['Здавати', 'let'],
    ['steal', null],
    ['live, let', null],
  ])('is one: %j', (cell, value) => expect(choose('choice', cell)).toBe(value));

  it.each([
    ['live', ['live']],
    ['Здавати; live | let', ['let', 'live']],
    ['live, steal', null],
  ])('is several: %j', (cell, values) => expect(choose('choices', cell)).toEqual(values));
});
