import { z } from 'zod';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { type Listing, readListings } from '#app/domain/exchange/read-listings.server.ts';
import { checkJson, moneyJson, needJson } from '#app/domain/leads/lead-json.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { defineCall } from './call.ts';
import { readSaleView } from './sales.ts';
import { amount, check, instant, listOf, money, need, page, sale, toPage } from './schemas.ts';

const listingId = z.string().regex(/^lst_[0-9a-z]{26}$/);

const listing = z.object({
  id: listingId,
  lead: need,
  price: money,
  exclusivity: z.enum(['exclusive', 'shared']),
  copies_left: z.number().int(),
  checks: z.array(check),
  created_at: instant,
});

export const listListings = defineCall({
  operation: 'listListings',
  method: 'GET',
  path: '/listings',
  access: { kind: 'key', scope: 'market:read', side: 'buyer' },
  query: page.extend({ niche: z.string().max(64).optional(), region: z.string().max(32).optional() }),
  answers: { 200: listOf(listing) },
  refusals: ['invalid'],
  async handle({ query, principal, context: { db, now } }) {
    const rows = await readListings(db, {
      limit: query.limit + 1,
      before: query.cursor ?? null,
      nicheCode: query.niche,
      regionCode: query.region,
      exceptOrganisationId: principal.organisationId,
      now,
    });
    return { status: 200, body: toPage(rows, query.limit, listingJson) };
  },
});

export const buyListingCall = defineCall({
  operation: 'buyListing',
  method: 'POST',
  path: '/listings/{id}/buy',
  access: { kind: 'key', scope: 'market:buy', side: 'buyer' },
  params: z.object({ id: z.string().max(64) }),
  body: z.strictObject({ max_price: amount.optional() }).optional(),
  answers: { 200: sale, 201: sale },
  refusals: [
    'body_malformed',
    'body_too_large',
    'invalid',
    'listing_unknown',
    'listing_gone',
    'listing_is_yours',
    'listing_of_colleagues',
    'countries_barred',
    'price_above_limit',
    'insufficient_funds',
    'money_frozen',
  ],
  async handle({ params, body, principal, context }) {
    const { db, now, actor, origin } = context;
    if (!listingId.safeParse(params.id).success) throw new Refusal('listing_unknown');
    const { organisationId } = principal;
    const maxPrice = body?.max_price ?? null;
    const { saleId, repeated } = await buyListing(db, {
      organisationId,
      listingId: params.id,
      maxPrice,
      actor,
      origin,
      now,
    });
    return { status: repeated ? 200 : 201, body: await readSaleView(context, { organisationId, saleId }) };
  },
});

function listingJson(row: Listing) {
  return {
    id: row.id,
    lead: needJson(row.lead),
    price: moneyJson(row.askMinor, row.currency),
    exclusivity: row.exclusivity,
    copies_left: row.copiesLeft,
    checks: row.checks.map(checkJson),
    created_at: row.createdAt.toISOString(),
  };
}
