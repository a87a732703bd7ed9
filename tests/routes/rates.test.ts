import { afterAll, beforeAll, expect, it } from 'vitest';
import { ASSUMED_RATES, ratesOn } from '#app/domain/pricing/exchange-rates.ts';
import { monthOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readRateTables } from '#app/domain/pricing/read-exchange-rates.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import * as ratesPage from '#app/routes/admin/rates.tsx';
import { ratesWords as words } from '#app/words/en/rates.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

type Answered = {
  ask?: { fields: Record<string, string>; figures: { label: string; value: string }[]; tone?: string } | null;
  failed?: { errors: Record<string, string>; refusal: string | null } | null;
};

const DAY = '2026-01-15';
const RATES = {
  UAH: '2',
  KZT: '0,16',
  AZN: '48',
  AMD: '0.2',
  HUF: '0.25',
  MNT: '0.02',
  USD: '80',
  EUR: '96.5',
};
const form = (over: Record<string, string> = {}, asOf = DAY) => ({
  as_of: asOf,
  before: '',
  ...Object.fromEntries(Object.entries(RATES).map(([currency, rate]) => [`rate_${currency}`, rate])),
  ...over,
});

let world: World;
let admin: string;
beforeAll(async () => {
  world = await openWorld();
  admin = (await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).token;
});
afterAll(() => world.close());

async function send(typed: Record<string, string>) {
  const asked = { token: admin, path: '/admin/rates', form: typed };
  const { data, location } = await askPage(world, ratesPage as unknown as PageModule, asked);
  return { location, ...(data as Answered | null) };
}

async function quote() {
  const reference = await readPricedReference(world.db.pool);
  return quotePlace(reference, {
    niche: present(reference.niches.get('legal.family'), 'the niche is seeded'),
    place: present(reference.regions.get('UA-30'), 'the place is seeded'),
    month: monthOf(new Date(DAY)),
    temperature: 'warm',
    currency: 'UAH',
  });
}

it('says which rate and which day is wrong', async () => {
  const wrong = await send(form({ rate_USD: '0', rate_EUR: '-3', rate_UAH: 'two' }, '2026-02-30'));
  expect(wrong.failed?.errors).toEqual({
    rate_USD: words.badRate,
    rate_EUR: words.badRate,
    rate_UAH: words.badRate,
    as_of: words.badDay,
  });
  expect((await send(form({}, '2999-01-01'))).failed?.errors.as_of).toBe(words.badDay);
  expect(await readRateTables(world.db.pool)).toEqual([]);
});

it('quotes by what the operator entered after a question, leaves an audit row, and takes it only once', async () => {
  const before = await quote();
  expect(before.factors.at(-1)).toMatchObject({ factor: 'currency', assumed: true, n: 0 });
  const { ask } = await send(form({ rate_UAH: '3.8' }));
  expect(ask?.figures.find(({ label }) => label === 'UAH')?.value).toBe('1.9 → 3.8 (+100%)');
  expect(ask?.tone).toBe('danger');
  expect(await readRateTables(world.db.pool)).toEqual([]);
  const agreed = { ...ask?.fields, confirmed: 'yes' };
  expect((await send(agreed)).location).toBe('/admin/rates?done=entered');
  expect((await send(agreed)).failed?.refusal).toMatch(/other rates meanwhile/);
  const after = await quote();
  expect(after.factors.at(-1)).toMatchObject({ factor: 'currency', assumed: false, n: 1, asOf: DAY });
  expect(Number(after.p50Minor) / Number(before.p50Minor)).toBeCloseTo(1.9 / 3.8, 3);
  const { rows } = await world.owner.query(
    "SELECT details->'rubPerUnit'->>'UAH' AS uah FROM audit_entry WHERE action = 'exchange_rates.entered'",
  );
  expect(rows).toEqual([{ uah: '3.8' }]);
});

it('keeps tables as they were, and reads a past day by the table of its time', async () => {
  const [newest] = await readRateTables(world.db.pool);
  const older = await send({
    ...form({ rate_UAH: '1.5', before: newest?.id ?? '' }, '2025-06-01'),
    confirmed: 'yes',
  });
  expect(older.location).toBe('/admin/rates?done=entered');
  const tables = await readRateTables(world.db.pool);
  expect(tables.map(({ asOf }) => asOf)).toEqual([DAY, '2025-06-01']);
  const uahOn = (day: string) => ratesOn(tables, new Date(day)).rubPerUnit.UAH;
  expect([uahOn('2026-03-01'), uahOn('2025-12-31'), uahOn('2024-01-01')]).toEqual([3.8, 1.5, 1.5]);
  expect(ratesOn([], new Date(DAY))).toBe(ASSUMED_RATES);
  await expect(world.owner.query('UPDATE exchange_rate SET rub_per_unit = 1')).rejects.toThrow();
  await expect(world.owner.query('DELETE FROM exchange_rate')).rejects.toThrow();
  await expect(
    world.owner.query("INSERT INTO exchange_rate VALUES ('x', 'USD', '2026-01-01', 0, 'me', now())"),
  ).rejects.toThrow();
});
