import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { BATCH_LIMIT, takeLeadsIn } from '#app/domain/leads/take-leads.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { assert, present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type Queryable, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { findRows } from './find-rows.server.ts';
import { hindranceOf } from './hindrance.server.ts';
import type { ColumnUse, Mapping, RowReason } from './import.ts';
import { openImport } from './import-key.server.ts';
import type { ImportRow } from './import-row.ts';
import { rowReader } from './read-row.ts';

/** A person's own consent, which the file did not hold. `text` null: they agreed to the wording of the offer. */
export type Evidence = {
  readonly row: number;
  readonly givenAt: Date;
  readonly text: string | null;
  readonly url: string | null;
};

type Released = {
  readonly released: number;
  /** Rows whose evidence does not do, and why; they stay where they are. */
  readonly kept: readonly { readonly row: number; readonly reason: RowReason }[];
};

const CONSENT_COLUMNS: readonly ColumnUse[] = ['consent_at', 'consent_text', 'consent_url'];

/**
 * Lets quarantined rows of an import that is over become leads, each by a consent of its own. What the consent must be is asked as of
 * any row: dated, fresh, in words. Claims and checks are those of every lead: who was brought by another row or another seller
 * meanwhile is a duplicate. A row is released once: what comes twice finds it no longer quarantined. At most 100 rows a call.
 * @throws Refusal `import_moved_on` while it is not over, `import_erased`, `offer_not_active`, `niche_forbidden`, `organisation_blocked`
 */
export async function releaseRows(
  db: Db,
  input: Actor & { organisationId: string; importId: string; evidence: readonly Evidence[]; now: Date },
): Promise<Released> {
  const { importId, now } = input;
  assert(input.evidence.length <= BATCH_LIMIT, 'a batch of rows has a bound');
  const reference = await readReference(db.pool);
  const freshDays = await readSetting(db, 'consent_fresh_days');
  return db.prisma.$transaction(
    async (tx) => {
      const queryable = queryableOf(tx);
      const row = await lockImport(queryable, input);
      const hindrance = await hindranceOf(db, reference, {
        organisationId: row.organisation_id,
        offerId: row.offer_id,
      });
      if (hindrance) throw hindrance;
      const mapping = present(row.mapping, 'an import that began is mapped');
      const offer = await readOffer(db, { organisationId: row.organisation_id, offerId: row.offer_id });
      const evidence = await quarantinedOf(queryable, input);
      const cells = await findRows(queryable, {
        importId,
        numbers: [...evidence.keys()],
        hasHead: mapping.hasHead,
        sealing: await openImport(db, queryable, importId),
      });
      const read = rowReader({
        reference,
        offer: present(offer, 'an import names an offer of its organisation'),
        mapping: withEvidence(mapping),
        freshDays,
        test: row.test,
      });
      const found = [...evidence.values()].map((one) => ({
        number: one.row,
        finding: read(cellsWith(mapping, cells.get(one.row)?.cells ?? [], one), now),
      }));
      const fit = found.flatMap(({ number, finding }) =>
        finding.kind === 'lead' ? [{ number, prepared: finding.prepared }] : [],
      );
      const leadIds = await takeLeadsIn(db, queryable, {
        prepared: fit.map(({ prepared }) => prepared),
        now,
      });
      const released = fit.map(({ number }, at) => ({
        row_number: number,
        lead_id: present(leadIds[at], 'every lead that was taken has an id'),
      }));
      await markReleased(queryable, importId, released);
      if (released.length > 0)
        await recordAudit(tx, {
          ...input,
          action: 'import.released',
          subjectId: importId,
          details: { rows: released.map(({ row_number }) => row_number) },
        });
      return {
        released: released.length,
        kept: found.flatMap(({ number, finding }) =>
          finding.kind === 'lead' ? [] : [{ row: number, reason: finding.reason }],
        ),
      };
    },
    { timeout: 25_000 },
  );
}

async function lockImport(
  tx: Queryable,
  input: { organisationId: string; importId: string },
): Promise<ImportRow> {
  const { rows } = await tx.query<ImportRow>(
    'SELECT * FROM lead_import WHERE id = $1 AND organisation_id = $2 FOR UPDATE',
    [input.importId, input.organisationId],
  );
  const [row] = rows;
  if (!row || (row.status !== 'done' && row.status !== 'cancelled') || row.started_at === null)
    throw new Refusal('import_moved_on');
  if (row.erased_at !== null) throw new Refusal('import_erased');
  return row;
}

/** What of the evidence is about rows that are still quarantined, by row. */
async function quarantinedOf(
  tx: Queryable,
  { importId, evidence }: { importId: string; evidence: readonly Evidence[] },
): Promise<Map<number, Evidence>> {
  const given = new Map(evidence.map((one) => [one.row, one]));
  const { rows } = await tx.query<{ row_number: number }>(
    `SELECT row_number FROM lead_import_row WHERE import_id = $1 AND row_number = ANY ($2::int[]) AND outcome = 'quarantined'
     ORDER BY row_number`,
    [importId, [...given.keys()]],
  );
  return new Map(
    rows.map(({ row_number }) => [row_number, present(given.get(row_number), 'a row that was asked for')]),
  );
}

/** The consent stands in three columns after those of the file, whatever these said of it. */
function withEvidence(mapping: Mapping): Mapping {
  const columns = mapping.columns.map((use) => (use !== null && CONSENT_COLUMNS.includes(use) ? null : use));
  return { ...mapping, columns: [...columns, ...CONSENT_COLUMNS], offersWording: true };
}

function cellsWith(mapping: Mapping, cells: readonly string[], { givenAt, text, url }: Evidence): string[] {
  const own = mapping.columns.map((_, at) => cells[at] ?? '');
  return [...own, givenAt.toISOString(), text ?? '', url ?? ''];
}

async function markReleased(
  tx: Queryable,
  importId: string,
  released: readonly { row_number: number; lead_id: string }[],
): Promise<void> {
  if (released.length === 0) return;
  await tx.query(
    `WITH given AS (
       UPDATE lead_import_row r SET outcome = 'taken', reason_code = NULL, reason_params = NULL, lead_id = g.lead_id
       FROM jsonb_to_recordset($2::jsonb) AS g (row_number int, lead_id text)
       WHERE r.import_id = $1 AND r.row_number = g.row_number)
     UPDATE lead_import SET taken = taken + $3::int, quarantined = quarantined - $3::int WHERE id = $1`,
    [importId, JSON.stringify(released), released.length],
  );
}
