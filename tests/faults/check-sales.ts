import type pg from 'pg';
import { type Inbox, inboxKey } from './inbox.ts';
import { asSentences, cut } from './sentences.ts';

/** Each sale is charged once, no lead is sold beyond what was offered, no order buys past its room. */
export async function salesOnce(owner: pg.Pool): Promise<string[]> {
  return [
    ...(await asSentences(
      owner,
      CHARGED_WRONGLY,
      (row) => `sale ${row.id} is charged ${row.charges} for a price of ${row.price}`,
    )),
    ...(await asSentences(
      owner,
      SOLD_TOO_OFTEN,
      (row) => `lead ${row.id} is sold ${row.sales} times, ${row.limit} allowed`,
    )),
    ...(await asSentences(
      owner,
      ORDERS_OVERDRAWN,
      (row) => `order ${row.id} bought past its room: ${row.how}`,
    )),
  ];
}

const CHARGED_WRONGLY = `
  SELECT s.id, s.price_minor AS price, string_agg(t.kind || ' ' || t.amount_minor, ', ') AS charges
  FROM sale s LEFT JOIN transfer t ON t.subject_id = s.id AND t.kind IN ('sale_share', 'sale_fee')
  GROUP BY s.id HAVING count(*) FILTER (WHERE t.kind = 'sale_share') <> 1 OR count(*) FILTER (WHERE t.kind = 'sale_fee') <> 1
    OR sum(t.amount_minor) IS DISTINCT FROM s.price_minor`;

const SOLD_TOO_OFTEN = `
  SELECT l.id, l.max_sells AS "limit", count(*) AS sales FROM lead l JOIN sale s ON s.lead_id = l.id
  GROUP BY l.id HAVING count(*) > l.max_sells OR count(DISTINCT s.buyer_organisation_id) < count(*)`;

const ORDERS_OVERDRAWN = `
  SELECT o.id, 'on a day' AS how FROM standing_order o JOIN sale s ON s.order_id = o.id
  GROUP BY o.id, date_trunc('day', s.sold_at, o.timezone) HAVING count(*) > o.cap_day OR sum(s.price_minor) > o.budget_day_minor
  UNION ALL
  SELECT o.id, 'in all' FROM standing_order o JOIN sale s ON s.order_id = o.id
  GROUP BY o.id HAVING sum(s.price_minor) > o.budget_total_minor OR sum(s.price_minor) <> o.total_spent_minor`;

/** Every sale and verdict came to whoever listens for it, properly signed, however often under one and the same id. */
export async function delivered(owner: pg.Pool, inbox: Inbox): Promise<string[]> {
  const { rows } = await owner.query<{ endpoint: string; event: string; subject: string }>(`
    SELECT e.id AS endpoint, 'lead.sold' AS event, s.id AS subject FROM sale s
      JOIN endpoint e ON e.organisation_id = s.buyer_organisation_id AND 'lead.sold' = ANY (e.events)
    UNION ALL SELECT e.id, 'lead.sale', s.id FROM sale s
      JOIN endpoint e ON e.organisation_id = s.seller_organisation_id AND 'lead.sale' = ANY (e.events)
    UNION ALL SELECT e.id, 'lead.verdict', l.id FROM lead l
      JOIN endpoint e ON e.organisation_id = l.organisation_id AND 'lead.verdict' = ANY (e.events)`);
  const expected = new Set<string>();
  const sentences: string[] = [];
  for (const { endpoint, event, subject } of rows) {
    const key = inboxKey(endpoint, event, subject);
    expected.add(key);
    const ids = inbox.ids.get(key);
    if (!ids) sentences.push(`${event} of ${subject} was never delivered`);
    else if (ids.size > 1) sentences.push(`${event} of ${subject} came under ${ids.size} ids`);
  }
  for (const key of inbox.ids.keys()) {
    if (!expected.has(key)) sentences.push(`a webhook came for what is not in the database: ${key}`);
  }
  return cut(sentences);
}
