import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptFit } from '#app/domain/pricing/accept-fit.server.ts';
import type { FitRefusal } from '#app/domain/pricing/judge-fit.ts';
import type { PriceModel } from '#app/domain/pricing/price-model.ts';
import { readModelVersions } from '#app/domain/pricing/read-model-versions.server.ts';
import {
  expirePriceModel,
  readLastFit,
  readLastVersion,
} from '#app/domain/pricing/read-price-model.server.ts';
import { readRefusals } from '#app/domain/pricing/read-refusals.server.ts';
import { readRefusedFit } from '#app/domain/pricing/read-refused-fit.server.ts';
import { refitPrices } from '#app/domain/pricing/refit-prices.server.ts';
import { storeFit } from '#app/domain/pricing/store-fit.server.ts';
import { updatePrices } from '#app/domain/pricing/update-prices.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { unsealSecret } from '#app/platform/crypto.server.ts';
import { mailTemplates } from '#app/words/en/mail.ts';
import { makePerson } from '../factories/people.ts';
import { quoteThere, soldPrices } from '../factories/sold-prices.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date('2026-11-20T02:07:00Z');
const NICHE = 'legal.family';
const CELLS = [{ niche: NICHE, country: 'UA', sales: 240 }];
const REASON = 'A large seller has left for good.';
const night = (count: number) => later(NOW, count * DAY_MS);

let world: World;
/** As the night's job fits them: of 300 sales at twice what is believed, and of 240 at thrice. */
let good: PriceModel;
let fewer: PriceModel;

beforeAll(async () => {
  world = await openWorld();
  await makePerson(world.db, { platformRole: 'admin' });
  const learn = async (count: number, times: number) => {
    await empty();
    await refitPrices(world.db, { observed: await sales(count, times, NOW), now: NOW });
    return present(await readLastFit(world.db.pool), 'it is published').model;
  };
  good = await learn(300, 2);
  fewer = await learn(240, 3);
});
afterAll(() => world.close());
beforeEach(empty);

async function empty(): Promise<void> {
  await world.owner.query(
    `ALTER TABLE price_model DISABLE TRIGGER USER; DELETE FROM refused_fit; DELETE FROM price_model;
     ALTER TABLE price_model ENABLE TRIGGER USER; DELETE FROM mail`,
  );
  expirePriceModel(world.db.pool);
}

const sales = (count: number, times: number, now: Date) =>
  soldPrices(world.db, { niche: NICHE, count, now, timesOf: () => times });
const store = (model: PriceModel, now: Date) => storeFit(world.db, { model, cells: CELLS, now });
const accept = (version: string, more: { actor?: string; now?: Date } = {}) =>
  acceptFit(world.db, { version, reason: REASON, actor: 'pers_a', origin: 'web:test', now: NOW, ...more });
const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : error);

async function stored() {
  const { rows } = await world.db.pool.query<{ id: string; refused_for: FitRefusal | null; kept: boolean }>(
    'SELECT id, refused_for, model IS NOT NULL AS kept FROM price_model WHERE updates IS NULL ORDER BY fitted_at, id',
  );
  return rows;
}

function quote() {
  expirePriceModel(world.db.pool);
  return quoteThere(world.db, { niche: NICHE, now: NOW });
}

/** What admins were mailed about refusals, the oldest first. */
async function mails() {
  const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>(
    "SELECT id, sealed FROM mail WHERE template = 'price_model_refused' ORDER BY created_at, id",
  );
  return rows.map(({ id, sealed }) => {
    const params = JSON.parse(unsealSecret(world.db.keys.encryption, sealed, id)) as Record<string, string>;
    const { subject, lines } = mailTemplates.price_model_refused(params);
    return { params, subject, text: lines.join('\n') };
  });
}

describe('a fit that is refused', () => {
  it('is kept with its model, of an earlier one only what was measured', async () => {
    await store(good, NOW);
    const first = await store(fewer, night(1));
    const second = await store(fewer, night(2));
    expect([first.refusedFor, second.refusedFor]).toEqual(['fewer_sales', 'fewer_sales']);
    const { rows } = await world.db.pool.query('SELECT version FROM refused_fit');
    expect(rows).toEqual([{ version: second.version }]);
    const [, earlier] = await readModelVersions(world.db.pool, { limit: 2 });
    expect(earlier).toMatchObject({ id: first.version, refusedFor: 'fewer_sales', metrics: fewer.metrics });
    const fit = await readRefusedFit(world.db.pool);
    expect(fit).toMatchObject({ version: second.version, refusedFor: 'fewer_sales', rows: 240 });
    expect(fit?.kept).toEqual({ model: fewer, cells: CELLS });
  });

  it('is forgotten once a fit is published', async () => {
    await store(good, NOW);
    await store(fewer, night(1));
    expect((await store(good, night(2))).refusedFor).toBeNull();
    expect(await readRefusedFit(world.db.pool)).toBeNull();
    expect((await world.db.pool.query('SELECT FROM refused_fit')).rowCount).toBe(0);
  });

  it('is not kept when a newer fit was stored before it', async () => {
    await store(good, NOW);
    const newer = await store(fewer, night(2));
    await store(fewer, night(1));
    expect(await readRefusedFit(world.db.pool)).toMatchObject({
      version: newer.version,
      kept: { cells: CELLS },
    });
  });

  it('knows where most of it was sold', async () => {
    await refitPrices(world.db, { observed: await sales(300, 2, NOW), now: NOW });
    const refit = await refitPrices(world.db, { observed: await sales(240, 3, night(1)), now: night(1) });
    expect(refit?.refusedFor).toBe('fewer_sales');
    expect((await readRefusedFit(world.db.pool))?.kept?.cells).toEqual(CELLS);
  });

  it('leaves the day’s updates to the published one', async () => {
    const first = await store(good, NOW);
    await store(fewer, later(NOW, HOUR_MS));
    const now = later(NOW, 6 * HOUR_MS);
    const fresh = (await sales(30, 2.5, later(now, DAY_MS))).map((one) => ({
      ...one,
      at: later(NOW, 2 * HOUR_MS),
    }));
    const updated = present(
      await updatePrices(world.db, { readSales: async () => fresh, now }),
      'enough was sold since',
    );
    expect(updated.refusedFor).toBeNull();
    const [version] = await readModelVersions(world.db.pool, { limit: 1 });
    expect(version).toMatchObject({ id: updated.version, updates: first.version, isLive: true });
  });
});

describe('an admin who accepts it', () => {
  it('publishes it as the night would have, and the next night is judged against it', async () => {
    const first = await store(good, NOW);
    const before = await quote();
    const refused = await store(fewer, night(1));
    expect((await quote()).modelVersion).toBe(first.version);
    const { version } = await accept(refused.version, { now: later(night(1), 9 * HOUR_MS) });
    const after = await quote();
    expect(after.modelVersion).toBe(version);
    expect(Number(after.p50Minor) / Number(before.p50Minor)).toBeGreaterThan(1.3);
    const last = await readLastFit(world.db.pool);
    expect(last).toEqual({ version, fittedAt: night(1), model: fewer });
    expect(await stored()).toMatchObject([
      { id: first.version, refused_for: null },
      { refused_for: 'fewer_sales', kept: false },
      { refused_for: null, kept: true },
    ]);
    expect(await readRefusals(world.db.pool)).toEqual([]);
    expect(await readRefusedFit(world.db.pool)).toBeNull();
    expect((await store(fewer, night(2))).refusedFor).toBeNull();
  });

  it('leaves an audit row with why and with what was missed', async () => {
    const first = await store(good, NOW);
    const refused = await store(fewer, night(1));
    const { version } = await accept(refused.version);
    const { rows } = await world.db.pool.query(
      "SELECT actor, origin, subject_id, details FROM audit_entry WHERE action = 'price_model_accepted' AND subject_id = $1",
      [version],
    );
    expect(rows).toMatchObject([
      {
        actor: 'pers_a',
        origin: 'web:test',
        details: {
          accepts: refused.version,
          refusedFor: 'fewer_sales',
          reason: REASON,
          replaces: first.version,
        },
      },
    ]);
    expect(rows[0].details.tests[0]).toMatchObject({ value: 240, against: 300, isMet: false });
  });

  it('hears the same again when they send it twice', async () => {
    await store(good, NOW);
    const refused = await store(fewer, night(1));
    const [one, other] = await Promise.all([accept(refused.version), accept(refused.version)]);
    expect(other).toEqual(one);
    await store(fewer, night(2));
    expect(await accept(refused.version)).toEqual(one);
    expect(await stored()).toHaveLength(4);
  });

  it('is alone: of two at once one is told that it is done', async () => {
    await store(good, NOW);
    const refused = await store(fewer, night(1));
    const admins = ['pers_a', 'pers_b', 'pers_c', 'pers_d'];
    const tried = await Promise.allSettled(admins.map((actor) => accept(refused.version, { actor })));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = tried.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
    expect(refusals).toEqual(['fit_accepted', 'fit_accepted', 'fit_accepted']);
    expect(await stored()).toHaveLength(3);
  });

  it('cannot accept one that is no longer the newest, was overtaken, or was never refused', async () => {
    const first = await store(good, NOW);
    const older = await store(fewer, night(1));
    const newer = await store(fewer, night(2));
    await expect(accept(older.version).catch(codeOf)).resolves.toBe('fit_not_newest');
    await expect(accept(first.version).catch(codeOf)).resolves.toBe('fit_unknown');
    await expect(accept('').catch(codeOf)).resolves.toBe('fit_unknown');
    await store(good, night(3));
    await expect(accept(newer.version).catch(codeOf)).resolves.toBe('fit_overtaken');
    expect(await readLastVersion(world.db.pool)).not.toBe(newer.version);
  });

  it('races with the night’s job: either it is published before the next fit, or it is refused as overtaken', async () => {
    await store(good, NOW);
    const refused = await store(fewer, night(1));
    const [accepted, next] = await Promise.allSettled([accept(refused.version), store(fewer, night(2))]);
    expect(next).toMatchObject({ status: 'fulfilled' });
    const isAccepted = accepted.status === 'fulfilled';
    if (!isAccepted) expect(codeOf(accepted.reason)).toBe('fit_not_newest');
    // What was stored after the acceptance was judged against it.
    const last = (await stored()).at(-1);
    expect(last?.refused_for).toBe(isAccepted ? null : 'fewer_sales');
  });

  it('cannot accept what was learned on top of another belief, or in another form, or is gone', async () => {
    await store(good, NOW);
    const refused = await store(fewer, night(1));
    for (const change of [
      "UPDATE refused_fit SET belief = 'cold-start-0'",
      "UPDATE refused_fit SET belief = 'cold-start-1', model = jsonb_set(model, '{format}', '0')",
      'DELETE FROM refused_fit',
    ]) {
      await world.owner.query(change);
      await expect(accept(refused.version).catch(codeOf)).resolves.toBe('fit_not_kept');
    }
    expect((await readRefusedFit(world.db.pool))?.kept).toBeNull();
    expect(await stored()).toHaveLength(2);
  });
});

describe('the database', () => {
  it('takes for accepted only the refused fit that is kept, as it is, and once', async () => {
    const first = await store(good, NOW);
    const refused = await store(fewer, night(1));
    const insert = (id: string, what: string) =>
      world.owner.query(
        `INSERT INTO price_model (id, fitted_at, rows, metrics, model, accepts, accepted_by)
         SELECT '${id}', p.fitted_at, p.rows, p.metrics, ${what}, p.id, 'pers_a' FROM price_model p
         LEFT JOIN refused_fit r ON true WHERE p.id = $1`,
        [id === 'pmod_x' ? first.version : refused.version],
      );
    await expect(insert('pmod_x', 'r.model')).rejects.toThrow(/as it is/);
    await expect(insert('pmod_y', "jsonb_set(r.model, '{rows}', '1')")).rejects.toThrow(/as it is/);
    await insert('pmod_z', 'r.model');
    await expect(insert('pmod_w', 'r.model')).rejects.toThrow(/price_model_accepts_key/);
    await expect(world.owner.query('UPDATE refused_fit SET version = $1', [first.version])).rejects.toThrow(
      /only a refused fit/,
    );
    await expect(
      world.owner.query(
        'INSERT INTO refused_fit SELECT false, version, belief, cells, model FROM refused_fit',
      ),
    ).rejects.toThrow();
  });
});

describe('admins', () => {
  it('are mailed of a spell of refusals at its begin and weekly, with since when and how many nights', async () => {
    await store(good, NOW);
    for (let count = 1; count <= 9; count += 1) await store(fewer, night(count));
    const [first, second, ...more] = await mails();
    expect(more).toEqual([]);
    expect(first?.subject).toBe('Tonight’s price model was not published');
    expect(first?.text).toContain('It rests on 240 sales, the published one on 300.');
    expect(first?.text).toContain('of 2026-11-20');
    expect(second?.subject).toBe('The price model has not been published for 8 nights');
    expect(second?.text).toContain('since 2026-11-21, on 8 nights');
    expect(second?.params).toMatchObject({ reason: 'fewer_sales', nights: '8', since: '2026-11-21' });
  });

  it('are mailed when the reason changes, and anew after an acceptance', async () => {
    await store(good, NOW);
    await store(fewer, night(1));
    const odd = {
      ...good,
      metrics: { ...good.metrics, latest: { rows: 40, logError: 2, beliefLogError: 0.5 } },
    };
    await store(odd, night(2));
    const last = await store(fewer, night(3));
    expect((await mails()).map(({ params }) => [params.reason, params.nights])).toEqual([
      ['fewer_sales', '1'],
      ['worse_than_belief', '2'],
    ]);
    await accept(last.version);
    await store({ ...fewer, sales: 100 }, night(4));
    const told = await mails();
    expect(told.map(({ params }) => params.nights)).toEqual(['1', '2', '1']);
    expect(told.at(-1)?.text).toContain('It rests on 100 sales, the published one on 240.');
  });

  it('are mailed once by two jobs at once', async () => {
    await store(good, NOW);
    await Promise.all([store(fewer, night(1)), store(fewer, later(night(1), 1_000))]);
    expect(await mails()).toHaveLength(1);
  });
});
