import { describe, expect, it } from 'vitest';
import { parseForm } from './form.mjs';

describe('a form', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
    ['items[0][n]=1&items[1][n]=2', { items: { 0: { n: '1' }, 1: { n: '2' } } }],
    ['expand[]=x&expand[]=y', { expand: { 0: 'x', 1: 'y' } }],
    ['a%5Bb%5D=%D1%97+%26', { a: { b: 'ї &' } }],
    ['metadata[a.b]=1&empty=', { metadata: { 'a.b': '1' }, empty: '' }],
    ['', {}],
  ])('%s is read with what is nested in it', (text, expected) => {
    expect(JSON.parse(JSON.stringify(parseForm(text)))).toEqual(expected);
  });

  it('cannot reach the prototypes of what it is read into', () => {
    const read = parseForm('__proto__[polluted]=1&constructor[prototype][polluted]=1');
    expect(Object.getPrototypeOf(read)).toBeNull();
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('has bounds', () => {
    expect(() => parseForm('a=1&'.repeat(2_001))).toThrow('too many parameters');
    expect(() => parseForm(`a${'[b]'.repeat(10)}=1`)).toThrow('too deeply');
  });
});
