import { afterAll, beforeAll, expect, it } from 'vitest';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readSoldPrices } from '#app/domain/exchange/read-prices.server.ts';
import { answerKey } from '#app/domain/pricing/model/answer-keys.ts';
import { answerKeys } from '#app/domain/pricing/price-answers.ts';
import { priceTraits } from '#app/domain/pricing/price-question.ts';
import { monthOf, questionOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { believedRub } from '#app/domain/pricing/quote-with-model.ts';
import { expirePriceModel } from '#app/domain/pricing/read-price-model.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { type ObservedPrice, refitPrices } from '#app/domain/pricing/refit-prices.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { sendLeads } from '../factories/leads.ts';
import { fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const NICHE = 'property.flat_new';
const NOW = new Date();
const SALES = 400;
const CASH_TIMES = 1.6;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Two years of sales in Kyiv: who pays cash is worth more. */
async function sales(): Promise<ObservedPrice[]> {
  const reference = await readReference(world.db.pool);
  const niche = present(reference.niches.get(NICHE), 'the niche is seeded');
  const place = present(reference.regions.get('UA-30'), 'the place is seeded');
  return Array.from({ length: SALES }, (_, at) => {
    const day = later(NOW, -DAY_MS * (1 + Math.floor((at * 700) / SALES)));
    const asked = { niche, place, month: monthOf(day), temperature: 'warm', currency: 'RUB' } as const;
    const isCash = (at * 7) % 3 === 0;
    const noise = Math.exp(0.1 * (((at * 7_919) % 101) / 50 - 1));
    const rub = believedRub(questionOf(reference, asked)) * noise * (isCash ? CASH_TIMES : 1);
    return {
      ...{
        niche: NICHE,
        place: 'UA-30',
        temperature: 'warm',
        currency: 'RUB',
        at: day,
        copies: 1,
        weight: 1,
      },
      priceMinor: BigInt(Math.round(100 * rub)),
      answers: { payment: isCash ? 'cash' : 'mortgage', area: at },
    };
  });
}

async function sell(attributes: Record<string, boolean | number | string>) {
  const seller = await makeOrganisation(world.db, 'seller');
  const offer = await makeOffer(world.db, seller, { niche: NICHE });
  const [lead] = await sendLeads(world.db, offer, [{ attributes }]);
  const { rows } = await world.owner.query<{
    quote: { factors: { factor: string; multiplier: number; n: number; z: number; assumed: boolean }[] };
  }>('SELECT quote FROM sale WHERE lead_id = $1', [lead?.id]);
  return present(rows[0], 'the lead was sold').quote.factors.find(({ factor }) => factor === 'attributes');
}

it('only answers of few kinds that the niche asks for are keys: no number, no several at once, nothing written freely', async () => {
  const { niches } = await readReference(world.db.pool);
  const niche = present(niches.get(NICHE), 'the niche is seeded');
  const given = { payment: 'cash', has_flat_to_sell: true, area: 50, rooms: 2, purpose: '+380671234567' };
  expect(answerKeys(niche, { ...given, note: 'cash', constructor: 'cash' })).toEqual({
    'attr:payment': answerKey(NICHE, 'cash'),
    'attr:has_flat_to_sell': answerKey(NICHE, 'true'),
  });
});

it('a sale’s quote tells what its person’s answers are worth, on how many sales, and nothing of answers that few gave', async () => {
  const refit = await refitPrices(world.db, { observed: await sales(), now: NOW });
  expect(refit?.refusedFor).toBeNull();
  expirePriceModel(world.db.pool);
  const buyer = await makeOrganisation(world.db, 'buyer');
  await fund(world.db, buyer, 10_000_000n);
  await makeOrder(world.db, buyer);

  const cash = present(await sell({ payment: 'cash' }), 'the answer is a factor');
  const mortgage = present(await sell({ payment: 'mortgage' }), 'the answer is a factor');
  expect(cash.multiplier / mortgage.multiplier).toBeCloseTo(CASH_TIMES, 1);
  expect(cash).toMatchObject({ assumed: false, n: Math.ceil(SALES / 3) });
  expect(cash.z).toBeGreaterThan(0.5);
  expect(await sell({})).toBeUndefined();
  expect(await sell({ has_flat_to_sell: true })).toBeUndefined();

  const reference = await readPricedReference(world.db.pool);
  const general = quotePlace(reference, {
    niche: present(reference.niches.get(NICHE), 'the niche is seeded'),
    place: present(reference.regions.get('UA-30'), 'the place is seeded'),
    ...{ month: monthOf(NOW), temperature: 'warm', currency: 'RUB' },
  });
  expect(general.factors.map(({ factor }) => factor)).not.toContain('attributes');
});

it('holidays of the lead’s region and month are told, where they are known', async () => {
  const { niches, regions } = await readReference(world.db.pool);
  const niche = present(niches.get(NICHE), 'the niche is seeded');
  const told = (region: string, month: number) => {
    const place = present(regions.get(region), 'the place is seeded');
    return priceTraits({ niche, place, month, year: 2025, temperature: 'warm' }).numbers.holidays;
  };
  // Easter; Trinity and the day of the constitution.
  expect([told('RU-TA', 3), told('RU-MOW', 3)]).toEqual([2, 1]);
  expect([told('RU-MOW', 1), told('RU-MOW', 4), told('UA-30', 4), told('UA-30', 6)]).toEqual([8, 0, 1, 2]);
});

it('the night’s fit reads answers with the sales that they were given in', async () => {
  const sold = await readSoldPrices(world.db.pool, { since: later(NOW, -DAY_MS), limit: 2 });
  expect(sold.map(({ answers }) => answers)).toEqual([{ has_flat_to_sell: true }, {}]);
});
