import { z } from 'zod';
import { createOffer } from '#app/domain/catalog/create-offer.server.ts';
import {
  CHANNELS,
  OFFER_STATUSES,
  type Offer,
  type OfferTerms,
  TARGET_ACTIONS,
  TRAFFIC_KINDS,
} from '#app/domain/catalog/offer.ts';
import { readOffer, readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import { moneyJson } from '#app/domain/leads/lead-json.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { defineCall } from './call.ts';
import { amount, beforeOf, id, languages, listOf, offer, page, toPage } from './schemas.ts';

const LANDING_URL_LIMIT = 500;

const unique = (values: readonly string[]) => new Set(values).size === values.length;

const fields = {
  niche: z.string().max(64).meta({ example: 'property.flat_new' }),
  regions: z.array(z.string().max(32)).min(1).max(100).refine(unique, 'not_unique'),
  ask: amount,
  exclusivity: z.enum(['exclusive', 'shared']),
  max_sells: z.number().int().min(1).max(10),
  target_action: z.enum(TARGET_ACTIONS),
  channels: z.array(z.enum(CHANNELS)).min(1).refine(unique, 'not_unique'),
  landing_url: z
    .url({ protocol: /^https?$/, error: 'web_address_form' })
    .max(LANDING_URL_LIMIT)
    .nullable(),
  traffic: z.array(z.enum(TRAFFIC_KINDS)).refine(unique, 'not_unique'),
  languages,
  consent_text: z.string().trim().min(10).max(4_000),
  dispute_window_hours: z.number().int().min(48).max(1_080),
  daily_volume: z.number().int().min(1).max(100_000).nullable(),
  status: z.enum(OFFER_STATUSES),
};

/** Read by the call and by the form of the seller's page alike. */
export const offerBody = z.strictObject({
  ...fields,
  exclusivity: fields.exclusivity.default('exclusive'),
  max_sells: fields.max_sells.default(1),
  target_action: fields.target_action.default('contact'),
  channels: fields.channels.default(['form']),
  landing_url: fields.landing_url.default(null),
  traffic: fields.traffic.default([]),
  languages: fields.languages.default([]),
  dispute_window_hours: fields.dispute_window_hours.default(120),
  daily_volume: fields.daily_volume.default(null),
  status: fields.status.default('active'),
});

export const offerChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'empty_change');

const TERMS_REFUSALS = [
  'niche_unknown',
  'niche_is_a_sector',
  'region_unknown',
  'max_sells_does_not_fit',
  'niche_forbidden',
  'seller_refused',
] as const;

export const createOfferCall = defineCall({
  operation: 'createOffer',
  method: 'POST',
  path: '/offers',
  access: { kind: 'key', scope: 'offers:write', side: 'seller' },
  body: offerBody,
  answers: { 201: offer },
  refusals: ['body_malformed', 'body_too_large', 'invalid', ...TERMS_REFUSALS],
  async handle({ body, principal, context }) {
    const { db, now, actor, origin } = context;
    const { organisationId } = principal;
    const terms = toTerms(body);
    return {
      status: 201,
      body: offerJson(await createOffer(db, { organisationId, terms, actor, origin, now })),
    };
  },
});

export const listOffers = defineCall({
  operation: 'listOffers',
  method: 'GET',
  path: '/offers',
  access: { kind: 'key', scope: 'offers:read', side: 'seller' },
  query: page,
  answers: { 200: listOf(offer) },
  refusals: ['invalid'],
  async handle({ query, principal, context: { db } }) {
    const rows = await readOffers(db, {
      organisationId: principal.organisationId,
      limit: query.limit + 1,
      before: beforeOf('offer', query.cursor),
    });
    return { status: 200, body: toPage(rows, query.limit, offerJson) };
  },
});

export const readOneOffer = defineCall({
  operation: 'readOffer',
  method: 'GET',
  path: '/offers/{id}',
  access: { kind: 'key', scope: 'offers:read', side: 'seller' },
  params: z.object({ id: id('offer') }),
  answers: { 200: offer },
  refusals: ['offer_unknown'],
  async handle({ params, principal, context: { db } }) {
    const found = await readOffer(db, { organisationId: principal.organisationId, offerId: params.id });
    if (!found) throw new Refusal('offer_unknown');
    return { status: 200, body: offerJson(found) };
  },
});

export const updateOfferCall = defineCall({
  operation: 'updateOffer',
  method: 'PATCH',
  path: '/offers/{id}',
  access: { kind: 'key', scope: 'offers:write', side: 'seller' },
  params: z.object({ id: id('offer') }),
  body: offerChange,
  answers: { 200: offer },
  refusals: [
    'body_malformed',
    'body_too_large',
    'invalid',
    'offer_unknown',
    'offer_niche_stays',
    'offer_currency_stays',
    'offer_status_not_yours',
    ...TERMS_REFUSALS,
  ],
  async handle({ params, body, principal, context }) {
    const { db, now, actor, origin } = context;
    const { organisationId } = principal;
    const changed = await updateOffer(db, {
      organisationId,
      offerId: params.id,
      change: toTerms(body),
      actor,
      origin,
      now,
    });
    return { status: 200, body: offerJson(changed) };
  },
});

export function toTerms(body: z.output<typeof offerBody>): OfferTerms;
export function toTerms(body: z.output<typeof offerChange>): Partial<OfferTerms>;
/** The domain's names for what is given; what is not given stays undefined. */
export function toTerms(body: z.output<typeof offerChange>): Partial<OfferTerms> {
  return {
    niche: body.niche,
    regions: body.regions,
    askMinor: body.ask?.amountMinor,
    currency: body.ask?.currency,
    exclusivity: body.exclusivity,
    maxSells: body.max_sells,
    targetAction: body.target_action,
    channels: body.channels,
    landingUrl: body.landing_url,
    traffic: body.traffic,
    languages: body.languages,
    consentText: body.consent_text,
    disputeWindowHours: body.dispute_window_hours,
    dailyVolume: body.daily_volume,
    status: body.status,
  };
}

function offerJson(row: Offer) {
  return {
    id: row.id,
    niche: row.niche,
    regions: row.regions,
    ask: moneyJson(row.askMinor, row.currency),
    exclusivity: row.exclusivity,
    max_sells: row.maxSells,
    target_action: row.targetAction,
    channels: row.channels,
    landing_url: row.landingUrl,
    traffic: row.traffic,
    languages: row.languages,
    consent_text: row.consentText,
    dispute_window_hours: row.disputeWindowHours,
    daily_volume: row.dailyVolume,
    status: row.status,
    review:
      row.review.reviewedAt || row.review.reason
        ? { reason: row.review.reason, reviewed_at: row.review.reviewedAt?.toISOString() ?? null }
        : null,
    created_at: row.createdAt.toISOString(),
  };
}
