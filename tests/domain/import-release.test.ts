import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { LeadImport } from '#app/domain/imports/import.ts';
import { importRows } from '#app/domain/imports/import-rows.server.ts';
import { readImport } from '#app/domain/imports/read-imports.server.ts';
import { readQuarantined } from '#app/domain/imports/read-quarantined.server.ts';
import { type Evidence, releaseRows } from '#app/domain/imports/release-rows.server.ts';
import { steerImport } from '#app/domain/imports/steer-import.server.ts';
import { tellOfImport } from '#app/domain/imports/tell-of-import.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import { beginImport } from '../factories/imports.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const HEAD = 'Имя;Телефон;Город;Дата согласия';
const WORDS = 'Я погоджуюся, щоб мені подзвонили про квартиру.';
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** An import that is over, of rows with a consent and rows without one. */
async function finished(lines: readonly string[]): Promise<{ offer: Offer; of: LeadImport }> {
  const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
    channels: ['import'],
  });
  const begun = await beginImport(world.db, offer, { content: [HEAD, ...lines].join('\n') });
  await importRows(world.db, { importId: begun.id, now: () => new Date() });
  return { offer, of: await look(offer, begun.id) };
}

async function look(offer: Offer, importId: string): Promise<LeadImport> {
  return present(
    await readImport(world.db, { organisationId: offer.organisationId, importId }),
    'it is there',
  );
}

function release(offer: Offer, of: LeadImport, evidence: Partial<Evidence>[]) {
  const now = new Date();
  return releaseRows(world.db, {
    ...ACTOR,
    organisationId: offer.organisationId,
    importId: of.id,
    evidence: evidence.map((one) => ({
      row: 2,
      givenAt: later(now, -HOUR_MS),
      text: null,
      url: null,
      ...one,
    })),
    now,
  });
}

const quarantined = (offer: Offer, of: LeadImport, from = 1, limit = 20) =>
  readQuarantined(world.db, {
    ...ACTOR,
    organisationId: offer.organisationId,
    of,
    from,
    limit,
    now: new Date(),
  });

const leadsOf = ({ organisationId }: Offer) =>
  world.db.prisma.lead.findMany({
    where: { organisationId },
    orderBy: { id: 'asc' },
    include: { consent: true },
  });

describe('a quarantined row', () => {
  it('becomes a lead by a consent of its own, with its words and its time', async () => {
    const { offer, of } = await finished([
      `Олена;${freshPhone()};Киев;`,
      `Иван;${freshPhone()};Киев;${new Date().toISOString()}`,
      `Пётр;${freshPhone()};Киев;`,
    ]);
    expect(of).toMatchObject({ status: 'done', taken: 1, quarantined: 2 });
    const { rows } = await quarantined(offer, of);
    expect(rows.map(({ number, reason }) => [number, reason.code])).toEqual([
      [2, 'consent_missing'],
      [4, 'consent_missing'],
    ]);
    const givenAt = new Date(Math.floor((Date.now() - HOUR_MS) / 60_000) * 60_000);
    const done = await release(offer, of, [{ row: 4, givenAt, text: WORDS }]);
    expect(done).toEqual({ released: 1, kept: [] });
    expect(await look(offer, of.id)).toMatchObject({ taken: 2, quarantined: 1 });
    const [, lead] = await leadsOf(offer);
    expect(lead?.consent).toMatchObject({ text: WORDS, givenAt });
    expect(lead).toMatchObject({ status: 'validating', channel: 'import' });
    await processLeads(world.db, { leadIds: [lead?.id ?? ''], now: new Date(), checkWaitMs: 0 });
    expect((await leadsOf(offer))[1]).toMatchObject({ status: 'available', claimCount: 1 });
    const trace = await world.db.prisma.auditEntry.findFirst({
      where: { subjectId: of.id, action: 'import.released' },
    });
    expect(trace?.details).toEqual({ rows: [4] });
  });

  it('is released once, whoever asks twice or at the same time', async () => {
    const { offer, of } = await finished([`Олена;${freshPhone()};Киев;`]);
    const both = await Promise.all([release(offer, of, [{}]), release(offer, of, [{}])]);
    expect(both.map(({ released }) => released).sort()).toEqual([0, 1]);
    expect(await release(offer, of, [{}])).toEqual({ released: 0, kept: [] });
    expect(await leadsOf(offer)).toHaveLength(1);
  });

  it('stays where it is for a consent that is old or to come, and says why', async () => {
    const { offer, of } = await finished([`Олена;${freshPhone()};Киев;`, `Иван;${freshPhone()};Киев;`]);
    const now = new Date();
    const done = await release(offer, of, [
      { row: 2, givenAt: later(now, -400 * DAY_MS) },
      { row: 3, givenAt: later(now, DAY_MS) },
    ]);
    expect(done.released).toBe(0);
    expect(done.kept.map(({ row, reason }) => [row, reason.code])).toEqual([
      [2, 'consent_old'],
      [3, 'consent_future'],
    ]);
    expect(await look(offer, of.id)).toMatchObject({ taken: 0, quarantined: 2 });
    expect(await leadsOf(offer)).toEqual([]);
  });

  it('is a duplicate when its person was brought by another row', async () => {
    const phone = freshPhone();
    const { offer, of } = await finished([`Олена;${phone};Киев;`, `Олена;${phone};Киев;`]);
    await release(offer, of, [{ row: 2 }, { row: 3 }]);
    for (const { id } of await leadsOf(offer))
      await processLeads(world.db, { leadIds: [id], now: new Date(), checkWaitMs: 0 });
    expect((await leadsOf(offer)).map(({ status }) => status)).toEqual(['available', 'duplicate']);
  });

  it('is read page by page, from whatever piece of the file it lies in', async () => {
    const { offer, of } = await finished(
      Array.from({ length: 1_140 }, (_, at) =>
        [`Имя ${at}`, freshPhone(), 'Киев', at % 100 === 49 ? '' : new Date().toISOString()].join(';'),
      ),
    );
    const seen: [number, string][] = [];
    for (let from: number | null = 1; from !== null; ) {
      const page = await quarantined(offer, of, from, 5);
      seen.push(...page.rows.map(({ number, cells }): [number, string] => [number, cells[0] ?? '']));
      from = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 11 }, (_, nth) => [nth * 100 + 51, `Имя ${nth * 100 + 49}`]));
  });

  it('is not released for another organisation, of an import that goes on or was erased, or of an offer that is paused', async () => {
    const { offer, of } = await finished([`Олена;${freshPhone()};Киев;`]);
    const other = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'));
    await expect(release(other, of, [{}])).rejects.toThrow('import_moved_on');
    const { organisationId } = offer;
    await updateOffer(world.db, {
      ...ACTOR,
      organisationId,
      offerId: offer.id,
      change: { status: 'paused' },
      now: new Date(),
    });
    await expect(release(offer, of, [{}])).rejects.toThrow('offer_not_active');
    await steerImport(world.db, {
      ...ACTOR,
      organisationId,
      importId: of.id,
      steering: 'erase',
      now: new Date(),
    });
    await expect(release(offer, of, [{}])).rejects.toThrow('import_erased');
    expect(await leadsOf(offer)).toEqual([]);
  });

  it('cannot be made a lead of otherwise than out of quarantine, whatever runs', async () => {
    const { of } = await finished([`Иван;${freshPhone()};Киев;${new Date().toISOString()}`]);
    await expect(
      world.db.pool.query(`UPDATE lead_import_row SET lead_id = 'lead_other' WHERE import_id = $1`, [of.id]),
    ).rejects.toThrow('released from quarantine');
  });
});

describe('who sent a file', () => {
  it('is written to once when it is worked off, with the figures and without its name', async () => {
    const organisationId = await makeOrganisation(world.db, 'seller');
    const offer = await makeOffer(world.db, organisationId, { channels: ['import'] });
    const { id: personId } = await makePerson(world.db, { organisationId, role: 'manager' });
    const { id } = await beginImport(world.db, offer, {
      name: 'Олена Ковальчук.csv',
      content: `${HEAD}\nОлена;${freshPhone()};Киев;\nИван;${freshPhone()};Киев;${new Date().toISOString()}`,
    });
    await world.db.prisma.leadImport.update({ where: { id }, data: { createdBy: personId } });
    await tellOfImport(world.db, { importId: id, now: new Date() });
    expect(await mailsOf(personId)).toEqual([]);
    await importRows(world.db, { importId: id, now: () => new Date() });
    const told = () => tellOfImport(world.db, { importId: id, now: new Date() });
    await Promise.all([told(), told()]);
    await told();
    expect(await mailsOf(personId)).toEqual(['import_done']);
  });

  it('is written to when it stands still for a reason that is not theirs', async () => {
    const organisationId = await makeOrganisation(world.db, 'seller');
    const offer = await makeOffer(world.db, organisationId, { channels: ['import'] });
    const { id: personId } = await makePerson(world.db, { organisationId, role: 'manager' });
    const { id } = await beginImport(world.db, offer, {
      content: `${HEAD}\nИван;${freshPhone()};Киев;${new Date().toISOString()}`,
    });
    await world.db.prisma.leadImport.update({ where: { id }, data: { createdBy: personId } });
    await updateOffer(world.db, {
      ...ACTOR,
      organisationId,
      offerId: offer.id,
      change: { status: 'paused' },
      now: new Date(),
    });
    await importRows(world.db, { importId: id, now: () => new Date() });
    await tellOfImport(world.db, { importId: id, now: new Date() });
    expect(await mailsOf(personId)).toEqual(['import_stopped']);
  });
});

async function mailsOf(personId: string): Promise<string[]> {
  const { email } = await world.db.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  const mails = await world.db.prisma.mail.findMany({ where: { recipient: email } });
  return mails.map(({ template }) => template);
}
