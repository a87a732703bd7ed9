import { afterAll, beforeAll, expect, it } from 'vitest';
import { importRows } from '#app/domain/imports/import-rows.server.ts';
import type { Failed } from '#app/routes/form.ts';
import * as quarantinePage from '#app/routes/seller/import-quarantine.tsx';
import { beginImport } from '../factories/imports.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let importId: string;
let token: string;

beforeAll(async () => {
  world = await openWorld();
  const organisationId = await makeOrganisation(world.db, 'seller');
  const offer = await makeOffer(world.db, organisationId, { channels: ['import'] });
  const rows = ['Олена', 'Іван', 'Петро'].map((name) => `${name};${freshPhone()};Київ;`);
  const content = ['Имя;Телефон;Город;Дата согласия', ...rows].join('\n');
  ({ id: importId } = await beginImport(world.db, offer, { content }));
  await importRows(world.db, { importId, now: () => new Date() });
  ({ token } = await makePerson(world.db, { organisationId, role: 'manager' }));
});
afterAll(() => world.close());

const NOTHING = { at_2: '', at_3: '', at_4: '', text: '', url: '' };

async function send(form: Record<string, string | string[]>) {
  const answer = await askPage(world, quarantinePage as unknown as PageModule, {
    token,
    path: `/sell/import/${importId}/quarantine`,
    params: { importId },
    form: { ...NOTHING, ...form },
  });
  return answer.data as Failed & { released: number };
}

it('asks for a date where one is written, not where the words are', async () => {
  const { errors, released } = await send({ vouch: 'yes' });
  expect(Object.keys(errors)).toEqual(['at_2']);
  expect(released).toBe(0);
});

it('lets go who agreed lately, and has the word given anew for those who stay', async () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 16);
  const dates = { at_2: yesterday, at_2_zone: 'UTC', at_3: '2020-01-01T10:00', at_3_zone: 'UTC' };
  expect(Object.keys((await send(dates)).errors)).toEqual(['vouch']);
  const { typed, errors, released } = await send({ ...dates, vouch: 'yes' });
  expect(released).toBe(1);
  expect(Object.keys(errors)).toEqual(['at_3']);
  expect(typed).toMatchObject({ at_3: ['2020-01-01T10:00'], vouch: [] });
});
