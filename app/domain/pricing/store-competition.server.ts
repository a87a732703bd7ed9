import { after, DAY_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MeasuredCompetition } from './competition.ts';

const ROWS_A_STATEMENT = 2_000;
/** As far back as the price model looks, and a little. */
const KEPT_DAYS = 3 * 366;
const DATE_LENGTH = 10;

/**
 * Puts an hour's figures into the place of those of the same day. Safe to repeat; of two that run at once the later one's stay.
 * @returns niches and regions stored
 */
export async function storeCompetition(
  db: Db,
  { measured, now }: { measured: readonly MeasuredCompetition[]; now: Date },
): Promise<number> {
  const day = dayOf(now);
  const rows = measured.map(({ niche, region, topRubMinor, ...counts }) => ({
    ...counts,
    niche,
    region,
    q25: topRubMinor?.q25.toString() ?? null,
    q50: topRubMinor?.q50.toString() ?? null,
    q75: topRubMinor?.q75.toString() ?? null,
  }));
  await transact(db.pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('competition'))");
    await tx.query('DELETE FROM competition WHERE day = $1 OR day < $2', [
      day,
      dayOf(after(now, -KEPT_DAYS * DAY_MS)),
    ]);
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
      await tx.query(
        `INSERT INTO competition (niche_code, region_code, day, measured_at, buyers, orders, sellers, offers, leads, sold,
           copies, bidders, top_q25_minor, top_q50_minor, top_q75_minor)
         SELECT niche, region, $2, $3, buyers, orders, sellers, offers, leads, sold, copies, bidders, q25, q50, q75
         FROM jsonb_to_recordset($1::jsonb) AS t (niche text, region text, buyers int, orders int, sellers int, offers int,
           leads int, sold int, copies int, bidders int, q25 bigint, q50 bigint, q75 bigint)`,
        [JSON.stringify(rows.slice(at, at + ROWS_A_STATEMENT)), day, now],
      );
  });
  return rows.length;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, DATE_LENGTH);
}
