import type pg from 'pg';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import type { Flow, Submission } from './flow.ts';
import { inboxKey, type Market } from './market.ts';

const FINAL = new Set(['rejected', 'duplicate', 'sold', 'available']);
const EXAMPLES_LIMIT = 5;

/**
 * What does not hold once everything has come to rest, a sentence each.
 * @param owner past the rights of the application's role
 */
export async function violationsOf(owner: pg.Pool, flow: Flow, market: Market): Promise<string[]> {
  return [
    ...cut(flow.wrong),
    ...cut(market.inbox.forged),
    ...(await leadsKept(owner, flow)),
    ...(await contactsSoldOnce(owner, flow)),
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
    ...(await asSentences(owner, JOBS_GIVEN_UP, (row) => `${row.count} jobs were given up: ${row.name}`)),
    ...(await delivered(owner, market)),
    ...(await checkBooks(owner)),
  ];
}

/** What was answered with 2xx is kept: one lead per key (of which the database holds a hash), and with a verdict. */
async function leadsKept(owner: pg.Pool, flow: Flow): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; status: string; key: string | null }>(
    'SELECT l.id, l.status, k.key FROM lead l LEFT JOIN intake_key k ON k.lead_id = l.id',
  );
  const leads = new Map(rows.map((row) => [row.id, row]));
  const answered = flow.submissions.filter((one) => one.answers.length > 0);
  const sentences: string[] = [];
  for (const submission of answered) {
    const [answer] = submission.answers;
    if (!answer) continue;
    const lead = leads.get(answer.body.id);
    if (!lead) sentences.push(`lead ${answer.body.id} was answered ${answer.status} and is gone`);
    else if (!FINAL.has(lead.status)) sentences.push(`lead ${lead.id} stays ${lead.status}`);
    else if ((lead.key === null) !== (submission.key === null))
      sentences.push(`lead ${lead.id} is kept without its key`);
    else if (answer.status === 200 && answer.body.status !== lead.status)
      sentences.push(`lead ${lead.id} was answered ${answer.body.status} and is ${lead.status}`);
  }
  const ids = new Set(answered.map((one) => one.answers[0]?.body.id));
  if (ids.size !== answered.length)
    sentences.push(`${answered.length} leads were answered with ${ids.size} ids`);
  // Who lost the answer to a lead without a key cannot know whether it was taken.
  const unknown = flow.submissions.filter((one) => one.key === null && one.answers.length === 0).length;
  const unasked = rows.length - ids.size;
  if (unasked > unknown) sentences.push(`${unasked - unknown} leads are kept that nobody was answered`);
  return cut(sentences);
}

/** Sent as exclusive, a person is not sold twice, whichever lead brought them. */
async function contactsSoldOnce(owner: pg.Pool, flow: Flow): Promise<string[]> {
  const { rows } = await owner.query<{ lead_id: string }>('SELECT DISTINCT lead_id FROM sale');
  const sold = new Set(rows.map((row) => row.lead_id));
  const byPhone = Map.groupBy(
    flow.submissions.filter((one) => sold.has(one.answers[0]?.body.id ?? '')),
    (one: Submission) => one.phone,
  );
  return cut(
    [...byPhone.values()]
      .filter((submissions) => submissions.length > 1)
      .map((submissions) => `one contact was sold in ${submissions.map((one) => one.answers[0]?.body.id)}`),
  );
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

const JOBS_GIVEN_UP = `
  SELECT name, count(*) FROM pgboss.job WHERE name LIKE '%-dead' OR state IN ('failed', 'cancelled') GROUP BY name`;

async function asSentences(
  owner: pg.Pool,
  sql: string,
  sentence: (row: Record<string, unknown>) => string,
): Promise<string[]> {
  const { rows } = await owner.query(sql);
  return cut(rows.map(sentence));
}

/** Every sale and verdict came to whoever listens for it, properly signed, however often under one and the same id. */
async function delivered(owner: pg.Pool, market: Market): Promise<string[]> {
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
    const ids = market.inbox.ids.get(key);
    if (!ids) sentences.push(`${event} of ${subject} was never delivered`);
    else if (ids.size > 1) sentences.push(`${event} of ${subject} came under ${ids.size} ids`);
  }
  for (const key of market.inbox.ids.keys()) {
    if (!expected.has(key)) sentences.push(`a webhook came for what is not in the database: ${key}`);
  }
  return cut(sentences);
}

function cut(sentences: readonly string[]): string[] {
  const more = sentences.length - EXAMPLES_LIMIT;
  return more > 0
    ? [...sentences.slice(0, EXAMPLES_LIMIT), `and ${more} more like the last`]
    : [...sentences];
}
