import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptFit } from '#app/domain/pricing/accept-fit.server.ts';
import { expirePriceModel, readLastVersion } from '#app/domain/pricing/read-price-model.server.ts';
import { storeFit } from '#app/domain/pricing/store-fit.server.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import * as nowPage from '#app/routes/admin/now.tsx';
import * as jobsPage from '#app/routes/admin/price-jobs.tsx';
import * as refusedPage from '#app/routes/admin/refused-fit.tsx';
import * as guidePage from '#app/routes/public/prices.tsx';
import { pageWords } from '#app/words/en/pages.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import { CELLS, fitOf } from '../factories/fits.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

const AT = '/admin/price-jobs/refused';
const REASON = 'A large seller has left for good.';
/** Ten nights ago all was well; for nine nights a fifth fewer is sold. */
const NIGHTS = 9;

let world: World;
let admin: Person;
let other: Person;

beforeAll(async () => {
  world = await openWorld();
  admin = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
  other = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
});
afterAll(() => world.close());

const store = (of: Parameters<typeof fitOf>[0], daysAgo: number) =>
  storeFit(world.db, { model: fitOf(of), cells: CELLS, now: later(new Date(), -daysAgo * DAY_MS) });

let published: string;
let refused: string;
beforeEach(async () => {
  await world.owner.query(
    'ALTER TABLE price_model DISABLE TRIGGER USER; DELETE FROM refused_fit; DELETE FROM price_model; ALTER TABLE price_model ENABLE TRIGGER USER',
  );
  expirePriceModel(world.db.pool);
  published = (await store({ sales: 300, times: 2 }, NIGHTS + 1)).version;
  for (let daysAgo = NIGHTS; daysAgo > 0; daysAgo -= 1)
    refused = (await store({ sales: 240, times: 1.5, niches: { 'credit.mortgage': 0.5 } }, daysAgo)).version;
});

// biome-ignore lint/suspicious/noExplicitAny: pages' data are looked at by single fields
async function open(page: unknown, path: string, token: string | null = admin.token): Promise<any> {
  return (await askPage(world, page as PageModule, { token, path })).data;
}
const send = (form: Record<string, string>, token = admin.token) =>
  askPage(world, refusedPage as unknown as PageModule, { token, path: AT, form });
// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at by single fields
const answerOf = async (sent: ReturnType<typeof send>): Promise<any> => (await sent).data;

describe('the page of a refused fit', () => {
  it('says why in figures, since when, and by what quotes go on', async () => {
    const { fit } = await open(refusedPage, AT);
    expect(fit).toMatchObject({ version: refused, refusedFor: 'fewer_sales', nights: NIGHTS, isKept: true });
    expect(fit.published).toMatchObject({ version: published, isUpdated: false });
    expect(fit.tests[0]).toEqual({
      ...{ refusal: 'fewer_sales', value: 240, against: 300, bound: 270, isMet: false },
    });
    expect(fit.tests.slice(1).map(({ isMet }: { isMet: boolean }) => isMet)).toEqual([true, true]);
  });

  it('shows how quotes would change, the largest change first', async () => {
    const { fit } = await open(refusedPage, AT);
    const changes: [string, string][] = fit.changes.map((one: { niche: string; change: number }) => [
      one.niche,
      words.signed(one.change),
    ]);
    expect(changes[0]).toEqual(['credit.mortgage', '−62.5 %']);
    expect(new Map(changes)).toEqual(
      new Map([
        ['credit.mortgage', '−62.5 %'],
        ['legal.family', '−25.0 %'],
        ['property.flat_resale', '−25.0 %'],
      ]),
    );
    const guide = await open(guidePage, '/prices?niche=legal.family&region=UA');
    const cell = fit.changes.find(({ niche }: { niche: string }) => niche === 'legal.family');
    expect(cell).toMatchObject({ countryName: 'Ukraine', currency: 'UAH', sales: 120 });
    expect(cell.nowMinor).toBe(guide.price.p50.amountMinor);
  });

  it('is pointed to by the price jobs and by what needs an admin now', async () => {
    expect((await open(jobsPage, '/admin/price-jobs')).refused).toMatchObject({ nights: NIGHTS });
    const { tasks } = await open(nowPage, '/admin');
    expect(tasks).toContainEqual(expect.objectContaining({ to: AT, text: words.task(NIGHTS) }));
  });

  it('has nothing to show once a fit is published', async () => {
    await store({ sales: 300, times: 2 }, 0);
    expect((await open(refusedPage, AT)).fit).toBeNull();
    expect((await open(jobsPage, '/admin/price-jobs')).refused).toBeNull();
  });

  it('shows what was measured of one that was not kept, and lets nobody accept it', async () => {
    await world.owner.query('DELETE FROM refused_fit');
    const { fit } = await open(refusedPage, AT);
    expect(fit).toMatchObject({ isKept: false, changes: [] });
    expect(fit.tests.map(({ refusal }: { refusal: string }) => refusal)).not.toContain('fewer_sales');
    const answer = await answerOf(send({ version: refused, reason: REASON }));
    expect(answer).toMatchObject({ ask: null, failed: { refusal: pageRefusal('fit_not_kept', {}) } });
  });
});

describe('accepting it', () => {
  it('needs a reason, then is asked about with the figures, then done', async () => {
    const bare = await answerOf(send({ version: refused, reason: 'yes' }));
    expect([bare.ask, Object.keys(bare.failed.errors)]).toEqual([null, ['reason']]);
    const { ask } = await answerOf(send({ version: refused, reason: REASON }));
    const said = ask.figures.map(({ value }: { value: string }) => value).join('\n');
    expect(said).toContain('240, published model 300');
    expect(said).toMatch(/^Mortgage.*, Hungary: \S+\sHUF → \S+\sHUF \(−62\.5 %\)$/m);
    expect(said).toContain(REASON);
    expect(await readLastVersion(world.db.pool)).toBe(published);
    const done = await send({ ...ask.fields, confirmed: 'yes' });
    expect(done).toMatchObject({ status: 302, location: '/admin/price-jobs?done=accepted' });
    const { versions, refused: left } = await open(jobsPage, '/admin/price-jobs');
    expect(left).toBeNull();
    expect(versions[0]).toMatchObject({ accepts: refused, isLive: true, refusedFor: null });
    // A second click on the same button.
    expect(await send({ ...ask.fields, confirmed: 'yes' })).toMatchObject(done);
    const { rows } = await world.db.pool.query('SELECT accepted_by FROM price_model WHERE accepts = $1', [
      refused,
    ]);
    expect(rows).toEqual([{ accepted_by: admin.id }]);
  });

  it('publishes nothing that was not asked about: not without confirmation, not another fit than was looked at', async () => {
    await send({ version: refused, reason: REASON, confirmed: 'no' });
    const newer = await store({ sales: 200, times: 1 }, 0);
    for (const confirmed of ['no', 'yes']) {
      const answer = await answerOf(send({ version: refused, reason: REASON, confirmed }));
      expect(answer.failed.refusal).toBe(pageRefusal('fit_not_newest', {}));
    }
    expect(newer.refusedFor).toBe('fewer_sales');
    expect(await readLastVersion(world.db.pool)).toBe(published);
  });

  it('is told to the second admin as done', async () => {
    const { ask } = await answerOf(send({ version: refused, reason: REASON }, other.token));
    const origin = 'web:test';
    await acceptFit(world.db, { version: refused, reason: REASON, actor: admin.id, origin, now: new Date() });
    const answer = await answerOf(send({ ...ask.fields, confirmed: 'yes' }, other.token));
    expect(answer.failed.refusal).toBe(pageRefusal('fit_accepted', {}));
  });
});

describe('the price guide', () => {
  it('says as of when its prices are, and that they are old', async () => {
    const guide = await open(guidePage, '/prices?niche=legal.family&region=UA-30', null);
    const day = later(new Date(), -(NIGHTS + 1) * DAY_MS)
      .toISOString()
      .slice(0, 10);
    expect(guide).toMatchObject({ date: day, daysOld: NIGHTS + 1, price: { modelVersion: published } });
    expect(pageWords.prices.asOf(guide.date, guide.daysOld)).toContain('not in them yet');
    await store({ sales: 300, times: 2 }, 0);
    expirePriceModel(world.db.pool);
    const fresh = await open(guidePage, '/prices?niche=legal.family&region=UA-30', null);
    expect(fresh).toMatchObject({ date: new Date().toISOString().slice(0, 10), daysOld: 0 });
  });
});
