import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editNiche } from '#app/domain/catalog/edit-niche.server.ts';
import type { NicheTerms } from '#app/domain/catalog/niche-terms.ts';
import { readNicheTerms } from '#app/domain/catalog/read-niche-terms.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { readListings } from '#app/domain/exchange/read-listings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { openPool, type Pool } from '#app/platform/db.server.ts';
import { fund, leadBody, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

const NICHE = 'property.flat_new';
const BY = { actor: 'pers_test', origin: 'web:test' };
let world: World;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  const served = await serve(world, { works: false });
  url = served.url;
  stop = served.stop;
});

afterAll(async () => {
  await stop();
  await world.close();
});

async function edit(change: Partial<NicheTerms>, nicheCode = NICHE): Promise<void> {
  const terms = present(await readNicheTerms(world.db, { nicheCode }), 'the niche is there');
  await editNiche(world.db, { ...BY, nicheCode, version: terms.version, change, now: new Date() });
}

async function feeIn(pool: Pool): Promise<number | undefined> {
  return (await readReference(pool)).niches.get(NICHE)?.feeBasisPoints;
}

/** Another process, as far as the reference data can tell. */
function anotherPool(max = 2): Pool {
  return openPool({ url: world.databaseUrl, max, name: 'other', onError: () => undefined });
}

describe('an edited niche', () => {
  it('is seen at once where it was edited, and within seconds in every other process', async () => {
    const other = anotherPool();
    const regions = (await readReference(other)).regions;
    expect(await feeIn(other)).toBe(1_000);
    await edit({ feeBasisPoints: 1_234 });
    expect(await feeIn(world.db.pool)).toBe(1_234);
    await until('the other process sees it', async () => (await feeIn(other)) === 1_234);
    expect((await readReference(other)).regions, 'regions are not read again').toBe(regions);
    await other.end();
  });

  it('is looked for behind the back of who reads: nobody waits while the database is busy', async () => {
    const other = anotherPool(1);
    await readReference(other);
    const busy: PoolClient = await other.connect();
    // The only connection is taken, and yet every reading is answered.
    await until('a look is under way', async () => {
      expect(await feeIn(other)).toBe(1_234);
      return other.waitingCount > 0;
    });
    await edit({ feeBasisPoints: 1_500 });
    busy.release();
    await until('it is seen', async () => (await feeIn(other)) === 1_500);
    await other.end();
  });

  it('is not changed by who saw it as it no longer is', async () => {
    const { version } = present(await readNicheTerms(world.db, { nicheCode: NICHE }), 'the niche is there');
    await edit({ feeBasisPoints: 900 });
    await expect(
      editNiche(world.db, {
        ...BY,
        nicheCode: NICHE,
        version,
        change: { feeBasisPoints: 800 },
        now: new Date(),
      }),
    ).rejects.toThrow('niche_changed');
    expect(await feeIn(world.db.pool)).toBe(900);
  });

  it('leaves in the log what it was and what it is, and nothing that stayed', async () => {
    await edit({ feeBasisPoints: 700 });
    const [line] = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: NICHE },
      orderBy: { id: 'desc' },
      take: 1,
    });
    expect(line).toMatchObject({
      action: 'niche.edited',
      actor: 'pers_test',
      details: { before: { feeBasisPoints: 900 }, after: { feeBasisPoints: 700 } },
    });
  });

  it('has no other fee than the database allows', async () => {
    await expect(edit({ feeBasisPoints: 5_001 })).rejects.toThrow('niche_fee');
  });
});

describe('a questionnaire', () => {
  const question = {
    key: 'parking',
    type: 'boolean' as const,
    label: { en: 'Needs parking', ru: 'Нужна парковка' },
  };
  const questionsOf = async () => (await readReference(world.db.pool)).niches.get(NICHE)?.questions ?? [];

  it('that was edited is what leads are read by, and a release no longer brings another', async () => {
    const before = await questionsOf();
    await edit({ questions: [question, ...before] });
    expect(await questionsOf()).toEqual([question, ...before]);
    expect((await readNicheTerms(world.db, { nicheCode: NICHE }))?.editedAt).not.toBeNull();
  });

  it('keeps the type of a question that is answered by', async () => {
    const questions = (await questionsOf()).map((one) =>
      one.key === 'parking' ? { ...one, type: 'integer' as const } : one,
    );
    await expect(edit({ questions })).rejects.toThrow('question_type_stays');
  });

  it('is not saved where it is none', async () => {
    const before = await questionsOf();
    await expect(edit({ questions: [...before, question] })).rejects.toThrow('key_repeated');
    expect(await questionsOf()).toEqual(before);
  });
});

describe('a niche’s terms and what is traded', () => {
  async function market() {
    const { db } = world;
    const seller = await makeOrganisation(db, 'seller');
    const buyer = await makeOrganisation(db, 'buyer');
    await fund(db, buyer, 10_000_000n);
    const offer = await makeOffer(db, seller, { niche: NICHE, regions: ['UA'], askMinor: 20_000n });
    const call = apiClient(url, await makeKey(db, seller));
    const send = () => call('POST', '/leads', { body: leadBody(offer.id) });
    return { db, seller, buyer, send };
  }

  it('takes the new fee of the next sale and leaves the last one’s', async () => {
    const { db, buyer, send } = await market();
    const order = await makeOrder(db, buyer, { niches: [NICHE], maxPriceMinor: 20_000n });
    const sell = async () => {
      const { body } = await send();
      await processLeads(db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
      return db.prisma.sale.findFirstOrThrow({ where: { leadId: body.id } });
    };
    await edit({ feeBasisPoints: 1_000 });
    const first = await sell();
    await edit({ feeBasisPoints: 250 });
    const second = await sell();
    expect([first.orderId, second.orderId]).toEqual([order.id, order.id]);
    expect([first.feeMinor, second.feeMinor]).toEqual([2_000n, 500n]);
    expect((await db.prisma.sale.findUniqueOrThrow({ where: { id: first.id } })).feeMinor).toBe(2_000n);
    await db.prisma.standingOrder.update({ where: { id: order.id }, data: { status: 'paused' } });
  });

  it('takes no lead, and shows none, of a niche that is not traded any more', async () => {
    const { db, send } = await market();
    const { body } = await send();
    await processLeads(db, { leadIds: [body.id], now: new Date(), checkWaitMs: 0 });
    const listed = async () =>
      (await readListings(db, { limit: 100, before: null, now: new Date() })).map(({ lead }) => lead.id);
    expect(await listed()).toContain(body.id);
    await edit({ trade: 'forbidden' }, 'property');
    expect((await send()).body.code).toBe('niche_forbidden');
    expect(await listed()).not.toContain(body.id);
    await edit({ trade: 'open' }, 'property');
    expect((await send()).status).toBe(202);
    expect(await listed()).toContain(body.id);
  });
});
