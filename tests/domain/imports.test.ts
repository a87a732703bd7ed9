import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import type { Steering } from '#app/domain/imports/import.ts';
import { openImport, pieceOf } from '#app/domain/imports/import-key.server.ts';
import { importRows } from '#app/domain/imports/import-rows.server.ts';
import { previewImport } from '#app/domain/imports/preview-import.server.ts';
import { readFile } from '#app/domain/imports/read-file.server.ts';
import { readImport } from '#app/domain/imports/read-imports.server.ts';
import { type RowResult, readResults } from '#app/domain/imports/read-results.server.ts';
import { readSample } from '#app/domain/imports/read-sample.server.ts';
import { receiveFile } from '#app/domain/imports/receive-file.server.ts';
import { rereadFile } from '#app/domain/imports/reread-file.server.ts';
import { steerImport } from '#app/domain/imports/steer-import.server.ts';
import { sweepImports } from '#app/domain/imports/sweep-imports.server.ts';
import { DAY_MS, after as later, MINUTE_MS } from '#app/kernel/time.ts';
import { beginImport, readIn, sendFile } from '../factories/imports.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { workbook } from '../factories/sheets.ts';
import { openWorld, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const HEAD = 'Имя;Телефон;E-mail;Город;Дата согласия';
let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

async function seller(): Promise<Offer> {
  return makeOffer(world.db, await makeOrganisation(world.db, 'seller'), { channels: ['import'] });
}

const look = (offer: Offer, importId: string) =>
  readImport(world.db, { organisationId: offer.organisationId, importId });
const steer = (offer: Offer, importId: string, steering: Steering, now = new Date()) =>
  steerImport(world.db, { ...ACTOR, organisationId: offer.organisationId, importId, steering, now });

/** Works the import as its jobs would, until they would have nothing more to do. */
async function work(offer: Offer, importId: string, now = new Date()) {
  for (let round = 0; round < 100; round += 1) {
    if ((await look(offer, importId))?.status !== 'importing') break;
    await importRows(world.db, { importId, now: () => now });
    await settle(offer, now);
  }
  return look(offer, importId);
}

/** Gives the leads that wait their verdict. */
async function settle({ organisationId }: Offer, now = new Date()) {
  const waiting = await world.db.prisma.lead.findMany({
    where: { organisationId, status: 'validating' },
    select: { id: true },
  });
  for (let at = 0; at < waiting.length; at += 50)
    await processLeads(world.db, {
      leadIds: waiting.slice(at, at + 50).map(({ id }) => id),
      now,
      checkWaitMs: 0,
    });
}

async function results(offer: Offer, importId: string, kind: 'refused' | 'quarantined' | 'all') {
  const found = await readResults(world.db, {
    ...ACTOR,
    organisationId: offer.organisationId,
    importId,
    kind,
    now: new Date(),
  });
  const rows: RowResult[] = [];
  for await (const chunk of found.chunks) rows.push(...chunk);
  return rows;
}

function lines(count: number, consentAt = new Date().toISOString()): string {
  return Array.from({ length: count }, (_, at) => `Имя ${at};${freshPhone()};;Киев;${consentAt}`).join('\n');
}

const leadsOf = ({ organisationId }: Offer) => world.db.prisma.lead.count({ where: { organisationId } });

describe('a file on its way in', () => {
  it('is read whatever its encoding and signs', async () => {
    const rows = `${HEAD}\nОлена Ковальчук;+380501234567;olena@firm.ua;Київ;2026-11-20\n`;
    const cp1251 = Buffer.from(
      [...rows].map((letter) => {
        const code = letter.codePointAt(0) ?? 0;
        if (code < 128) return code;
        return [0x451, 0x456, 0x457].includes(code)
          ? ({ 1105: 0xb8, 1110: 0xb3, 1111: 0xbf }[code] ?? 0)
          : code - 0x410 + 0xc0;
      }),
    );
    const files: [Uint8Array, object][] = [
      [Buffer.from(rows), { encoding: 'utf-8', delimiter: ';' }],
      [Buffer.from(`\uFEFF${rows.replaceAll(';', ',')}`), { encoding: 'utf-8', delimiter: ',' }],
      [cp1251, { encoding: 'windows-1251', delimiter: ';' }],
      [
        Buffer.from(`\uFEFF${rows.replaceAll(';', '\t')}`, 'utf16le'),
        { encoding: 'utf-16le', delimiter: '\t' },
      ],
    ];
    for (const [content, format] of files) {
      const offer = await seller();
      const read = await readIn(world.db, offer, { content });
      expect(read).toMatchObject({ status: 'mapping', format, rowsTotal: 2 });
      const sample = await readSample(world.db, { importId: read.id, limit: 5 });
      expect(sample.map(({ cells }) => cells.join('|'))).toEqual([
        HEAD.replaceAll(';', '|'),
        'Олена Ковальчук|+380501234567|olena@firm.ua|Київ|2026-11-20',
      ]);
    }
  });

  it('is read from a workbook: shared texts, long numbers, days, another sheet', async () => {
    const offer = await seller();
    const content = await workbook([
      { name: 'Notes', rows: [['nothing']] },
      { name: 'Hidden', rows: [['secret']], hidden: true },
      {
        name: 'Leads',
        rows: [
          ['Ім’я', 'Телефон', 'Коли', ''],
          ['Олена', 380501234567, { days: 46352.5 }, 'x'],
          [],
          ['A & B <c>', '0501234567', { days: 46352 }],
        ],
      },
    ]);
    const first = await readIn(world.db, offer, { name: 'leads.xlsx', content });
    expect(first).toMatchObject({ status: 'mapping', about: { sheets: ['Notes', 'Leads'] }, rowsTotal: 1 });
    await rereadFile(world.db, {
      organisationId: offer.organisationId,
      importId: first.id,
      format: { kind: 'xlsx', sheet: 1 },
      now: new Date(),
    });
    await readFile(world.db, { importId: first.id, now: new Date() });
    expect(await readSample(world.db, { importId: first.id, limit: 5 })).toEqual([
      { number: 1, cells: ['Ім’я', 'Телефон', 'Коли'] },
      { number: 2, cells: ['Олена', '380501234567', '2026-11-26 12:00:00', 'x'] },
      { number: 4, cells: ['A & B <c>', '0501234567', '2026-11-26'] },
    ]);
  });

  it.each([
    ['import_unreadable', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)])],
    ['import_quote_open', `a;b\n1;"${'never closed '.repeat(30_000)}`],
    ['import_too_wide', `${'x;'.repeat(200)}\n`],
    ['import_empty', '\n\n \n'],
    ['import_too_long', 'a;b\n'.repeat(100_002)],
  ])('fails as %s, and leaves nothing to open', async (code, content) => {
    const offer = await seller();
    const read = await readIn(world.db, offer, { content });
    expect(read).toMatchObject({ status: 'failed', reason: { code } });
    expect(await remains(read.id)).toEqual({ keys: 0, sealed: 0 });
  });

  it('of a workbook that names places behind its end fails, and is not looked for', async () => {
    const offer = await seller();
    const content = await workbook([{ name: 'Leads', rows: [['Имя', 'Телефон']] }]);
    // Where each part begins stands in the list at the end of a zip (APPNOTE 4.3.12), at byte 42 of its entry.
    for (let at = content.indexOf('PK\x01\x02'); at >= 0; at = content.indexOf('PK\x01\x02', at + 4))
      content.writeUInt32LE(content.length + 100_000, at + 42);
    const read = await readIn(world.db, offer, { name: 'leads.xlsx', content });
    expect(read).toMatchObject({ status: 'failed', reason: { code: 'import_unreadable' } });
  });

  it('of a workbook that unfolds to more than it may is refused before it does', async () => {
    const offer = await seller();
    const content = await workbook([{ name: 'Bomb', rows: [['x'.repeat(9 * 1024 * 1024)]] }]);
    // The part says of itself that it is as large as the largest sheet that is taken, and one byte.
    const sheet = Buffer.from('xl/worksheets/sheet1.xml');
    for (let at = content.indexOf(sheet); at >= 0; at = content.indexOf(sheet, at + 1))
      if (content.readUInt32LE(at - 46) === 0x02014b50)
        content.writeUInt32LE(512 * 1024 * 1024 + 1, at - 46 + 24);
    expect(await readIn(world.db, offer, { content })).toMatchObject({
      status: 'failed',
      reason: { code: 'import_unfolds' },
    });
  });

  it('of a workbook whose cells all show one long text is refused before it fills the database', async () => {
    const offer = await seller();
    const long = Array.from({ length: 100 }, () => 'x'.repeat(4_000));
    const content = await workbook([{ name: 'Copies', rows: Array.from({ length: 400 }, () => long) }]);
    expect(content.length).toBeLessThan(1024 * 1024);
    const read = await readIn(world.db, offer, { content });
    expect(read).toMatchObject({ status: 'failed', reason: { code: 'import_unfolds' } });
    expect(await remains(read.id)).toEqual({ keys: 0, sealed: 0 });
  });

  it('of a workbook whose rows say the same number is worked all the same', async () => {
    const offer = await seller();
    const person = (nth: number) => [`Олена ${nth}`, freshPhone(), new Date().toISOString()];
    const content = await workbook(
      [{ name: 'Leads', rows: [['Имя', 'Телефон', 'Дата согласия'], person(1), person(2), person(3)] }],
      { rowNumbers: [1, 7, 7, 2_147_483_648] },
    );
    const begun = await beginImport(world.db, offer, { content });
    expect(await work(offer, begun.id)).toMatchObject({ status: 'done', taken: 3 });
    expect((await results(offer, begun.id, 'all')).map(({ number }) => number)).toEqual([7, 8, 9]);
  });

  it.each([
    ['a network gives', 65_000],
    ['ends within a letter', 100_001],
    ['is more than a piece', 700_000],
  ])(
    'of several pieces is kept as it was, letters cut in two and all, where its parts have what %s',
    async (_what, partBytes) => {
      const offer = await seller();
      const rows = Array.from(
        { length: 9_000 },
        (_, at) => `Олена ${at};Шукаю двокімнатну квартиру біля метро`,
      );
      const bytes = Buffer.from(['Имя;Комментарий', ...rows].join('\n'));
      // Whoever brings a file may fill the same memory again.
      const memory = Buffer.alloc(partBytes);
      async function* data() {
        for (let at = 0; at < bytes.length; at += partBytes)
          yield memory.subarray(0, bytes.copy(memory, 0, at, at + partBytes));
      }
      const { organisationId, id: offerId } = offer;
      const now = new Date();
      const sent = { ...ACTOR, organisationId, offerId, fileName: 'x.csv', data: data(), now };
      const importId = await receiveFile(world.db, sent);
      expect(await look(offer, importId)).toMatchObject({
        fileBytes: bytes.length,
        format: { kind: 'csv', encoding: 'utf-8' },
      });
      const { rows: pieces } = await world.owner.query(
        'SELECT nth, sealed FROM lead_import_piece WHERE import_id = $1 ORDER BY nth',
        [importId],
      );
      const sealing = await openImport(world.db, world.db.pool, importId);
      const kept = Buffer.concat(pieces.map(({ nth, sealed }) => sealing.unseal(pieceOf(nth), sealed)));
      expect(pieces.length).toBeGreaterThan(2);
      expect(kept.equals(bytes)).toBe(true);
    },
  );

  it('that breaks off, is too large, or comes beside another leaves nothing behind', async () => {
    const offer = await seller();
    const send = (data: AsyncIterable<Uint8Array>) =>
      receiveFile(world.db, {
        ...ACTOR,
        organisationId: offer.organisationId,
        offerId: offer.id,
        fileName: 'x.csv',
        data,
        now: new Date(),
      });
    const part = Buffer.alloc(1024 * 1024, 'a');
    async function* broken() {
      yield part;
      throw new Error('gone');
    }
    async function* endless() {
      for (;;) yield part;
    }
    await expect(send(broken())).rejects.toThrow('gone');
    await expect(send(endless())).rejects.toMatchObject({ code: 'import_file_too_large' });
    await expect(send((async function* () {})())).rejects.toMatchObject({ code: 'import_file_empty' });
    await expect(
      sendFile(world.db, offer, { content: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]) }),
    ).rejects.toMatchObject({
      code: 'import_legacy_excel',
    });
    const sent = await Promise.allSettled([1, 2, 3].map(() => sendFile(world.db, offer, { content: HEAD })));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(sent.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'import_open' },
    });
    const { rows } = await world.owner.query(
      `SELECT count(*)::int AS many FROM lead_import_piece p JOIN lead_import i ON i.id = p.import_id
       WHERE i.organisation_id = $1 AND i.status = 'cancelled'`,
      [offer.organisationId],
    );
    expect(rows[0].many).toBe(0);
  });
});

async function remains(importId: string) {
  const { rows } = await world.owner.query(
    `SELECT (SELECT count(*)::int FROM vault.import_key WHERE import_id = $1) AS keys,
       (SELECT count(*)::int FROM lead_import_piece WHERE import_id = $1) +
       (SELECT count(*)::int FROM lead_import_chunk WHERE import_id = $1) +
       (SELECT count(*)::int FROM lead_import_row WHERE import_id = $1) +
       (SELECT count(*)::int FROM lead_import_contact WHERE import_id = $1) AS sealed`,
    [importId],
  );
  return rows[0];
}

describe('what becomes of the rows', () => {
  it('are leads, doubles, refused and quarantined, each with its reason', async () => {
    const offer = await seller();
    const [phone, other] = [freshPhone(), freshPhone()];
    const today = new Date().toISOString();
    const content = [
      HEAD,
      `Олена;${phone};;Киев;${today}`,
      `Петро;${other};petro@firm.test;Киев;${today}`,
      `Олена снова;${phone.replace('+', '')};;Киев;${today}`,
      `Без контакта;;;Киев;${today}`,
      `Округлён;3,80501E+11;;Киев;${today}`,
      `Старое;${freshPhone()};;Киев;${later(new Date(), -40 * DAY_MS).toISOString()}`,
      `Нет согласия;${freshPhone()};;Киев;`,
      `Не дата;${freshPhone()};;Киев;когда-то`,
      `Завтра;${freshPhone()};;Киев;${later(new Date(), DAY_MS).toISOString()}`,
      `Плохой номер;+38050;;Киев;${today}`,
      `${'Длинное имя'.repeat(30)};${freshPhone()};;Киев;${today}`,
    ].join('\r\n');
    const begun = await beginImport(world.db, offer, { content });
    const preview = await previewImport(world.db, {
      organisationId: offer.organisationId,
      of: begun,
      limit: 50,
      now: new Date(),
    });
    const done = await work(offer, begun.id);
    expect(done).toMatchObject({
      status: 'done',
      rowsTotal: 11,
      taken: 3,
      doubles: 1,
      refused: 3,
      quarantined: 4,
    });
    const all = await results(offer, begun.id, 'all');
    const said = all.map(({ number, outcome, reason, lead }) => [
      number,
      outcome,
      reason?.code,
      lead?.status,
    ]);
    expect(said).toEqual([
      [2, 'taken', undefined, 'available'],
      [3, 'taken', undefined, 'available'],
      [4, 'double', 'double_of_row', undefined],
      [5, 'refused', 'contact_missing', undefined],
      [6, 'refused', 'phone_rounded', undefined],
      [7, 'quarantined', 'consent_old', undefined],
      [8, 'quarantined', 'consent_missing', undefined],
      [9, 'quarantined', 'consent_unreadable', undefined],
      [10, 'quarantined', 'consent_future', undefined],
      [11, 'taken', 'phone_too_short', 'rejected'],
      [12, 'refused', 'too_long', undefined],
    ]);
    expect(preview.map(({ number, outcome }) => [number, outcome])).toEqual(
      all.map(({ number, outcome }) => [number, outcome]),
    );
    expect(preview[9]?.checkRefusal?.code).toBe('phone_too_short');
    expect((await results(offer, begun.id, 'quarantined')).map(({ number }) => number)).toEqual([
      7, 8, 9, 10,
    ]);
    expect((await results(offer, begun.id, 'refused')).map(({ number }) => number)).toEqual([
      4, 5, 6, 11, 12,
    ]);
    const claimants = await world.db.prisma.contactClaim.findMany({
      where: { leadId: { in: all.flatMap(({ lead }) => lead?.id ?? []) } },
    });
    const letIn = all.filter(({ lead }) => lead?.status === 'available').map(({ lead }) => lead?.id);
    expect(new Set(claimants.map(({ leadId }) => leadId)), 'only those that were let in claim').toEqual(
      new Set(letIn),
    );
  });

  it('claim nobody without consent: another seller’s lead of the same person is taken', async () => {
    const [importer, other] = [await seller(), await seller()];
    const phone = freshPhone();
    const content = `${HEAD}\nОлена;${phone};;Киев;\n`;
    const { id } = await beginImport(world.db, importer, { content });
    expect(await work(importer, id)).toMatchObject({ quarantined: 1, taken: 0 });
    expect(await leadsOf(importer)).toBe(0);
    const own = await beginImport(world.db, other, {
      content: content.replace(';\n', `;${new Date().toISOString()}\n`),
    });
    await work(other, own.id);
    expect((await results(other, own.id, 'all'))[0]?.lead?.status).toBe('available');
  });

  it('with consent supplied later are taken from the file that was downloaded', async () => {
    const offer = await seller();
    const phone = freshPhone();
    const first = await beginImport(world.db, offer, { content: `${HEAD}\nОлена;${phone};;Киев;\n` });
    await work(offer, first.id);
    const [row] = await results(offer, first.id, 'quarantined');
    const cells = [...(row?.cells ?? []), ''].slice(0, 4);
    const second = await beginImport(world.db, offer, {
      content: `${HEAD}\n${[...cells, new Date().toISOString()].join(';')}\n`,
    });
    expect(await work(offer, second.id)).toMatchObject({ taken: 1, quarantined: 0 });
  });

  it('are where their city is, not where the rows that name no place are', async () => {
    const offer = await seller();
    const at = new Date().toISOString();
    const { id } = await beginImport(
      world.db,
      offer,
      {
        content: `Имя;Телефон;Город;Дата согласия\n${['Львів', 'Київ', 'село', 'Budapest', ''].map((city) => `Олена;${freshPhone()};${city};${at}`).join('\n')}\n`,
      },
      { mapping: { region: 'UA-30' } },
    );
    await work(offer, id);
    const rows = await results(offer, id, 'all');
    const leads = await world.db.prisma.lead.findMany({ where: { organisationId: offer.organisationId } });
    const regions = await world.db.prisma.region.findMany({
      where: { code: { in: leads.map(({ regionCode }) => regionCode) } },
    });
    const tops = rows.map((row) => {
      const { regionCode } = leads.find((one) => one.id === row.lead?.id) ?? {};
      return regions.find(({ code }) => code === regionCode)?.path.at(-2);
    });
    expect(tops).toEqual(['UA-46', 'UA-30', 'UA-30', 'UA-30', 'UA-30']);
  });

  it('of a test are test leads', async () => {
    const offer = await seller();
    const { id } = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(2)}` }, { test: true });
    await work(offer, id);
    expect(
      await world.db.prisma.lead.count({ where: { organisationId: offer.organisationId, test: true } }),
    ).toBe(2);
  });
});

describe('an import that is interrupted', () => {
  it('goes on where it died, wherever that was, without a double', async () => {
    const offer = await seller();
    const { id } = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(1_250)}` });
    // The connection is lost in the middle of a chunk: what it had written by then is gone with it.
    const { rows } = await world.owner
      .query(
        `CREATE FUNCTION die_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$;
       CREATE TRIGGER die_once BEFORE INSERT ON lead_import_row FOR EACH ROW WHEN (NEW.row_number = 700) EXECUTE FUNCTION die_once();
       SELECT 1 AS made`,
      )
      .then((answer) => (Array.isArray(answer) ? answer[2] : answer));
    expect(rows).toHaveLength(1);
    await expect(importRows(world.db, { importId: id, now: () => new Date() })).rejects.toThrow('died');
    const between = await look(offer, id);
    expect(between).toMatchObject({ status: 'importing', taken: 499 });
    expect(await leadsOf(offer)).toBe(499);
    await world.owner.query('DROP TRIGGER die_once ON lead_import_row');
    await settle(offer);
    // Two workers and a job that came twice.
    await Promise.all([1, 2, 3].map(() => importRows(world.db, { importId: id, now: () => new Date() })));
    expect(await work(offer, id)).toMatchObject({ status: 'done', taken: 1_250, doubles: 0, refused: 0 });
    expect(await leadsOf(offer)).toBe(1_250);
  });

  it('stands still while it is paused and takes no more once it is cancelled', async () => {
    const offer = await seller();
    const { id } = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(30)}` });
    await steer(offer, id, 'pause');
    await importRows(world.db, { importId: id, now: () => new Date() });
    expect(await leadsOf(offer)).toBe(0);
    await steer(offer, id, 'resume');
    await steer(offer, id, 'cancel');
    await importRows(world.db, { importId: id, now: () => new Date() });
    expect(await leadsOf(offer)).toBe(0);
    expect(await look(offer, id)).toMatchObject({ status: 'cancelled' });
    await expect(steer(offer, id, 'resume')).rejects.toMatchObject({ code: 'import_moved_on' });
    expect(await sendFile(world.db, offer, { content: HEAD }), 'and another may come').toMatch(/^imp_/);
  });

  it('is paused by what would stop every row, and says so', async () => {
    const offer = await seller();
    const { id } = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(3)}` });
    await updateOffer(world.db, {
      ...ACTOR,
      organisationId: offer.organisationId,
      offerId: offer.id,
      change: { status: 'paused' },
      now: new Date(),
    } as never);
    await importRows(world.db, { importId: id, now: () => new Date() });
    expect(await look(offer, id)).toMatchObject({
      status: 'paused',
      reason: { code: 'offer_not_active' },
      refused: 0,
    });
  });

  it('is another organisation’s business to nobody', async () => {
    const [offer, stranger] = [await seller(), await seller()];
    const { id } = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(3)}` });
    expect(await look(stranger, id)).toBeNull();
    await expect(steer(stranger, id, 'cancel')).rejects.toMatchObject({ code: 'import_moved_on' });
    await expect(results(stranger, id, 'all')).rejects.toMatchObject({ code: 'import_erased' });
  });
});

describe('what an import holds of people', () => {
  it('stands nowhere in the clear, and is gone with its time', async () => {
    const offer = await seller();
    const [phone, quiet] = [freshPhone(), freshPhone()];
    const email = 'seeker.of.flats@firm.test';
    const content = `${HEAD}\nНезвичайне Прізвище;${phone};;Киев;${new Date().toISOString()}\nІнша Персона;${quiet};${email};Киев;\n`;
    const { id } = await beginImport(world.db, offer, { name: `${phone}.csv`, content });
    expect(await found([phone.slice(1), quiet.slice(1), email, 'Незвичайне', 'Персона'])).toEqual([]);
    await work(offer, id);
    expect(await found([phone.slice(1), quiet.slice(1), email, 'Незвичайне', 'Персона'])).toEqual([]);
    await sweepImports(world.db, { now: later(new Date(), 13 * DAY_MS) });
    expect((await results(offer, id, 'quarantined'))[0]?.cells).toContain(email);
    await sweepImports(world.db, { now: later(new Date(), 15 * DAY_MS) });
    expect(await remains(id)).toEqual({ keys: 0, sealed: 0 });
    expect(await look(offer, id)).toMatchObject({ about: null, taken: 1, quarantined: 1 });
    await expect(results(offer, id, 'all')).rejects.toMatchObject({ code: 'import_erased' });
  });

  it('is erased at the seller’s word, and that of files nobody came back for', async () => {
    const offer = await seller();
    const done = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(1)}` });
    await work(offer, done.id);
    await steer(offer, done.id, 'erase');
    expect(await remains(done.id)).toEqual({ keys: 0, sealed: 0 });
    const left = await readIn(world.db, offer, { content: `${HEAD}\n${lines(1)}` });
    await sweepImports(world.db, { now: later(new Date(), 8 * DAY_MS) });
    expect(await look(offer, left.id)).toMatchObject({ status: 'cancelled' });
    expect(await remains(left.id)).toEqual({ keys: 0, sealed: 0 });
  });

  it('is looked after when its job was lost', async () => {
    const offer = await seller();
    const { id } = await beginImport(world.db, offer, { content: `${HEAD}\n${lines(1)}` });
    const waiting = async () => {
      const { rows } = await world.owner.query(
        `SELECT count(*)::int AS many FROM pgboss.job WHERE name = 'import-rows' AND data ->> 'importId' = $1`,
        [id],
      );
      return rows[0].many;
    };
    const before = await waiting();
    await sweepImports(world.db, { now: later(new Date(), 5 * MINUTE_MS) });
    expect(await waiting()).toBe(before);
    await sweepImports(world.db, { now: later(new Date(), 13 * MINUTE_MS) });
    expect(await waiting()).toBe(before + 1);
  });
});

/** Tables, those of the queue among them, in which one of the texts stands. */
async function found(texts: readonly string[]): Promise<string[]> {
  const { rows: tables } = await world.owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('public', 'vault', 'pgboss') AND tablename NOT IN ('region')`,
  );
  const hits: string[] = [];
  for (const { name } of tables) {
    const { rows } = await world.owner.query(
      `SELECT 1 FROM ${name} AS t WHERE EXISTS (SELECT FROM unnest($1::text[]) AS s WHERE t::text LIKE '%' || s || '%'
         OR t::text LIKE '%' || encode(convert_to(s, 'UTF8'), 'hex') || '%') LIMIT 1`,
      [texts],
    );
    if (rows.length > 0) hits.push(name);
  }
  return hits;
}
