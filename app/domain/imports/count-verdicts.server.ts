import type { LeadStatus } from '#app/domain/leads/lead.ts';
import type { Pool } from '#app/platform/db.server.ts';

type VerdictCounts = Partial<Record<LeadStatus, number>>;

/** A page that follows an import asks again and again: of the database's time it gets one part in this many. */
const SHARE = 20;
/** What took less is counted whenever it is asked for. */
const QUICK_MS = 50;
const HELD_MOST = 100;

type Held = { readonly counts: VerdictCounts; readonly taken: number; readonly untilMs: number };

const held = new WeakMap<Pool, Map<string, Held>>();

/**
 * How the leads of an import stand, by their status; of a large one that goes on, as they stood a few seconds ago. None are known
 * once the import is erased.
 * @param input.isOver whether no lead is added any more: then all of them are in what is answered
 * @param input.taken leads that it brought so far
 */
export async function countVerdicts(
  pool: Pool,
  input: { importId: string; taken: number; isOver: boolean },
): Promise<VerdictCounts> {
  const ofPool = held.get(pool) ?? new Map<string, Held>();
  held.set(pool, ofPool);
  const known = ofPool.get(input.importId);
  if (known && performance.now() < known.untilMs && (!input.isOver || known.taken === input.taken))
    return known.counts;
  const startMs = performance.now();
  const counts = await count(pool, input.importId);
  const endMs = performance.now();
  const tookMs = endMs - startMs;
  ofPool.delete(input.importId);
  if (tookMs > QUICK_MS) {
    if (ofPool.size >= HELD_MOST) ofPool.clear();
    ofPool.set(input.importId, { counts, taken: input.taken, untilMs: endMs + SHARE * tookMs });
  }
  return counts;
}

async function count(pool: Pool, importId: string): Promise<VerdictCounts> {
  const { rows } = await pool.query<{ status: LeadStatus; many: number }>({
    name: 'count-import-verdicts',
    text: `SELECT l.status, count(*)::int AS many FROM lead_import_row r JOIN lead l ON l.id = r.lead_id
           WHERE r.import_id = $1 AND r.lead_id IS NOT NULL GROUP BY l.status`,
    values: [importId],
  });
  return Object.fromEntries(rows.map(({ status, many }) => [status, many]));
}
