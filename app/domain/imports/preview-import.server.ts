import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { previewChecks } from '#app/domain/leads/check-leads.server.ts';
import type { CheckResult } from '#app/domain/leads/check-result.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { contactHashes } from './contact-hashes.server.ts';
import type { LeadImport, Outcome, RowReason } from './import.ts';
import { type RowFinding, rowReader } from './read-row.ts';
import { readSample } from './read-sample.server.ts';

/** What would become of a row now. `checkRefusal` is what the checks would refuse it for once it is a lead. */
export type RowPreview = {
  readonly number: number;
  readonly cells: readonly string[];
  readonly outcome: Outcome;
  readonly reason: RowReason | null;
  readonly checkRefusal: CheckResult | null;
  readonly warnings: readonly CheckResult[];
};

/**
 * What would become of the first rows, by the same rules by which they will be judged. Nothing is written, nobody is asked, and
 * whether other sellers brought the same people is not told.
 * @throws Refusal `import_moved_on` when it is not mapped, `import_erased`, `offer_not_active`, `niche_forbidden`
 */
export async function previewImport(
  db: Db,
  input: { organisationId: string; of: LeadImport; limit: number; now: Date },
): Promise<RowPreview[]> {
  const { of, now } = input;
  const offer = await readOffer(db, { organisationId: input.organisationId, offerId: of.offerId });
  if (!offer || !of.mapping) throw new Refusal('import_moved_on');
  const sample = await readSample(db, { importId: of.id, limit: input.limit + 1 });
  const rows = of.mapping.hasHead ? sample.slice(1) : sample.slice(0, input.limit);
  const read = rowReader({
    reference: await readReference(db.pool),
    offer,
    mapping: of.mapping,
    freshDays: await readSetting(db, 'consent_fresh_days'),
    test: of.test,
  });
  const seen = new Map<string, number>();
  const found = rows.map((row) => {
    const finding = read(row.cells, now);
    return { ...row, finding, double: doubleOf(db, of.id, row.number, finding, seen) };
  });
  const leads = found.flatMap(({ finding, double }) =>
    finding.kind === 'lead' && !double ? [finding.prepared] : [],
  );
  const checked = (await previewChecks(db, { prepared: leads, now })).values();
  return found.map(({ number, cells, finding, double }): RowPreview => {
    const row = { number, cells, checkRefusal: null, warnings: [] };
    if (finding.kind !== 'lead') return { ...row, outcome: finding.kind, reason: finding.reason };
    if (double) return { ...row, outcome: 'double', reason: double };
    const { results = [], refusal = null } = checked.next().value ?? {};
    const warnings = results.filter(({ verdict }) => verdict === 'warn');
    return { ...row, outcome: 'taken', reason: null, checkRefusal: refusal, warnings };
  });
}

function doubleOf(
  db: Db,
  importId: string,
  number: number,
  finding: RowFinding,
  seen: Map<string, number>,
): RowReason | null {
  if (finding.kind !== 'lead') return null;
  const keys = contactHashes(db.keys.lookup, importId, finding.prepared.contact).map((hash) =>
    hash.toString('hex'),
  );
  const first = keys.flatMap((key) => seen.get(key) ?? []).sort((a, b) => a - b)[0];
  if (first !== undefined) return { code: 'double_of_row', params: { row: first } };
  for (const key of keys) seen.set(key, number);
  return null;
}
