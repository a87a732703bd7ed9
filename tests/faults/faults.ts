import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../setup/built.ts';

/*
 * `npm run faults [-- --short] [-- --minutes N] [-- --seed N]`: kills parts of a running installation while leads flow
 * and checks after each kill that nothing acknowledged is lost and nothing is done twice. Exits with 1 on any violation.
 */

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: { short: { type: 'boolean' }, minutes: { type: 'string' }, seed: { type: 'string' } },
});
/** With start and end the short form stays under three minutes. */
const SHORT_MINUTES = 1.5;
const LONG_MINUTES = 30;

const minutes = Number(values.minutes ?? (values.short ? SHORT_MINUTES : LONG_MINUTES));
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!(minutes > 0) || !Number.isInteger(seed)) {
  process.stderr.write('--minutes takes a number above 0, --seed a whole number.\n');
  process.exit(1);
}

await ensureBuilt();
// Imports code that the build writes.
const { playFaults } = await import('./play-faults.ts');
const folder = mkdtempSync(join(tmpdir(), 'birja-faults-'));
const violations = await playFaults({ folder, minutes, seed });
if (violations === 0) rmSync(folder, { recursive: true, force: true });
else process.stdout.write(`Logs and database are kept in ${folder}\n`);
process.exit(violations === 0 ? 0 : 1);
