import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRICE_JOBS } from '#app/domain/pricing/price-run.ts';
import { readModelVersions } from '#app/domain/pricing/read-model-versions.server.ts';
import { expirePriceModel } from '#app/domain/pricing/read-price-model.server.ts';
import { readPriceRuns } from '#app/domain/pricing/read-price-runs.server.ts';
import { recordRun } from '#app/domain/pricing/record-run.server.ts';
import { LEAST_OBSERVED } from '#app/domain/pricing/refit-prices.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import * as page from '#app/routes/admin/price-jobs.tsx';
import { priceJobWords as words } from '#app/words/en/price-jobs.ts';
import { JOBS } from '#jobs/catalogue.ts';
import { SCHEDULE } from '#jobs/schedule.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

let world: World;
let stop: () => Promise<void>;
let admin: string;
let moderator: string;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ stop } = await serve(world));
  admin = (await makePerson(world.db, { platformRole: 'admin', secondFactor: true })).token;
  moderator = (await makePerson(world.db, { platformRole: 'moderator', secondFactor: true })).token;
  // Of a seller's asks alike only one counts.
  for (let made = 0; made < LEAST_OBSERVED; made += 1)
    await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
      niche: 'legal.family',
      regions: ['UA-30'],
    });
});
afterAll(async () => {
  await stop();
  await world.close();
});

const runsOf = (job: string) => readPriceRuns(world.db.pool, { jobs: [job], limit: 10, now: new Date() });
// biome-ignore lint/suspicious/noExplicitAny: the page's data are looked at by single fields
async function open(query = ''): Promise<any> {
  const path = `/admin/price-jobs${query}`;
  return (await askPage(world, page as unknown as PageModule, { token: admin, path })).data;
}

describe('the jobs about prices', () => {
  it.each(PRICE_JOBS)('%s runs by the clock, and leaves what it did', async (name) => {
    const kind = present(
      JOBS.find((job) => job.name === name),
      'the job is in the catalogue',
    );
    expect(SCHEDULE.map(({ job }) => job.name)).toContain(name);
    await world.db.queue.send(kind.name, {});
    const [run] = await until(`${name} ran`, async () => {
      const runs = await runsOf(name);
      return runs[0]?.state === 'done' && runs;
    });
    expect(run?.endedAt?.getTime()).toBeGreaterThanOrEqual(
      run?.startedAt.getTime() ?? Number.POSITIVE_INFINITY,
    );
    expect(words.resultOf(name, run?.figures ?? {})).not.toMatch(/undefined|NaN/);
  });

  it('tell what they did in figures', async () => {
    const figures = Object.fromEntries(
      await Promise.all(PRICE_JOBS.map(async (job) => [job, (await runsOf(job))[0]?.figures])),
    );
    expect(figures['refit-prices']).toMatchObject({ sales: 0, asks: LEAST_OBSERVED, refusedFor: null });
    expect(figures['check-offers']).toMatchObject({ checked: LEAST_OBSERVED, moved: 0, paused: 0 });
    expect(figures['mail-outlooks']).toEqual({ due: 0, mailed: 0 });
    expect(figures['measure-competition']).toMatchObject({ markets: 2, offers: LEAST_OBSERVED });
  });
});

describe('a run that does not end well', () => {
  const now = () => new Date();

  it('is kept with its code, and fails on for the queue to try again', async () => {
    const broken = Object.assign(new Error('secret details'), { code: '57P01' });
    await expect(recordRun(world.db, { job: 'test-job', now }, () => Promise.reject(broken))).rejects.toBe(
      broken,
    );
    expect(await runsOf('test-job')).toMatchObject([{ state: 'failed', code: '57P01' }]);
    expect(JSON.stringify(await runsOf('test-job'))).not.toContain('secret');
  });

  it('is running until it may be taken for lost', async () => {
    const at = new Date();
    await world.db.prisma.priceRun.createMany({
      data: [
        { id: 'prun_2', job: 'lost-job', startedAt: later(at, -60_000) },
        { id: 'prun_1', job: 'lost-job', startedAt: later(at, -2 * HOUR_MS) },
      ],
    });
    expect((await runsOf('lost-job')).map(({ state }) => state)).toEqual(['running', 'lost']);
  });

  it('cannot be told otherwise afterwards, and is forgotten after three months', async () => {
    await recordRun(world.db, { job: 'old-job', now: () => later(new Date(), -100 * DAY_MS) }, async () => ({
      done: 1,
    }));
    await expect(
      world.owner.query("UPDATE price_run SET figures = '{}' WHERE job = 'old-job'"),
    ).rejects.toThrow(/over/);
    await recordRun(world.db, { job: 'old-job', now }, async () => ({ done: 2 }));
    expect((await runsOf('old-job')).map(({ figures }) => figures.done)).toEqual([2]);
  });
});

describe('the admin’s page of them', () => {
  it('shows the last run of each, runs of one or all, and which model is live', async () => {
    expirePriceModel(world.db.pool);
    const all = await open();
    expect(all.jobs.map(({ run }: { run: { state: string } }) => run.state)).toEqual(
      PRICE_JOBS.map(() => 'done'),
    );
    expect(all.jobs.every(({ cron }: { cron: string | null }) => cron)).toBe(true);
    const one = await open('?job=check-offers');
    expect(new Set(one.runs.map(({ job }: { job: string }) => job))).toEqual(new Set(['check-offers']));
    expect(all.versions.filter(({ isLive }: { isLive: boolean }) => isLive)).toHaveLength(1);
    expect((await open('?job=no-such')).chosen).toBeNull();
  });

  it('names the newest published version as live, not a refused one after it', async () => {
    const [published] = await readModelVersions(world.db.pool, { limit: 1 });
    await world.owner.query(
      `INSERT INTO price_model (id, fitted_at, rows, metrics, refused_for)
       SELECT 'pmod_refused', fitted_at + interval '1 day', 5, metrics, 'fewer_sales' FROM price_model WHERE id = $1`,
      [published?.id],
    );
    const versions = await readModelVersions(world.db.pool, { limit: 2 });
    expect(versions.map(({ isLive, refusedFor }) => [isLive, refusedFor])).toEqual([
      [false, 'fewer_sales'],
      [true, null],
    ]);
  });

  it('is the admin’s alone', async () => {
    const asked = { path: '/admin/price-jobs', token: moderator };
    expect((await askPage(world, page as unknown as PageModule, asked)).status).toBe(403);
  });
});
