import { readFileSync } from 'node:fs';

export type RegionKind = 'country' | 'subdivision' | 'city';

export type RegionSeed = {
  /** ISO 3166-1 alpha-2 (`UA`), ISO 3166-2 (`UA-30`) or `city_` and the GeoNames id (`city_703448`). */
  code: string;
  kind: RegionKind;
  /** A city's is its subdivision, or its country where the subdivision is not known; null for a country. */
  parent: string | null;
  country: string;
  /** In English. */
  name: string;
  /** Of a city; of an area the sum of its listed cities. */
  population: number;
  /** Population-weighted geometric mean of an area's cities: how large the city is in which its average townsman lives. */
  marketPopulation: number;
  /** Names to search, folded by `foldText`, separated by spaces. */
  search: string;
};

const COLUMNS = ['code', 'kind', 'parent', 'country', 'name', 'population', 'market_population', 'search'];
const KINDS: readonly string[] = ['country', 'subdivision', 'city'] satisfies RegionKind[];

/**
 * Reads `regions.tsv`: countries, then subdivisions, then cities.
 *
 * @throws Error naming the line that breaks the format, repeats a code or names a parent that is nowhere in the file.
 */
export function loadRegions(): RegionSeed[] {
  return parseRegions(readFileSync(new URL('./regions.tsv', import.meta.url), 'utf8'));
}

/** @throws Error as {@link loadRegions} does. */
export function parseRegions(text: string): RegionSeed[] {
  const lines = text.split('\n');
  if (lines.at(-1) !== '') throw new Error('regions.tsv: the last line has no end');
  lines.pop();
  if (lines[0] !== COLUMNS.join('\t'))
    throw new Error('regions.tsv line 1: the header is not the expected one');
  const regions = lines.slice(1).map((line, index) => parseLine(line, index + 2));

  const lineOf = new Map<string, number>();
  regions.forEach(({ code }, index) => {
    if (lineOf.has(code))
      throw new Error(`regions.tsv line ${index + 2}: ${code} stands on line ${lineOf.get(code)} too`);
    lineOf.set(code, index + 2);
  });
  for (const { code, parent, country } of regions) {
    for (const named of [parent, country]) {
      if (named !== null && !lineOf.has(named)) {
        throw new Error(`regions.tsv line ${lineOf.get(code)}: there is no region ${named}`);
      }
    }
  }
  return regions;
}

function parseLine(line: string, lineNumber: number): RegionSeed {
  const fields = line.split('\t');
  const [code, kind, parent, country, name, population, marketPopulation, search] = fields;
  if (fields.length !== COLUMNS.length || !code || !country || !name || !search || parent === undefined) {
    throw new Error(
      `regions.tsv line ${lineNumber}: expected ${COLUMNS.length} fields, all but the parent filled`,
    );
  }
  if (!isKind(kind)) throw new Error(`regions.tsv line ${lineNumber}: unknown kind ${kind}`);
  if ((kind === 'country') !== (parent === '')) {
    throw new Error(`regions.tsv line ${lineNumber}: a country has no parent, everything else has one`);
  }
  return {
    code,
    kind,
    parent: parent === '' ? null : parent,
    country,
    name,
    population: parseCount(population, lineNumber),
    marketPopulation: parseCount(marketPopulation, lineNumber),
    search,
  };
}

function isKind(text: string | undefined): text is RegionKind {
  return text !== undefined && KINDS.includes(text);
}

function parseCount(text: string | undefined, lineNumber: number): number {
  if (text === undefined || !/^\d{1,12}$/.test(text)) {
    throw new Error(`regions.tsv line ${lineNumber}: ${text} is no count of people`);
  }
  return Number(text);
}

/**
 * The region's own code, then its parents' up to the country: `city_703448, UA-30, UA`.
 *
 * @throws Error on a parent that is missing or a chain longer than the tree can be, which means a cycle.
 */
export function pathOf(code: string, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let next: string | null = code; next !== null; ) {
    const parent: string | null | undefined = parents.get(next);
    if (parent === undefined) throw new Error(`there is no region ${next}, above ${code}`);
    path.push(next);
    if (path.length > 6) throw new Error(`the regions above ${code} do not end: ${path.join(' < ')}`);
    next = parent;
  }
  return path;
}
