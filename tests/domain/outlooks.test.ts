import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendMail } from '#app/domain/notifications/send-mail.server.ts';
import { endOutlook } from '#app/domain/pricing/end-outlook.server.ts';
import { mailOutlooks } from '#app/domain/pricing/mail-outlooks.server.ts';
import { outlookPath, subscriptionOfToken } from '#app/domain/pricing/outlook-link.server.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { readSeasonOutlook } from '#app/domain/pricing/read-season-outlook.server.ts';
import { renewForecasts } from '#app/domain/pricing/renew-forecasts.server.ts';
import { subscribeOutlook } from '#app/domain/pricing/subscribe-outlook.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { addMonths } from '#app/kernel/month.ts';
import type { Letter } from '#app/platform/mail.server.ts';
import * as accountPage from '#app/routes/account/outlooks.tsx';
import * as stopPage from '#app/routes/public/stop-outlook.tsx';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date('2026-11-20T04:43:00Z');
const MARKET = { nicheCode: 'legal.family', regionCode: 'UA-30', currency: 'UAH' } as const;

let world: World;
let person: Person;
beforeAll(async () => {
  world = await openWorld();
  const leads = Array.from({ length: 24 }, (_, back) => {
    const month = addMonths('2026-11', back - 24);
    const at = { sector: 'legal', niche: 'legal.family', country: 'UA', region: 'UA-30', month };
    // Twice as many in January and February.
    return { ...at, count: /-0[12]$/.test(month) ? 200 : 100 };
  });
  await renewForecasts(world.db, { leads, now: NOW });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner.query('DELETE FROM mail');
  await world.owner.query('DELETE FROM outlook_subscription');
  const seller = await makeOrganisation(world.db, 'seller');
  person = await makePerson(world.db, { organisationId: seller });
});

const subscribe = (more: object = {}) =>
  subscribeOutlook(world.db, { personId: person.id, ...MARKET, now: NOW, ...more });
const theOne = () => world.db.prisma.outlookSubscription.findFirstOrThrow({ where: { personId: person.id } });
const mailAt = async (day: string) =>
  (await mailOutlooks(world.db, { now: new Date(`${day}T04:43:00Z`) })).mailed;

/** Sends the mails that wait to a box of the test's own. */
async function letters(): Promise<Letter[]> {
  const sent: Letter[] = [];
  const mail = {
    ...world.db.mail,
    send: async (letter: Letter) => {
      sent.push(letter);
    },
  };
  const rows = await world.db.prisma.mail.findMany({ where: { status: 'pending' } });
  for (const { id } of rows) await sendMail({ ...world.db, mail }, { mailId: id, now: NOW });
  return sent;
}

describe('a season outlook', () => {
  it('is of the next three months, with the demand against the mean month', async () => {
    const reference = await readPricedReference(world.db.pool);
    const niche = reference.niches.get('legal.family');
    const place = reference.regions.get('UA-30');
    if (!niche || !place) throw new Error('the market is seeded');
    const ahead = await readSeasonOutlook(world.db.pool, reference, {
      niche,
      place,
      currency: 'UAH',
      now: NOW,
    });
    expect(ahead.months.map(({ month }) => month)).toEqual(['2026-12', '2027-01', '2027-02']);
    const [december, january] = ahead.months.map(({ demand }) => demand?.p50 ?? 0);
    expect(december).toBeLessThan(100);
    expect(january).toBeGreaterThan(130);
    for (const { p10Minor, p50Minor, p90Minor, demand } of ahead.months) {
      expect(p10Minor < p50Minor && p50Minor < p90Minor).toBe(true);
      expect(demand && demand.p10 <= demand.p50 && demand.p50 <= demand.p90).toBe(true);
    }
    expect(ahead.forecast).toMatchObject({ niche: 'legal.family', region: 'UA-30', history: 24 });
  });

  it('is mailed the night after it was asked for, then once a month, and says what it rests on', async () => {
    await subscribe();
    expect(await mailAt('2026-11-21')).toBe(1);
    expect(await mailAt('2026-11-22')).toBe(0);
    expect(await mailAt('2026-12-01')).toBe(0);
    const [letter] = await letters();
    expect(letter?.to).toBe(person.email);
    expect(letter?.subject).toBe('Season outlook: Family law, Kyiv');
    expect(letter?.text).toMatch(
      /December 2026: fair price [\d.]+ UAH \(8 sales in 10 from [\d.]+ UAH to [\d.]+ UAH\)/,
    );
    expect(letter?.text).toMatch(/demand index \d+ \(from \d+ to \d+\)/);
    expect(letter?.text).toContain('Price: model cold-start-2');
    expect(letter?.text).toMatch(/from 2800 leads over 24 months/);
    expect(letter?.html.match(/<a href=/g)).toHaveLength(2);
    const { id } = await theOne();
    expect(letter?.stopUrl).toBe(`${world.db.mail.appUrl}${outlookPath(world.db, id)}`);
    expect(await mailAt('2026-12-12')).toBe(1);
    expect(await mailAt('2026-12-31')).toBe(0);
    expect(await mailAt('2027-01-02')).toBe(1);
  });

  it('goes out once when two nights run at once, and to nobody who stopped it or was shut out', async () => {
    await subscribe();
    const both = await Promise.all([mailAt('2026-11-21'), mailAt('2026-11-21')]);
    expect(both.sort()).toEqual([0, 1]);
    await endOutlook(world.db, { subscriptionId: (await theOne()).id, personId: null, now: NOW });
    expect(await mailAt('2027-01-02')).toBe(0);
    await subscribe();
    await world.owner.query('UPDATE person SET disabled_at = now() WHERE id = $1', [person.id]);
    expect(await mailAt('2027-01-02')).toBe(0);
  });

  it('is one a market however often it is asked for, and twenty a person at most', async () => {
    await Promise.all([subscribe(), subscribe(), subscribe()]);
    expect(await world.db.prisma.outlookSubscription.count()).toBe(1);
    const regions = (await readPricedReference(world.db.pool)).regions;
    const codes = [...regions.values()].filter(({ path }) => path.at(-1) === 'UA').map(({ code }) => code);
    for (const regionCode of codes.filter((code) => code !== 'UA-30').slice(0, 19))
      await subscribe({ regionCode });
    await expect(subscribe({ regionCode: 'HU' })).rejects.toMatchObject({ code: 'outlooks_limit' });
    await expect(subscribe({ nicheCode: 'no.such' })).rejects.toMatchObject({ code: 'niche_unknown' });
    await expect(subscribe({ regionCode: 'XX' })).rejects.toMatchObject({ code: 'region_unknown' });
  });
});

describe('the link in the mail', () => {
  const open = (token: string, form?: Record<string, string>) =>
    askPage(world, stopPage as unknown as PageModule, {
      ...{ token: null, path: `/outlook/${token}`, params: { token } },
      ...(form ? { form } : {}),
    });

  it('stops the mails by a button, without logging in; opening it alone stops nothing', async () => {
    await subscribe();
    const { id } = await theOne();
    const token = outlookPath(world.db, id).replace('/outlook/', '');
    expect((await open(token)).data).toMatchObject({ isStopped: false });
    expect((await theOne()).endedAt).toBeNull();
    expect((await open(token, {})).location).toBe(`/outlook/${token}`);
    expect((await open(token)).data).toMatchObject({ isStopped: true });
    expect((await theOne()).endedAt).not.toBeNull();
    await subscribe();
    expect((await open(token)).data).toMatchObject({ isStopped: false });
  });

  it('stops them with a mail program’s one click, which is led nowhere', async () => {
    await subscribe();
    const token = outlookPath(world.db, (await theOne()).id).replace('/outlook/', '');
    const answer = await open(token, { 'List-Unsubscribe': 'One-Click' });
    expect(answer).toMatchObject({ status: 200, location: null });
    expect((await theOne()).endedAt).not.toBeNull();
  });

  it('is signed: another’s or a changed one is none', async () => {
    await subscribe();
    const token = outlookPath(world.db, (await theOne()).id).replace('/outlook/', '');
    const [name = '', seal = ''] = token.split('-');
    const changed = `${name}-${seal.startsWith('A') ? 'B' : 'A'}${seal.slice(1)}`;
    const foreign = `${newId('outl').slice(5)}-${seal}`;
    for (const bad of [changed, foreign, name, `${token}=`, '']) {
      expect(subscriptionOfToken(world.db, bad)).toBeNull();
      expect((await open(bad, {})).status).toBe(404);
    }
    expect((await theOne()).endedAt).toBeNull();
  });
});

describe('the account’s page', () => {
  const ask = (token: string, path: string, form?: Record<string, string>) =>
    askPage(world, accountPage as unknown as PageModule, { token, path, ...(form ? { form } : {}) });

  it('asks for a market and stops one’s own, nobody else’s', async () => {
    const form = { intent: 'ask', niche: 'legal.family', region: 'UA-30', currency: 'UAH' };
    const asked = await ask(person.token, '/account/outlooks', form);
    expect(asked.location).toMatch(/done=asked/);
    const shown = await ask(person.token, '/account/outlooks?niche=legal.family&region=UA-30');
    expect(shown.data).toMatchObject({ isAsked: true, outlooks: [{ mailedAt: null }] });
    const { id } = await theOne();
    const other = await makePerson(world.db, { organisationId: await makeOrganisation(world.db, 'buyer') });
    await ask(other.token, '/account/outlooks', { intent: 'stop', outlook: id });
    expect((await theOne()).endedAt).toBeNull();
    await ask(person.token, '/account/outlooks', { intent: 'stop', outlook: id });
    expect((await theOne()).endedAt).not.toBeNull();
    const bad = await ask(person.token, '/account/outlooks', { ...form, niche: 'no.such' });
    expect((bad.data as { refusal: string }).refusal).toMatch(/niche/i);
  });
});
