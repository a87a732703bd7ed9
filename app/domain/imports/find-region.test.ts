import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Reference, Region } from '#app/domain/catalog/reference.ts';
import { regionFinder } from './find-region.ts';

const regions = new Map<string, Region>();
for (const line of readFileSync(
  new URL('../../../prisma/seed/reference/regions.tsv', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .slice(1)) {
  const [code = '', kind = '', parent = '', countryCode = '', name = '', population = '', , search = ''] =
    line.split('\t');
  const path = [code, ...(parent === '' ? [] : (regions.get(parent)?.path ?? [parent]))];
  regions.set(code, {
    code,
    kind: kind as Region['kind'],
    parentCode: parent || null,
    countryCode,
    name,
    names: {},
    population: Number(population),
    marketPopulation: 0,
    search,
    path,
  });
}
const reference = { regions } as unknown as Reference;
const find = regionFinder(reference, ['UA', 'RU', 'HU', 'AZ', 'AM', 'MN', 'KZ']);
const nameOf = (code: string | null) => (code === null ? null : regions.get(code)?.name);

it.each([
  ['UA-30', 'Kyiv'],
  ['ua-51', 'Odesa Oblast'],
  ['Київ', 'Kyiv'],
  ['м. Київ', 'Kyiv'],
  ['г. Москва', 'Moscow'],
  ['Московская обл.', 'Moscow Oblast'],
  ['Київська область', 'Kyiv Oblast'],
  ['Одесса', 'Odesa'],
  ['Одеська обл', 'Odesa Oblast'],
  ['Ленинградская область', 'Leningrad Oblast'],
  ['Bakı', 'Baku'],
  ['Երևան', 'Yerevan'],
  ['Budapest', 'Budapest'],
  ['Улаанбаатар', 'Ulaanbaatar'],
  ['Украина', 'Ukraine'],
  ['Україна, Одеська область, Одеса', 'Odesa'],
  ['nowhere at all', null],
  ['', null],
  ['x'.repeat(4_000), null],
])('%s is %s', (text, name) => expect(nameOf(find(text))).toBe(name));

it('takes a place of the offer before a larger one of the same name', () => {
  const odessas = [...regions.values()].filter(({ name }) => name === 'Odessa');
  expect(odessas.length).toBeGreaterThan(0);
  expect(regionFinder(reference, ['UA'])('Odessa')).toBe(find('Одесса'));
  expect(regions.get(regionFinder(reference, ['US'])('Odessa') ?? '')?.countryCode).toBe('US');
});
