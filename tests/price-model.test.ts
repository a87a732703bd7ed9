import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from './setup/read-csv.ts';
import { ROOT } from './setup/read-sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'birja-price-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(train: string | Buffer, predict: string, args?: string[]) {
  const [T, C] = [join(folder, 'T.csv'), join(folder, 'C.csv')];
  writeFileSync(T, train);
  writeFileSync(C, predict);
  return spawnSync(process.execPath, ['jobs/price-model.ts', ...(args ?? ['--train', T, '--predict', C])], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

const MOSCOW = 'RU-MOW';
const MURMANSK = 'RU-MUR';
/** Three hundred sales, 600 in the one region and 100 in the other, scattered by a tenth. */
const SALES = Array.from({ length: 300 }, (_, at) => {
  const region = at % 2 === 0 ? MOSCOW : MURMANSK;
  const price = (region === MOSCOW ? 600 : 100) * (0.9 + 0.2 * ((at * 7) % 11) * 0.1);
  const day = String((at % 28) + 1).padStart(2, '0');
  return [price.toFixed(2), `2025-${String((at % 12) + 1).padStart(2, '0')}-${day}`, 'legal', region].join(
    ',',
  );
});
const TRAIN = ['price,at,niche,region', ...SALES, ''].join('\n');

describe('the price model by command line', () => {
  it('writes what was asked, in its order, with quantiles and factors whose product is the median', () => {
    const asked = `note,region,at,niche\r\n"a, ""b""",${MURMANSK},2025-06-15,legal\r\n-x,${MOSCOW},,legal\r\nunseen,XX,2026-02-01,\r\n`;
    const { stdout, stderr, status } = run(`\uFEFF${TRAIN.replaceAll('\n', '\r\n')}`, asked);
    expect([stderr, status]).toEqual(['', 0]);
    const head = stdout.slice(0, stdout.indexOf('\n')).split(',');
    expect(head.slice(0, 8)).toEqual(['note', 'region', 'at', 'niche', 'p10', 'p50', 'p90', 'factor_base']);
    const rows = readCsv(stdout);
    expect(rows.map(({ note, region, at, niche }) => [note, region, at, niche])).toEqual([
      ['a, "b"', MURMANSK, '2025-06-15', 'legal'],
      ['-x', MOSCOW, '', 'legal'],
      ['unseen', 'XX', '2026-02-01', ''],
    ]);
    for (const row of rows) {
      const [p10, p50, p90] = [row.p10, row.p50, row.p90].map(Number);
      expect([p10, p50, p90]).toEqual([p10, p50, p90].sort((a, b) => (a ?? 0) - (b ?? 0)));
      const product = head
        .filter((name) => name.startsWith('factor_'))
        .reduce((value, name) => value * Number(row[name]), 1);
      expect(product / (p50 ?? 0)).toBeCloseTo(1, 3);
    }
    expect(Math.abs(Number(rows[0]?.p50) / 100 - 1)).toBeLessThan(0.1);
    expect(Math.abs(Number(rows[1]?.p50) / 600 - 1)).toBeLessThan(0.1);
    expect(rows.map((row) => row.n_geography)).toEqual(['150', '150', '0']);
  });

  it.each([
    ['a price alone', 'price\n10\n20\n30\n', 'x\n1\n'],
    ['no date', 'price,city\n10,a\n20,b\n11,a\n', 'city\na\n'],
    ['months for dates', 'price,at\n10,2025-01\n12,2025-02\n', 'at\n2025-03\n'],
    [
      'times for dates',
      'price,at\n10,2025-01-01T10:00:00Z\n12,2025-02-01 10:00\n',
      'at\n2025-03-01T00:00:00+02:00\n',
    ],
    ['one row', 'price,at,niche\n10,2025-01-01,a\n', 'at,niche\n2025-01-01,a\n'],
    ['constant columns', `price,niche,population\n${'10,a,5\n'.repeat(20)}`, 'niche,population\nb,\n'],
    [
      'empty columns',
      `price,at,niche,population\n${'10,,,\n12,,,\n'.repeat(20)}`,
      'at,niche,population\n,,\n',
    ],
  ])('takes %s', (_, train, asked) => {
    const { stdout, stderr, status } = run(train, asked);
    expect([stderr, status]).toEqual(['', 0]);
    const [row] = readCsv(stdout);
    expect(Number(row?.p50)).toBeGreaterThanOrEqual(9);
    expect(Number(row?.p50)).toBeLessThanOrEqual(31);
  });

  it('takes answers from columns of their own, and passes over what it does not know', () => {
    const lines = SALES.map((line, at) => {
      const [price = '', ...rest] = line.split(',');
      const isUrgent = (at >> 1) % 2 === 0;
      return [
        Number(price) * (isUrgent ? 1.5 : 1),
        ...rest.with(1, 'legal=a'),
        isUrgent ? 'yes' : 'no',
        at,
      ].join(',');
    });
    const train = ['price,at,niche,region,attr:urgent,order', ...lines, ''].join('\n');
    const asked = `niche,region,attr:urgent\nlegal=a,${MOSCOW},yes\nlegal=a,${MOSCOW},no\nlegal=a,${MOSCOW},\n`;
    const { stdout, stderr, status } = run(train, asked);
    expect([stderr, status]).toEqual(['', 0]);
    const [yes, no, unknown] = readCsv(stdout);
    expect(Math.abs(Number(yes?.p50) / Number(no?.p50) / 1.5 - 1)).toBeLessThan(0.1);
    expect([yes, no, unknown].map((row) => row?.n_attributes)).toEqual(['150', '150', '0']);
    expect(unknown?.factor_attributes).toBe('1');
  });

  it('answers no question with the names of the columns', () => {
    const { stdout, status } = run(TRAIN, 'niche\n');
    expect(status).toBe(0);
    expect(stdout.split('\n')).toHaveLength(2);
  });

  it.each([
    ['price,at\n5,2025-01-01\nfive,2025-01-02\n', 'at\n', /T\.csv, line 3, column price/],
    ['price\n5\n0\n', 'x\n', /line 3, column price/],
    ['price\n5\n-1\n', 'x\n', /line 3, column price/],
    ['price\n1e999\n', 'x\n', /line 2, column price/],
    ['price\n""\n', 'x\n', /line 2, column price/],
    ['price,at\n5,2025-02-30\n', 'x\n', /line 2, column at/],
    ['price,at\n5,01.02.2025\n', 'x\n', /line 2, column at/],
    ['price,at\n5,2025-01-01\n5,2025-13-01\n', 'x\n', /line 3, column at/],
    ['price\n1e300\n', 'x\n', /line 2, column price/],
    ['price,population\n5,many\n', 'x\n', /line 2, column population/],
    ['price,niche\n5\n', 'x\n', /line 2, column niche/],
    ['price,niche\n5,a,b\n', 'x\n', /line 2, column 3/],
    ['at,niche\n2025-01-01,a\n', 'x\n', /line 1, column price/],
    ['price,price\n5,5\n', 'x\n', /line 1, column price/],
    ['price,attr:a,attr:a\n5,x,y\n', 'x\n', /line 1, column attr:a/],
    ['price\n', 'x\n', /line 1/],
    ['', 'x\n', /line 1/],
    ['price\n"5\n', 'x\n', /line 2/],
    [TRAIN, 'at,buyers\n2025-01-01,1\n2025-01-02,x\n', /C\.csv, line 3, column buyers/],
  ])('fails on %j asked %j with one sentence and nothing else', (train, asked, sentence) => {
    const { stdout, stderr, status } = run(train, asked);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('fails on a file in another encoding, whose letters would all be one', () => {
    const kyivIn1251 = Buffer.concat([
      Buffer.from('price,niche\n5,a\n6,'),
      Buffer.from([0xca, 0xe8, 0xbf, 0xe2, 0x0a]),
    ]);
    const { stdout, stderr, status } = run(kyivIn1251, 'niche\na\n');
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toMatch(/T\.csv, line 3: this is not CSV: it is not written in UTF-8\.\n$/);
  });

  it.each([
    [['--train', 'nowhere.csv', '--predict', 'nowhere.csv'], /nowhere\.csv cannot be read/],
    [['--train', 'nowhere.csv'], /Usage/],
    [['--wrong'], /Usage/],
  ])('fails on %j', (args, sentence) => {
    const { stdout, stderr, status } = run('', '', args);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toMatch(sentence);
  });
});
