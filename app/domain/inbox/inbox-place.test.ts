import { expect, it } from 'vitest';
import { newId } from '#app/kernel/ids.ts';
import { readPlace, writePlace } from './inbox-place.ts';

it('is read from an address as it was written into one', () => {
  const place = { heat: 2, at: new Date('2026-11-23T10:30:00.123Z'), saleId: newId('sale') };
  expect(readPlace(writePlace(place))).toEqual(place);
  const forgotten = { heat: 0, at: new Date(0), saleId: newId('sale') };
  expect(readPlace(writePlace(forgotten))).toEqual(forgotten);
});

it.each([
  '',
  'x',
  `3.1.${newId('sale')}`,
  `0.-1.${newId('sale')}`,
  `0.1.${newId('lead')}`,
  `0.1.sale_${'u'.repeat(26)}`,
])('is none of "%s"', (text) => {
  expect(readPlace(text)).toBeNull();
});
