import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from './setup/read-sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'birja-demand-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(csv: string | Buffer, ...more: string[]) {
  const train = join(folder, 'T.csv');
  writeFileSync(train, csv);
  return spawnSync(process.execPath, ['jobs/demand-model.ts', '--train', train, ...more], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

const MONTHS = Array.from(
  { length: 24 },
  (_, month) => `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
);

describe('the demand model by command line', () => {
  it('writes keys, months and quantiles', () => {
    const csv = MONTHS.map(
      (month, index) => `${month},${100 + 40 * Math.cos((Math.PI * index) / 6)},-x,"a,b"\n`,
    );
    const { stdout, stderr, status } = run(`at,count,niche,city\n${csv.join('')}`, '--horizon', '3');
    expect([stderr, status]).toEqual(['', 0]);
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).toBe('niche,city,month,p10,p50,p90');
    expect(lines.map((line) => line.replace(/(,[\d.]+){3}$/, ''))).toEqual([
      '-x,"a,b",2026-01',
      '-x,"a,b",2026-02',
      '-x,"a,b",2026-03',
    ]);
    const [p10, p50, p90] = (lines[0] ?? '').split(',').slice(-3).map(Number);
    expect([p10, p50, p90]).toEqual([p10, p50, p90].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(p50).toBeGreaterThan(120);
  });

  it('fails on a file in another encoding', () => {
    const csv = Buffer.concat([Buffer.from('at,count,niche\n2025-01,5,'), Buffer.from([0xca, 0xe8, 0x0a])]);
    const { stdout, stderr, status } = run(csv);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toMatch(/T\.csv, line 2: .*UTF-8\.\n$/);
  });

  it.each([
    ['at,count\n2025-01,5\n2025-02,x\n', ['--horizon', '12'], /line 3, column count/],
    ['at,count\n2025-99,5\n', ['--horizon', '12'], /line 2, column at/],
    ['at,count\n2025-01,5\n', ['--horizon', '0'], /--horizon/],
    ['at,count\n2025-01,5\n', ['--wrong'], /Usage/],
  ])('fails on %j with %j in one sentence', (csv, more, sentence) => {
    const { stdout, stderr, status } = run(csv, ...more);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
