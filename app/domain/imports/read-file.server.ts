import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type Queryable, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { eraseImport } from './erase-import.server.ts';
import { CHUNK_ROWS, type FileRow, type Format, ROWS_MOST } from './import.ts';
import { ABOUT, chunkOf, type ImportSeal, openImport, pieceOf } from './import-key.server.ts';
import { readCsv } from './read-csv.ts';
import { type FileSource, openWorkbook } from './read-xlsx.server.ts';
import { PIECE_BYTES } from './receive-file.server.ts';

const CHUNK_CHARACTERS = 1024 * 1024;
/** Of all rows together: cells of a workbook may share one long text, which costs the file nothing and us a copy each. */
const CHARACTERS_MOST = 128 * CHUNK_CHARACTERS;

type Reading = { importId: string; round: number; format: Format; bytes: number; sealing: ImportSeal };

/**
 * Takes a file apart into chunks of rows, sealed like the file itself. Begun anew it begins from the start, and what an earlier
 * reading of the same file still writes is not taken. A file that cannot be read fails the import, with the reason.
 */
export async function readFile(db: Db, input: { importId: string; now: Date }): Promise<void> {
  const reading = await begin(db, input);
  if (!reading) return;
  const source = sourceOf(db.pool, reading);
  try {
    await writeChunks(db, reading, await rowsOf(db, reading, source));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code !== 'import_erased') await fail(db, reading, error, input.now);
    return;
  }
  await end(db, reading, input.now);
}

/** What was read waits for its columns to be named; a file without a row fails, and is erased like any that fails. */
async function end(db: Db, { importId, round }: Reading, now: Date): Promise<void> {
  await transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ status: string }>(
      `UPDATE lead_import SET status = CASE WHEN rows_total = 0 THEN 'failed' ELSE 'mapping' END,
         reason_code = CASE WHEN rows_total = 0 THEN 'import_empty' END,
         finished_at = CASE WHEN rows_total = 0 THEN $3::timestamptz END, read_bytes = file_bytes, touched_at = $3
       WHERE id = $1 AND read_round = $2 AND status = 'reading' RETURNING status`,
      [importId, round, now],
    );
    if (rows[0]?.status === 'failed') await eraseImport(tx, { importId, now });
  });
}

async function begin(db: Db, { importId, now }: { importId: string; now: Date }): Promise<Reading | null> {
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ read_round: number; format: Format; file_bytes: number }>(
      `UPDATE lead_import SET read_round = read_round + 1, rows_total = 0, chunks_total = 0, read_bytes = 0, touched_at = $2
       WHERE id = $1 AND status = 'reading' RETURNING read_round, format, file_bytes`,
      [importId, now],
    );
    const [row] = rows;
    if (!row) return null;
    await tx.query('DELETE FROM lead_import_chunk WHERE import_id = $1', [importId]);
    const sealing = await openImport(db, tx, importId);
    return { importId, round: row.read_round, format: row.format, bytes: row.file_bytes, sealing };
  });
}

type PieceSource = FileSource & { failure: Error | null; readTo: number };

/** The sealed pieces as one file. One piece is in memory at a time, and one more for who reads in two places. */
function sourceOf(db: Queryable, { importId, bytes, sealing }: Reading): PieceSource {
  const held = new Map<number, Buffer>();
  const piece = async (nth: number): Promise<Buffer> => {
    const known = held.get(nth);
    if (known) return known;
    const { rows } = await db.query<{ sealed: Buffer }>({
      name: 'read-import-piece',
      text: 'SELECT sealed FROM lead_import_piece WHERE import_id = $1 AND nth = $2',
      values: [importId, nth],
    });
    const { sealed } = present(rows[0], 'a file that came whole has all of its pieces');
    const plain = sealing.unseal(pieceOf(nth), sealed);
    if (held.size > 1) held.delete([...held.keys()][0] ?? 0);
    held.set(nth, plain);
    return plain;
  };
  const source: PieceSource = {
    bytes,
    failure: null,
    readTo: 0,
    async *read(start, end) {
      // A zip may name places that its file does not have.
      if (start < 0 || end > bytes) throw new Refusal('import_unreadable');
      for (let at = start; at < end; ) {
        const nth = Math.floor(at / PIECE_BYTES);
        const plain = await piece(nth).catch((error: Error) => {
          source.failure = error;
          throw error;
        });
        const from = at - nth * PIECE_BYTES;
        const part = plain.subarray(from, Math.min(plain.length, from + end - at));
        at += part.length;
        source.readTo = Math.max(source.readTo, at);
        yield part;
      }
    },
  };
  return source;
}

async function rowsOf(db: Db, reading: Reading, source: PieceSource): Promise<AsyncIterable<FileRow>> {
  const { format, importId, sealing } = reading;
  if (format.kind === 'csv') return tracked(readCsv(source.read(0, source.bytes), format), source);
  const book = await openWorkbook(source).catch((error: Error) => {
    throw faultOf(error, source);
  });
  const { rows } = await db.pool.query<{ sealed_about: Buffer | null }>(
    'SELECT sealed_about FROM lead_import WHERE id = $1',
    [importId],
  );
  const stored = rows[0]?.sealed_about;
  if (!stored) throw new Refusal('import_erased');
  const about = { ...JSON.parse(sealing.unseal(ABOUT, stored).toString()), sheets: book.sheets };
  await db.pool.query('UPDATE lead_import SET sealed_about = $2 WHERE id = $1 AND sealed_about IS NOT NULL', [
    importId,
    sealing.seal(ABOUT, Buffer.from(JSON.stringify(about))),
  ]);
  return tracked(book.rows(format.sheet), source);
}

type Tracked = FileRow & { readonly readTo: number };

async function* tracked(rows: AsyncIterable<FileRow>, source: PieceSource): AsyncGenerator<Tracked> {
  try {
    for await (const row of rows) yield { ...row, readTo: source.readTo };
  } catch (error) {
    throw faultOf(error as Error, source);
  }
}

/** The readers of zip and XML have errors of their own for what is wrong with a file; what the database could not give is another. */
function faultOf(error: Error, source: PieceSource): Error {
  return source.failure ?? (error instanceof Refusal ? error : new Refusal('import_unreadable'));
}

/** @throws Refusal `import_too_long`, `import_unfolds` */
async function writeChunks(db: Db, reading: Reading, rows: AsyncIterable<FileRow>): Promise<void> {
  let chunk: FileRow[] = [];
  let characters = 0;
  let nth = 0;
  let total = 0;
  let charactersTotal = 0;
  let readTo = 0;
  const write = async () => {
    const sealed = reading.sealing.seal(chunkOf(nth), Buffer.from(JSON.stringify(chunk)));
    const { rowCount } = await db.pool.query({
      name: 'write-import-chunk',
      text: `WITH alive AS (
               UPDATE lead_import SET rows_total = rows_total + $4, chunks_total = chunks_total + 1, read_bytes = $6
               WHERE id = $1 AND read_round = $5 AND status = 'reading' RETURNING id)
             INSERT INTO lead_import_chunk (import_id, nth, row_count, sealed) SELECT id, $2, $4, $3 FROM alive`,
      values: [reading.importId, nth, sealed, chunk.length, reading.round, readTo],
    });
    if (!rowCount) throw new Refusal('import_erased');
    nth += 1;
    chunk = [];
    characters = 0;
  };
  for await (const row of rows as AsyncIterable<Tracked>) {
    total += 1;
    if (total > ROWS_MOST + 1) throw new Refusal('import_too_long', { most: ROWS_MOST });
    chunk.push({ number: row.number, cells: row.cells });
    const more = row.cells.reduce((sum, cell) => sum + cell.length, 0);
    characters += more;
    charactersTotal += more;
    if (charactersTotal > CHARACTERS_MOST) throw new Refusal('import_unfolds');
    readTo = Math.min(row.readTo, reading.bytes);
    if (chunk.length >= CHUNK_ROWS || characters >= CHUNK_CHARACTERS) await write();
  }
  if (chunk.length > 0) await write();
}

async function fail(db: Db, { importId, round }: Reading, fault: Refusal, now: Date): Promise<void> {
  await transact(db.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE lead_import SET status = 'failed', reason_code = $3, reason_params = $4, finished_at = $5
       WHERE id = $1 AND read_round = $2 AND status = 'reading'`,
      [importId, round, fault.code, fault.params, now],
    );
    if (rowCount) await eraseImport(tx, { importId, now });
  });
}
