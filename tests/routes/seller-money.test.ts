import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSellerFee } from '#app/domain/catalog/read-seller-fee.server.ts';
import * as feePage from '#app/routes/admin/seller-fee.tsx';
import * as schedulePage from '#app/routes/seller/payout-schedule.tsx';
import { sellerMoneyWords as words } from '#app/words/en/seller-money.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

type Answered = {
  ask?: { figures: { label: string; value: string }[]; fields: Record<string, string> } | null;
  failed?: { errors: Record<string, string>; refusal: string | null } | null;
  errors?: Record<string, string>;
};

let world: World;
let seller: string;
let admin: string;

beforeAll(async () => {
  world = await openWorld();
  seller = await makeOrganisation(world.db, 'seller');
  admin = (await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).token;
});
afterAll(() => world.close());

it('changes the fee of a seller after a question, and only from what was shown', async () => {
  const path = `/admin/organisations/${seller}/fee`;
  const send = async (form: Record<string, string>) => {
    const asked = { token: admin, path, params: { organisationId: seller }, form };
    const { data, location } = await askPage(world, feePage as unknown as PageModule, asked);
    return { location, ...(data as Answered | null) };
  };
  expect((await send({ fee: '50' })).failed?.errors.fee).toBe(words.fee.bad);
  expect((await send({ fee: '' })).failed?.refusal).toBe(words.fee.same);
  const { ask } = await send({ fee: '2,5' });
  expect(ask?.figures.map(({ value }) => value)).toEqual([words.fee.ofNiches, '2.5 %']);
  expect(await readSellerFee(world.db, seller)).toBeNull();
  const agreed = { ...ask?.fields, confirmed: 'yes' };
  expect((await send(agreed)).location).toBe(`${path}?done=set`);
  expect(await readSellerFee(world.db, seller)).toBe(250);
  expect((await send({ ...agreed, fee: '7' })).failed?.refusal).toMatch(/changed the fee meanwhile/);
  expect((await send({ fee: '', before: '250', confirmed: 'yes' })).location).toBe(`${path}?done=set`);
  expect(await readSellerFee(world.db, seller)).toBeNull();
});

it('lets owners alone set a schedule, and says which field is wrong', async () => {
  const asked = (token: string, form?: Record<string, string>) =>
    askPage(world, schedulePage as unknown as PageModule, {
      token,
      path: '/sell/earnings/schedule',
      ...(form ? { form } : {}),
    });
  const { token: owner } = await makePerson(world.db, { organisationId: seller });
  const { token: manager } = await makePerson(world.db, { organisationId: seller, role: 'manager' });
  expect((await asked(manager)).status).toBe(200);
  expect((await asked(manager, { rhythm: 'daily' })).status).toBe(403);
  const wrong = await asked(owner, { rhythm: 'monthly', month_day: '29', minimum_UAH: 'much' });
  expect((wrong.data as Answered).errors).toEqual({
    month_day: words.schedule.errors.monthDay,
    minimum_UAH: words.schedule.errors.minimum,
  });
  const small = await asked(owner, { rhythm: 'daily', minimum_UAH: '0' });
  expect((small.data as { refusal: string }).refusal).toMatch(/may not be below 400 UAH/);
  const set = await asked(owner, {
    rhythm: 'monthly',
    month_day: '28',
    weekday: '1',
    minimum_UAH: '1 000,50',
  });
  expect(set.location).toBe('/sell/earnings/schedule?done=saved');
  const row = await world.db.prisma.payoutSchedule.findUniqueOrThrow({ where: { organisationId: seller } });
  expect(row).toMatchObject({ rhythm: 'monthly', monthDay: 28, weekday: null });
  const minima = await world.db.prisma.payoutMinimum.findMany({ where: { organisationId: seller } });
  expect(minima).toMatchObject([{ currency: 'UAH', amountMinor: 100_050n }]);
});
