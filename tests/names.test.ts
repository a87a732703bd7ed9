import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkName } from '#app/domain/leads/checks/check-name.ts';

/*
 * Names that people bear, in six scripts and languages that write long clusters, and what is typed instead of one. They were written
 * down before the rules were tuned; what comes out otherwise is printed.
 */

const NAMES_LEAST = 150;
/** Mash that can be said and runs along no row is not found. A name is never taken for mash. */
const RECALL_LEAST = 0.9;

it('tells names from mash in a table written before the rules', () => {
  const [, ...lines] = readFileSync(new URL('./fixtures/names.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const rows = lines.map((line) => {
    const [name = '', borne] = line.split('\t');
    return { name, isBorne: borne === 'yes', isFlagged: checkName(name).verdict === 'warn' };
  });
  const mash = rows.filter(({ isBorne }) => !isBorne);
  const missed = mash.filter(({ isFlagged }) => !isFlagged);
  const recall = 1 - missed.length / mash.length;
  process.stdout.write(
    `Names: ${rows.length} in the table, recall ${recall.toFixed(3)}; mash taken for names: ${missed.map(({ name }) => name).join(', ')}\n`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(NAMES_LEAST);
  expect(rows.filter(({ isBorne, isFlagged }) => isBorne && isFlagged)).toEqual([]);
  expect(recall).toBeGreaterThanOrEqual(RECALL_LEAST);
});
