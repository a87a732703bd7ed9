import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editNiche } from '#app/domain/catalog/edit-niche.server.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readNicheTerms } from '#app/domain/catalog/read-niche-terms.server.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { forgetTraces } from '#app/domain/leads/forget-traces.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import { foundBy, type LeadMade, sendLeads, takeIn } from '../factories/leads.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
let world: World;
let offer: Offer;

beforeAll(async () => {
  world = await openWorld();
  offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'));
});

afterAll(() => world.close());

const send = (made: LeadMade[], now?: Date) => sendLeads(world.db, offer, made, now);

/** An offer of its own, so that what other leads did counts for nothing. */
async function anotherOffer(terms: Parameters<typeof makeOffer>[2] = {}): Promise<Offer> {
  return makeOffer(world.db, await makeOrganisation(world.db, 'seller'), terms);
}

const codes = (leads: Awaited<ReturnType<typeof send>>, check: string) =>
  leads.map((lead) => foundBy(lead, check)?.code);

it('every check of the contract is made, once', async () => {
  const [lead] = await send([{ contact: { email: 'olena@gmail.com', phone: freshPhone() } }]);
  expect(lead?.checks.map(({ check }) => check).sort()).toEqual(
    ['consent', 'duplicate', 'email', 'fit', 'name', 'phone', 'region', 'suppression', 'velocity'].sort(),
  );
  const [spoken] = await sendLeads(world.db, await anotherOffer({ languages: ['uk'] }), [{ language: 'uk' }]);
  expect(spoken?.checks.map(({ check }) => check)).toContain('language');
});

describe('the pace of a source', () => {
  const ip = '203.0.113.9';

  it('is counted by address within a batch and across batches', async () => {
    const mine = await anotherOffer();
    const at = (count: number): LeadMade[] => Array.from({ length: count }, () => ({ contact: { ip } }));
    expect(codes(await sendLeads(world.db, mine, at(4)), 'velocity')).toEqual(
      Array(4).fill('velocity_usual'),
    );
    const later = await sendLeads(world.db, mine, at(3));
    expect(codes(later, 'velocity')).toEqual(['velocity_usual', 'velocity_high', 'velocity_high']);
    expect(foundBy(later[2] as never, 'velocity')).toMatchObject({
      verdict: 'warn',
      params: { of: 'address', usual: 5, hours: 1 },
    });
    expect(later[2]?.status).toBe('available');
  });

  it('takes the addresses of one IPv6 network for one', async () => {
    const mine = await anotherOffer();
    const made = Array.from({ length: 6 }, (_, at) => ({ contact: { ip: `2001:db8:77:1::${at + 1}` } }));
    expect(codes(await sendLeads(world.db, mine, made), 'velocity').at(-1)).toBe('velocity_high');
    const apart = Array.from({ length: 6 }, (_, at) => ({ contact: { ip: `2001:db8:78:${at + 1}::1` } }));
    expect(codes(await sendLeads(world.db, mine, apart), 'velocity').at(-1)).toBe('velocity_usual');
  });

  it('is counted by device, which is an address with its browser', async () => {
    const mine = await anotherOffer();
    const of = (userAgent: string) => ({ contact: { ip: '198.51.100.4', userAgent } });
    const leads = await sendLeads(world.db, mine, [of('a'), of('a'), of('a'), of('b'), of('a')]);
    expect(foundBy(leads[3] as never, 'velocity')?.code).toBe('velocity_usual');
    expect(foundBy(leads[4] as never, 'velocity')?.params).toEqual({ of: 'device', usual: 3, hours: 1 });
  });

  it('of a source goes by what the seller said to expect', async () => {
    const [quiet, busy] = [await anotherOffer(), await anotherOffer({ dailyVolume: 200 })];
    const many = Array.from({ length: 100 }, () => ({ subIds: ['camp'] }));
    for (const one of [quiet, busy]) await sendLeads(world.db, one, many);
    const next = async (one: Offer, subId: string) =>
      foundBy((await sendLeads(world.db, one, [{ subIds: [subId] }]))[0] as never, 'velocity')?.code;
    expect(await next(quiet, 'camp')).toBe('velocity_high');
    expect(await next(quiet, 'other')).toBe('velocity_usual');
    expect(await next(busy, 'camp')).toBe('velocity_usual');
  });

  it('is that of the last hour, and of the last day', async () => {
    const mine = await anotherOffer();
    const start = new Date(Date.now() - 2 * DAY_MS);
    const at = (hours: number) => after(start, hours * HOUR_MS);
    const made = { contact: { ip: '198.51.100.77' } };
    await sendLeads(world.db, mine, Array(5).fill(made), at(0));
    expect(codes(await sendLeads(world.db, mine, [made], at(1.1)), 'velocity')).toEqual(['velocity_usual']);
    for (const hours of [3, 5, 7]) await sendLeads(world.db, mine, Array(5).fill(made), at(hours));
    const [late] = await sendLeads(world.db, mine, [made], at(9));
    expect(foundBy(late as never, 'velocity')?.params).toEqual({ of: 'address', usual: 20, hours: 24 });
    expect(codes(await sendLeads(world.db, mine, [made], at(34)), 'velocity')).toEqual(['velocity_usual']);
  });

  it('counts no test lead, and a lead that is checked twice once', async () => {
    const mine = await anotherOffer();
    const made = { contact: { ip: '198.51.100.99' } };
    await sendLeads(world.db, mine, Array(6).fill({ ...made, test: true }));
    const ids = await takeIn(world.db, mine, [made]);
    for (let round = 0; round < 8; round += 1)
      await checkLeads(world.db, { leadIds: ids, now: new Date(), checkWaitMs: 0 });
    expect(codes(await sendLeads(world.db, mine, [made]), 'velocity')).toEqual(['velocity_usual']);
  });
});

describe('near duplicates', () => {
  it('warn of somebody of the same name and need with another contact, whoever sends them, in whatever script', async () => {
    const other = await anotherOffer();
    const [first] = await send([{ contact: { name: 'Наталія Ткаченко' } }]);
    expect(foundBy(first as never, 'duplicate')?.code).toBe('duplicate_none');
    const [second] = await sendLeads(world.db, other, [{ contact: { name: 'TKACHENKO Natalia' } }]);
    expect(second).toMatchObject({ status: 'available' });
    expect(foundBy(second as never, 'duplicate')).toMatchObject({ verdict: 'warn', code: 'duplicate_near' });
    expect(Number(second?.score)).toBeLessThan(Number(first?.score));
  });

  it('are seen within a batch too', async () => {
    const name = 'Степан Гнатюк';
    expect(codes(await send([{ contact: { name } }, { contact: { name } }]), 'duplicate')).toEqual([
      'duplicate_none',
      'duplicate_near',
    ]);
  });

  it('are none where the place, an answer or all but the first name differs, or where it is long ago', async () => {
    const name = 'Ірина Бондаренко';
    await send([{ contact: { name }, attributes: { rooms: 2 } }], new Date(Date.now() - 15 * DAY_MS));
    const [late] = await send([{ contact: { name }, attributes: { rooms: 2 } }]);
    expect(foundBy(late as never, 'duplicate')?.code).toBe('duplicate_none');
    const others = [
      { contact: { name }, attributes: { rooms: 3 } },
      { contact: { name }, attributes: { rooms: 2 }, region: 'UA-46', city: 'Lviv' },
      { contact: { name: 'Ірина' } },
      { contact: { name: 'Ірина' } },
    ];
    expect(codes(await send(others), 'duplicate')).toEqual(Array(4).fill('duplicate_none'));
  });

  it('are none of a lead that was refused and is sent again as it should be', async () => {
    const name = 'Марко Вовчок';
    const [refused] = await send([{ contact: { name, phone: '+38067' } }]);
    expect(refused?.status).toBe('rejected');
    expect(codes(await send([{ contact: { name } }]), 'duplicate')).toEqual(['duplicate_none']);
  });

  it('yield to the claim where the contact is the same', async () => {
    const contact = { name: 'Тарас Бульба', phone: freshPhone() };
    expect((await send([{ contact }, { contact }])).map(({ status }) => status)).toEqual([
      'available',
      'duplicate',
    ]);
  });
});

describe('consent', () => {
  it('in words that the offer had before is known; in other words it warns', async () => {
    const mine = await anotherOffer({ consentText: 'You may call me about windows.' });
    const change = { consentText: 'You may call or write to me about windows.' };
    await updateOffer(world.db, {
      ...ACTOR,
      organisationId: mine.organisationId,
      offerId: mine.id,
      change,
      now: new Date(),
    });
    const given = (text: string) => ({ consent: { text, givenAt: new Date() } });
    const leads = await sendLeads(world.db, mine, [
      given('You may call me about windows.'),
      given('you may CALL or write\n to me about windows.'),
      given('You may sell my data to anybody.'),
    ]);
    expect(codes(leads, 'consent')).toEqual([
      'consent_present',
      'consent_present',
      'consent_wording_unknown',
    ]);
    expect(leads[2]?.status).toBe('available');
  });

  it('that was given long ago warns by the setting, and of an import refuses', async () => {
    const given = (days: number) => ({
      text: offer.consentText,
      givenAt: new Date(Date.now() - days * DAY_MS),
    });
    const ask = async () => {
      const leads = await send([{ consent: given(10) }, { consent: given(10), channel: 'import' }]);
      return leads.map((lead) => [lead.status, foundBy(lead, 'consent')?.code]);
    };
    expect(await ask()).toEqual([
      ['available', 'consent_present'],
      ['available', 'consent_present'],
    ]);
    await changeSetting(world.db, { ...ACTOR, key: 'consent_fresh_days', value: 7, now: new Date() });
    expect(await ask()).toEqual([
      ['available', 'consent_old'],
      ['rejected', 'consent_old'],
    ]);
    await changeSetting(world.db, { ...ACTOR, key: 'consent_fresh_days', value: 30, now: new Date() });
  });

  it('wordings that an offer had cannot be changed afterwards', async () => {
    await expect(
      world.owner.query(`UPDATE offer_wording SET text = 'Anything' WHERE offer_id = $1`, [offer.id]),
    ).rejects.toThrow();
    await expect(world.db.pool.query('DELETE FROM offer_wording')).rejects.toThrow(/permission denied/);
  });
});

describe('fit', () => {
  it('holds time, budget and traffic against the offer', async () => {
    const mine = await anotherOffer({ traffic: ['search'] });
    const uah = (amountMinor: bigint) => ({ amountMinor, currency: 'UAH' as const });
    const leads = await sendLeads(world.db, mine, [
      { wantedWithinDays: 120 },
      // A deal of this niche brings 200,000 roubles, some 105,000 hryvnias.
      { budget: uah(10_000_000n) },
      { budget: uah(11_000_000n) },
      { traffic: 'sms' },
      { traffic: 'search' },
    ]);
    expect(codes(leads, 'fit')).toEqual([
      'fit_wanted_late',
      'fit_budget_low',
      'fit_in_area',
      'fit_other_traffic',
      'fit_in_area',
    ]);
    expect(leads[0]?.temperature).toBe('cold');
  });

  it('holds the language against those that the offer names now, and refuses nobody for it', async () => {
    const mine = await anotherOffer({ languages: ['uk', 'ru'] });
    const speaking = (language: string | null): LeadMade => ({ language });
    const made = ['uk', 'ukr', 'hu', null, 'zz'].map(speaking);
    const leads = await sendLeads(world.db, mine, made);
    expect(codes(leads, 'language')).toEqual([
      'language_spoken',
      'language_spoken',
      'language_other',
      'language_unsaid',
      'language_no_such',
    ]);
    expect(leads.map(({ language }) => language)).toEqual(['uk', 'uk', 'hu', null, 'zz']);
    expect(leads.map(({ status }) => status)).toEqual(Array(5).fill('available'));
    const [score, lower] = [leads[0]?.score ?? 0, leads[2]?.score ?? 100];
    expect(lower).toBeLessThan(score);

    await updateOffer(world.db, {
      ...ACTOR,
      organisationId: mine.organisationId,
      offerId: mine.id,
      change: { languages: [] },
      now: new Date(),
    });
    expect(codes(await sendLeads(world.db, mine, [speaking('hu')]), 'language')).toEqual([undefined]);
  });

  it('names the questions that had to be answered, and refuses nothing', async () => {
    const nicheCode = 'climate.boilers';
    const terms = present(await readNicheTerms(world.db, { nicheCode }), 'the niche is there');
    await editNiche(world.db, {
      ...ACTOR,
      nicheCode,
      version: terms.version,
      change: {
        questions: [
          ...terms.questions,
          { key: 'gas_laid', type: 'boolean', required: true, label: { en: 'Is gas laid on?' } },
        ],
      },
      now: new Date(),
    });
    const mine = await anotherOffer({ niche: nicheCode });
    const leads = await sendLeads(world.db, mine, [{ attributes: {} }, { attributes: { gas_laid: false } }]);
    expect(leads.map(({ status }) => status)).toEqual(['available', 'available']);
    expect(foundBy(leads[0] as never, 'fit')).toEqual({
      check: 'fit',
      verdict: 'warn',
      code: 'fit_unanswered',
      params: { questions: 'gas_laid', count: 1 },
    });
    expect(foundBy(leads[1] as never, 'fit')).toMatchObject({ code: 'fit_in_area' });
  });
});

it('a name that nobody bears warns and lowers the score, and the lead is let in', async () => {
  const [mash, plain] = await send([{ contact: { name: 'фывапр' } }, { contact: { name: 'Галина' } }]);
  expect(mash).toMatchObject({ status: 'available' });
  expect(foundBy(mash as never, 'name')).toEqual({
    check: 'name',
    verdict: 'warn',
    code: 'name_keyboard',
    params: {},
  });
  expect(Number(mash?.score)).toBeLessThan(Number(plain?.score));
});

it('what leads are compared by is forgotten after two weeks, and holds nothing in the clear', async () => {
  const { rows } = await world.owner.query<{ count: number; longest: number }>(
    'SELECT count(*)::int AS count, max(length(hash)) AS longest FROM lead_trace',
  );
  expect(rows[0]?.count).toBeGreaterThan(10);
  expect(rows[0]?.longest).toBe(32);
  await forgetTraces(world.db.pool, { now: after(new Date(), 15 * DAY_MS) });
  expect((await world.owner.query('SELECT FROM lead_trace')).rowCount).toBe(0);
});
