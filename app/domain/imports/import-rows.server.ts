import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import type { PreparedLead } from '#app/domain/leads/prepare-lead.ts';
import { BATCH_LIMIT, takeLeadsIn } from '#app/domain/leads/take-leads.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { after, pause, SECOND_MS } from '#app/kernel/time.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { contactHashes } from './contact-hashes.server.ts';
import { hindranceOf } from './hindrance.server.ts';
import type { Outcome, RowReason } from './import.ts';
import { openImport } from './import-key.server.ts';
import type { ImportRow } from './import-row.ts';
import { importOverJob, importRowsJob } from './jobs.ts';
import { rowReader } from './read-row.ts';
import { readRows } from './read-rows.server.ts';
import { KEPT_MS } from './steer-import.server.ts';

/** Leads without a verdict, anybody's, beyond which no more of an import are added: they would only wait. */
const WAITING_MOST = 1_500;
const LOOK_AGAIN_MS = 200;
const LOOKS_MOST = 50;
/** Chunks a job; the next job goes on, so that each is short and other imports have their turn. */
const CHUNKS_A_JOB = 10;

type Judged = {
  readonly number: number;
  readonly outcome: Outcome;
  readonly reason: RowReason | null;
  readonly prepared: PreparedLead | null;
};

/**
 * Lets the next rows of an import become leads, chunk by chunk. A chunk's leads, what became of each of its rows, and the mark of
 * how far it went are one transaction, and whoever works on the import holds its row: wherever a process dies, each row has become
 * a lead once or not at all, and the next job goes on from there.
 * @param input.now asked before each chunk
 */
export async function importRows(db: Db, input: { importId: string; now: () => Date }): Promise<void> {
  const { importId } = input;
  for (let chunk = 0; chunk < CHUNKS_A_JOB; chunk += 1) {
    if (!(await hasRoom(db))) {
      const startAfter = after(input.now(), SECOND_MS);
      return enqueue(db.queue, db.pool, importRowsJob, [{ importId }], { startAfter });
    }
    if (!(await importChunk(db, { importId, now: input.now() }))) return;
  }
  await enqueue(db.queue, db.pool, importRowsJob, [{ importId }]);
}

/** Waits for a while until the checks keep up. */
async function hasRoom(db: Db): Promise<boolean> {
  for (let look = 0; look < LOOKS_MOST; look += 1) {
    const { rows } = await db.pool.query<{ waiting: number }>({
      name: 'count-leads-waiting',
      text: `SELECT count(*)::int AS waiting FROM (SELECT FROM lead WHERE status = 'validating' LIMIT ${WAITING_MOST}) w`,
    });
    if ((rows[0]?.waiting ?? 0) < WAITING_MOST) return true;
    await pause(LOOK_AGAIN_MS);
  }
  return false;
}

/** @returns whether there may be more to do */
async function importChunk(db: Db, input: { importId: string; now: Date }): Promise<boolean> {
  const { importId, now } = input;
  const reference = await readReference(db.pool);
  const freshDays = await readSetting(db, 'consent_fresh_days');
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<ImportRow>({
      name: 'lock-import',
      text: `SELECT * FROM lead_import WHERE id = $1 AND status = 'importing' FOR UPDATE`,
      values: [importId],
    });
    const [row] = rows;
    if (!row) return false;
    const hindrance = await hindranceOf(db, reference, {
      organisationId: row.organisation_id,
      offerId: row.offer_id,
    });
    if (hindrance) {
      await tx.query(
        `UPDATE lead_import SET status = 'paused', reason_code = $2, reason_params = $3, touched_at = $4 WHERE id = $1`,
        [importId, hindrance.code, hindrance.params, now],
      );
      await enqueue(db.queue, tx, importOverJob, [{ importId }]);
      return false;
    }
    const judged = await judgeChunk(db, tx, { row, reference, freshDays, now });
    await write(db, tx, { importId, judged, now });
    if (row.chunks_done + 1 < row.chunks_total) return true;
    await tx.query(`UPDATE lead_import SET status = 'done', finished_at = $2, erase_at = $3 WHERE id = $1`, [
      importId,
      now,
      after(now, KEPT_MS),
    ]);
    await enqueue(db.queue, tx, importOverJob, [{ importId }]);
    // With the last row nothing is left to be compared.
    await tx.query('DELETE FROM lead_import_contact WHERE import_id = $1', [importId]);
    return false;
  });
}

async function judgeChunk(
  db: Db,
  tx: Tx,
  { row, reference, freshDays, now }: { row: ImportRow; reference: Reference; freshDays: number; now: Date },
): Promise<Judged[]> {
  const mapping = present(row.mapping, 'an import that began is mapped');
  const offer = await readOffer(db, { organisationId: row.organisation_id, offerId: row.offer_id });
  const sealing = await openImport(db, tx, row.id);
  const all = await readRows(tx, { importId: row.id, nth: row.chunks_done, sealing });
  const rows = row.chunks_done === 0 && mapping.hasHead ? all.slice(1) : all;
  const read = rowReader({
    reference,
    offer: present(offer, 'an import names an offer of its organisation'),
    mapping,
    freshDays,
    test: row.test,
  });
  const found = rows.map(({ number, cells }): Judged => {
    const finding = read(cells, now);
    if (finding.kind === 'lead')
      return { number, outcome: 'taken', reason: null, prepared: finding.prepared };
    return { number, outcome: finding.kind, reason: finding.reason, prepared: null };
  });
  return findDoubles(db, tx, row.id, found);
}

/** A contact of an earlier row is a double of that row, whichever of phone and e-mail they share. */
async function findDoubles(db: Db, tx: Tx, importId: string, found: readonly Judged[]): Promise<Judged[]> {
  const hashed = found.map((one) => ({
    one,
    hashes: one.prepared ? contactHashes(db.keys.lookup, importId, one.prepared.contact) : [],
  }));
  const { rows } = await tx.query<{ hash: Buffer; row_number: number }>({
    name: 'read-import-contacts',
    text: 'SELECT hash, row_number FROM lead_import_contact WHERE import_id = $1 AND hash = ANY ($2)',
    values: [importId, hashed.flatMap(({ hashes }) => hashes)],
  });
  const seen = new Map(rows.map(({ hash, row_number }) => [hash.toString('hex'), row_number]));
  const fresh: { hash: string; row: number }[] = [];
  const judged = hashed.map(({ one, hashes }): Judged => {
    const keys = hashes.map((hash) => hash.toString('hex'));
    const first = keys.flatMap((key) => seen.get(key) ?? []).sort((a, b) => a - b)[0];
    if (first !== undefined)
      return {
        number: one.number,
        outcome: 'double',
        reason: { code: 'double_of_row', params: { row: first } },
        prepared: null,
      };
    for (const key of keys) {
      seen.set(key, one.number);
      fresh.push({ hash: key, row: one.number });
    }
    return one;
  });
  await tx.query({
    name: 'write-import-contacts',
    text: `INSERT INTO lead_import_contact (import_id, hash, row_number)
           SELECT $1, decode(h, 'hex'), r FROM unnest($2::text[], $3::int[]) AS c (h, r)`,
    values: [importId, fresh.map(({ hash }) => hash), fresh.map(({ row }) => row)],
  });
  return judged;
}

async function write(
  db: Db,
  tx: Tx,
  { importId, judged, now }: { importId: string; judged: readonly Judged[]; now: Date },
): Promise<void> {
  const taken = judged.flatMap(({ number, prepared }) => (prepared ? [{ number, prepared }] : []));
  const leadIds = new Map<number, string>();
  for (let at = 0; at < taken.length; at += BATCH_LIMIT) {
    const batch = taken.slice(at, at + BATCH_LIMIT);
    const ids = await takeLeadsIn(db, tx, {
      prepared: batch.map(({ prepared }) => prepared),
      now,
    });
    batch.forEach(({ number }, index) => {
      leadIds.set(number, present(ids[index], 'every lead that was taken has an id'));
    });
  }
  const count = (outcome: Outcome) => judged.filter((one) => one.outcome === outcome).length;
  await tx.query({
    name: 'write-import-rows',
    text: `WITH given AS (
             INSERT INTO lead_import_row (import_id, row_number, outcome, reason_code, reason_params, lead_id)
             SELECT $1, row_number, outcome, reason_code, reason_params, lead_id FROM jsonb_to_recordset($2) AS r (
               row_number int, outcome text, reason_code text, reason_params jsonb, lead_id text))
           UPDATE lead_import SET chunks_done = chunks_done + 1, taken = taken + $3, doubles = doubles + $4, refused = refused + $5,
             quarantined = quarantined + $6, touched_at = $7 WHERE id = $1`,
    values: [
      importId,
      JSON.stringify(
        judged.map(({ number, outcome, reason }) => ({
          row_number: number,
          outcome,
          reason_code: reason?.code ?? null,
          reason_params: reason?.params ?? null,
          lead_id: leadIds.get(number) ?? null,
        })),
      ),
      count('taken'),
      count('double'),
      count('refused'),
      count('quarantined'),
      now,
    ],
  });
}
