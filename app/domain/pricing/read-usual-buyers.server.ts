import type { Pool } from '#app/platform/db.server.ts';
import { LEAST_SOLD, type UsualBuyers, usualKey } from './usual-buyers.ts';

/** Competition is measured each hour: it is asked for no more often than this. */
const LOOK_MS = 60_000;
const MOST_ROWS = 50_000;

const held = new WeakMap<Pool, { usual: Promise<UsualBuyers>; readAt: number }>();

/** How many buyers bid for a lead of each market, by the last day that was measured; held by each process. */
export function readUsualBuyers(pool: Pool): Promise<UsualBuyers> {
  const known = held.get(pool);
  if (known && performance.now() - known.readAt < LOOK_MS) return known.usual;
  const usual = load(pool);
  const fresh = { usual, readAt: performance.now() };
  held.set(pool, fresh);
  usual.catch(() => {
    if (held.get(pool) === fresh) held.delete(pool);
  });
  return usual;
}

/** Has this process look before it answers the next time. */
export function expireUsualBuyers(pool: Pool): void {
  held.delete(pool);
}

async function load(pool: Pool): Promise<UsualBuyers> {
  const { rows } = await pool.query<{ niche_code: string; region_code: string; per_lead: number }>(
    `SELECT niche_code, region_code, bidders::float8 / sold AS per_lead FROM competition
     WHERE day = (SELECT max(day) FROM competition) AND sold >= $1 ORDER BY sold DESC LIMIT $2`,
    [LEAST_SOLD, MOST_ROWS],
  );
  return new Map(rows.map((row) => [usualKey(row.niche_code, row.region_code), row.per_lead]));
}
