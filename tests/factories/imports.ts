import { guessColumns } from '#app/domain/imports/guess-columns.ts';
import type { LeadImport, Mapping } from '#app/domain/imports/import.ts';
import { importRows } from '#app/domain/imports/import-rows.server.ts';
import { mapColumns } from '#app/domain/imports/map-columns.server.ts';
import { readFile } from '#app/domain/imports/read-file.server.ts';
import { readImport } from '#app/domain/imports/read-imports.server.ts';
import { readSample } from '#app/domain/imports/read-sample.server.ts';
import { receiveFile } from '#app/domain/imports/receive-file.server.ts';
import { startImport } from '#app/domain/imports/start-import.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { until } from '../setup/world.ts';
import { freshPhone } from './market.ts';

const ACTOR = { actor: 'test', origin: 'test' };

export type FileMade = { name?: string; content: string | Uint8Array };

/** The bytes in parts of an odd size, as a network brings them. */
async function* inParts(content: string | Uint8Array, partBytes = 65_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
}

/** Sends a file for an offer: the import's id. */
export function sendFile(
  db: Db,
  offer: { organisationId: string; id: string },
  file: FileMade,
  now = new Date(),
): Promise<string> {
  return receiveFile(db, {
    ...ACTOR,
    organisationId: offer.organisationId,
    offerId: offer.id,
    fileName: file.name ?? 'leads.csv',
    data: inParts(file.content),
    now,
  });
}

/** Sends a file and has it read: the import as it stands then. */
export async function readIn(
  db: Db,
  offer: { organisationId: string; id: string },
  file: FileMade,
  now = new Date(),
): Promise<LeadImport> {
  const importId = await sendFile(db, offer, file, now);
  await readFile(db, { importId, now });
  return present(
    await readImport(db, { organisationId: offer.organisationId, importId }),
    'what was sent is there',
  );
}

/** Sends a file, has it read and mapped as it is guessed, and begins. */
export async function beginImport(
  db: Db,
  offer: { organisationId: string; id: string },
  file: FileMade,
  more: { mapping?: Partial<Mapping>; test?: boolean; now?: Date } = {},
): Promise<LeadImport> {
  const now = more.now ?? new Date();
  const { id: importId } = await readIn(db, offer, file, now);
  const [head, ...rows] = (await readSample(db, { importId, limit: 200 })).map(({ cells }) => cells);
  const { organisationId } = offer;
  await mapColumns(db, {
    organisationId,
    importId,
    mapping: {
      columns: guessColumns(head ?? null, rows, []),
      hasHead: true,
      dateOrder: 'dmy',
      timezone: 'Europe/Kyiv',
      region: 'UA-30',
      offersWording: true,
      ...more.mapping,
    },
    test: more.test ?? false,
    now,
  });
  await startImport(db, { ...ACTOR, organisationId, importId, now });
  return present(await readImport(db, { organisationId, importId }), 'what was begun is there');
}

const MAPPED = [
  'Имя;Телефон;E-mail;Город;Комментарий;Дата согласия;utm_source',
  `Олена Коваленко;${freshPhone()};olena@firm.ua;Київ;Шукаю двокімнатну квартиру;2026-11-20 10:00;google`,
  `Ivan Petrenko;${freshPhone()};;Львів;;;`,
  `Без контакта;;;Київ;;2026-11-20;`,
].join('\n');

/** An import that waits to begin, its columns mapped: its id. A worker may read the file first. */
export async function makeMappedImport(
  db: Db,
  offer: { organisationId: string; id: string },
): Promise<string> {
  const now = new Date();
  const { organisationId } = offer;
  const { id: importId } = await readIn(db, offer, { name: 'листопад.csv', content: MAPPED }, now);
  await until('the file is read', async () => {
    const found = await readImport(db, { organisationId, importId });
    return found?.status === 'mapping';
  });
  await mapColumns(db, {
    organisationId,
    importId,
    mapping: {
      columns: ['name', 'phone', 'email', 'city', 'message', 'consent_at', 'utm_source'],
      hasHead: true,
      dateOrder: 'dmy',
      timezone: 'Europe/Kyiv',
      region: null,
      offersWording: true,
    },
    test: false,
    now,
  });
  return importId;
}

/** An import that is over, with rows that wait for their people's consent: its id. A worker may do its work first. */
export async function makeDoneImport(db: Db, offer: { organisationId: string; id: string }): Promise<string> {
  const importId = await makeMappedImport(db, offer);
  const { organisationId } = offer;
  await startImport(db, { ...ACTOR, organisationId, importId, now: new Date() });
  await importRows(db, { importId, now: () => new Date() });
  await until('the import is over', async () => {
    const found = await readImport(db, { organisationId, importId });
    return found?.status === 'done';
  });
  return importId;
}
