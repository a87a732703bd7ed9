import { describe, expect, test } from 'vitest';
import { isNearDuplicate, nameIdentity } from './near-duplicate.ts';

describe('one name in several scripts and spellings is one', () => {
  test.each([
    ['Олена Коваленко', 'Olena Kovalenko', 'KOVALENKO, Olena', '  олена   КОВАЛЕНКО '],
    ['Юлия Щербакова', 'Yulia Shcherbakova', 'Julia Scherbakova', 'Iuliia Shcherbakova'],
    ['Мкртчян Армен', 'Mkrtchyan Armen', 'Մկրտչյան Արմեն'],
    ['Хачатрян Анна', 'Khachatryan Anna', 'Խաչատրյան Աննա'],
    ['Жанна Цой', 'Zhanna Tsoi', 'Zhanna Tsoy'],
    ['Éva Nagy', 'Eva Nagy', 'Nagy Éva'],
    ['Әлия Қасымова', 'Алия Касымова', 'Aliya Kasymova'],
  ])('%s', (first, ...others) => {
    for (const other of others)
      expect([other, nameIdentity(other)?.key]).toEqual([other, nameIdentity(first)?.key]);
  });
});

test('other people have other names', () => {
  const names = [
    'Олена Коваленко',
    'Олена Коваль',
    'Олена Ковальчук',
    'Alena Kovalenko',
    'Ольга Коваленко',
    'Анна Мкртчян',
    'Жанна Мкртчян',
  ];
  expect(new Set(names.map((name) => nameIdentity(name)?.key)).size).toBe(names.length);
});

test('where there is nothing to compare there is no identity', () => {
  for (const name of [null, '', ' - ', 'Б.']) expect(nameIdentity(name)).toBeNull();
});

describe('one person who came twice', () => {
  test('a full name is enough where no answer differs', () => {
    expect(isNearDuplicate(2, {}, {})).toBe(true);
    expect(isNearDuplicate(2, { rooms: 2 }, { rooms: 2, lift: true })).toBe(true);
    expect(isNearDuplicate(2, { wishes: ['a', 'b'] }, { wishes: ['b', 'a'] })).toBe(true);
  });
  test('an answer that differs makes another need', () => {
    expect(isNearDuplicate(2, { rooms: 2 }, { rooms: 3 })).toBe(false);
  });
  test('a first name needs two answers that are equal', () => {
    expect(isNearDuplicate(1, {}, {})).toBe(false);
    expect(isNearDuplicate(1, { rooms: 2 }, { rooms: 2 })).toBe(false);
    expect(isNearDuplicate(1, { rooms: 2, lift: true }, { rooms: 2, lift: true })).toBe(true);
  });
});
