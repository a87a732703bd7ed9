import { leastId } from '#app/kernel/ids.ts';
import { after } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { AcceptanceBy, AcceptanceLine, AcceptanceStep } from './acceptance.ts';

/** A report looks at the newest leads up to this many: it must not cost more the more a seller has sent. */
const LEADS_LIMIT = 200_000;
const LINES_LIMIT = 50;

export type AcceptanceQuestion = {
  readonly organisationId: string;
  readonly offerId: string | null;
  readonly by: AcceptanceBy;
  /** The length of the period; the one before is as long. */
  readonly periodMs: number;
  /** Bars of the trend in one period. */
  readonly steps: number;
  readonly now: Date;
};

type Line = {
  key: string;
  sent: number;
  accepted: number;
  sold: number;
  warned: number;
  sent_before: number;
  accepted_before: number;
};

/** What leads are told apart by: a column of ours, never a word of the question. */
const KEYS: Readonly<Record<Exclude<AcceptanceBy, 'check'>, string>> = {
  traffic: 'traffic',
  campaign: 'campaign',
  channel: 'channel',
  referrer: 'referrer_site',
  sub1: 'sub_ids[1]',
  sub2: 'sub_ids[2]',
  sub3: 'sub_ids[3]',
  sub4: 'sub_ids[4]',
  sub5: 'sub_ids[5]',
  utm_source: utmTag('source'),
  utm_medium: utmTag('medium'),
  utm_campaign: utmTag('campaign'),
  utm_content: utmTag('content'),
  utm_term: utmTag('term'),
};

/** Senders write the tags of an address with their prefix or without it. */
function utmTag(name: string): string {
  return `coalesce(utm ->> '${name}', utm ->> 'utm_${name}')`;
}

/** Leads with a verdict since `$2`, the newest first; test leads are not among them. */
const RECENT = `recent AS (
  SELECT id, traffic, campaign, channel, referrer_site, sub_ids, utm, checks, sales_count, created_at,
    status NOT IN ('rejected', 'duplicate') AS accepted, id >= $3 AS is_now
  FROM lead WHERE organisation_id = $1 AND id >= $2 AND NOT test AND settled_at IS NOT NULL
    AND ($4::text IS NULL OR offer_id = $4)
  ORDER BY id DESC LIMIT ${LEADS_LIMIT})`;

/**
 * How a seller's leads of a period were accepted, by source or by check, each beside the period before, and step by step in
 * all. At most 50 lines, those with the most leads first.
 */
export async function readAcceptance(
  db: Queryable,
  question: AcceptanceQuestion,
): Promise<{ lines: AcceptanceLine[]; steps: AcceptanceStep[] }> {
  const { organisationId, offerId, by, periodMs, steps, now } = question;
  const from = after(now, -periodMs);
  const values = [
    organisationId,
    leastId('lead', after(from, -periodMs).getTime()),
    leastId('lead', from.getTime()),
    offerId,
  ];
  const stepMs = periodMs / steps;
  const [lines, counted] = await Promise.all([
    db.query<Line>(by === 'check' ? BY_CHECK : bySource(KEYS[by]), values),
    db.query<{ step: number; sent: number; accepted: number }>(
      `WITH ${RECENT}
       SELECT least(floor(extract(epoch FROM created_at - $5::timestamptz) * 1000 / $6)::int, $7 - 1) AS step,
         count(*)::int AS sent, count(*) FILTER (WHERE accepted)::int AS accepted
       FROM recent WHERE is_now GROUP BY 1`,
      [...values, from, stepMs, steps],
    ),
  ]);
  return {
    lines: lines.rows.map((row) => ({
      key: row.key,
      sent: row.sent,
      accepted: row.accepted,
      sold: row.sold,
      warned: row.warned,
      before: { sent: row.sent_before, accepted: row.accepted_before },
    })),
    steps: Array.from({ length: steps }, (_, step) => {
      const found = counted.rows.find((row) => row.step === step);
      return { from: after(from, step * stepMs), sent: found?.sent ?? 0, accepted: found?.accepted ?? 0 };
    }),
  };
}

function bySource(column: string): string {
  return `WITH ${RECENT}
    SELECT coalesce(${column}, '') AS key,
      count(*) FILTER (WHERE is_now)::int AS sent, count(*) FILTER (WHERE is_now AND accepted)::int AS accepted,
      count(*) FILTER (WHERE is_now AND sales_count > 0)::int AS sold, 0 AS warned,
      count(*) FILTER (WHERE NOT is_now)::int AS sent_before,
      count(*) FILTER (WHERE NOT is_now AND accepted)::int AS accepted_before
    FROM recent GROUP BY 1 HAVING count(*) FILTER (WHERE is_now) > 0 ORDER BY sent DESC, key LIMIT ${LINES_LIMIT}`;
}

/** A check that was not run on a lead found nothing of it. */
const BY_CHECK = `WITH ${RECENT}
  SELECT c.check AS key,
    count(*) FILTER (WHERE is_now)::int AS sent,
    count(*) FILTER (WHERE is_now AND c.verdict <> 'fail')::int AS accepted,
    0 AS sold, count(*) FILTER (WHERE is_now AND c.verdict = 'warn')::int AS warned,
    count(*) FILTER (WHERE NOT is_now)::int AS sent_before,
    count(*) FILTER (WHERE NOT is_now AND c.verdict <> 'fail')::int AS accepted_before
  FROM recent CROSS JOIN LATERAL jsonb_to_recordset(recent.checks) AS c ("check" text, verdict text, code text)
  WHERE c.code <> 'not_run' GROUP BY 1 HAVING count(*) FILTER (WHERE is_now) > 0
  ORDER BY count(*) FILTER (WHERE is_now AND c.verdict <> 'fail')::float8 / count(*) FILTER (WHERE is_now), key`;
