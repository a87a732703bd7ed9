import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from '#app/domain/imports/read-file.server.ts';
import { action } from '#app/routes/seller/imports.tsx';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { workbook } from '../factories/sheets.ts';
import { type Random, randomOf } from '../faults/random.ts';
import { pageContext } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

/*
 * Bad uploads to the import of files, a thousand in the long form: of the form that carries the file, and of the file in it.
 * BIRJA_FUZZ_SEED plays a run again.
 */

const SEED = Number(process.env.BIRJA_FUZZ_SEED ?? Date.now() % 1_000_000_007);
const BODIES = process.env.BIRJA_TEST_LONG === '1' ? 1_000 : 250;
const BOUNDARY = 'xBIRJAx';
const CONTENT_TYPES = [
  `multipart/form-data; boundary=${BOUNDARY}`,
  'multipart/form-data; boundary=other',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/json',
  '',
];
const NAMES = ['leads.csv', 'leads.xlsx', '', '..%2f..\\x', '\u202egnp.csv', 'я'.repeat(300), 'a"b.csv'];

let world: World;
let offerId: string;
let token: string;
let sheet: Buffer;

beforeAll(async () => {
  world = await openWorld();
  const organisationId = await makeOrganisation(world.db, 'seller');
  offerId = (await makeOffer(world.db, organisationId, { channels: ['import'] })).id;
  token = (await makePerson(world.db, { organisationId, role: 'manager' })).token;
  sheet = await workbook([
    {
      name: 'Leads',
      rows: [['Имя', 'Телефон'], ...Array.from({ length: 30 }, () => ['Олена', freshPhone()])],
    },
  ]);
});
afterAll(() => world.close());

function fileOf(random: Random): Buffer {
  const rows = Array.from({ length: 20 }, () => `Олена;${freshPhone()};Київ;2026-11-20`).join('\n');
  return random.chance(0.5) ? Buffer.from(`Имя;Телефон;Город;Дата согласия\n${rows}`) : Buffer.from(sheet);
}

function spoil(random: Random, bytes: Buffer): Buffer {
  const act = random.unit();
  const at = Math.floor(random.between(0, bytes.length));
  if (act < 0.25) return bytes.subarray(0, at);
  if (act < 0.4) return Buffer.concat([bytes.subarray(0, at), bytes, bytes.subarray(at)]);
  if (act < 0.5) return Buffer.from(Array.from({ length: at % 500 }, () => random.between(0, 256)));
  const spoilt = Buffer.from(bytes);
  const changes = 1 + Math.floor(random.between(0, 12));
  for (let change = 0; change < changes && spoilt.length > 0; change += 1)
    spoilt[Math.floor(random.between(0, spoilt.length))] = Math.floor(random.between(0, 256));
  return spoilt;
}

function formOf(random: Random): Buffer {
  const file = random.chance(0.6) ? spoil(random, fileOf(random)) : fileOf(random);
  const offer = random.chance(0.8)
    ? offerId
    : random.pick(['', 'offer_0', '\0', 'x'.repeat(20_000), "' OR 1=1 --"]);
  const part = (head: string, body: Buffer | string) => [`--${BOUNDARY}\r\n${head}\r\n\r\n`, body, '\r\n'];
  const field = part('Content-Disposition: form-data; name="offer"', offer);
  const upload = part(
    `Content-Disposition: form-data; name="${random.chance(0.9) ? 'file' : 'other'}"; filename="${random.pick(NAMES)}"\r\nContent-Type: application/octet-stream`,
    file,
  );
  const parts = random.chance(0.85) ? [field, upload] : random.shuffled([field, upload, upload]);
  const form = Buffer.concat([...parts.flat(), `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
  return random.chance(0.3) ? spoil(random, form) : form;
}

/** What became of one upload: the place it led to, or what stands on the page. */
async function upload(position: number): Promise<{ status: number; importId: string | null }> {
  const random = randomOf(SEED, position);
  const type = random.chance(0.9) ? CONTENT_TYPES[0] : random.pick(CONTENT_TYPES);
  const request = new Request('http://localhost:3000/sell/import', {
    method: 'POST',
    headers: { cookie: `birja_session=${token}`, ...(type ? { 'content-type': type } : {}) },
    body: new Uint8Array(formOf(random)),
  });
  const answer = await action({ request, params: {}, context: pageContext(world, token) }).catch(
    (thrown: unknown) => thrown,
  );
  if (answer instanceof Response) {
    const importId = /^\/sell\/import\/(imp_\w+)$/.exec(answer.headers.get('location') ?? '')?.[1] ?? null;
    return { status: answer.status, importId };
  }
  if (answer instanceof Error) throw new Error(`at ${position}: ${answer.stack}`);
  return { status: 200, importId: null };
}

/** What lies in the database of imports that are not what they should be. */
async function halfWritten() {
  const { rows } = await world.owner.query<Record<string, number>>(
    `SELECT
       (SELECT count(*)::int FROM lead_import WHERE status = 'uploading') AS uploading,
       (SELECT count(*)::int FROM lead_import i WHERE status IN ('cancelled', 'failed')
          AND (erased_at IS NULL OR EXISTS (SELECT FROM vault.import_key k WHERE k.import_id = i.id))) AS kept,
       (SELECT count(*)::int FROM lead_import_piece p JOIN lead_import i ON i.id = p.import_id
          WHERE i.erased_at IS NOT NULL) AS pieces,
       (SELECT count(*)::int FROM lead_import_chunk c JOIN lead_import i ON i.id = c.import_id
          WHERE i.erased_at IS NOT NULL) AS chunks,
       (SELECT count(*)::int FROM lead) AS leads`,
  );
  return rows[0];
}

describe(`bad uploads, seed ${SEED}`, () => {
  it('are each answered plainly, read to an end or refused, and leave nothing half', async () => {
    const statuses = new Map<string, number>();
    for (let position = 0; position < BODIES; position += 1) {
      const { status, importId } = await upload(position);
      expect(status, `at ${position}`).toBeLessThan(500);
      let became = importId ? 'sent' : 'refused';
      if (importId) {
        await readFile(world.db, { importId, now: new Date() }).catch((error: Error) => {
          throw new Error(`at ${position}: ${error.stack}`);
        });
        const { status: standing } = await world.db.prisma.leadImport.findUniqueOrThrow({
          where: { id: importId },
        });
        expect(['mapping', 'failed'], `at ${position}`).toContain(standing);
        became = standing;
        // One is open at a time: the next has its turn.
        await world.owner.query(
          `UPDATE lead_import SET status = 'done', mapping = '{}', finished_at = now() WHERE id = $1 AND status = 'mapping'`,
          [importId],
        );
      }
      statuses.set(became, (statuses.get(became) ?? 0) + 1);
    }
    expect(await halfWritten()).toEqual({ uploading: 0, kept: 0, pieces: 0, chunks: 0, leads: 0 });
    expect([...statuses.keys()].sort(), 'all ends were met').toEqual(['failed', 'mapping', 'refused']);
  }, 240_000);
});
