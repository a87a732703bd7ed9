import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { enqueue, type Queue } from '#app/platform/queue.server.ts';
import type { CheckResult } from './check-result.ts';
import { leadSettled } from './jobs.ts';
import type { LeadStatus } from './lead.ts';
import type { Marks } from './mark-lead.server.ts';

/** The channel on which the web process hears that a lead it waits for is settled. */
export const SETTLED_CHANNEL = 'lead_settled';

export type LeadVerdict = {
  readonly leadId: string;
  readonly status: Extract<LeadStatus, 'rejected' | 'duplicate' | 'available' | 'sold'>;
  readonly reason: { readonly code: string; readonly params: Record<string, string | number> } | null;
  readonly checks: readonly CheckResult[];
  readonly score: number;
  readonly temperature: Temperature;
  readonly salesCount: number;
  /** Contacts it claimed. */
  readonly claimCount: number;
  readonly marks: Marks;
};

/**
 * Writes the verdicts on locked leads, with what later leads are compared by, and says so to whoever reacts, in the caller's
 * transaction.
 */
export async function recordVerdicts(
  tx: Queryable,
  queue: Queue,
  input: { verdicts: readonly LeadVerdict[]; now: Date },
): Promise<void> {
  if (input.verdicts.length === 0) return;
  await tx.query({
    name: 'record-verdicts',
    text: `WITH settled AS (
             UPDATE lead l SET status = v.status, reason_code = v.reason_code, reason_params = v.reason_params, checks = v.checks,
               score = v.score, temperature = v.temperature, sales_count = v.sales_count,
               claim_count = v.claim_count, settled_at = $2,
               suppression_hashes = coalesce((SELECT array_agg(decode(h, 'hex')) FROM unnest(v.suppression) h), '{}')
             FROM json_to_recordset($1) AS v (lead_id text, status text, reason_code text, reason_params jsonb, checks jsonb,
               score int, temperature text, sales_count int, claim_count int, suppression text[])
             WHERE l.id = v.lead_id AND l.id = ANY ($3) RETURNING l.id, l.awaited, l.created_at),
           traced AS (
             INSERT INTO lead_trace (hash, at, lead_id)
             SELECT decode(t.hash, 'hex'), s.created_at, s.id
             FROM json_to_recordset($4) AS t (lead_id text, hash text) JOIN settled s ON s.id = t.lead_id
             ON CONFLICT DO NOTHING)
           SELECT pg_notify('${SETTLED_CHANNEL}', id) FROM settled WHERE awaited`,
    values: [
      JSON.stringify(
        input.verdicts.map((verdict) => ({
          lead_id: verdict.leadId,
          status: verdict.status,
          reason_code: verdict.reason?.code ?? null,
          reason_params: verdict.reason?.params ?? null,
          checks: verdict.checks,
          score: verdict.score,
          temperature: verdict.temperature,
          sales_count: verdict.salesCount,
          claim_count: verdict.claimCount,
          suppression: isLetIn(verdict) ? verdict.marks.suppression.map(toHex) : [],
        })),
      ),
      input.now,
      input.verdicts.map(({ leadId }) => leadId),
      JSON.stringify(input.verdicts.flatMap(tracesOf)),
    ],
  });
  await enqueue(queue, tx, leadSettled, [{ leadIds: input.verdicts.map(({ leadId }) => leadId) }]);
}

/** Every lead counts for the pace of its source; only one that was let in can be what a later one repeats. */
function tracesOf(verdict: LeadVerdict): { lead_id: string; hash: string }[] {
  const { paces, need } = verdict.marks;
  const hashes = [...paces.map(({ hash }) => hash), ...(need && isLetIn(verdict) ? [need.hash] : [])];
  return hashes.map((hash) => ({ lead_id: verdict.leadId, hash: toHex(hash) }));
}

function isLetIn({ status }: LeadVerdict): boolean {
  return status === 'available' || status === 'sold';
}

function toHex(hash: Buffer): string {
  return hash.toString('hex');
}
