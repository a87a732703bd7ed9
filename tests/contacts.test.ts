import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Verdict } from '#app/domain/leads/check-result.ts';
import { checkEmail } from '#app/domain/leads/checks/check-email.ts';
import { checkName } from '#app/domain/leads/checks/check-name.ts';
import { checkPhone } from '#app/domain/leads/checks/check-phone.ts';
import { checkRegion } from '#app/domain/leads/checks/check-region.ts';
import { indexPlaces, numberRegion, type Place } from '#app/domain/leads/checks/place-region.ts';
import type { MxAnswer } from '#app/platform/dns.server.ts';
import { phonePlace } from '#app/platform/phone-places.server.ts';

/*
 * The checks against a table of contacts whose verdicts were written down from what is known of the numbering plans, mail and
 * names of each country, before the checks were run. What comes out otherwise is printed row by row, and the floors below are
 * what was reached.
 */

const CHECKS = ['phone', 'email', 'region', 'name'] as const;
type Check = (typeof CHECKS)[number];

/** Of what was flagged, the share that deserved it; of what deserved it, the share that was flagged; verdicts that are exact. */
const FLOORS: Readonly<Record<Check, { precision: number; recall: number; exact: number }>> = {
  phone: { precision: 1, recall: 1, exact: 1 },
  email: { precision: 1, recall: 1, exact: 1 },
  region: { precision: 1, recall: 1, exact: 1 },
  // Mash that can be said and runs along no row is not found.
  name: { precision: 1, recall: 0.89, exact: 0.98 },
};

const FLAGGED_PLACES_MOST = 0.001;
const CONTACTS_LEAST = 300;
const COUNTRIES_LEAST = 20;

const contacts = readTable('./fixtures/contacts.tsv');
const regions = readTable('../prisma/seed/reference/regions.tsv');
const parents = new Map(regions.map((row) => [row.code ?? '', row.parent || null]));
const places = indexPlaces(
  new Map(
    regions.map((row): [string, Place] => [
      row.code ?? '',
      {
        code: row.code ?? '',
        kind: row.kind as Place['kind'],
        countryCode: row.country ?? '',
        name: row.name ?? '',
        population: Number(row.population),
        search: row.search ?? '',
        path: pathOf(row.code ?? ''),
      },
    ]),
  ),
);

function readTable(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(new URL(path, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

function pathOf(code: string): string[] {
  const parent = parents.get(code);
  return parent ? [code, ...pathOf(parent)] : [code];
}

/** What the checks say of one contact, as they are put together for a lead. */
function judge(row: Record<string, string>): Record<Check, Verdict> {
  const country = row.country ?? '';
  const phone = row.phone ? checkPhone(row.phone, country) : null;
  const mx = { state: row.dns || 'mx' } as MxAnswer;
  const email = checkEmail({ raw: row.email || null, mx, otherContact: phone?.e164 != null });
  const placeCode = phone?.e164 ? numberRegion(phone.e164, phonePlace(phone.e164), places) : null;
  const from = phone?.e164
    ? {
        country: phone.country,
        kind: phone.kind,
        placeCode,
        placePath: placeCode ? pathOf(placeCode) : [],
      }
    : null;
  return {
    phone: phone?.result.verdict ?? 'unknown',
    email: email.result.verdict,
    region: checkRegion({
      claimed: { path: pathOf(row.region ?? '') },
      phone: from,
      named: [],
      addressCountry: null,
    }).verdict,
    name: checkName(row.name ?? null).verdict,
  };
}

const isFlag = (verdict: string | undefined) => verdict === 'warn' || verdict === 'fail';

/** Names of places, in the spellings of many languages, stand in for people's, of whom there is no list as long. */
it('finds fault with hardly any of the names of places', () => {
  const names = new Set(regions.flatMap((row) => [row.name ?? '', ...(row.search ?? '').split(' ')]));
  const words = [...names].filter((name) => name.length > 2 && !/\d/.test(name));
  const flagged = words.filter((name) => isFlag(checkName(name).verdict));
  process.stdout.write(
    `names of places: ${words.length}, flagged ${flagged.length}: ${flagged.join(', ')}\n`,
  );
  expect(words.length).toBeGreaterThan(50_000);
  expect(flagged.length / words.length).toBeLessThan(FLAGGED_PLACES_MOST);
});

it('holds enough contacts of enough countries', () => {
  expect(contacts.length).toBeGreaterThanOrEqual(CONTACTS_LEAST);
  expect(new Set(contacts.map((row) => row.country)).size).toBeGreaterThanOrEqual(COUNTRIES_LEAST);
});

it.each(CHECKS)('the check of %s is as precise, and finds as much, as it did', (check) => {
  const judged = contacts.flatMap((row) => {
    const right = row[`is_${check}`];
    return right === '-' ? [] : [{ row, right, found: judge(row)[check] }];
  });
  const both = judged.filter(({ right, found }) => isFlag(right) && isFlag(found)).length;
  const precision = both / judged.filter(({ found }) => isFlag(found)).length;
  const recall = both / judged.filter(({ right }) => isFlag(right)).length;
  const wrong = judged.filter(({ right, found }) => right !== found);
  const exact = 1 - wrong.length / judged.length;
  const lines = wrong.map(
    ({ row, right, found }) =>
      `  ${row.kind}, ${row.region}: ${[row.phone, row.email, row.name].filter(Boolean).join(' ')} is ${right}, found ${found}`,
  );
  process.stdout.write(
    `${check}: ${judged.length} judged, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, exact ${exact.toFixed(3)}\n${lines.map((line) => `${line}\n`).join('')}`,
  );
  expect(precision).toBeGreaterThanOrEqual(FLOORS[check].precision);
  expect(recall).toBeGreaterThanOrEqual(FLOORS[check].recall);
  expect(exact).toBeGreaterThanOrEqual(FLOORS[check].exact);
});
