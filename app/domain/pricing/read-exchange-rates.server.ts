import { CURRENCIES } from '#app/kernel/money.ts';
import type { Pool, Queryable } from '#app/platform/db.server.ts';
import { ASSUMED_RATES, type ExchangeRates } from './exchange-rates.ts';

/** A table that the operator entered, and its name. */
export type EnteredRates = ExchangeRates & { readonly id: string };

/** Whether others were entered is asked no more often than this. */
const LOOK_MS = 5_000;
/** One a day for five years. */
const MOST_TABLES = 2_000;

const held = new WeakMap<Pool, { rates: Promise<ExchangeRates>; readAt: number }>();

/** The exchange rates in force, held by each process; the built-in guess until the operator entered some. */
export function readRates(pool: Pool): Promise<ExchangeRates> {
  const known = held.get(pool);
  if (known && performance.now() - known.readAt < LOOK_MS) return known.rates;
  const rates = readRateTables(pool, 1).then(([newest]) => newest ?? ASSUMED_RATES);
  const fresh = { rates, readAt: performance.now() };
  held.set(pool, fresh);
  rates.catch(() => {
    if (held.get(pool) === fresh) held.delete(pool);
  });
  return rates;
}

/** Has this process look before it answers the next time. */
export function expireRates(pool: Pool): void {
  held.delete(pool);
}

/** Tables that the operator entered, the one in force first: by the day they hold for, then by when they were entered. */
export async function readRateTables(db: Queryable, limit: number = MOST_TABLES): Promise<EnteredRates[]> {
  const { rows } = await db.query<{ table_id: string; as_of: string; rates: Record<string, number> }>(
    `SELECT table_id, as_of::text, jsonb_object_agg(currency, rub_per_unit) AS rates
     FROM exchange_rate GROUP BY as_of, table_id ORDER BY as_of DESC, table_id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ table_id, as_of, rates }) => ({
    id: table_id,
    asOf: as_of,
    assumed: false,
    rubPerUnit: { ...ASSUMED_RATES.rubPerUnit, ...Object.fromEntries(traded(rates)) },
  }));
}

function traded(rates: Record<string, number>) {
  return CURRENCIES.flatMap((currency) => {
    const rate = rates[currency];
    return rate === undefined ? [] : [[currency, rate] as const];
  });
}
