import { describe, expect, it } from 'vitest';
import { newId } from '#app/kernel/ids.ts';
import { idFrom } from './id-from.ts';

describe('the first id of a moment', () => {
  const at = Date.parse('2026-11-23T10:00:00.123Z');

  it('stands before every id of that moment and after every earlier one', () => {
    const from = idFrom('lead', new Date(at));
    for (let i = 0; i < 200; i += 1) {
      expect(newId('lead', at) > from).toBe(true);
      expect(newId('lead', at - 1) < from).toBe(true);
    }
  });
});
