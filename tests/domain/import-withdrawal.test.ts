import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { ResultKind } from '#app/domain/imports/import.ts';
import { openImport } from '#app/domain/imports/import-key.server.ts';
import { importRows } from '#app/domain/imports/import-rows.server.ts';
import { readResults } from '#app/domain/imports/read-results.server.ts';
import { readRows } from '#app/domain/imports/read-rows.server.ts';
import { steerImport } from '#app/domain/imports/steer-import.server.ts';
import { forgetPersons } from '#app/domain/privacy/forget-persons.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { beginImport } from '../factories/imports.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const HEAD = 'Имя;Телефон;Город;Дата согласия;Срок дней';
/** More rows than one chunk holds, so that doubles of one person lie in two. */
const MANY = 520;
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function imported(lines: readonly string[]): Promise<{ offer: Offer; importId: string }> {
  const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
    channels: ['import'],
  });
  const { id: importId } = await beginImport(world.db, offer, { content: [HEAD, ...lines].join('\n') });
  await importRows(world.db, { importId, now: () => new Date() });
  return { offer, importId };
}

async function download({ organisationId }: Offer, importId: string, kind: ResultKind = 'all') {
  const { chunks } = await readResults(world.db, {
    ...ACTOR,
    organisationId,
    importId,
    kind,
    now: new Date(),
  });
  const rows = [];
  for await (const chunk of chunks) rows.push(...chunk);
  return rows;
}

/** All that is kept of the file, opened. */
async function opened(importId: string): Promise<string> {
  const sealing = await openImport(world.db, world.db.pool, importId);
  const chunks = await world.db.prisma.leadImportChunk.findMany({ where: { importId } });
  const rows = await Promise.all(
    chunks.map(({ nth }) => readRows(world.db.pool, { importId, nth, sealing })),
  );
  return JSON.stringify(rows);
}

const withdraw = (leadId: string) =>
  withdrawLead(world.db, { leadId, kind: 'changed_mind', suppress: false, origin: 'test', now: new Date() });

describe('a person who came by a file', () => {
  it('is gone from the rows that are kept when they withdraw, doubles and all; the others stay', async () => {
    const at = new Date().toISOString();
    const phones = Array.from({ length: MANY }, () => freshPhone());
    const line = (name: string, phone: string) => `${name};${phone};Киев;${at};`;
    const [gone = '', stays = ''] = phones;
    const { offer, importId } = await imported([
      ...phones.map((phone, nth) => line(nth === 0 ? 'Олена' : 'Иван', phone)),
      line('Олена Коваленко', gone),
    ]);
    const before = await download(offer, importId);
    expect(before).toHaveLength(MANY + 1);
    expect(before.at(-1)).toMatchObject({ outcome: 'double', reason: { params: { row: 2 } } });
    expect(await opened(importId)).toContain(gone);

    await withdraw(before[0]?.lead?.id ?? '');
    const kept = await opened(importId);
    expect(kept).not.toMatch(new RegExp(`${gone.slice(1)}|Олена`));
    expect(kept).toContain(stays);
    const after = await download(offer, importId);
    expect(after.map(({ number }) => number)).toEqual(before.slice(1, -1).map(({ number }) => number));
    expect(await download(offer, importId, 'refused')).toEqual([]);
  });

  it('is gone when they withdraw at once with another, whichever comes first', async () => {
    const at = new Date().toISOString();
    const phones = Array.from({ length: 6 }, () => freshPhone());
    const { offer, importId } = await imported(phones.map((phone) => `Олена;${phone};Киев;${at};`));
    const leads = (await download(offer, importId)).map(({ lead }) => lead?.id ?? '');
    await Promise.all(leads.slice(0, 5).map(withdraw));
    const kept = await opened(importId);
    expect(phones.map((phone) => kept.includes(phone))).toEqual([false, false, false, false, false, true]);
  });

  it('is gone when their time is over before the file’s', async () => {
    const phone = freshPhone();
    const { importId } = await imported([`Олена;${phone};Киев;${new Date().toISOString()};0`]);
    expect(await opened(importId)).toContain(phone);
    await forgetPersons(world.db, { now: later(new Date(), 31 * DAY_MS) });
    expect(await opened(importId)).not.toContain(phone);
  });

  it('withdraws all the same when the file is erased already', async () => {
    const { offer, importId } = await imported([`Олена;${freshPhone()};Киев;${new Date().toISOString()};`]);
    const [row] = await download(offer, importId);
    const { organisationId } = offer;
    await steerImport(world.db, {
      ...ACTOR,
      organisationId,
      importId,
      steering: 'erase',
      now: new Date(),
    });
    expect(await withdraw(row?.lead?.id ?? '')).toBe(true);
  });
});
