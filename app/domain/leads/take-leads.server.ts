import { assert, present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { after } from '#app/kernel/time.ts';
import { type Queryable, type Tx, transact } from '#app/platform/db.server.ts';
import { jobsOfIds } from '#app/platform/job-kind.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { Intake, Taken } from './intake.ts';
import { leadAccepted, leadsImported } from './jobs.ts';
import type { Lead } from './lead.ts';
import { sellersLeadJson } from './lead-json.ts';
import type { PreparedLead } from './prepare-lead.ts';
import { readEarlier } from './read-earlier.server.ts';
import { type SealedContact, sealContact } from './seal-contact.server.ts';
import { siteOf } from './site-of.ts';

export const BATCH_LIMIT = 100;
/** Leads without keys that are checked by one job. */
const CHECKED_TOGETHER = 50;
const IN_FLIGHT_MARGIN_MS = 5_000;

type Row = Intake & { readonly leadId: string; readonly sealed: SealedContact };

/**
 * Takes up to 100 leads in one transaction: lead, sealed contact, consent, idempotency key and the job that checks
 * it are written together or not at all. No two leads of one call may carry the same key of one seller.
 */
export async function takeLeads(db: Db, intakes: readonly Intake[]): Promise<Taken[]> {
  assert(intakes.length <= BATCH_LIMIT, 'a batch of leads has a bound');
  const rows = intakes.map((intake) => toRow(db, intake));
  const fresh = await transact(db.pool, async (tx) => {
    const kept = await takeKeys(tx, rows);
    if (kept.length > 0) {
      await insertLeads(tx, kept);
      await enqueue(db.queue, tx, leadAccepted, jobsOfIds(kept.map(({ leadId }) => leadId)));
    }
    return new Set(kept.map(({ leadId }) => leadId));
  });
  return Promise.all(
    rows.map((row) =>
      fresh.has(row.leadId) ? { kind: 'taken' as const, lead: newLead(row) } : earlierOf(db, row),
    ),
  );
}

/**
 * Takes up to 100 leads without keys in the caller's transaction: there by what that transaction writes beside them, or not at all.
 * They are checked many at once, beside leads that come one by one and not in front of them.
 * @returns their ids, in the order in which they were given
 */
export async function takeLeadsIn(
  db: Db,
  tx: Queryable,
  input: { prepared: readonly PreparedLead[]; now: Date },
): Promise<string[]> {
  assert(input.prepared.length <= BATCH_LIMIT, 'a batch of leads has a bound');
  if (input.prepared.length === 0) return [];
  const rows = input.prepared.map((prepared) =>
    toRow(db, { prepared, idempotency: null, waitMs: 0, now: input.now }),
  );
  await insertLeads(tx, rows);
  const leadIds = rows.map(({ leadId }) => leadId);
  await enqueue(db.queue, tx, leadsImported, jobsOfIds(leadIds, CHECKED_TOGETHER));
  return leadIds;
}

function toRow(db: Db, intake: Intake): Row {
  const leadId = newId('lead', intake.now.getTime());
  return { ...intake, leadId, sealed: sealContact(db.keys.encryption, leadId, intake.prepared.contact) };
}

/** Rows whose key is free, in the order of their keys so that two batches with common keys cannot deadlock. */
async function takeKeys(tx: Tx, rows: readonly Row[]): Promise<Row[]> {
  const keyed = rows.filter((row) => row.idempotency !== null);
  if (keyed.length === 0) return [...rows];
  const { rows: taken } = await tx.query<{ lead_id: string }>({
    name: 'take-intake-keys',
    text: `INSERT INTO intake_key (organisation_id, key, request_hash, lead_id, answer_status, answer_body, in_flight_until, created_at)
           SELECT organisation_id, key, decode(request_hash, 'base64'), lead_id, answer_status, answer_body, in_flight_until, created_at
           FROM json_to_recordset($1) AS k (organisation_id text, key text, request_hash text, lead_id text, answer_status int,
             answer_body json, in_flight_until timestamptz, created_at timestamptz)
           ORDER BY organisation_id, key
           ON CONFLICT (organisation_id, key) DO NOTHING RETURNING lead_id`,
    values: [
      JSON.stringify(
        keyed.map((row) => ({
          organisation_id: row.prepared.offer.organisationId,
          key: row.idempotency?.key,
          request_hash: row.idempotency?.requestHash.toString('base64'),
          lead_id: row.leadId,
          ...(row.waitMs > 0 ? {} : acceptedAnswer(newLead(row))),
          in_flight_until: row.waitMs > 0 ? after(row.now, row.waitMs + IN_FLIGHT_MARGIN_MS) : row.now,
          created_at: row.now,
        })),
      ),
    ],
  });
  const free = new Set(taken.map((one) => one.lead_id));
  return rows.filter((row) => row.idempotency === null || free.has(row.leadId));
}

/** One statement for all rows of all four tables: the foreign keys are checked at its end. */
async function insertLeads(tx: Queryable, rows: readonly Row[]): Promise<void> {
  await tx.query({
    name: 'insert-leads',
    text: `WITH given AS (
        SELECT * FROM jsonb_to_recordset($1) AS g (
          id text, organisation_id text, offer_id text, niche_code text, region_code text, city text, place_code text,
          channel text, language text, wanted_within_days int, budget_minor bigint, budget_currency text,
          decision_maker boolean, preferred_channel text, attributes jsonb, traffic text, campaign text, sub_ids text[],
          utm jsonb, referrer_site text, external_id text, test boolean, ask_minor bigint, currency text, max_sells int, target_action text, dispute_window_hours int, awaited boolean,
          created_at timestamptz, consent_text text, consent_given_at timestamptz, form_id text, form_version int, sealed text, wrapped_by text, wrapped_key text)
      ), leads AS (
        INSERT INTO lead (id, organisation_id, offer_id, niche_code, region_code, city, place_code, status, channel, language,
          wanted_within_days, budget_minor, budget_currency, decision_maker, preferred_channel, attributes, traffic, campaign,
          sub_ids, utm, referrer_site, external_id, test, ask_minor, currency, max_sells, target_action, dispute_window_hours, checks, awaited, created_at)
        SELECT id, organisation_id, offer_id, niche_code, region_code, city, place_code, 'validating', channel, language,
          wanted_within_days, budget_minor, budget_currency, decision_maker, preferred_channel, attributes, traffic, campaign,
          sub_ids, utm, referrer_site, external_id, test, ask_minor, currency, max_sells, target_action, dispute_window_hours, '[]', awaited, created_at FROM given
      ), contacts AS (
        INSERT INTO lead_contact (lead_id, sealed) SELECT id, decode(sealed, 'base64') FROM given
      ), keys AS (
        INSERT INTO vault.lead_key (lead_id, wrapped_by, wrapped_key)
        SELECT id, wrapped_by, decode(wrapped_key, 'base64') FROM given
      )
      INSERT INTO lead_consent (lead_id, text, given_at, form_id, form_version)
        SELECT id, consent_text, consent_given_at, form_id, form_version FROM given`,
    values: [JSON.stringify(rows.map(toColumns))],
  });
}

function toColumns({ leadId, prepared, sealed, waitMs, now }: Row) {
  return {
    id: leadId,
    organisation_id: prepared.offer.organisationId,
    offer_id: prepared.offer.id,
    niche_code: prepared.offer.niche,
    region_code: prepared.regionCode,
    city: prepared.city,
    place_code: prepared.placeCode,
    channel: prepared.channel,
    language: prepared.language,
    wanted_within_days: prepared.wantedWithinDays,
    budget_minor: prepared.budget?.amountMinor.toString() ?? null,
    budget_currency: prepared.budget?.currency ?? null,
    decision_maker: prepared.decisionMaker,
    preferred_channel: prepared.preferredChannel,
    attributes: prepared.attributes,
    traffic: prepared.traffic,
    campaign: prepared.campaign,
    sub_ids: prepared.subIds,
    utm: prepared.utm,
    referrer_site: siteOf(prepared.contact.referrer),
    external_id: prepared.externalId,
    test: prepared.test,
    ask_minor: prepared.offer.askMinor.toString(),
    currency: prepared.offer.currency,
    max_sells: prepared.offer.maxSells,
    target_action: prepared.offer.targetAction,
    dispute_window_hours: prepared.offer.disputeWindowHours,
    awaited: waitMs > 0,
    created_at: now,
    consent_text: prepared.consent.text,
    consent_given_at: prepared.consent.givenAt,
    form_id: prepared.consent.form?.id ?? null,
    form_version: prepared.consent.form?.version ?? null,
    sealed: sealed.sealed.toString('base64'),
    wrapped_by: sealed.wrappedBy,
    wrapped_key: sealed.wrappedKey.toString('base64'),
  };
}

/** What is answered to a lead that nobody waits for; kept with its key at once, so that a repeat gets the same. */
function acceptedAnswer(lead: Lead): { answer_status: number; answer_body: unknown } {
  return { answer_status: 202, answer_body: sellersLeadJson(lead, []) };
}

/** A lead as it stands before it has its verdict. */
export function newLead({
  leadId,
  prepared,
  now,
}: {
  leadId: string;
  prepared: PreparedLead;
  now: Date;
}): Lead {
  const { offer, contact, consent, ...rest } = prepared;
  return {
    ...rest,
    id: leadId,
    organisationId: offer.organisationId,
    offerId: offer.id,
    niche: offer.niche,
    status: 'validating',
    reason: null,
    askMinor: offer.askMinor,
    currency: offer.currency,
    maxSells: offer.maxSells,
    targetAction: offer.targetAction,
    disputeWindowHours: offer.disputeWindowHours,
    salesCount: 0,
    claimCount: 0,
    score: null,
    temperature: null,
    checks: [],
    createdAt: now,
    settledAt: null,
  };
}

async function earlierOf(db: Db, { prepared, idempotency, now }: Row): Promise<Taken> {
  const given = present(idempotency, 'only a lead with a key was sent before');
  const { organisationId } = prepared.offer;
  return present(
    await readEarlier(db.pool, { organisationId, idempotency: given, now }),
    'a key that was taken is kept',
  );
}
