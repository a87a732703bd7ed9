import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { nodeFlags, nodeVariables } from './node-flags.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

it('are those of the scripts by which production starts the same parts', () => {
  for (const script of ['serve', 'work'] as const) {
    const flags = nodeFlags(root, script);
    expect(flags.length, script).toBeGreaterThan(0);
    expect(flags.every((flag) => /^--[a-z-]+=\d+$/.test(flag))).toBe(true);
    expect(flags.map((flag) => flag.split('=')[0])).toContain('--max-semi-space-size');
    expect(nodeVariables(root, script)).toEqual({
      NODE_ENV: 'production',
      MALLOC_ARENA_MAX: '1',
      MALLOC_MMAP_THRESHOLD_: '131072',
    });
  }
});
