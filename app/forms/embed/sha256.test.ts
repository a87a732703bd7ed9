import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256Heads } from './sha256.ts';

it('begins as SHA-256 does, for texts around the borders of its blocks, wherever they are cut', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 200]) {
    const text = 'a1.-_'.repeat(40).slice(0, length);
    const head = createHash('sha256').update(text).digest().readUInt32BE();
    for (const cut of [0, 3, 64, length])
      expect(sha256Heads(text.slice(0, cut))(text.slice(cut)), `${length} letters, cut at ${cut}`).toBe(head);
  }
});
