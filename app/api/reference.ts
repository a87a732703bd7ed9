import { z } from 'zod';
import { questionSchema } from '#app/domain/catalog/question.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import { searchRegions } from '#app/domain/catalog/search-regions.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { quoteToJson } from '#app/domain/pricing/quote-json.ts';
import { monthOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { defineCall } from './call.ts';
import { currency, quote, temperature } from './schemas.ts';

const SEARCH_LIMIT = 20;

const niche = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  name: z.record(z.string(), z.string()),
  questions: z.array(questionSchema),
});

const region = z.object({
  code: z.string(),
  kind: z.enum(['country', 'subdivision', 'city']),
  parent: z.string().nullable(),
  country: z.string(),
  name: z.string(),
  population: z.number(),
});

export const listNiches = defineCall({
  operation: 'listNiches',
  method: 'GET',
  path: '/niches',
  access: { kind: 'public' },
  answers: { 200: z.object({ data: z.array(niche), next_cursor: z.null() }) },
  refusals: [],
  async handle({ context: { db } }) {
    const { niches } = await readReference(db.pool);
    return { status: 200, body: { data: [...niches.values()].map(nicheJson), next_cursor: null } };
  },
});

export const searchRegionsCall = defineCall({
  operation: 'searchRegions',
  method: 'GET',
  path: '/regions',
  access: { kind: 'public' },
  query: z.strictObject({
    q: z.string().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(SEARCH_LIMIT),
  }),
  answers: { 200: z.object({ data: z.array(region), next_cursor: z.null() }) },
  refusals: ['invalid'],
  async handle({ query, context: { db } }) {
    const found = searchRegions(await readReference(db.pool), query.q, query.limit);
    return { status: 200, body: { data: found.map(regionJson), next_cursor: null } };
  },
});

export const readPrices = defineCall({
  operation: 'readPrices',
  method: 'GET',
  path: '/prices',
  access: { kind: 'public' },
  query: z.strictObject({
    niche: z.string().min(1).max(64),
    region: z.string().min(1).max(32),
    month: z.coerce.number().int().min(1).max(12).optional(),
    temperature: temperature.default('warm'),
    currency: currency.optional(),
    buyers: z.coerce.number().int().min(0).max(100).optional(),
    copies: z.coerce.number().int().min(1).max(10).optional(),
    score: z.coerce.number().int().min(0).max(100).optional(),
  }),
  answers: {
    200: quote.extend({ niche: z.string(), region: z.string(), month: z.number().int(), temperature }),
  },
  refusals: ['invalid', 'niche_not_known', 'region_not_known'],
  async handle({ query, context: { db, now } }) {
    const reference = await readPricedReference(db.pool);
    const found = reference.niches.get(query.niche);
    if (!found) throw new Refusal('niche_not_known', { niche: query.niche });
    const place = reference.regions.get(query.region);
    if (!place) throw new Refusal('region_not_known', { region: query.region });
    const month = query.month ?? monthOf(now);
    const priced = quotePlace(reference, {
      niche: found,
      place,
      month,
      temperature: query.temperature,
      currency: query.currency ?? defaultCurrency(place.countryCode),
      buyers: query.buyers,
      copies: query.copies,
      score: query.score,
    });
    const { niche: nicheCode, region: regionCode, temperature: heat } = query;
    return {
      status: 200,
      body: { niche: nicheCode, region: regionCode, month, temperature: heat, ...quoteToJson(priced) },
    };
  },
});

function nicheJson(row: Niche) {
  return { code: row.code, parent: row.parentCode, name: row.name, questions: row.questions };
}

function regionJson(row: Region) {
  return {
    code: row.code,
    kind: row.kind,
    parent: row.parentCode,
    country: row.countryCode,
    name: row.name,
    population: row.population,
  };
}
