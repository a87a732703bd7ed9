import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { tradeOf } from '#app/domain/catalog/reference.ts';
import { isBarredFromSelling } from '#app/domain/identity/is-barred-from-selling.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { newDataKey } from '#app/platform/crypto.server.ts';
import { queryableOf, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { eraseImport } from './erase-import.server.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { guessEncoding } from './guess-encoding.ts';
import { FILE_BYTES_MOST, type Format } from './import.ts';
import { ABOUT, type ImportSeal, pieceOf, sealUnder } from './import-key.server.ts';
import { readImportJob } from './jobs.ts';

/** All but the last piece of a file have this size, so that any place of it can be found. */
export const PIECE_BYTES = 256 * 1024;
const DECODED_BYTES = 16 * 1024;
/** How long a file waits for its seller to say what its columns hold. */
const WAITS_MS = 7 * DAY_MS;
const FILE_NAME_MOST = 200;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The older format of spreadsheets, and a newer one behind a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

type Ordered = Actor & {
  organisationId: string;
  offerId: string;
  fileName: string;
  data: AsyncIterable<Uint8Array>;
  now: Date;
};

/**
 * Takes a file in as it comes, never whole in memory: every piece is sealed before it is written. Once the last is there the
 * import is handed to be read. A file that breaks off, or is refused, leaves nothing behind.
 * @param input.data of the file; not read further once it is refused
 * @returns the import's id
 * @throws Refusal `offer_id_unknown`, `offer_not_active`, `niche_forbidden`, `organisation_blocked`, `import_open`,
 *   `import_file_empty`, `import_file_too_large`, `import_legacy_excel`, `import_gone` when it was cancelled meanwhile
 */
export async function receiveFile(db: Db, input: Ordered): Promise<string> {
  await refuseUnfit(db, input);
  const importId = newId('imp', input.now.getTime());
  const sealing = await begin(db, importId, input);
  try {
    const format = await writePieces(db, importId, sealing, input.data);
    await finish(db, importId, format, input);
    return importId;
  } catch (error) {
    await transact(db.pool, async (tx) => {
      await tx.query(
        `UPDATE lead_import SET status = 'cancelled', finished_at = $2 WHERE id = $1 AND status = 'uploading'`,
        [importId, input.now],
      );
      await eraseImport(tx, { importId, now: input.now });
    });
    throw error;
  }
}

async function refuseUnfit(db: Db, { organisationId, offerId }: Ordered): Promise<void> {
  const offer = await readOffer(db, { organisationId, offerId });
  if (!offer) throw new Refusal('offer_id_unknown');
  if (offer.status !== 'active') throw new Refusal('offer_not_active', { status: offer.status });
  if (tradeOf(await readReference(db.pool), offer.niche) === 'forbidden')
    throw new Refusal('niche_forbidden', { niche: offer.niche });
  if (await isBarredFromSelling(db.pool, organisationId)) throw new Refusal('organisation_blocked');
}

async function begin(db: Db, importId: string, input: Ordered): Promise<ImportSeal> {
  const { key, wrappedBy, wrappedKey } = newDataKey(db.keys.encryption, importId);
  const sealing = sealUnder(key, importId);
  const about = { fileName: input.fileName.slice(0, FILE_NAME_MOST).toWellFormed(), sheets: [] };
  await transact(db.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `INSERT INTO lead_import (id, organisation_id, offer_id, created_by, status, sealed_about, created_at, touched_at, erase_at)
       VALUES ($1, $2, $3, $4, 'uploading', $5, $6, $6, $7) ON CONFLICT DO NOTHING`,
      [
        importId,
        input.organisationId,
        input.offerId,
        input.actor,
        sealing.seal(ABOUT, Buffer.from(JSON.stringify(about))),
        input.now,
        after(input.now, WAITS_MS),
      ],
    );
    if (!rowCount) throw new Refusal('import_open');
    await tx.query('INSERT INTO vault.import_key (import_id, wrapped_by, wrapped_key) VALUES ($1, $2, $3)', [
      importId,
      wrappedBy,
      wrappedKey,
    ]);
  });
  return sealing;
}

async function writePieces(
  db: Db,
  importId: string,
  sealing: ImportSeal,
  data: AsyncIterable<Uint8Array>,
): Promise<Format> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let head: Uint8Array = new Uint8Array();
  let nth = 0;
  for await (const piece of inPieces(data)) {
    if (nth === 0) head = Buffer.from(piece);
    if (nth === 0 && COMPOUND_FILE.every((byte, at) => piece[at] === byte))
      throw new Refusal('import_legacy_excel');
    isUtf8 &&= decodes(utf8, piece);
    const { rowCount } = await db.pool.query({
      name: 'write-import-piece',
      text: `WITH alive AS (UPDATE lead_import SET file_bytes = file_bytes + $4 WHERE id = $1 AND status = 'uploading' RETURNING id)
             INSERT INTO lead_import_piece (import_id, nth, sealed) SELECT id, $2, $3 FROM alive`,
      values: [importId, nth, sealing.seal(pieceOf(nth), piece), piece.length],
    });
    if (!rowCount) throw new Refusal('import_gone');
    nth += 1;
  }
  if (nth === 0) throw new Refusal('import_file_empty');
  if (ZIP.every((byte, at) => head[at] === byte)) return { kind: 'xlsx', sheet: 0 };
  const encoding = guessEncoding(head, isUtf8);
  return { kind: 'csv', encoding, delimiter: guessDelimiter(new TextDecoder(encoding).decode(head)) };
}

/**
 * What comes, in pieces of one size. All of them are read into the same memory: a piece is to be done with before the next is
 * asked for.
 * @throws Refusal `import_file_too_large`
 */
async function* inPieces(data: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let filled = 0;
  let bytes = 0;
  for await (const part of data) {
    bytes += part.length;
    if (bytes > FILE_BYTES_MOST)
      throw new Refusal('import_file_too_large', { most: FILE_BYTES_MOST / 1024 / 1024 });
    for (let at = 0; at < part.length; ) {
      const fits = part.subarray(at, at + PIECE_BYTES - filled);
      piece.set(fits, filled);
      at += fits.length;
      filled += fits.length;
      if (filled < PIECE_BYTES) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** Bit by bit: the text of a whole piece would be kept aside by the collector of garbage, and lie there for long. */
function decodes(decoder: TextDecoder, piece: Uint8Array): boolean {
  try {
    for (let at = 0; at < piece.length; at += DECODED_BYTES)
      decoder.decode(piece.subarray(at, at + DECODED_BYTES), { stream: true });
    return true;
  } catch {
    return false;
  }
}

async function finish(db: Db, importId: string, format: Format, input: Ordered): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const queryable = queryableOf(tx);
    const { rows } = await queryable.query<{ bytes: number }>(
      `UPDATE lead_import SET status = 'reading', format = $2::jsonb, touched_at = $3 WHERE id = $1 AND status = 'uploading'
       RETURNING file_bytes AS bytes`,
      [importId, JSON.stringify(format), input.now],
    );
    if (!rows[0]) throw new Refusal('import_gone');
    await enqueue(db.queue, tx, readImportJob, [{ importId }]);
    await recordAudit(tx, {
      ...input,
      action: 'import.uploaded',
      subjectId: importId,
      details: { offerId: input.offerId, bytes: rows[0].bytes, kind: format.kind },
    });
  });
}
