import { z } from 'zod';
import { CHANNELS, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readSalesOfLeads } from '#app/domain/exchange/read-sales.server.ts';
import { saleLineJson } from '#app/domain/exchange/sale-json.ts';
import type { Idempotency, StoredAnswer } from '#app/domain/leads/intake.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { sellersLeadJson } from '#app/domain/leads/lead-json.ts';
import { type PreparedLead, prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { readEarlier } from '#app/domain/leads/read-earlier.server.ts';
import { readLead, readLeads } from '#app/domain/leads/read-leads.server.ts';
import { storeAnswer } from '#app/domain/leads/store-answer.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { DAY_MS, SECOND_MS } from '#app/kernel/time.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type CallAnswer, type CallContext, defineCall } from './call.ts';
import { amount, beforeOf, id, lead, listOf, page, toPage } from './schemas.ts';

const LONGEST_WAIT_S = 10;
const LOOK_AGAIN_MS = 2 * SECOND_MS;
const OLDEST_CONSENT_MS = 3_650 * DAY_MS;
const CLOCK_SKEW_MS = 5 * 60 * SECOND_MS;

/** Text that may be left out or left empty; both mean that it was not given. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .nullish()
    .transform((value) => value?.trim() || null);

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

const contactBody = z.strictObject({ name: text(200), phone: text(64), email: text(320) });

const sourceBody = z.strictObject({
  url: text(2_000),
  referrer: text(2_000),
  campaign: text(200),
  traffic: optional(z.enum(TRAFFIC_KINDS)),
  sub_ids: z.array(z.string().max(200)).max(5).default([]),
  utm: z
    .record(z.string().max(64), z.string().max(200))
    .refine((tags) => Object.keys(tags).length <= 20)
    .default({}),
  ip: text(64),
  user_agent: text(500),
});

const attributeValue = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(30),
]);

export const leadBody = z
  .strictObject({
    offer_id: id('offer'),
    contact: contactBody,
    region: z.string().min(1).max(32).meta({ example: 'UA-30' }),
    city: text(120),
    language: optional(z.string().regex(/^[a-z]{2,3}$/)),
    message: text(4_000),
    attributes: z
      .record(z.string().max(64), attributeValue)
      .refine((given) => Object.keys(given).length <= 50)
      .default({}),
    wanted_within_days: optional(z.number().int().min(0).max(3_650)),
    budget: optional(amount),
    decision_maker: optional(z.boolean()),
    preferred_channel: optional(z.enum(['phone', 'email', 'messenger', 'sms', 'other'])),
    photos: z
      .array(z.url({ protocol: /^https$/ }).max(2_000))
      .max(10)
      .default([]),
    channel: z.enum(CHANNELS),
    source: sourceBody.prefault({}),
    consent: z.strictObject({
      text: z.string().trim().min(1).max(4_000),
      url: text(2_000),
      given_at: z.iso
        .datetime({ offset: true, error: 'time_form' })
        .refine((at) => !(Date.parse(at) > Date.now() + CLOCK_SKEW_MS), 'in_the_future')
        .refine((at) => !(Date.parse(at) < Date.now() - OLDEST_CONSENT_MS), 'too_old'),
    }),
    external_id: text(200),
    test: z.boolean().default(false),
  })
  .superRefine((body, ctx) => {
    const wrong = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message });
    if (!body.contact.phone && !body.contact.email) wrong('contact', 'contact_needed');
    if (body.channel !== 'call' && !body.contact.name && !body.message)
      wrong('contact', 'name_or_message_needed');
  });

type LeadBody = z.output<typeof leadBody>;

const intakeHeaders = z.object({
  'idempotency-key': z.string().min(1).max(255).optional(),
  prefer: z.string().max(200).optional(),
});

export const takeLead = defineCall({
  operation: 'takeLead',
  method: 'POST',
  path: '/leads',
  access: { kind: 'key', scope: 'leads:write', side: 'seller' },
  headers: intakeHeaders,
  body: leadBody,
  answers: { 200: lead, 202: lead },
  refusals: [
    'body_malformed',
    'body_too_large',
    'invalid',
    'offer_id_unknown',
    'offer_not_active',
    'niche_forbidden',
    'region_unknown',
    'attribute_invalid',
    'idempotency_key_reused',
    'idempotency_in_flight',
  ],
  async handle({ headers, body, principal, context }): Promise<CallAnswer> {
    const { db, now } = context;
    const { organisationId } = principal;
    const waitMs = waitOf(headers.prefer);
    const idempotency = idempotencyOf(db, headers['idempotency-key'], body);
    const taken = await prepareBody(db, organisationId, body).then(
      (prepared) => context.takeLead({ prepared, idempotency, waitMs, now }),
      // What was taken once is answered as it was, though the offer would not take it now.
      async (refusal) => {
        const earlier = idempotency && (await readEarlier(db.pool, { organisationId, idempotency, now }));
        if (earlier) return earlier;
        throw refusal;
      },
    );
    if (taken.kind === 'key_reused') throw new Refusal('idempotency_key_reused');
    if (taken.kind === 'repeated') {
      if (taken.inFlight) throw new Refusal('idempotency_in_flight');
      const answer = taken.answer ?? (await answerNow(db, organisationId, taken.leadId));
      return {
        ...(await kept(db, organisationId, idempotency, answer)),
        headers: { 'idempotent-replayed': 'true' },
      };
    }
    if (waitMs === 0) return { status: 202, body: sellersLeadJson(taken.lead, []) };
    const answer = await answerWhenSettled(context, taken.lead, waitMs);
    return {
      ...(await kept(db, organisationId, idempotency, answer)),
      headers: { 'preference-applied': `wait=${waitMs / SECOND_MS}` },
    };
  },
});

export const listLeads = defineCall({
  operation: 'listLeads',
  method: 'GET',
  path: '/leads',
  access: { kind: 'key', scope: 'leads:read', side: 'seller' },
  query: page,
  answers: { 200: listOf(lead) },
  refusals: ['invalid'],
  async handle({ query, principal, context: { db } }) {
    const rows = await readLeads(db.pool, {
      organisationId: principal.organisationId,
      limit: query.limit + 1,
      before: beforeOf('lead', query.cursor),
    });
    const sales = await readSalesOfLeads(
      db,
      rows.map((row) => row.id),
    );
    return {
      status: 200,
      body: toPage(rows, query.limit, (row) =>
        sellersLeadJson(row, (sales.get(row.id) ?? []).map(saleLineJson)),
      ),
    };
  },
});

export const readOneLead = defineCall({
  operation: 'readLead',
  method: 'GET',
  path: '/leads/{id}',
  access: { kind: 'key', scope: 'leads:read', side: 'seller' },
  params: z.object({ id: id('lead') }),
  answers: { 200: lead },
  refusals: ['not_found'],
  async handle({ params, principal, context: { db } }) {
    const found = await readLead(db.pool, { organisationId: principal.organisationId, leadId: params.id });
    if (!found) throw new Refusal('not_found');
    return { status: 200, body: await sellersView(db, found) };
  },
});

/** What a request for a lead becomes before it is taken in. @throws Refusal `offer_id_unknown` and those of `prepareLead` */
export async function prepareBody(db: Db, organisationId: string, body: LeadBody): Promise<PreparedLead> {
  const offer = await readOffer(db, { organisationId, offerId: body.offer_id });
  if (!offer) throw new Refusal('offer_id_unknown');
  return prepareLead(await readReference(db.pool), offer, toPosted(body));
}

/** Key and request are kept as keyed hashes: sellers put order numbers and telephone numbers into keys. */
export function idempotencyOf(db: Db, key: string | undefined, body: LeadBody): Idempotency | null {
  if (key === undefined) return null;
  return {
    key: lookupHash(db.keys.lookup, 'intake-key', key).toString('base64url'),
    requestHash: lookupHash(db.keys.lookup, 'request', canonical(body)),
  };
}

/** `Prefer: wait=N` of RFC 7240 in milliseconds; longer waits are cut to ten seconds. */
function waitOf(prefer: string | undefined): number {
  const match = /(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])/.exec(prefer ?? '');
  return match ? Math.min(Number(match[1]), LONGEST_WAIT_S) * SECOND_MS : 0;
}

/** The request as one text, whatever the order in which its fields were sent. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => {
    if (typeof inner === 'bigint') return inner.toString();
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function toPosted(body: LeadBody) {
  const { contact, source, consent } = body;
  return {
    region: body.region,
    city: body.city,
    language: body.language,
    attributes: body.attributes,
    wantedWithinDays: body.wanted_within_days,
    budget: body.budget,
    decisionMaker: body.decision_maker,
    preferredChannel: body.preferred_channel,
    channel: body.channel,
    traffic: source.traffic,
    campaign: source.campaign,
    subIds: source.sub_ids,
    utm: source.utm,
    consent: { text: consent.text, givenAt: new Date(consent.given_at) },
    externalId: body.external_id,
    test: body.test,
    contact: {
      name: contact.name,
      phone: contact.phone,
      email: contact.email,
      message: body.message,
      photos: body.photos,
      sourceUrl: source.url,
      referrer: source.referrer,
      consentUrl: consent.url,
      ip: source.ip,
      userAgent: source.user_agent,
    },
  };
}

async function answerWhenSettled(context: CallContext, taken: Lead, waitMs: number): Promise<StoredAnswer> {
  const deadline = performance.now() + waitMs;
  // The signal may have come before the wait began, or be lost with a connection: the row decides, not the signal.
  for (;;) {
    const answer = await answerNow(context.db, taken.organisationId, taken.id);
    const leftMs = deadline - performance.now();
    if (answer.status === 200 || leftMs <= 0) return answer;
    if (!(await context.settled(taken.id, Math.min(leftMs, LOOK_AGAIN_MS)))) return answer;
  }
}

async function answerNow(db: Db, organisationId: string, leadId: string): Promise<StoredAnswer> {
  const found = await readLead(db.pool, { organisationId, leadId });
  if (!found) throw new Refusal('not_found');
  return { status: found.settledAt ? 200 : 202, body: await sellersView(db, found) };
}

async function sellersView(db: Db, found: Lead) {
  const sales = found.salesCount > 0 ? await readSalesOfLeads(db, [found.id]) : new Map();
  return sellersLeadJson(found, (sales.get(found.id) ?? []).map(saleLineJson));
}

async function kept(
  db: Db,
  organisationId: string,
  idempotency: Idempotency | null,
  answer: StoredAnswer,
): Promise<StoredAnswer> {
  return idempotency ? storeAnswer(db.pool, { organisationId, key: idempotency.key, answer }) : answer;
}
