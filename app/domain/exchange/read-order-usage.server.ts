import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { OrderUsage } from './order-usage.ts';

type Row = {
  id: string;
  hour_count: number;
  day_count: number;
  week_count: number;
  month_count: number;
  day_spent: bigint;
  month_spent: bigint;
  total_spent: bigint;
  hour_end: Date;
  day_end: Date;
  week_end: Date;
  month_end: Date;
};

const PERIODS = ['hour', 'day', 'week', 'month'] as const;

/** Counters as `lockOrders` reads them: one whose period has passed counts as nothing. */
const COUNTS = PERIODS.map(
  (period) =>
    `CASE WHEN ${period}_start >= date_trunc('${period}', $2::timestamptz, timezone) THEN ${period}_count ELSE 0 END AS ${period}_count`,
);
const SPENT = (['day', 'month'] as const).map(
  (period) =>
    `CASE WHEN ${period}_start >= date_trunc('${period}', $2::timestamptz, timezone) THEN ${period}_spent_minor ELSE 0 END AS ${period}_spent`,
);
/** Reckoned by the order's own clock, whose days are not always 24 hours long. */
const ENDS = PERIODS.map(
  (period) =>
    `(date_trunc('${period}', $2::timestamptz AT TIME ZONE timezone) + interval '1 ${period}') AT TIME ZONE timezone AS ${period}_end`,
);

/** What orders have used by now, by order. Read without a lock: to be shown, not to sell by. */
export async function readOrderUsage(
  db: Queryable,
  input: { orderIds: readonly string[]; now: Date },
): Promise<Map<string, OrderUsage>> {
  const { rows } = await db.query<Row>(
    `SELECT id, ${[...COUNTS, ...SPENT, ...ENDS].join(', ')}, total_spent_minor AS total_spent
     FROM standing_order WHERE id = ANY ($1)`,
    [input.orderIds, input.now],
  );
  return new Map(rows.map((row) => [row.id, toUsage(row)]));
}

/** Of an order that was read a moment ago. */
export function usageOf(usages: ReadonlyMap<string, OrderUsage>, orderId: string): OrderUsage {
  return present(usages.get(orderId), 'orders are not removed');
}

function toUsage(row: Row): OrderUsage {
  return {
    counts: { hour: row.hour_count, day: row.day_count, week: row.week_count, month: row.month_count },
    spentMinor: { day: row.day_spent, month: row.month_spent, total: row.total_spent },
    ends: { hour: row.hour_end, day: row.day_end, week: row.week_end, month: row.month_end },
  };
}
