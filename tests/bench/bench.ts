import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../setup/built.ts';
import { progress } from './table.ts';

/*
 * `npm run bench [-- NAME...] [-- --short]`: measures and prints tables. Figures of one run are compared with one
 * another only, since machines and moments differ.
 */

export type Measurement = (options: { short: boolean; folder: string }) => Promise<void>;

/** Loaded when asked for: they import code that the build writes. */
const MEASUREMENTS: Record<string, () => Promise<{ measure: Measurement }>> = {
  chain: () => import('./chain.ts'),
  intake: () => import('./intake.ts'),
  ledger: () => import('./ledger.ts'),
  price: () => import('./price.ts'),
  demand: () => import('./demand.ts'),
  import: () => import('./import.ts'),
};

const args = process.argv.slice(2).filter((arg) => arg !== '--');
const short = args.includes('--short');
const unknown = args.find((arg) => arg !== '--short' && !(arg in MEASUREMENTS));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no measurement "${unknown}". There are: ${Object.keys(MEASUREMENTS).join(', ')}.\n`,
  );
  process.exit(1);
}
const named = args.filter((arg) => arg !== '--short');

await ensureBuilt();
for (const name of named.length > 0 ? named : Object.keys(MEASUREMENTS)) {
  const folder = mkdtempSync(join(tmpdir(), `birja-bench-${name}-`));
  progress(`== ${name}${short ? ', short' : ''}`);
  try {
    const { measure } = (await MEASUREMENTS[name]?.()) ?? {};
    await measure?.({ short, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
