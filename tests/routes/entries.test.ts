import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#app/kernel/ids.ts';
import * as entriesPage from '#app/routes/admin/corrections.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

const words = troubleWords.corrections;

type Answered = {
  ask: { figures: { label: string; value: string }[]; fields: Record<string, string> } | null;
  failed: { errors: Record<string, string> } | null;
  offered: { id: string; name: string }[];
};

let world: World;
let admin: string;
const organisations: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  admin = (await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).token;
  for (const name of ['Bondar Law', 'Bondar Windows', 'Franko Roofs']) {
    const id = await makeOrganisation(world.db, 'buyer');
    await world.db.prisma.organisation.update({ where: { id }, data: { name } });
    organisations.push(id);
  }
  for (let at = 0; at < 11; at += 1) {
    const id = await makeOrganisation(world.db, 'buyer');
    await world.db.prisma.organisation.update({ where: { id }, data: { name: `Many ${at}` } });
  }
});
afterAll(() => world.close());

async function write(form: Record<string, string>): Promise<Answered & { location: string | null }> {
  const { data, location } = await askPage(world, entriesPage as unknown as PageModule, {
    ...{ token: admin, path: '/admin/corrections' },
    form: {
      ...{ id: newId('corr'), kind: 'goodwill', direction: 'give', account: 'spendable' },
      ...{ source: 'goodwill', amount: '12', currency: 'UAH', reason: 'The market was down for an hour' },
      ...form,
    },
  });
  return { location: location ?? null, ...(data as Answered) };
}
const nameAsked = ({ ask }: Answered) =>
  ask?.figures.find(({ label }) => label === words.organisation)?.value;

it('finds the organisation by its name, a part of it, or its id, and asks with the name', async () => {
  for (const organisation of ['franko roofs', 'Roof', organisations[2] ?? '']) {
    const answer = await write({ organisation });
    expect(nameAsked(answer)).toBe('Franko Roofs');
    expect(answer.ask?.fields.organisation).toBe(organisations[2]);
  }
});

it('lets one be chosen among several, and looks anew once something else is typed', async () => {
  const several = await write({ organisation: 'Bondar' });
  expect(several.ask).toBeNull();
  expect(several.failed?.errors).toEqual({ chosen: words.organisationSeveral });
  expect(several.offered.map(({ name }) => name).sort()).toEqual(['Bondar Law', 'Bondar Windows']);
  const chosen = { chosen: organisations[0] ?? '', foundBy: 'Bondar' };
  const one = await write({ organisation: 'Bondar', ...chosen });
  expect(nameAsked(one)).toBe('Bondar Law');
  expect(nameAsked(await write({ organisation: 'Roofs', ...chosen }))).toBe('Franko Roofs');
  const done = await write({ ...one.ask?.fields, confirmed: 'yes' });
  expect(done.location).toBe('/admin/corrections?done=posted');
  expect(await world.db.prisma.correction.findMany({ select: { organisationId: true } })).toEqual([
    { organisationId: organisations[0] },
  ]);
});

it.each([
  ['nobody', 'Nobody at all', words.organisationBad],
  ['an id of none', newId('org'), words.organisationBad],
  ['nothing', '', words.organisationBad],
  ['far too many', 'Many', words.organisationMany(10)],
])('says why it does not know whom %s is', async (_what, organisation, why) => {
  expect(await write({ organisation })).toMatchObject({
    ask: null,
    failed: { errors: { organisation: why } },
  });
});
