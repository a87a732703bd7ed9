import type { Channel, TargetAction } from '#app/domain/catalog/offer.ts';
import type { Answer } from '#app/domain/catalog/question.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { CheckResult } from './check-result.ts';
import type { Lead, LeadStatus } from './lead.ts';

export type LeadRow = {
  id: string;
  organisation_id: string;
  offer_id: string;
  niche_code: string;
  region_code: string;
  city: string | null;
  place_code: string;
  status: LeadStatus;
  reason_code: string | null;
  reason_params: Record<string, string | number> | null;
  channel: Channel;
  language: string | null;
  wanted_within_days: number | null;
  budget_minor: bigint | null;
  budget_currency: Currency | null;
  decision_maker: boolean | null;
  preferred_channel: string | null;
  attributes: Record<string, Answer>;
  traffic: string | null;
  campaign: string | null;
  sub_ids: string[];
  utm: Record<string, string>;
  external_id: string | null;
  test: boolean;
  ask_minor: bigint;
  currency: Currency;
  max_sells: number;
  target_action: TargetAction;
  dispute_window_hours: number;
  sales_count: number;
  claim_count: number;
  score: number | null;
  temperature: Temperature | null;
  checks: CheckResult[];
  created_at: Date;
  settled_at: Date | null;
};

/** A row of the table as the domain speaks of it. */
export function toLead(row: LeadRow): Lead {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    offerId: row.offer_id,
    niche: row.niche_code,
    regionCode: row.region_code,
    city: row.city,
    placeCode: row.place_code,
    status: row.status,
    reason: row.reason_code ? { code: row.reason_code, params: row.reason_params ?? {} } : null,
    channel: row.channel,
    language: row.language,
    wantedWithinDays: row.wanted_within_days,
    budget:
      row.budget_minor !== null && row.budget_currency
        ? { amountMinor: row.budget_minor, currency: row.budget_currency }
        : null,
    decisionMaker: row.decision_maker,
    preferredChannel: row.preferred_channel,
    attributes: row.attributes,
    traffic: row.traffic,
    campaign: row.campaign,
    subIds: row.sub_ids,
    utm: row.utm,
    externalId: row.external_id,
    test: row.test,
    askMinor: row.ask_minor,
    currency: row.currency,
    maxSells: row.max_sells,
    targetAction: row.target_action,
    disputeWindowHours: row.dispute_window_hours,
    salesCount: row.sales_count,
    claimCount: row.claim_count,
    score: row.score,
    temperature: row.temperature,
    checks: row.checks,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}

/** A seller's leads, newest first, at most `limit` from before the id `before`. */
export async function readLeads(
  db: Queryable,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Lead[]> {
  const { rows } = await db.query<LeadRow>(
    `SELECT * FROM lead WHERE organisation_id = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [input.organisationId, input.before, input.limit],
  );
  return rows.map(toLead);
}

/** One lead of the seller, or null. */
export async function readLead(
  db: Queryable,
  input: { organisationId: string; leadId: string },
): Promise<Lead | null> {
  const { rows } = await db.query<LeadRow>({
    name: 'read-lead',
    text: 'SELECT * FROM lead WHERE id = $1 AND organisation_id = $2',
    values: [input.leadId, input.organisationId],
  });
  return rows[0] ? toLead(rows[0]) : null;
}

/** Leads by id, whoever's they are, in no order. */
export async function readLeadsById(db: Queryable, leadIds: readonly string[]): Promise<Lead[]> {
  const { rows } = await db.query<LeadRow>({
    name: 'read-leads-by-id',
    text: 'SELECT * FROM lead WHERE id = ANY ($1)',
    values: [leadIds],
  });
  return rows.map(toLead);
}
