import type { Answer } from '#app/domain/catalog/question.ts';
import { settingFrom } from '#app/domain/settings/setting.ts';
import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { type Counted, usualOf } from './checks/check-velocity.ts';
import { isNearDuplicate } from './checks/near-duplicate.ts';
import type { Lead } from './lead.ts';
import type { Marks } from './mark-lead.server.ts';

/** Shorter than a claim runs: whoever brought the same contact within it is a duplicate by the claim already. */
export const NEAR_WINDOW_MS = 14 * DAY_MS;
/** The latest of one name, place and niche that a lead is compared with. */
const ALIKE_MOST = 20;
const WORDINGS_MOST = 50;

export type MarkedLead = { readonly lead: Lead; readonly marks: Marks; readonly dailyVolume: number | null };

/** What the database knows of a batch of leads, beside their own rows. */
export type BatchFacts = {
  readonly consentFreshDays: number;
  /** Every wording that an offer has or had. */
  readonly wordingsOf: (offerId: string) => readonly string[];
  readonly of: (leadId: string) => LeadFacts;
};

export type LeadFacts = {
  readonly counted: readonly Counted[];
  readonly isNearDuplicate: boolean;
  /** Whose lists the contact is on: organisations, or the platform. */
  readonly listedBy: readonly string[];
};

type Row = {
  listed: { hash: string; owner: string }[];
  paces: Record<string, [day: number, hour: number]>;
  alike: { hash: string; attributes: Record<string, Answer> }[];
  wordings: { offer: string; text: string }[];
  fresh_days: unknown;
};

const NOTHING: LeadFacts = { counted: [], isNearDuplicate: false, listedBy: [] };

/**
 * Looks a batch of leads up in one statement: suppression lists, how many others came from the same source, address and device,
 * who asked for the same, and the offers' wordings. Leads of the batch count for those after them. Nothing is written: leads
 * that other workers have in their hands at this moment are not seen, which pace and near duplicates can bear, for they warn.
 * @param input.leads in the order in which they came
 */
export async function lookUpBatch(
  db: Queryable,
  input: { leads: readonly MarkedLead[]; now: Date },
): Promise<BatchFacts> {
  if (input.leads.length === 0) return { consentFreshDays: 0, wordingsOf: () => [], of: () => NOTHING };
  const row = await ask(db, input);
  const listed = Map.groupBy(row.listed, ({ hash }) => hash);
  const alike = Map.groupBy(row.alike, ({ hash }) => hash);
  const wordings = Map.groupBy(row.wordings, ({ offer }) => offer);
  const seen = new Map<string, number>();
  const facts = new Map<string, LeadFacts>();
  for (const { lead, marks } of input.leads) {
    const counted = marks.paces.map(({ pace, hash }): Counted => {
      const key = hash.toString('hex');
      const here = (seen.get(key) ?? 0) + 1;
      seen.set(key, here);
      const [day, hour] = row.paces[key] ?? [0, 0];
      return { pace, hour: hour + here, day: day + here };
    });
    facts.set(lead.id, {
      counted,
      isNearDuplicate: looksLikeAnother(lead, marks, alike),
      listedBy: [
        ...new Set(
          marks.suppression.flatMap((hash) =>
            (listed.get(hash.toString('hex')) ?? []).map(({ owner }) => owner),
          ),
        ),
      ],
    });
  }
  return {
    consentFreshDays: settingFrom('consent_fresh_days', row.fresh_days),
    wordingsOf: (offerId) => (wordings.get(offerId) ?? []).map(({ text }) => text),
    of: (leadId) => facts.get(leadId) ?? NOTHING,
  };
}

/** Compares a lead with those of its name, place and niche, and is then one of them for those after it. */
function looksLikeAnother(lead: Lead, marks: Marks, alike: Map<string, Row['alike']>): boolean {
  if (!marks.need) return false;
  const hash = marks.need.hash.toString('hex');
  const { nameWords } = marks.need;
  const others = alike.get(hash) ?? [];
  const isAlike = others.some(({ attributes }) => isNearDuplicate(nameWords, lead.attributes, attributes));
  // One that nobody can reach is refused, and sent again with another contact is no second lead.
  if (marks.suppression.length > 0) alike.set(hash, [...others, { hash, attributes: lead.attributes }]);
  return isAlike;
}

async function ask(db: Queryable, { leads, now }: { leads: readonly MarkedLead[]; now: Date }): Promise<Row> {
  const paces = new Map<string, { hash: string; usual: number }>();
  for (const { marks, dailyVolume } of leads)
    for (const { pace, hash } of marks.paces) {
      const key = hash.toString('hex');
      paces.set(key, { hash: key, usual: usualOf(pace, dailyVolume).day });
    }
  const needs = new Set(leads.flatMap(({ marks }) => (marks.need ? [marks.need.hash.toString('hex')] : [])));
  const { rows } = await db.query<Row>({
    name: 'look-up-batch',
    text: `
      SELECT
        (SELECT coalesce(jsonb_agg(jsonb_build_object('hash', encode(s.hash, 'hex'), 'owner', s.owner_id)), '[]')
         FROM suppression s WHERE s.hash = ANY ($1)) AS listed,
        (SELECT coalesce(jsonb_object_agg(p.hash, c.counts), '{}')
         FROM jsonb_to_recordset($2) AS p (hash text, usual int)
         CROSS JOIN LATERAL (
           SELECT jsonb_build_array(count(*), count(*) FILTER (WHERE t.at > $4)) AS counts
           FROM (SELECT at FROM lead_trace WHERE hash = decode(p.hash, 'hex') AND at > $5 ORDER BY at DESC LIMIT p.usual + 1) t
         ) c) AS paces,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('hash', n.hash, 'attributes', l.attributes)), '[]')
         FROM unnest($3::text[]) AS n (hash)
         CROSS JOIN LATERAL (
           SELECT lead_id FROM lead_trace WHERE hash = decode(n.hash, 'hex') AND at > $6 ORDER BY at DESC, lead_id DESC LIMIT ${ALIKE_MOST}
         ) t
         JOIN lead l ON l.id = t.lead_id AND l.status IN ('available', 'sold', 'expired')) AS alike,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('offer', o.id, 'text', w.text)), '[]')
         FROM unnest($7::text[]) AS o (id)
         CROSS JOIN LATERAL (
           SELECT text FROM offer_wording WHERE offer_id = o.id ORDER BY since DESC LIMIT ${WORDINGS_MOST}
         ) w) AS wordings,
        (SELECT value FROM setting WHERE key = 'consent_fresh_days') AS fresh_days`,
    values: [
      leads.flatMap(({ marks }) => marks.suppression),
      JSON.stringify([...paces.values()]),
      [...needs],
      after(now, -HOUR_MS),
      after(now, -DAY_MS),
      after(now, -NEAR_WINDOW_MS),
      [...new Set(leads.map(({ lead }) => lead.offerId))],
    ],
  });
  return rows[0] as Row;
}
