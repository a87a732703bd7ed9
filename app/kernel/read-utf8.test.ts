import { expect, it } from 'vitest';
import { CsvError } from './read-csv.ts';
import { readUtf8 } from './read-utf8.ts';

it('reads UTF-8 as it stands, a byte order mark with it', () => {
  expect(readUtf8(Buffer.from('\uFEFFніша,1\n'))).toBe('\uFEFFніша,1\n');
  expect(readUtf8(new Uint8Array(0))).toBe('');
});

it.each([
  [
    'a single-byte encoding',
    Buffer.concat([Buffer.from('price,niche\n5,a\n6,'), Buffer.from([0xca, 0xe8]), Buffer.from('\n')]),
    3,
  ],
  ['its last line', Buffer.concat([Buffer.from('price\n5\n'), Buffer.from([0xff])]), 3],
  ['UTF-16', Buffer.from('\uFEFFprice\n5\n', 'utf16le'), 1],
])('names the first line of another encoding: %s', (_, bytes, line) => {
  const read = () => readUtf8(bytes);
  expect(read).toThrow(CsvError);
  expect(read).toThrow(expect.objectContaining({ line }));
});
