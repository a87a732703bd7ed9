import { describe, expect, it } from 'vitest';
import { StringTable } from './string-table.ts';

describe('a table of strings', () => {
  it('gives back each text, across blocks and with empty ones between', () => {
    const texts = Array.from({ length: 3_000 }, (_, at) =>
      at % 7 === 0 ? '' : `${at} квартира ${'ё'.repeat(at % 800)}`,
    );
    const table = new StringTable(64 * 1024 * 1024);
    for (const text of texts) table.add(text);
    expect(texts.map((_, at) => table.at(at))).toEqual(texts);
    expect(table.at(texts.length)).toBe('');
  });

  it('fills a block to its last byte', () => {
    // One byte, then letters of three: 1 + 3 × 349,525 is a block of 1,048,576.
    const texts = ['a', ...Array.from({ length: 256 }, () => 'ა'.repeat(1_365)), 'ბ'.repeat(85), 'next', 'დ'];
    const table = new StringTable(8 * 1024 * 1024);
    for (const text of texts) table.add(text);
    expect(texts.map((_, at) => table.at(at))).toEqual(texts);
  });

  it('holds no more than it may', () => {
    const table = new StringTable(3_000);
    table.add('a'.repeat(900));
    expect(() => table.add('b'.repeat(900))).toThrow('import_unfolds');
  });
});
