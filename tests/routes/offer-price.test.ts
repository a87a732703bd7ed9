import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { checkOffers } from '#app/domain/exchange/check-offers.server.ts';
import { readAskPlan } from '#app/domain/exchange/read-ask-plan.server.ts';
import * as askPageOf from '#app/routes/seller/ask-outlook.tsx';
import * as page from '#app/routes/seller/offer-price.tsx';
import { askPlanWords as words } from '#app/words/en/ask-plans.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let offer: Offer;
let owner: string;
let agent: string;

beforeAll(async () => {
  world = await openWorld();
  const seller = await makeOrganisation(world.db, 'seller');
  owner = (await makePerson(world.db, { organisationId: seller })).token;
  agent = (await makePerson(world.db, { organisationId: seller, role: 'agent' })).token;
  offer = await makeOffer(world.db, seller, { niche: 'legal.family', regions: ['UA-30'], askMinor: 30_000n });
});
afterAll(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: the page's data are looked at by single fields
async function ask(token: string, form?: Record<string, string>): Promise<any> {
  const path = `/sell/offers/${offer.id}/price`;
  const asked = { token, path, params: { offerId: offer.id }, ...(form ? { form } : {}) };
  const { data, ...answer } = await askPage(world, page as unknown as PageModule, asked);
  return { ...answer, ...(data as object) };
}

it('says how the ask stands before any night has looked', async () => {
  const shown = await ask(owner);
  expect(shown).toMatchObject({ check: null, mayWrite: true, plan: { follows: false }, verdict: 'ok' });
  expect(shown.market).toMatchObject({ isAssumed: true, modelVersion: 'cold-start-2' });
  expect(shown.history).toMatchObject([{ toMinor: 30_000n, fairMinor: null }]);
});

it('says which field is wrong, and keeps what was typed', async () => {
  const { failed } = await ask(owner, { follow: 'on', floor: 'much', ceiling: '', cost: '0', tells: 'none' });
  expect(failed.errors).toEqual({
    floor: words.follow.bad,
    ceiling: words.follow.needed,
    cost: words.follow.bad,
  });
  expect(failed.typed.floor).toEqual(['much']);
  const crossed = await ask(owner, { follow: 'on', floor: '500', ceiling: '400', cost: '' });
  expect(crossed.failed.errors.ceiling).toBe(words.follow.errors.crossed);
});

it('asks with the figures before it follows, and refuses bounds that leave the ask outside', async () => {
  const form = { follow: 'on', floor: '250', ceiling: '400.50', cost: '', tells: 'none' };
  const { ask: question } = await ask(owner, form);
  const figures = question.figures.map(({ value }: { value: string }) => value.replace(/\u00a0/g, ' '));
  expect(figures).toEqual(
    expect.arrayContaining(['300.00 UAH', '250.00 UAH', '400.50 UAH', words.follow.state.assumed]),
  );
  expect((await readAskPlan(world.db, { offerId: offer.id })).follows).toBe(false);
  const agreed = await ask(owner, { ...question.fields, confirmed: 'yes' });
  expect(agreed.location).toBe(`/sell/offers/${offer.id}/price?done=on`);
  expect(await readAskPlan(world.db, { offerId: offer.id })).toEqual({
    ...{ follows: true, floorMinor: 25_000n, ceilingMinor: 40_050n, costMinor: null, tells: 'none' },
  });
  const outside = await ask(owner, { ...form, floor: '310', confirmed: 'yes' });
  expect(outside.failed.refusal).toBe(words.refusals.ask_outside_bounds());
});

it('stops without a question, and keeps the bounds for the next time', async () => {
  const stopped = await ask(owner, { follow: 'off', floor: '250', ceiling: '400', cost: '', tells: 'each' });
  expect(stopped.location).toBe(`/sell/offers/${offer.id}/price?done=off`);
  expect(await readAskPlan(world.db, { offerId: offer.id })).toMatchObject({
    follows: false,
    floorMinor: 25_000n,
  });
});

it('lets agents look and not decide', async () => {
  expect((await ask(agent)).mayWrite).toBe(false);
  expect((await ask(agent, { follow: 'off' })).status).toBe(403);
});

it('warns of an ask beyond the limits, and says why it was paused and how to resume', async () => {
  await world.owner.query('UPDATE offer SET ask_minor = 9000000 WHERE id = $1', [offer.id]);
  await checkOffers(world.db, { now: new Date() });
  expect(await ask(owner)).toMatchObject({
    check: { outside: 'above', pausedAt: null },
    offer: { status: 'active' },
  });
  await world.owner.query("UPDATE offer SET status = 'paused' WHERE id = $1", [offer.id]);
  await world.owner.query('UPDATE offer_check SET paused_at = now() WHERE offer_id = $1', [offer.id]);
  const paused = await ask(owner);
  expect(paused.offer.status).toBe('paused');
  expect(paused.check.pausedAt).toBeInstanceOf(Date);
});

it('is led to from the page of what each ask brings', async () => {
  const { data } = await askPage(world, askPageOf as unknown as PageModule, {
    token: owner,
    path: '/sell/offers/price?niche=legal.family&region=UA-30',
  });
  expect(data).toMatchObject({ mine: [{ id: offer.id, follows: false, status: 'paused' }] });
});
