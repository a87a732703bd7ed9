import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Offer, OfferTerms } from '#app/domain/catalog/offer.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { type AskPlan, NO_PLAN } from '#app/domain/exchange/ask-plan.ts';
import { checkOffers } from '#app/domain/exchange/check-offers.server.ts';
import { readAskHistory } from '#app/domain/exchange/read-ask-history.server.ts';
import { readOfferChecks } from '#app/domain/exchange/read-ask-plan.server.ts';
import { setAskPlan } from '#app/domain/exchange/set-ask-plan.server.ts';
import { monthOf, questionOf } from '#app/domain/pricing/quote-place.ts';
import { believedRub } from '#app/domain/pricing/quote-with-model.ts';
import { expirePriceModel } from '#app/domain/pricing/read-price-model.server.ts';
import { type ObservedPrice, refitPrices } from '#app/domain/pricing/refit-prices.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { present } from '#app/kernel/assert.ts';
import { addMonths, monthOf as monthNow, startOfMonth } from '#app/kernel/month.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { sendLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const NICHE = 'legal.family';
/** After what the factories make now, and far from where a month and its season end. */
const NIGHT = later(startOfMonth(addMonths(monthNow(new Date()), 1)), 10 * DAY_MS);
const BEFORE = later(NIGHT, -HOUR_MS);
const nightOf = (number: number) => later(NIGHT, number * DAY_MS);

let world: World;
let seller: string;

beforeAll(async () => {
  world = await openWorld();
  // Sales teach the model that this niche's leads in Kyiv are worth twice what was believed.
  await refitPrices(world.db, { observed: await sales(400), now: new Date() });
  expirePriceModel(world.db.pool);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner.query("UPDATE offer SET status = 'draft'");
  await world.owner.query('DELETE FROM mail');
  seller = await makeOrganisation(world.db, 'seller');
  await makePerson(world.db, { organisationId: seller });
});

/** Of the niche in question, and of another one that is not. */
async function sales(count: number): Promise<ObservedPrice[]> {
  return [...(await salesOf(NICHE, count)), ...(await salesOf('legal.bankruptcy', count / 4))];
}

async function salesOf(code: string, count: number): Promise<ObservedPrice[]> {
  const reference = await readReference(world.db.pool);
  const niche = present(reference.niches.get(code), 'the niche is seeded');
  const place = present(reference.regions.get('UA-30'), 'the place is seeded');
  return Array.from({ length: count }, (_, at) => {
    const day = later(new Date(), -DAY_MS * (1 + Math.floor((at * 700) / count)));
    const asked = { niche, place, month: monthOf(day), temperature: 'warm', currency: 'RUB' } as const;
    const noise = Math.exp(0.15 * (((at * 7_919) % 101) / 50 - 1));
    const priceMinor = BigInt(Math.round(200 * believedRub(questionOf(reference, asked)) * noise));
    return {
      niche: code,
      place: 'UA-30',
      temperature: 'warm',
      priceMinor,
      currency: 'RUB',
      at: day,
      copies: 1,
      weight: 1,
    };
  });
}

const offer = (terms: Partial<OfferTerms> = {}) =>
  makeOffer(world.db, seller, { niche: NICHE, regions: ['UA-30'], ...terms });
const askOf = async ({ id }: Offer) =>
  present(await readOffer(world.db, { organisationId: seller, offerId: id }), 'the offer is there');
const lookAt = async ({ id }: Offer) =>
  present((await readOfferChecks(world.db, { offerIds: [id] })).get(id), 'the offer was looked at');
const mails = async () =>
  (await world.db.prisma.mail.findMany({ orderBy: { id: 'asc' } })).map(({ template }) => template);
const check = (night: number) => checkOffers(world.db, { now: nightOf(night) });
const plan = (of: Offer, change: Partial<AskPlan>) =>
  setAskPlan(world.db, {
    ...ACTOR,
    organisationId: seller,
    offerId: of.id,
    plan: { ...NO_PLAN, follows: true, floorMinor: 100n, ceilingMinor: 10_000_000n, ...change },
    now: new Date(),
  });
const setAsk = (of: Offer, askMinor: bigint, more: Partial<OfferTerms> = {}) =>
  updateOffer(world.db, {
    ...ACTOR,
    organisationId: seller,
    offerId: of.id,
    change: { askMinor, ...more },
    now: new Date(),
  });

/** The fair band of such an offer, as a first look finds it. */
async function fairBand() {
  const probe = await offer();
  await check(-1);
  const found = await lookAt(probe);
  await world.owner.query("UPDATE offer SET status = 'draft'");
  await world.owner.query('DELETE FROM mail');
  expect(found.isAssumed).toBe(false);
  return found;
}

describe('an offer that follows the market', () => {
  it('moves by a tenth at most, arrives, and then stands still', async () => {
    const { p50Minor } = await fairBand();
    const low = await offer({ askMinor: (p50Minor * 8n) / 10n });
    await plan(low, {});
    const asks: bigint[] = [];
    for (let night = 0; night < 5; night += 1) {
      await check(night);
      asks.push((await askOf(low)).askMinor);
    }
    expect(asks[0]).toBe(low.askMinor + low.askMinor / 10n);
    const [last = 0n, before] = asks.toReversed();
    expect(last).toBe(before);
    expect(Math.abs(Number(last) / Number(p50Minor) - 1)).toBeLessThan(0.02);
    expect((await lookAt(low)).follow).toBe('there');
  });

  it('leaves a trace: audit, history, and a mail where its seller wants one', async () => {
    const { p50Minor } = await fairBand();
    const told = await offer({ askMinor: (p50Minor * 8n) / 10n });
    const quiet = await offer({ askMinor: (p50Minor * 8n) / 10n });
    await plan(told, {});
    await plan(quiet, { tells: 'none' });
    await check(0);
    expect(await mails()).toEqual(['ask_moved']);
    for (const one of [told, quiet]) {
      const history = await readAskHistory(world.db, { offerId: one.id, limit: 10 });
      const { askMinor } = await askOf(one);
      expect(history.map(({ toMinor }) => toMinor)).toEqual([askMinor, one.askMinor]);
      expect(history[0]).toMatchObject({ fairMinor: p50Minor });
      const { rows } = await world.owner.query(
        "SELECT details FROM audit_entry WHERE subject_id = $1 AND action = 'offer.ask_followed'",
        [one.id],
      );
      expect(rows).toMatchObject([
        { details: { fromMinor: String(one.askMinor), toMinor: String(askMinor) } },
      ]);
    }
  });

  it.each([
    { way: 'floor', from: 8n, floor: 8n, ceiling: 9n, held: 'ceiling' },
    { way: 'ceiling', from: 13n, floor: 13n, ceiling: 14n, held: 'floor' },
  ] as const)('never goes past its $held', async ({ from, floor, ceiling, held }) => {
    const { p50Minor } = await fairBand();
    const part = (tenths: bigint) => (p50Minor * tenths) / 10n;
    const one = await offer({ askMinor: part(from) });
    await plan(one, { floorMinor: part(floor), ceilingMinor: part(ceiling) });
    for (let night = 0; night < 4; night += 1) await check(night);
    expect((await askOf(one)).askMinor).toBe(held === 'ceiling' ? part(ceiling) : part(floor));
    expect((await lookAt(one)).follow).toBe(held);
  });

  it('stays where the price is only assumed, and where its band is too wide', async () => {
    const assumed = await offer({ niche: 'climate.solar', askMinor: 1_000n });
    await plan(assumed, {});
    const { regions } = await readReference(world.db.pool);
    const [smallest] = [...regions.values()].sort((a, b) => a.marketPopulation - b.marketPopulation);
    const wide = await offer({ regions: ['UA-30', smallest?.code ?? ''], askMinor: 1_000n });
    await plan(wide, {});
    await check(0);
    expect((await lookAt(assumed)).follow).toBe('assumed');
    expect((await lookAt(wide)).follow).toBe('wide');
    expect([(await askOf(assumed)).askMinor, (await askOf(wide)).askMinor]).toEqual([1_000n, 1_000n]);
  });

  it('moves once a night, however often the night is run', async () => {
    const { p50Minor } = await fairBand();
    const one = await offer({ askMinor: (p50Minor * 6n) / 10n });
    await plan(one, {});
    expect(await check(0)).toMatchObject({ checked: 1, moved: 1 });
    const { askMinor } = await askOf(one);
    expect(await check(0)).toMatchObject({ checked: 0, moved: 0 });
    expect((await askOf(one)).askMinor).toBe(askMinor);
    const both = await Promise.all([check(1), check(1)]);
    expect(both.map(({ moved }) => moved).sort()).toEqual([0, 1]);
    expect(await world.db.prisma.askMove.count({ where: { offerId: one.id } })).toBe(2);
  });

  it('sells under the new ask', async () => {
    const { p50Minor } = await fairBand();
    const one = await offer({ askMinor: (p50Minor * 8n) / 10n });
    await plan(one, {});
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 100_000_000n);
    await makeOrder(world.db, buyer, { niches: [NICHE], regions: ['UA-30'], maxPriceMinor: p50Minor * 2n });
    await check(0);
    const { askMinor } = await askOf(one);
    expect(askMinor).not.toBe(one.askMinor);
    const [lead] = await sendLeads(world.db, { organisationId: seller, id: one.id }, [{}], BEFORE);
    const sale = await world.db.prisma.sale.findFirstOrThrow({ where: { leadId: lead?.id ?? '' } });
    expect([sale.askMinor, sale.priceMinor]).toEqual([askMinor, askMinor]);
    await world.owner.query("UPDATE standing_order SET status = 'paused'");
  });

  it('takes no bounds that cross, are missing, or leave the ask outside, and none for another’s offer', async () => {
    const one = await offer({ askMinor: 1_000n });
    await expect(plan(one, { floorMinor: null })).rejects.toMatchObject({ code: 'ask_bounds_missing' });
    await expect(plan(one, { floorMinor: 5n, ceilingMinor: 4n })).rejects.toMatchObject({
      code: 'ask_bounds_crossed',
    });
    await expect(plan(one, { floorMinor: 1_001n })).rejects.toMatchObject({ code: 'ask_outside_bounds' });
    seller = await makeOrganisation(world.db, 'seller');
    await expect(plan(one, {})).rejects.toMatchObject({ code: 'offer_unknown' });
    expect(await world.db.prisma.askPlan.count({ where: { offerId: one.id } })).toBe(0);
  });
});

describe('the nightly verdict', () => {
  it('is told once when a fair ask leaves its band, and not while it stays outside', async () => {
    const { p50Minor, p90Minor } = await fairBand();
    const one = await offer({ askMinor: p50Minor });
    await check(0);
    expect((await lookAt(one)).verdict).toBe('ok');
    expect(await mails()).toEqual([]);
    // The market moves away under an ask that nobody touched.
    await world.owner.query('UPDATE offer SET ask_minor = $2 WHERE id = $1', [one.id, p90Minor + 100n]);
    await world.owner.query('UPDATE offer_check SET ask_minor = $2 WHERE offer_id = $1', [
      one.id,
      p90Minor + 100n,
    ]);
    expect(await check(1)).toMatchObject({ left: 1 });
    expect((await lookAt(one)).verdict).toBe('high');
    expect(await check(2)).toMatchObject({ left: 0 });
    expect(await mails()).toEqual(['ask_left_band']);
  });

  it('is not told of what a seller did by hand', async () => {
    const { p50Minor, p90Minor } = await fairBand();
    const one = await offer({ askMinor: p50Minor });
    await check(0);
    await setAsk(one, p90Minor + 100n);
    await check(1);
    expect((await lookAt(one)).verdict).toBe('high');
    expect(await mails()).toEqual([]);
  });

  it('knows a lead’s cost where its seller told it, and what a lead brings', async () => {
    const { p50Minor, breakEvenMinor } = await fairBand();
    const dear = await offer({ askMinor: p50Minor });
    await plan(dear, { follows: false, floorMinor: null, ceilingMinor: null, costMinor: p50Minor });
    const beyond = await offer({ askMinor: breakEvenMinor + 1n });
    await check(0);
    expect((await lookAt(dear)).verdict).toBe('below_cost');
    expect((await lookAt(beyond)).verdict).toBe('above_break_even');
  });

  it('goes on where an interrupted night stopped, and looks at active offers alone', async () => {
    const made = [];
    for (let at = 0; at < 60; at += 1) made.push(await offer());
    await setAsk(present(made[3], 'it was made'), 30_000n, { status: 'paused' });
    await check(0);
    await world.owner.query('DELETE FROM offer_check WHERE offer_id = ANY ($1)', [
      made.slice(40).map(({ id }) => id),
    ]);
    expect(await check(0)).toMatchObject({ checked: 20 });
    expect(
      await world.db.prisma.offerCheck.count({ where: { offerId: { in: made.map(({ id }) => id) } } }),
    ).toBe(59);
  });
});

describe('an ask beyond the hard limits', () => {
  it('is warned of, then paused, with the reason and the way back; whoever resumes is warned anew', async () => {
    const { p90Minor } = await fairBand();
    const one = await offer({ askMinor: p90Minor * 6n });
    expect(await check(0)).toMatchObject({ warned: 1, paused: 0 });
    expect((await askOf(one)).status).toBe('active');
    expect(await check(1)).toMatchObject({ warned: 0, paused: 1 });
    expect((await askOf(one)).status).toBe('paused');
    expect((await lookAt(one)).pausedAt).not.toBeNull();
    expect(await mails()).toEqual(['ask_beyond_limits', 'ask_paused']);
    const { rows } = await world.owner.query(
      "SELECT details FROM audit_entry WHERE subject_id = $1 AND action = 'offer.paused'",
      [one.id],
    );
    expect(rows).toMatchObject([{ details: { reason: 'ask_beyond_limits', outside: 'above' } }]);
    await setAsk(one, p90Minor * 6n, { status: 'active' });
    expect(await check(2)).toMatchObject({ warned: 1, paused: 0 });
    expect(await check(3)).toMatchObject({ paused: 1 });
  });

  it('is left alone once it was corrected after the warning', async () => {
    const { p50Minor, p10Minor } = await fairBand();
    const one = await offer({ askMinor: p10Minor / 6n });
    expect(await check(0)).toMatchObject({ warned: 1 });
    await setAsk(one, p50Minor);
    expect(await check(1)).toMatchObject({ warned: 0, paused: 0 });
    expect((await askOf(one)).status).toBe('active');
  });

  it('is left alone where leads are sold so', async () => {
    const { p90Minor } = await fairBand();
    const one = await offer({ askMinor: p90Minor * 6n });
    const buyer = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyer, 100_000_000n);
    await makeOrder(world.db, buyer, { niches: [NICHE], regions: ['UA-30'], maxPriceMinor: p90Minor * 7n });
    await sendLeads(world.db, { organisationId: seller, id: one.id }, [{}], BEFORE);
    expect(await check(0)).toMatchObject({ warned: 0 });
    expect(await check(1)).toMatchObject({ paused: 0 });
    await world.owner.query("UPDATE standing_order SET status = 'paused'");
  });

  it('is warned of once and never paused where the fair price is only assumed', async () => {
    const one = await offer({ niche: 'climate.solar', askMinor: 900_000_000n });
    expect(await check(0)).toMatchObject({ warned: 1 });
    for (const night of [1, 2]) expect(await check(night)).toMatchObject({ warned: 0, paused: 0 });
    expect((await askOf(one)).status).toBe('active');
    expect(await mails()).toEqual(['ask_beyond_limits']);
  });

  it('is as far as the operator sets it', async () => {
    const { p90Minor } = await fairBand();
    await offer({ askMinor: p90Minor * 6n });
    await changeSetting(world.db, { ...ACTOR, key: 'ask_limit_times', value: 20, now: new Date() });
    expect(await check(0)).toMatchObject({ warned: 0 });
    await changeSetting(world.db, { ...ACTOR, key: 'ask_limit_times', value: 5, now: new Date() });
    expect(await check(1)).toMatchObject({ warned: 1 });
  });
});

describe('what the night wrote', () => {
  it('stays: moves are not changed, and bounds cannot cross', async () => {
    const { p50Minor } = await fairBand();
    const one = await offer({ askMinor: (p50Minor * 8n) / 10n });
    await plan(one, {});
    await check(0);
    await expect(world.owner.query('UPDATE ask_move SET to_minor = 1')).rejects.toThrow();
    await expect(world.owner.query('DELETE FROM ask_move')).rejects.toThrow();
    await expect(world.db.pool.query('DELETE FROM ask_move')).rejects.toThrow();
    await expect(world.owner.query('UPDATE ask_plan SET floor_minor = ceiling_minor + 1')).rejects.toThrow();
    await expect(world.owner.query('UPDATE ask_plan SET floor_minor = NULL')).rejects.toThrow();
  });
});
